/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  `CREATE TABLE form_draft (
    id TEXT PRIMARY KEY, form TEXT NOT NULL, base TEXT, revision INTEGER NOT NULL, state TEXT NOT NULL,
    updated_at TEXT NOT NULL, updated_by TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE form_version (
    id TEXT PRIMARY KEY, form_id TEXT NOT NULL, version INTEGER NOT NULL, form TEXT NOT NULL, note TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (form_id, version))`,
  `CREATE TRIGGER form_version_final BEFORE UPDATE ON form_version
    BEGIN SELECT RAISE(ABORT, 'published forms are final'); END`,
  `CREATE TRIGGER form_version_stays BEFORE DELETE ON form_version
    BEGIN SELECT RAISE(ABORT, 'published forms are final'); END`,
  `CREATE TABLE safety_protocol (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TRIGGER safety_protocol_final BEFORE UPDATE ON safety_protocol
    BEGIN SELECT RAISE(ABORT, 'protocols are replaced, never changed'); END`,
  `CREATE TRIGGER safety_protocol_stays BEFORE DELETE ON safety_protocol
    BEGIN SELECT RAISE(ABORT, 'protocols are replaced, never changed'); END`,
  `CREATE TABLE assessment_cosign (
    id TEXT PRIMARY KEY, assessment_id TEXT NOT NULL UNIQUE REFERENCES assessment (id),
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TRIGGER assessment_cosign_final BEFORE UPDATE ON assessment_cosign
    BEGIN SELECT RAISE(ABORT, 'signatures are final'); END`,
  `CREATE TRIGGER assessment_cosign_stays BEFORE DELETE ON assessment_cosign
    BEGIN SELECT RAISE(ABORT, 'signatures are final'); END`,
  // Whose assessment it is may still change, when two charts of one person become one.
  `CREATE TRIGGER assessment_signed_final BEFORE UPDATE OF form_id, form_version, form, answers, state, response,
    score, band, signed_at, signed_by ON assessment WHEN OLD.state = 'signed'
    BEGIN SELECT RAISE(ABORT, 'signed assessments are final'); END`,
  `CREATE TRIGGER assessment_signed_stays BEFORE DELETE ON assessment WHEN OLD.state = 'signed'
    BEGIN SELECT RAISE(ABORT, 'signed assessments are final'); END`,
];
