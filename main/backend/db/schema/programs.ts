/** What one plan's rules change, together. */
interface RuleChangeTable {
  id: string;
  plan_id: string;
  /** `draft`, `live` or `undone`. */
  state: string;
  changes: string;
  /** The changes that were replayed last, as they stood then; null before the first replay. */
  replayed: string | null;
  live_at: string | null;
  live_by: string | null;
  updated_at: string;
  created_at: string;
  created_by: string;
}

/** Tables of program packs. */
export interface ProgramsTables {
  rule_change: RuleChangeTable;
}
