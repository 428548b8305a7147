import { usersContract } from '#shared/users/contract.ts';
import { handle } from '../procedure.ts';
import { allowUnlock, changeRole, disable, enable, remove, resetPassphrase } from './accounts.ts';
import { addStaff, listCredentials, listStaff, setCredential } from './users.ts';

const os = handle(usersContract);

export const usersProcedures = os.router({
  list: os.list.handler(({ context }) => listStaff(context)),
  add: os.add.handler(({ input, context }) => addStaff(context, input)),
  credentials: os.credentials.handler(({ input, context }) => listCredentials(context, input)),
  setCredential: os.setCredential.handler(({ input, context }) => setCredential(context, input)),
  allowUnlock: os.allowUnlock.handler(({ input, context }) => allowUnlock(context, input)),
  resetPassphrase: os.resetPassphrase.handler(({ input, context }) => resetPassphrase(context, input)),
  changeRole: os.changeRole.handler(({ input, context }) => changeRole(context, input)),
  disable: os.disable.handler(({ input, context }) => disable(context, input)),
  enable: os.enable.handler(({ input, context }) => enable(context, input)),
  remove: os.remove.handler(({ input, context }) => remove(context, input)),
});
