/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // Someone who left: the row stays, because notes name them.
  'ALTER TABLE user ADD COLUMN removed_at TEXT',
  // 1 while the passphrase is one that an administrator told the person.
  'ALTER TABLE user ADD COLUMN must_change_passphrase INTEGER NOT NULL DEFAULT 0',
  `CREATE TABLE staff_credential (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES user(id),
    effective_from TEXT NOT NULL,
    credential TEXT NOT NULL,
    clinical INTEGER NOT NULL,
    npi TEXT,
    taxonomy TEXT,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX staff_credential_of ON staff_credential(user_id, effective_from, created_at)',
  `CREATE TRIGGER staff_credential_no_update BEFORE UPDATE ON staff_credential
    BEGIN SELECT RAISE(ABORT, 'a credential row is final'); END`,
  `CREATE TRIGGER staff_credential_no_delete BEFORE DELETE ON staff_credential
    BEGIN SELECT RAISE(ABORT, 'a credential row is final'); END`,
  // Data keys before this one: backups of their time are checked with them, and the audit chain goes on unbroken.
  `CREATE TABLE retired_key (
    id TEXT PRIMARY KEY,
    data_key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL
  ) STRICT`,
];
