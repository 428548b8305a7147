import type { Generated } from 'kysely';

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
  merged_into: Generated<string | null>;
  phase: Generated<string | null>;
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

interface MemberSearchTable {
  member_id: string;
  text: string;
  rowid: Generated<number>;
}

interface MemberEntryTable {
  id: string;
  member_id: string;
  kind: string;
  series_id: string;
  version: number;
  content: string;
  valid_from: string | null;
  valid_to: string | null;
  source: string;
  state: string;
  reason: string;
  created_at: string;
  created_by: string;
}

interface ProgramEventTable {
  id: string;
  member_id: string;
  program: string | null;
  kind: string;
  happened_on: string;
  detail: string;
  created_at: string;
  created_by: string;
}

interface MemberMergeTable {
  id: string;
  kept_id: string;
  merged_id: string;
  detail: string;
  undone_at: string | null;
  undone_by: string | null;
  created_at: string;
  created_by: string;
}

/** An official list of diagnosis codes; `number` is its short key in the rows. */
interface DiagnosisListTable {
  id: string;
  number: number;
  code_year: number;
  effective_from: string;
  effective_to: string;
  file_name: string;
  sha256: string;
  codes: number;
  headings: number;
  /** `loading` until the last row is in: such a list is never read. */
  state: string;
  created_at: string;
  created_by: string;
}

interface DiagnosisCodeTable {
  id: Generated<number>;
  list_number: number;
  code: string;
  label: string;
  billable: number;
}

/** Tables of members and what a search reads. */
export interface MembersTables {
  member: MemberTable;
  condition: ConditionTable;
  member_search: MemberSearchTable;
  member_entry: MemberEntryTable;
  program_event: ProgramEventTable;
  member_merge: MemberMergeTable;
  diagnosis_list: DiagnosisListTable;
  diagnosis_code: DiagnosisCodeTable;
}
