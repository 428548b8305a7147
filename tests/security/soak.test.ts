import { expect, test } from 'vitest';
import { soak } from '../soak/soak.ts';

/** `npm run soak` does the same a thousand times. */
const KILLS = 25;

test(`${KILLS} kills at random points of saving, signing, migrating, changing keys and backing up lose nothing`, async () => {
  const result = await soak(KILLS, Date.now() % 1_000_000);
  console.info(`soak: ${JSON.stringify(result)}`);
  expect(result.problems).toEqual([]);
  expect(result.kills).toBe(KILLS);
  expect(result.acknowledged, 'the processes got to work').toBeGreaterThan(0);
}, 600_000);
