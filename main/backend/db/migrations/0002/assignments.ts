/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // A chart outside the own caseload, opened for some hours with a reason.
  `CREATE TABLE caseload_access (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES user(id),
    member_id TEXT NOT NULL REFERENCES member(id),
    reason TEXT NOT NULL,
    until TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX caseload_access_of ON caseload_access(user_id, until)',
  `CREATE TRIGGER caseload_access_no_update BEFORE UPDATE ON caseload_access
    WHEN NEW.id IS NOT OLD.id OR NEW.user_id IS NOT OLD.user_id OR NEW.reason IS NOT OLD.reason
      OR NEW.until IS NOT OLD.until OR NEW.created_at IS NOT OLD.created_at
    BEGIN SELECT RAISE(ABORT, 'an opened chart is final'); END`,
  `CREATE TRIGGER caseload_access_no_delete BEFORE DELETE ON caseload_access
    BEGIN SELECT RAISE(ABORT, 'an opened chart is final'); END`,
];
