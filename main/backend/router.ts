import { actionPlansProcedures } from './action-plans/procedures.ts';
import { assessmentsProcedures } from './assessments/procedures.ts';
import { auditProcedures } from './audit/procedures.ts';
import { membersProcedures } from './members/procedures.ts';
import { plansProcedures } from './plans/procedures.ts';
import { programsProcedures } from './programs/procedures.ts';
import { settingsProcedures } from './settings/procedures.ts';
import { tasksProcedures } from './tasks/procedures.ts';
import { usersProcedures } from './users/procedures.ts';
import { vaultProcedures } from './vault/procedures.ts';

/** Every capability's procedures, under the names of the contract; keep it alphabetical. */
export const router = {
  actionPlans: actionPlansProcedures,
  assessments: assessmentsProcedures,
  audit: auditProcedures,
  members: membersProcedures,
  plans: plansProcedures,
  programs: programsProcedures,
  settings: settingsProcedures,
  tasks: tasksProcedures,
  users: usersProcedures,
  vault: vaultProcedures,
};
