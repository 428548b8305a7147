import { settingsContract } from '#shared/settings/contract.ts';
import { handle } from '../procedure.ts';
import { changeAgency, getAgency } from './agency.ts';

const os = handle(settingsContract);

export const settingsProcedures = os.router({
  agency: os.agency.handler(({ context }) => getAgency(context)),
  changeAgency: os.changeAgency.handler(({ input, context }) => changeAgency(context, input)),
});
