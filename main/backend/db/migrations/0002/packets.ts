/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  `CREATE TABLE audit_packet (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), purpose TEXT NOT NULL, file_name TEXT NOT NULL,
    pages INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, manifest TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX audit_packet_member ON audit_packet (member_id, created_at)`,
  `CREATE INDEX audit_packet_sha256 ON audit_packet (sha256)`,
  `CREATE INDEX audit_packet_bytes ON audit_packet (bytes)`,
  `CREATE TRIGGER audit_packet_final BEFORE UPDATE ON audit_packet
    BEGIN SELECT RAISE(ABORT, 'packets are final'); END`,
  `CREATE TRIGGER audit_packet_stays BEFORE DELETE ON audit_packet
    BEGIN SELECT RAISE(ABORT, 'packets are final'); END`,
];
