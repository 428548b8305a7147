/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  `CREATE TABLE disclosure_authorization (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), recipient TEXT NOT NULL,
    information TEXT NOT NULL, purpose TEXT NOT NULL, signed_on TEXT NOT NULL, signed_by TEXT NOT NULL,
    representative_right TEXT NOT NULL, expires_on TEXT, expires_event TEXT NOT NULL, substance_use INTEGER NOT NULL,
    sensitive INTEGER NOT NULL, kept_where TEXT NOT NULL, withdrawn_on TEXT, withdrawn_how TEXT NOT NULL,
    withdrawn_by TEXT REFERENCES user (id), created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX disclosure_authorization_member ON disclosure_authorization (member_id, signed_on)`,
  // What was signed stays; only its withdrawal may be written, once.
  `CREATE TRIGGER disclosure_authorization_final BEFORE UPDATE ON disclosure_authorization
    WHEN OLD.withdrawn_on IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.member_id IS NOT OLD.member_id
      OR NEW.recipient IS NOT OLD.recipient OR NEW.information IS NOT OLD.information
      OR NEW.purpose IS NOT OLD.purpose OR NEW.signed_on IS NOT OLD.signed_on OR NEW.signed_by IS NOT OLD.signed_by
      OR NEW.representative_right IS NOT OLD.representative_right OR NEW.expires_on IS NOT OLD.expires_on
      OR NEW.expires_event IS NOT OLD.expires_event OR NEW.substance_use IS NOT OLD.substance_use
      OR NEW.sensitive IS NOT OLD.sensitive OR NEW.kept_where IS NOT OLD.kept_where
      OR NEW.created_at IS NOT OLD.created_at OR NEW.created_by IS NOT OLD.created_by
    BEGIN SELECT RAISE(ABORT, 'signed authorizations are final'); END`,
  `CREATE TRIGGER disclosure_authorization_stays BEFORE DELETE ON disclosure_authorization
    BEGIN SELECT RAISE(ABORT, 'signed authorizations are final'); END`,
  // What was signed, by whom and when, under one hash; null for versions signed before there was one.
  `ALTER TABLE action_plan ADD COLUMN seal_sha256 TEXT`,
  `ALTER TABLE action_plan_share ADD COLUMN authorization_id TEXT REFERENCES disclosure_authorization (id)`,
];
