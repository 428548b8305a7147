import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import * as accounts from './0002/accounts.ts';
import * as actionPlans from './0002/action-plans.ts';
import * as admissions from './0002/admissions.ts';
import * as assessments from './0002/assessments.ts';
import * as assignments from './0002/assignments.ts';
import * as audit from './0002/audit.ts';
import * as documents from './0002/documents.ts';
import * as encounters from './0002/encounters.ts';
import * as layouts from './0002/layouts.ts';
import * as letters from './0002/letters.ts';
import * as members from './0002/members.ts';
import * as monthlyFiles from './0002/monthly-files.ts';
import * as outreach from './0002/outreach.ts';
import * as packets from './0002/packets.ts';
import * as plans from './0002/plans.ts';
import * as programs from './0002/programs.ts';
import * as reports from './0002/reports.ts';
import * as roster from './0002/roster.ts';
import * as search from './0002/search.ts';
import * as tasks from './0002/tasks.ts';
import * as transfers from './0002/transfers.ts';
import * as unfinished from './0002/unfinished.ts';

/** The parts in the order a member travels through them: a part may refer to tables of the parts before it. */
const PARTS = [
  accounts,
  audit,
  plans,
  programs,
  layouts,
  members,
  assignments,
  documents,
  roster,
  tasks,
  assessments,
  actionPlans,
  letters,
  encounters,
  outreach,
  transfers,
  admissions,
  monthlyFiles,
  packets,
  unfinished,
  search,
  reports,
];

/** Adds the tables and columns of the second version; every statement keeps the rows that are there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const { STATEMENTS } of PARTS) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  }
}
