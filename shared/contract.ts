import { auditContract } from './audit/contract.ts';
import { plansContract } from './plans/contract.ts';
import { settingsContract } from './settings/contract.ts';
import { usersContract } from './users/contract.ts';
import { vaultContract } from './vault/contract.ts';

/** Everything the page, the command line and the tests can ask of the backend; keep it alphabetical. */
export const contract = {
  audit: auditContract,
  plans: plansContract,
  settings: settingsContract,
  users: usersContract,
  vault: vaultContract,
};
