import { layoutsContract } from '#shared/layouts/contract.ts';
import { handle } from '../procedure.ts';
import { getLayout, saveLayout } from './layouts.ts';

const os = handle(layoutsContract);

/** File layouts over the contract. */
export const layoutsProcedures = os.router({
  get: os.get.handler(({ input, context }) => getLayout(context, input)),
  save: os.save.handler(({ input, context }) => saveLayout(context, input)),
});
