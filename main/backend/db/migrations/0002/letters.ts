/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  `CREATE TABLE plan_paper (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, plan_id TEXT REFERENCES plan (id), language TEXT NOT NULL,
    file_name TEXT NOT NULL, pages INTEGER NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL,
    missing_fonts TEXT NOT NULL, approval_id TEXT NOT NULL, approved_on TEXT NOT NULL, retired_on TEXT,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX plan_paper_place ON plan_paper (kind, language, plan_id)`,
  // What was printed with a letter must be there to be seen again: a paper is taken out of use, never changed.
  `CREATE TRIGGER plan_paper_final BEFORE UPDATE ON plan_paper
    WHEN OLD.retired_on IS NOT NULL OR NEW.content IS NOT OLD.content OR NEW.sha256 IS NOT OLD.sha256
      OR NEW.kind IS NOT OLD.kind OR NEW.language IS NOT OLD.language OR NEW.plan_id IS NOT OLD.plan_id
    BEGIN SELECT RAISE(ABORT, 'papers of plans are final'); END`,
  `CREATE TRIGGER plan_paper_stays BEFORE DELETE ON plan_paper
    BEGIN SELECT RAISE(ABORT, 'papers of plans are final'); END`,
  // Who read a text for tone and reading level, in a language nothing here can check; locked with the approval.
  `ALTER TABLE letter_template ADD COLUMN read_by TEXT`,
  `CREATE TRIGGER letter_template_read_by_locked BEFORE UPDATE OF read_by ON letter_template
    WHEN OLD.state != 'draft' BEGIN SELECT RAISE(ABORT, 'approved templates are locked'); END`,
  // Which papers of the plan went with a letter: ids as a JSON list.
  `ALTER TABLE letter ADD COLUMN enclosed TEXT NOT NULL DEFAULT '[]'`,
];
