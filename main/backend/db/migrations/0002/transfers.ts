/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // Files of any size, in pieces of a megabyte: neither keeping nor sending one needs its whole size in memory.
  `CREATE TABLE transfer_file (
    id TEXT PRIMARY KEY, bytes INTEGER, sha256 TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE transfer_file_piece (
    file_id TEXT NOT NULL REFERENCES transfer_file (id), number INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (file_id, number))`,
  `ALTER TABLE transfer ADD COLUMN file_id TEXT REFERENCES transfer_file (id)`,
  `ALTER TABLE transfer ADD COLUMN position INTEGER NOT NULL DEFAULT 0`,
  `ALTER TABLE transfer ADD COLUMN content_removed_at TEXT`,
  `ALTER TABLE received ADD COLUMN file_id TEXT REFERENCES transfer_file (id)`,
  `ALTER TABLE received ADD COLUMN content_removed_at TEXT`,
  // Earlier sendings of a file that was sent again: the ledger forgets none.
  `CREATE TABLE transfer_sending (
    id TEXT PRIMARY KEY, transfer_id TEXT NOT NULL REFERENCES transfer (id), sent_at TEXT NOT NULL, sent_by TEXT NOT NULL,
    server_path TEXT, host_key TEXT, answered_at TEXT, reason TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX transfer_sending_transfer ON transfer_sending (transfer_id)`,
  `CREATE TRIGGER transfer_sending_kept BEFORE UPDATE ON transfer_sending
    BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END`,
  `CREATE TRIGGER transfer_sending_stays BEFORE DELETE ON transfer_sending
    BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END`,
  `CREATE INDEX transfer_answer_reference ON sent_line (set_reference)`,
  `CREATE INDEX transfer_sent_at ON transfer (state, sent_at)`,
];
