import { plansContract } from '#shared/plans/contract.ts';
import { handle } from '../procedure.ts';
import { importKnownHosts, loadLoginKey, loadPgpKey } from './load-files.ts';
import { confirmHostKey, createKey, forgetHostKey, setPassword } from './login.ts';
import { createPgpKey, ourPgpKey } from './pgp.ts';
import { listPlans, showPlan } from './plans.ts';
import { savePlan } from './save-plan.ts';

const os = handle(plansContract);

export const plansProcedures = os.router({
  list: os.list.handler(({ context }) => listPlans(context)),
  get: os.get.handler(async ({ input, context }) => ({
    ...(await showPlan(context, input.id)),
    pgpKey: await ourPgpKey(context, input.id),
  })),
  save: os.save.handler(({ input, context }) => savePlan(context, input)),
  setPassword: os.setPassword.handler(({ input, context }) => setPassword(context, input)),
  createKey: os.createKey.handler(({ input, context }) => createKey(context, input)),
  loadLoginKey: os.loadLoginKey.handler(({ input, context }) => loadLoginKey(context, input)),
  loadPgpKey: os.loadPgpKey.handler(({ input, context }) => loadPgpKey(context, input)),
  createPgpKey: os.createPgpKey.handler(({ input, context }) => createPgpKey(context, input)),
  importKnownHosts: os.importKnownHosts.handler(({ input, context }) => importKnownHosts(context, input)),
  confirmHostKey: os.confirmHostKey.handler(({ input, context }) => confirmHostKey(context, input)),
  forgetHostKey: os.forgetHostKey.handler(({ input, context }) => forgetHostKey(context, input)),
});
