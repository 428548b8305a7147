import { actionPlansContract } from './action-plans/contract.ts';
import { admissionsContract } from './admissions/contract.ts';
import { assessmentsContract } from './assessments/contract.ts';
import { formsContract } from './assessments/forms-contract.ts';
import { assignmentsContract } from './assignments/contract.ts';
import { auditContract } from './audit/contract.ts';
import { backupsContract } from './backups/contract.ts';
import { diagnosesContract } from './diagnoses/contract.ts';
import { documentsContract } from './documents/contract.ts';
import { encountersContract } from './encounters/contract.ts';
import { responseSheetsContract } from './encounters/response-sheets/contract.ts';
import { incidentsContract } from './incidents/contract.ts';
import { layoutsContract } from './layouts/contract.ts';
import { lettersContract } from './letters/contract.ts';
import { membersContract } from './members/contract.ts';
import { monthlyFilesContract } from './monthly-files/contract.ts';
import { notesContract } from './notes/contract.ts';
import { outreachContract } from './outreach/contract.ts';
import { packetsContract } from './packets/contract.ts';
import { plansContract } from './plans/contract.ts';
import { policyContract } from './policy/contract.ts';
import type { ProcedureMeta } from './procedure.ts';
import { programsContract } from './programs/contract.ts';
import { reportsContract } from './reports/contract.ts';
import { rosterContract } from './roster/contract.ts';
import { searchContract } from './search/contract.ts';
import { settingsContract } from './settings/contract.ts';
import { tasksContract } from './tasks/contract.ts';
import { transfersContract } from './transfers/contract.ts';
import { unfinishedContract } from './unfinished/contract.ts';
import { usersContract } from './users/contract.ts';
import { vaultContract } from './vault/contract.ts';

/** A capability's part of the contract: every procedure in it states its roles, its kind and its audit row. */
export type ContractPart = Readonly<Record<string, { readonly '~orpc': { readonly meta: ProcedureMeta } }>>;

/** Everything the page, the command line and the tests can ask of the backend; keep it alphabetical. */
export const contract = {
  actionPlans: actionPlansContract,
  admissions: admissionsContract,
  assessments: assessmentsContract,
  assignments: assignmentsContract,
  audit: auditContract,
  backups: backupsContract,
  diagnoses: diagnosesContract,
  documents: documentsContract,
  encounters: encountersContract,
  forms: formsContract,
  incidents: incidentsContract,
  layouts: layoutsContract,
  letters: lettersContract,
  members: membersContract,
  monthlyFiles: monthlyFilesContract,
  notes: notesContract,
  outreach: outreachContract,
  packets: packetsContract,
  plans: plansContract,
  policy: policyContract,
  programs: programsContract,
  reports: reportsContract,
  responseSheets: responseSheetsContract,
  roster: rosterContract,
  search: searchContract,
  settings: settingsContract,
  tasks: tasksContract,
  transfers: transfersContract,
  unfinished: unfinishedContract,
  users: usersContract,
  vault: vaultContract,
} satisfies Readonly<Record<string, ContractPart>>;
