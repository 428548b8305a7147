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
];
