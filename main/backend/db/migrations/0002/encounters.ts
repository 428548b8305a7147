/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // 837p, or csv and xlsx for the invoices of plans that take no EDI.
  `ALTER TABLE batch ADD COLUMN format TEXT NOT NULL DEFAULT '837p'`,
  // What an 835 says was paid, as JSON; and the sheet that an answer stood in.
  `ALTER TABLE answer ADD COLUMN payment TEXT`,
  `ALTER TABLE answer ADD COLUMN sheet_id TEXT`,
  `CREATE INDEX answer_sheet ON answer (sheet_id) WHERE sheet_id IS NOT NULL`,
  `CREATE TABLE response_sheet (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL, content BLOB NOT NULL, mapping TEXT NOT NULL, learned_at TEXT NOT NULL,
    counts TEXT NOT NULL, state TEXT NOT NULL, applied_at TEXT, applied_by TEXT, undone_at TEXT, undone_by TEXT,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (plan_id, sha256))`,
  `CREATE TABLE batch_part (
    id TEXT PRIMARY KEY, batch_id TEXT NOT NULL REFERENCES batch (id), ordinal INTEGER NOT NULL, content BLOB NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (batch_id, ordinal))`,
  `CREATE TABLE note_addendum (
    id TEXT PRIMARY KEY, note_id TEXT NOT NULL REFERENCES note (id), text TEXT NOT NULL, created_at TEXT NOT NULL,
    created_by TEXT NOT NULL)`,
  `CREATE INDEX note_addendum_note ON note_addendum (note_id, created_at)`,
  `CREATE TRIGGER note_addendum_final BEFORE UPDATE ON note_addendum
    BEGIN SELECT RAISE(ABORT, 'addenda are final'); END`,
  `CREATE TRIGGER note_addendum_stays BEFORE DELETE ON note_addendum
    BEGIN SELECT RAISE(ABORT, 'addenda are final'); END`,
  `CREATE TABLE note_strike (
    id TEXT PRIMARY KEY, note_id TEXT NOT NULL UNIQUE REFERENCES note (id), reason TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TRIGGER note_strike_final BEFORE UPDATE ON note_strike
    BEGIN SELECT RAISE(ABORT, 'strikes are final'); END`,
  `CREATE TRIGGER note_strike_stays BEFORE DELETE ON note_strike
    BEGIN SELECT RAISE(ABORT, 'strikes are final'); END`,
  `CREATE TABLE note_cosign (
    id TEXT PRIMARY KEY, note_id TEXT NOT NULL UNIQUE REFERENCES note (id), asked_of TEXT NOT NULL REFERENCES user (id),
    signed_at TEXT, signed_by TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX note_cosign_waiting ON note_cosign (asked_of) WHERE signed_at IS NULL`,
  `CREATE TRIGGER note_cosign_final BEFORE UPDATE ON note_cosign WHEN OLD.signed_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'co-signatures are final'); END`,
  `CREATE TABLE note_template (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  // One change of many lines, with what they were before it.
  `CREATE TABLE line_fix (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, before TEXT NOT NULL, undone_at TEXT, created_at TEXT NOT NULL,
    created_by TEXT NOT NULL)`,
];
