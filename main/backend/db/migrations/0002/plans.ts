/** What the second schema adds for this capability, one statement each, run in this order. */
export const STATEMENTS: readonly string[] = [
  // Our own PGP key for what this plan encrypts for us: the private half and the day it was made, as JSON.
  `ALTER TABLE plan ADD COLUMN pgp_secret TEXT`,
];
