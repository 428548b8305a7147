/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  'ALTER TABLE outreach_attempt ADD COLUMN letter_id TEXT REFERENCES letter (id)',
  `CREATE TABLE outreach_strike (
    id TEXT PRIMARY KEY, attempt_id TEXT NOT NULL UNIQUE REFERENCES outreach_attempt (id), reason TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TRIGGER outreach_strike_final BEFORE UPDATE ON outreach_strike
    BEGIN SELECT RAISE(ABORT, 'strikes are final'); END`,
  `CREATE TRIGGER outreach_strike_stays BEFORE DELETE ON outreach_strike
    BEGIN SELECT RAISE(ABORT, 'strikes are final'); END`,
];
