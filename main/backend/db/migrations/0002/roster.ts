/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  'ALTER TABLE roster_row ADD COLUMN answer TEXT',
  `CREATE TABLE roster_decision (
    id TEXT PRIMARY KEY, import_id TEXT NOT NULL REFERENCES roster_import (id), kind TEXT NOT NULL,
    row_number INTEGER NOT NULL, member_id TEXT NOT NULL, value TEXT NOT NULL, created_at TEXT NOT NULL,
    created_by TEXT NOT NULL)`,
  'CREATE UNIQUE INDEX roster_decision_row ON roster_decision (import_id, kind, row_number, member_id)',
];
