import type { Generated } from 'kysely';

interface OutreachTable {
  member_id: string;
  next_on: string | null;
  next_method: string | null;
  /** The last day of a window that was extended; null leaves the plan's. */
  until: string | null;
  ready_on: string | null;
  closed_on: string | null;
  close_reason: string | null;
  updated_at: string;
}

interface OutreachAttemptTable {
  id: string;
  member_id: string;
  program: string | null;
  happened_on: string;
  start_time: string | null;
  method: string;
  outcome: string;
  who: string | null;
  place_code: string | null;
  place: string | null;
  tried: string | null;
  language: string | null;
  interpreter: number;
  minutes: number;
  staff_id: string;
  clinical: number;
  text: string;
  counted: number;
  bulk: number;
  next_on: string | null;
  note_id: string | null;
  /** The letter of the mail log this mailing was. */
  letter_id: Generated<string | null>;
  created_at: string;
  created_by: string;
}

/** An attempt that was logged by mistake; it stays and counts no more. */
interface OutreachStrikeTable {
  id: string;
  attempt_id: string;
  reason: string;
  created_at: string;
  created_by: string;
}

interface OutreachEventTable {
  id: string;
  member_id: string;
  kind: string;
  detail: string;
  created_at: string;
  created_by: string;
}

interface OutreachDraftTable {
  member_id: string;
  author_id: string;
  content: string;
  updated_at: string;
}

/** Tables of outreach. */
export interface OutreachTables {
  outreach: OutreachTable;
  outreach_attempt: OutreachAttemptTable;
  outreach_strike: OutreachStrikeTable;
  outreach_event: OutreachEventTable;
  outreach_draft: OutreachDraftTable;
}
