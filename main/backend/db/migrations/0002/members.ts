/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  'ALTER TABLE member ADD COLUMN merged_into TEXT REFERENCES member (id)',
  'ALTER TABLE member ADD COLUMN phase TEXT',
  'CREATE INDEX member_merged ON member (merged_into) WHERE merged_into IS NOT NULL',
  `CREATE TRIGGER member_phase_fixed BEFORE UPDATE OF phase ON member
    WHEN OLD.phase IS NOT NULL AND NEW.phase IS NOT OLD.phase AND OLD.status = 'enrolled'
    BEGIN SELECT RAISE(ABORT, 'the phase is fixed while a member is enrolled'); END`,
  `CREATE TABLE member_entry (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), kind TEXT NOT NULL, series_id TEXT NOT NULL,
    version INTEGER NOT NULL, content TEXT NOT NULL, valid_from TEXT, valid_to TEXT, source TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL,
    UNIQUE (series_id, version))`,
  'CREATE INDEX member_entry_member ON member_entry (member_id, kind, series_id, version)',
  `CREATE TRIGGER member_entry_final BEFORE UPDATE ON member_entry
    BEGIN SELECT RAISE(ABORT, 'entries of the record are final'); END`,
  // A roster or a merge that is taken back also takes back what it wrote; nothing else of the record ever goes.
  `CREATE TRIGGER member_entry_stays BEFORE DELETE ON member_entry WHEN OLD.source NOT IN ('roster', 'merge')
    BEGIN SELECT RAISE(ABORT, 'entries of the record are final'); END`,
  `CREATE TABLE program_event (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), program TEXT, kind TEXT NOT NULL,
    happened_on TEXT NOT NULL, detail TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  'CREATE INDEX program_event_member ON program_event (member_id, happened_on, created_at)',
  `CREATE TRIGGER program_event_final BEFORE UPDATE ON program_event
    BEGIN SELECT RAISE(ABORT, 'program events are final'); END`,
  `CREATE TABLE member_merge (
    id TEXT PRIMARY KEY, kept_id TEXT NOT NULL REFERENCES member (id), merged_id TEXT NOT NULL REFERENCES member (id),
    detail TEXT NOT NULL, undone_at TEXT, undone_by TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  'CREATE INDEX member_merge_kept ON member_merge (kept_id, created_at)',
  'CREATE INDEX member_merge_merged ON member_merge (merged_id, created_at)',
  // A list is public data of some 75,000 rows: who took it in and when stands once, with the list.
  `CREATE TABLE diagnosis_list (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, code_year INTEGER NOT NULL, effective_from TEXT NOT NULL,
    effective_to TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL, codes INTEGER NOT NULL,
    headings INTEGER NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE diagnosis_code (
    id INTEGER PRIMARY KEY, list_number INTEGER NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL,
    billable INTEGER NOT NULL, UNIQUE (list_number, code))`,
  `CREATE VIRTUAL TABLE diagnosis_search USING fts5 (
    label, content = 'diagnosis_code', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3', detail = none)`,
  "CREATE VIRTUAL TABLE diagnosis_term USING fts5vocab (diagnosis_search, 'row')",
];
