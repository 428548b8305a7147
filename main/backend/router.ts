import { lazy, unlazy } from '@orpc/server';
import { vaultProcedures } from './vault/procedures.ts';

/**
 * Every capability's procedures, under the names of the contract; keep it alphabetical.
 *
 * Only the lock screen's are loaded at once: the others come with the first call, so that the window is not kept
 * waiting for PDF, X12 and SFTP code that nobody asked for yet. Each is spread into a plain object, because the
 * library looks a part up by its whole path where the part still carries its contract.
 */
export const router = {
  actionPlans: lazy(async () => ({
    default: { ...(await import('./action-plans/procedures.ts')).actionPlansProcedures },
  })),
  admissions: lazy(async () => ({
    default: { ...(await import('./admissions/procedures.ts')).admissionsProcedures },
  })),
  assessments: lazy(async () => ({
    default: { ...(await import('./assessments/procedures.ts')).assessmentsProcedures },
  })),
  assignments: lazy(async () => ({
    default: { ...(await import('./assignments/procedures.ts')).assignmentsProcedures },
  })),
  audit: lazy(async () => ({ default: { ...(await import('./audit/procedures.ts')).auditProcedures } })),
  backups: lazy(async () => ({
    default: { ...(await import('./backups/procedures.ts')).backupsProcedures },
  })),
  diagnoses: lazy(async () => ({
    default: { ...(await import('./diagnoses/procedures.ts')).diagnosesProcedures },
  })),
  documents: lazy(async () => ({
    default: { ...(await import('./documents/procedures.ts')).documentsProcedures },
  })),
  encounters: lazy(async () => ({
    default: { ...(await import('./encounters/procedures.ts')).encountersProcedures },
  })),
  forms: lazy(async () => ({
    default: { ...(await import('./assessments/design/procedures.ts')).formsProcedures },
  })),
  incidents: lazy(async () => ({
    default: { ...(await import('./incidents/procedures.ts')).incidentsProcedures },
  })),
  layouts: lazy(async () => ({
    default: { ...(await import('./layouts/procedures.ts')).layoutsProcedures },
  })),
  letters: lazy(async () => ({
    default: { ...(await import('./letters/procedures.ts')).lettersProcedures },
  })),
  members: lazy(async () => ({
    default: { ...(await import('./members/procedures.ts')).membersProcedures },
  })),
  monthlyFiles: lazy(async () => ({
    default: { ...(await import('./monthly-files/procedures.ts')).monthlyFilesProcedures },
  })),
  notes: lazy(async () => ({ default: { ...(await import('./notes/procedures.ts')).notesProcedures } })),
  outreach: lazy(async () => ({
    default: { ...(await import('./outreach/procedures.ts')).outreachProcedures },
  })),
  packets: lazy(async () => ({
    default: { ...(await import('./packets/procedures.ts')).packetsProcedures },
  })),
  plans: lazy(async () => ({ default: { ...(await import('./plans/procedures.ts')).plansProcedures } })),
  policy: lazy(async () => ({
    default: { ...(await import('./policy/procedures.ts')).policyProcedures },
  })),
  programs: lazy(async () => ({
    default: { ...(await import('./programs/procedures.ts')).programsProcedures },
  })),
  reports: lazy(async () => ({
    default: { ...(await import('./reports/procedures.ts')).reportsProcedures },
  })),
  responseSheets: lazy(async () => ({
    default: {
      ...(await import('./encounters/response-sheets/procedures.ts')).responseSheetsProcedures,
    },
  })),
  roster: lazy(async () => ({ default: { ...(await import('./roster/procedures.ts')).rosterProcedures } })),
  search: lazy(async () => ({ default: { ...(await import('./search/procedures.ts')).searchProcedures } })),
  settings: lazy(async () => ({
    default: { ...(await import('./settings/procedures.ts')).settingsProcedures },
  })),
  tasks: lazy(async () => ({ default: { ...(await import('./tasks/procedures.ts')).tasksProcedures } })),
  transfers: lazy(async () => ({
    default: { ...(await import('./transfers/procedures.ts')).transfersProcedures },
  })),
  unfinished: lazy(async () => ({
    default: { ...(await import('./unfinished/procedures.ts')).unfinishedProcedures },
  })),
  users: lazy(async () => ({ default: { ...(await import('./users/procedures.ts')).usersProcedures } })),
  vault: vaultProcedures,
};

/** Loads what was left for later, one part after the other, so that the first click does not wait for it either. */
export async function loadRest(): Promise<void> {
  for (const part of Object.values(router)) await unlazy(part);
}
