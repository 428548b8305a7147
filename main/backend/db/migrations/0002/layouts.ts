/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // Every version of a plan's columns; the newest one counts.
  `CREATE TABLE plan_layout (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), kind TEXT NOT NULL, layout TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX plan_layout_plan ON plan_layout (plan_id, kind, created_at)`,
  `CREATE TRIGGER plan_layout_final BEFORE UPDATE ON plan_layout
    BEGIN SELECT RAISE(ABORT, 'layouts are kept by version'); END`,
  `CREATE TRIGGER plan_layout_stays BEFORE DELETE ON plan_layout
    BEGIN SELECT RAISE(ABORT, 'layouts are kept by version'); END`,
];
