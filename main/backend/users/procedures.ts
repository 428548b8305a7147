import { usersContract } from '#shared/users/contract.ts';
import { handle } from '../procedure.ts';
import { allowUnlock } from './allow-unlock.ts';
import { addStaff, listStaff } from './users.ts';

const os = handle(usersContract);

export const usersProcedures = os.router({
  list: os.list.handler(({ context }) => listStaff(context)),
  add: os.add.handler(({ input, context }) => addStaff(context, input)),
  allowUnlock: os.allowUnlock.handler(({ input, context }) => allowUnlock(context, input)),
});
