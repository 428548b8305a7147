/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  `CREATE TABLE monthly_file (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), kind TEXT NOT NULL, month TEXT NOT NULL,
    file_name TEXT NOT NULL, format TEXT NOT NULL, rows INTEGER NOT NULL, gaps INTEGER NOT NULL, bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL, content BLOB NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX monthly_file_plan ON monthly_file (plan_id, kind, month)`,
  `CREATE TRIGGER monthly_file_final BEFORE UPDATE ON monthly_file
    BEGIN SELECT RAISE(ABORT, 'built files are final'); END`,
  `CREATE TRIGGER monthly_file_stays BEFORE DELETE ON monthly_file
    BEGIN SELECT RAISE(ABORT, 'built files are final'); END`,
];
