import { actionPlansContract } from './action-plans/contract.ts';
import { auditContract } from './audit/contract.ts';
import { membersContract } from './members/contract.ts';
import { plansContract } from './plans/contract.ts';
import { settingsContract } from './settings/contract.ts';
import { tasksContract } from './tasks/contract.ts';
import { usersContract } from './users/contract.ts';
import { vaultContract } from './vault/contract.ts';

/** Everything the page, the command line and the tests can ask of the backend; keep it alphabetical. */
export const contract = {
  actionPlans: actionPlansContract,
  audit: auditContract,
  members: membersContract,
  plans: plansContract,
  settings: settingsContract,
  tasks: tasksContract,
  users: usersContract,
  vault: vaultContract,
};
