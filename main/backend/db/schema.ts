import type { Insertable, Selectable } from 'kysely';
import type { AccountsTables } from './schema/accounts.ts';
import type { ActionPlansTables } from './schema/action-plans.ts';
import type { AdmissionsTables } from './schema/admissions.ts';
import type { AssessmentsTables } from './schema/assessments.ts';
import type { AssignmentsTables } from './schema/assignments.ts';
import type { DocumentsTables } from './schema/documents.ts';
import type { EncountersTables } from './schema/encounters.ts';
import type { LettersTables } from './schema/letters.ts';
import type { MembersTables } from './schema/members.ts';
import type { MonthlyFilesTables } from './schema/monthly-files.ts';
import type { OutreachTables } from './schema/outreach.ts';
import type { PacketsTables } from './schema/packets.ts';
import type { PlansTables } from './schema/plans.ts';
import type { ProgramsTables } from './schema/programs.ts';
import type { RosterTables } from './schema/roster.ts';
import type { SearchTables } from './schema/search.ts';
import type { TasksTables } from './schema/tasks.ts';
import type { TransfersTables } from './schema/transfers.ts';
import type { UnfinishedTables } from './schema/unfinished.ts';

/**
 * The whole database, as Kysely sees it: the row types of every table, in step with migrations/.
 *
 * JSON columns are typed as text: each store parses its own.
 */
export interface Database
  extends AccountsTables,
    ActionPlansTables,
    AdmissionsTables,
    AssessmentsTables,
    AssignmentsTables,
    DocumentsTables,
    EncountersTables,
    LettersTables,
    MembersTables,
    MonthlyFilesTables,
    OutreachTables,
    PacketsTables,
    PlansTables,
    ProgramsTables,
    RosterTables,
    SearchTables,
    TasksTables,
    TransfersTables,
    UnfinishedTables {}

/** A row as it is read from a table. */
export type Row<Name extends keyof Database> = Selectable<Database[Name]>;
/** A row as it is written to a table. */
export type NewRow<Name extends keyof Database> = Insertable<Database[Name]>;
