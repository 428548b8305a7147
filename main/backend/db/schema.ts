import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';

// The row types of every table, in step with migrations/. JSON columns are typed as text: each store parses its own.

interface AgencyTable {
  id: string;
  name: string;
  npi: string;
  tin: string;
  taxonomy: string;
  address: string;
  city: string;
  state: string;
  zip: string;
  phone: string;
  email: string;
  time_zone: string;
  created_at: string;
  created_by: string;
}

interface UserTable {
  id: string;
  name: string;
  role: string;
  credential: string;
  clinical: number;
  npi: string | null;
  taxonomy: string | null;
  active: number;
  can_unlock: number;
  created_at: string;
  created_by: string;
}

interface SettingTable {
  key: string;
  value: string;
  updated_at: string;
  updated_by: string;
}

interface CounterTable {
  key: string;
  value: number;
}

interface AuditTable {
  seq: Generated<number>;
  at: string;
  user_id: string | null;
  action: string;
  outcome: string;
  member_id: string | null;
  entity_id: string | null;
  detail: string;
  previous_mac: string;
  mac: string;
}

interface PlanTable {
  id: string;
  name: string;
  short_name: string;
  profile: string;
  host_key: string | null;
  host_key_confirmed_at: string | null;
  host_key_confirmed_by: string | null;
  password: string | null;
  last_test: string | null;
  created_at: string;
  created_by: string;
}

interface MemberTable {
  id: string;
  plan_id: string;
  cin: string;
  plan_member_id: string | null;
  mrn: string | null;
  first_name: string;
  middle_name: string | null;
  last_name: string;
  preferred_name: string | null;
  pronouns: string | null;
  birth_date: string;
  sex: string;
  language: string | null;
  interpreter: number;
  address: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  county: string | null;
  phone: string | null;
  email: string | null;
  homeless: number;
  on_tel: number;
  housing_note: string | null;
  flags: string;
  program: string | null;
  status: string;
  tier: string | null;
  assigned_on: string | null;
  enrolled_on: string | null;
  ended_on: string | null;
  authorization_number: string | null;
  authorization_start: string | null;
  authorization_end: string | null;
  lead_id: string | null;
  last_contact_on: string | null;
  last_contact_mode: string | null;
  last_contact_place: string | null;
  next_due_on: string | null;
  next_due_label: string | null;
  search_text: string;
  extra: string;
  created_at: string;
  created_by: string;
  updated_at: string;
}

interface ConditionTable {
  id: string;
  member_id: string;
  code: string;
  label: string;
  source: string;
  recorded_on: string;
  ended_on: string | null;
  created_at: string;
  created_by: string;
}

interface RosterImportTable {
  id: string;
  plan_id: string;
  file_name: string;
  sha256: string;
  bytes: number;
  state: string;
  headers: string;
  mapping: string;
  counts: string;
  original: Uint8Array<ArrayBuffer>;
  applied_at: string | null;
  applied_by: string | null;
  created_at: string;
  created_by: string;
}

interface RosterRowTable {
  id: string;
  import_id: string;
  row_number: number;
  kind: string;
  member_id: string | null;
  name: string;
  cin: string;
  detail: string;
  cells: string;
}

interface TaskTable {
  id: string;
  member_id: string | null;
  title: string;
  detail: string;
  kind: string;
  owner_id: string | null;
  due_on: string | null;
  urgent: number;
  source_kind: string;
  source_id: string | null;
  why: string;
  state: string;
  snoozed_until: string | null;
  done_at: string | null;
  done_by: string | null;
  created_at: string;
  created_by: string;
}

interface AssessmentTable {
  id: string;
  member_id: string;
  form_id: string;
  form_version: string;
  form: string;
  answers: string;
  focus: string | null;
  state: string;
  response: string | null;
  score: number | null;
  band: string | null;
  signed_at: string | null;
  signed_by: string | null;
  updated_at: string;
  created_at: string;
  created_by: string;
}

interface FormTable {
  id: string;
  form: string;
  problems: string;
  created_at: string;
  created_by: string;
}

interface ActionPlanTable {
  id: string;
  member_id: string;
  version: number;
  state: string;
  content: string;
  content_sha256: string | null;
  signed_at: string | null;
  signed_by: string | null;
  updated_at: string;
  created_at: string;
  created_by: string;
}

interface ActionPlanReviewTable {
  id: string;
  plan_id: string;
  member_id: string;
  reviewer_id: string;
  content_sha256: string;
  note: string;
  outcome: string | null;
  comment: string;
  answered_at: string | null;
  answered_by: string | null;
  created_at: string;
  created_by: string;
}

