/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // One row a notice of a hospital, read from a file of a plan; the file itself stays as it came in `received`.
  `CREATE TABLE admission_notice (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), received_id TEXT NOT NULL REFERENCES received (id),
    ordinal INTEGER NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, sentence TEXT NOT NULL, place TEXT NOT NULL,
    notice TEXT, person_key TEXT, visit_key TEXT, member_id TEXT REFERENCES member (id), series_id TEXT,
    settled_at TEXT, settled_by TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (plan_id, sha256))`,
  'CREATE INDEX admission_notice_file ON admission_notice (received_id, state, ordinal)',
  'CREATE INDEX admission_notice_member ON admission_notice (member_id) WHERE member_id IS NOT NULL',
  "CREATE INDEX admission_notice_person ON admission_notice (plan_id, person_key) WHERE state = 'waiting'",
  `CREATE TRIGGER admission_notice_stays BEFORE DELETE ON admission_notice
    BEGIN SELECT RAISE(ABORT, 'notices are kept'); END`,
  // How a plan's lists are read; the newest counts.
  `CREATE TABLE admission_mapping (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), mapping TEXT NOT NULL, created_at TEXT NOT NULL,
    created_by TEXT NOT NULL)`,
  'CREATE INDEX admission_mapping_plan ON admission_mapping (plan_id, created_at)',
];
