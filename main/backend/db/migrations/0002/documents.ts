/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  `CREATE TABLE document (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), name TEXT NOT NULL, title TEXT NOT NULL,
    category TEXT NOT NULL, media TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, document_on TEXT,
    state TEXT NOT NULL, retired_at TEXT, retired_by TEXT, retired_reason TEXT,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  'CREATE INDEX document_member ON document (member_id, created_at)',
  `CREATE TABLE document_chunk (
    document_id TEXT NOT NULL REFERENCES document (id), seq INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (document_id, seq)) WITHOUT ROWID`,
  `CREATE TRIGGER document_final BEFORE UPDATE OF name, media, bytes, sha256, created_at, created_by ON document
    BEGIN SELECT RAISE(ABORT, 'documents are final'); END`,
  `CREATE TRIGGER document_stays BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'documents are final'); END`,
  `CREATE TRIGGER document_chunk_final BEFORE UPDATE ON document_chunk
    BEGIN SELECT RAISE(ABORT, 'documents are final'); END`,
  `CREATE TRIGGER document_chunk_stays BEFORE DELETE ON document_chunk
    BEGIN SELECT RAISE(ABORT, 'documents are final'); END`,
];