interface ActionPlanSignatureTable {
  id: string;
  plan_id: string;
  member_id: string;
  signer: string;
  name: string;
  method: string;
  detail: string;
  strokes: string | null;
  content_sha256: string;
  sha256: string;
  signed_at: string;
  created_at: string;
  created_by: string;
}

interface ActionPlanShareTable {
  id: string;
  plan_id: string;
  member_id: string;
  recipient: string;
  recipient_kind: string;
  how: string;
  shared_on: string;
  authority: string;
  authority_detail: string;
  authority_until: string | null;
  sensitive: number;
  created_at: string;
  created_by: string;
}

interface LetterTemplateTable {
  id: string;
  kind: string;
  plan_id: string | null;
  language: string;
  version: number;
  state: string;
  title: string;
  body: string;
  sha256: string;
  approval_id: string | null;
  approved_on: string | null;
  approved_by: string | null;
  retired_on: string | null;
  updated_at: string;
  created_at: string;
  created_by: string;
}

interface LetterTable {
  id: string;
  batch_id: string;
  member_id: string;
  kind: string;
  template_id: string | null;
  language: string;
  title: string;
  text: string;
  address: string;
  pages: number;
  text_sha256: string;
  mailed_on: string | null;
  returned_on: string | null;
  returned_reason: string | null;
  created_at: string;
  created_by: string;
}

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
  content: Uint8Array<ArrayBuffer>;
  state: string;
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
  created_at: string;
  created_by: string;
}

interface TransferTable {
  id: string;
  plan_id: string;
  kind: string;
  source_id: string;
  title: string;
  file_name: string;
  usage: string;
  bytes: number;
  sha256: string;
  state: string;
  attempts: number;
  server_path: string | null;
  host_key: string | null;
  remote_bytes: number | null;
  steps: string;
  problem: string | null;
  sent_at: string | null;
  sent_by: string | null;
  answered_at: Generated<string | null>;
  next_try_at: Generated<string | null>;
  paused: Generated<number>;
  created_at: string;
  created_by: string;
}

interface TransferContentTable {
  transfer_id: string;
  content: Uint8Array;
}

interface TransferMemberTable {
  transfer_id: string;
  member_id: string;
}

interface ReceivedTable {
  id: string;
  plan_id: string;
  kind: string;
  file_name: string;
  server_path: string | null;
  host_key: string | null;
  bytes: number;
  sha256: string;
  content: Uint8Array;
  state: string;
  sentence: string;
  facts: string;
  transfer_id: string | null;
  received_at: string;
  received_by: string;
  settled_at: string | null;
  settled_by: string | null;
}

interface ReceivedFromTable {
  plan_id: string;
  server_path: string;
  size: number;
  modified: number;
  received_id: string;
  cleared: string;
  seen_at: string;
}

interface MemberSearchTable {
  member_id: string;
  text: string;
  rowid: Generated<number>;
}

/** The whole database, as Kysely sees it. */
export interface Database {
  agency: AgencyTable;
  user: UserTable;
  setting: SettingTable;
  counter: CounterTable;
  audit: AuditTable;
  plan: PlanTable;
  member: MemberTable;
  condition: ConditionTable;
  roster_import: RosterImportTable;
  roster_row: RosterRowTable;
  task: TaskTable;
  assessment: AssessmentTable;
  form: FormTable;
  action_plan: ActionPlanTable;
  action_plan_review: ActionPlanReviewTable;
  action_plan_signature: ActionPlanSignatureTable;
  action_plan_share: ActionPlanShareTable;
  letter_template: LetterTemplateTable;
  letter: LetterTable;
  note: NoteTable;
  encounter: EncounterTable;
  outreach: OutreachTable;
  outreach_attempt: OutreachAttemptTable;
  outreach_event: OutreachEventTable;
  outreach_draft: OutreachDraftTable;
  rule_confirmation: RuleConfirmationTable;
  batch: BatchTable;
  sent_line: SentLineTable;
  answer: AnswerTable;
  transfer: TransferTable;
  transfer_content: TransferContentTable;
  transfer_member: TransferMemberTable;
  received: ReceivedTable;
  received_from: ReceivedFromTable;
  member_search: MemberSearchTable;
}

/** A row as it is read from a table. */
export type Row<Name extends keyof Database> = Selectable<Database[Name]>;
/** A row as it is written to a table. */
export type NewRow<Name extends keyof Database> = Insertable<Database[Name]>;
