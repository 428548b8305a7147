/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  `CREATE TABLE task_series (
    id TEXT PRIMARY KEY, member_id TEXT REFERENCES member (id), title TEXT NOT NULL, detail TEXT NOT NULL,
    kind TEXT NOT NULL, owner_id TEXT REFERENCES user (id), urgent INTEGER NOT NULL, rule TEXT NOT NULL,
    starts_on TEXT NOT NULL, ended_on TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX task_source ON task (source_kind, source_id)`,
  `CREATE INDEX task_owner ON task (owner_id, state, due_on)`,
];
