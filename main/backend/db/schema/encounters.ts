import type { ColumnType, Generated } from 'kysely';

interface NoteTable {
  id: string;
  member_id: string;
  state: string;
  content: string;
  author_id: string;
  staff_id: string | null;
  service_on: string | null;
  mode: string | null;
  minutes: number | null;
  summary: string;
  search_text: string;
  signed_at: string | null;
  signed_by: string | null;
  updated_at: string;
  created_at: string;
  created_by: string;
}

interface EncounterTable {
  id: string;
  note_id: string;
  member_id: string;
  plan_id: string;
  staff_id: string;
  program: string;
  service_on: string;
  /** When the service began, `HH:MM` in the agency's time zone, or null when nobody recorded it. */
  start_time: string | null;
  minutes: number;
  place_of_service: string;
  billable: number;
  code: string | null;
  modifiers: string;
  units: number;
  rule_id: string | null;
  explanation: string;
  diagnoses: string;
  state: string;
  batch_id: string | null;
  claim_number: string | null;
  line_number: string | null;
  /** What sending it once more replaces or takes back, JSON; null for a line that goes out for the first time. */
  correction: ColumnType<string | null, string | null | undefined, string | null>;
  created_at: string;
  created_by: string;
}

interface RuleConfirmationTable {
  id: string;
  plan_id: string | null;
  rule_id: string;
  source: string;
  note: string;
  created_at: string;
  created_by: string;
}

interface BatchTable {
  id: string;
  plan_id: string;
  file_name: string;
  usage: string;
  control_number: string;
  claims: number;
  lines: number;
  units: number;
  members: number;
  bytes: number;
  sha256: string;
  /** Empty for a file that is kept in parts. */
  content: Uint8Array<ArrayBuffer>;
  state: string;
  /** `837p`, or the kind of sheet. */
  format: Generated<string>;
  created_at: string;
  created_by: string;
}

/** A piece of a file too large for one row. */
interface BatchPartTable {
  id: string;
  batch_id: string;
  ordinal: number;
  content: Uint8Array<ArrayBuffer>;
  created_at: string;
  created_by: string;
}

/** Words added to a signed note; never changed. */
interface NoteAddendumTable {
  id: string;
  note_id: string;
  text: string;
  created_at: string;
  created_by: string;
}

/** A signed note that does not hold, and why; never changed. */
interface NoteStrikeTable {
  id: string;
  note_id: string;
  reason: string;
  created_at: string;
  created_by: string;
}

/** Who was asked to sign a note as well, and when they did. */
interface NoteCosignTable {
  id: string;
  note_id: string;
  asked_of: string;
  signed_at: string | null;
  signed_by: string | null;
  created_at: string;
  created_by: string;
}

/** A text of the agency to begin a note with. */
interface NoteTemplateTable {
  id: string;
  name: string;
  text: string;
  created_at: string;
  created_by: string;
}

/** One line as it stood in one file; a service that was sent again has several. */
interface SentLineTable {
  line_number: string;
  claim_number: string;
  /** The claim that the chain of replacements began with. */
  first_claim: string;
  batch_id: string;
  plan_id: string;
  encounter_id: string;
  service_on: string;
  /** GS06, ST02 and BHT03 it went out under. */
  group_control: string;
  set_control: string;
  set_reference: string;
  frequency: string;
  /** REF*F8 it went out with. */
  plan_claim_number: string | null;
  /** REF*1K the plan answered with. */
  plan_number: string | null;
  code: string;
  units: number;
  /** Where the head of the set ends, and the member's own segments, counted like the ones below. */
  head_to: number;
  member_from: number;
  member_to: number;
  /** Positions of claim and line in their set, counted from ST = 1. */
  claim_from: number;
  claim_to: number;
  line_from: number;
  line_to: number;
  state: string;
  /** When the plan wrote the answer that decided. */
  decided_at: string | null;
}

/** One thing a plan said about a file, a set, a claim or a line; never changed. */
interface AnswerTable {
  id: string;
  batch_id: string;
  kind: string;
  level: string;
  verdict: string;
  set_control: string | null;
  claim_number: string | null;
  line_number: string | null;
  reasons: string;
  segments: string;
  plan_number: string | null;
  written_at: string;
  file_name: string;
  fingerprint: string;
  /** What an 835 says was paid, JSON. */
  payment: Generated<string | null>;
  /** The response sheet it stood in; an undone sheet's answers count no longer. */
  sheet_id: Generated<string | null>;
  created_at: string;
  created_by: string;
}

/** A sheet with which a plan answers an invoice. */
interface ResponseSheetTable {
  id: string;
  plan_id: string;
  file_name: string;
  sha256: string;
  bytes: number;
  content: Uint8Array<ArrayBuffer>;
  /** What its headings and status words mean, JSON. */
  mapping: string;
  learned_at: string;
  counts: string;
  state: string;
  applied_at: string | null;
  applied_by: string | null;
  undone_at: string | null;
  undone_by: string | null;
  created_at: string;
  created_by: string;
}

/** One change of many lines, with what they were before it. */
interface LineFixTable {
  id: string;
  kind: string;
  before: string;
  undone_at: string | null;
  created_at: string;
  created_by: string;
}

/** Tables of notes, encounters, batches and the answers to them. */
export interface EncountersTables {
  line_fix: LineFixTable;
  note: NoteTable;
  encounter: EncounterTable;
  rule_confirmation: RuleConfirmationTable;
  batch: BatchTable;
  batch_part: BatchPartTable;
  note_addendum: NoteAddendumTable;
  note_strike: NoteStrikeTable;
  note_cosign: NoteCosignTable;
  note_template: NoteTemplateTable;
  sent_line: SentLineTable;
  answer: AnswerTable;
  response_sheet: ResponseSheetTable;
}
