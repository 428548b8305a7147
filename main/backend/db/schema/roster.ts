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
  /** What a person said about it, for rows of the kind `duplicate`. */
  answer: string | null;
}

/** What a person decided about a row: an answer about a member, or cells that were fixed. */
interface RosterDecisionTable {
  id: string;
  import_id: string;
  kind: string;
  row_number: number;
  /** Empty for fixes, which are about no member. */
  member_id: string;
  value: string;
  created_at: string;
  created_by: string;
}

/** Tables of roster imports. */
export interface RosterTables {
  roster_import: RosterImportTable;
  roster_row: RosterRowTable;
  roster_decision: RosterDecisionTable;
}
