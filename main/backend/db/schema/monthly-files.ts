interface MonthlyFileTable {
  id: string;
  plan_id: string;
  kind: string;
  /** `2026-11`. */
  month: string;
  file_name: string;
  format: string;
  rows: number;
  gaps: number;
  bytes: number;
  sha256: string;
  content: Uint8Array<ArrayBuffer>;
  created_at: string;
  created_by: string;
}

/** Tables of the files that go to plans once a month. */
export interface MonthlyFilesTables {
  monthly_file: MonthlyFileTable;
}
