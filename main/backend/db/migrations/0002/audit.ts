/** What the second schema adds for the audit trail, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // Rows of the first schema keep NULL, and their authentication code is made without it.
  `ALTER TABLE audit ADD COLUMN screen TEXT`,
];
