/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // What one plan's rules change: a draft until it goes live, final from then on.
  `CREATE TABLE rule_change (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), state TEXT NOT NULL, changes TEXT NOT NULL,
    replayed TEXT, live_at TEXT, live_by TEXT, updated_at TEXT NOT NULL, created_at TEXT NOT NULL,
    created_by TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX rule_change_draft ON rule_change (plan_id) WHERE state = 'draft'`,
  `CREATE INDEX rule_change_live ON rule_change (live_at) WHERE state = 'live'`,
  `CREATE TRIGGER rule_change_final BEFORE UPDATE ON rule_change WHEN OLD.state = 'live'
    BEGIN SELECT RAISE(ABORT, 'rules that went live are final'); END`,
  `CREATE TRIGGER rule_change_stays BEFORE DELETE ON rule_change WHEN OLD.state = 'live'
    BEGIN SELECT RAISE(ABORT, 'rules that went live are final'); END`,
];
