import { settingsContract } from '#shared/settings/contract.ts';
import { handle } from '../procedure.ts';
import { changeAgency, getAgency } from './agency.ts';
import { getPlace, rememberPlace } from './place.ts';

const os = handle(settingsContract);

export const settingsProcedures = os.router({
  agency: os.agency.handler(({ context }) => getAgency(context)),
  place: os.place.handler(({ context }) => getPlace(context)),
  rememberPlace: os.rememberPlace.handler(({ input, context }) => rememberPlace(context, input)),
  copied: os.copied.handler(({ input, context }) => context.shell.copied(input)),
  changeAgency: os.changeAgency.handler(({ input, context }) => changeAgency(context, input)),
});
