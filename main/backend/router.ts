import { actionPlansProcedures } from './action-plans/procedures.ts';
import { assessmentsProcedures } from './assessments/procedures.ts';
import { auditProcedures } from './audit/procedures.ts';
import { backupsProcedures } from './backups/procedures.ts';
import { encountersProcedures } from './encounters/procedures.ts';
import { membersProcedures } from './members/procedures.ts';
import { notesProcedures } from './notes/procedures.ts';
import { outreachProcedures } from './outreach/procedures.ts';
import { plansProcedures } from './plans/procedures.ts';
import { programsProcedures } from './programs/procedures.ts';
import { rosterProcedures } from './roster/procedures.ts';
import { settingsProcedures } from './settings/procedures.ts';
import { tasksProcedures } from './tasks/procedures.ts';
import { transfersProcedures } from './transfers/procedures.ts';
import { usersProcedures } from './users/procedures.ts';
import { vaultProcedures } from './vault/procedures.ts';

/** Every capability's procedures, under the names of the contract; keep it alphabetical. */
export const router = {
  actionPlans: actionPlansProcedures,
  assessments: assessmentsProcedures,
  audit: auditProcedures,
  backups: backupsProcedures,
  encounters: encountersProcedures,
  members: membersProcedures,
  notes: notesProcedures,
  outreach: outreachProcedures,
  plans: plansProcedures,
  programs: programsProcedures,
  roster: rosterProcedures,
  settings: settingsProcedures,
  tasks: tasksProcedures,
  transfers: transfersProcedures,
  users: usersProcedures,
  vault: vaultProcedures,
};
