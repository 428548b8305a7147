import { auditProcedures } from './audit/procedures.ts';
import { plansProcedures } from './plans/procedures.ts';
import { settingsProcedures } from './settings/procedures.ts';
import { usersProcedures } from './users/procedures.ts';
import { vaultProcedures } from './vault/procedures.ts';

/** Every capability's procedures, under the names of the contract; keep it alphabetical. */
export const router = {
  audit: auditProcedures,
  plans: plansProcedures,
  settings: settingsProcedures,
  users: usersProcedures,
  vault: vaultProcedures,
};
