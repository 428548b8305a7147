import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRoster } from '../../fixtures/broken-rosters.ts';
import { dumpDatabase } from '../../fixtures/database-dump.ts';
import { addPlan } from '../../fixtures/people.ts';
import { applyRoster, openRosterFile, undoRoster } from '../../fixtures/roster.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

const FILES = 500;
const BATCH = 50;
/** No file may take longer: a hang is a failure, however long the machine is given. */
const PATIENCE_MS = 5000;

let w: TestWorkspace;
let planId: string;
const outcomes = new Map<string, number>();

beforeAll(async () => {
  w = await openTestWorkspace();
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

/** Opens a broken file, and puts what is good in it in and out again. */
async function handle(seed: number): Promise<string> {
  const { name, bytes } = brokenRoster(seed);
  try {
    const { importId, outcome } = await openRosterFile(w, planId, bytes, name);
    if (outcome !== 'preview' || importId === null) return outcome;
    const { rows } = await w.api.roster.rows({ importId, limit: 500 });
    for (const row of rows.filter((one) => one.kind === 'duplicate')) {
      await w.api.roster.answer({ importId, rowNumber: row.rowNumber, answer: 'later' });
    }
    await applyRoster(w, importId);
    await undoRoster(w, importId);
    return 'applied and undone';
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    // What cannot be read is said in a sentence with the file's name; anything else is a crash.
    expect({ seed, code, message }).toMatchObject({
      code: expect.stringMatching(/^(FILE_UNREADABLE|TOO_LARGE)$/),
      message: expect.stringMatching(new RegExp(`^${name} .*\\.$`, 's')),
    });
    return code ?? '';
  }
}

/** The outcome, or a failure once it takes too long. */
async function inTime(seed: number): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`File ${seed} hangs.`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([handle(seed), late]);
  } finally {
    clearTimeout(timer);
  }
}

describe('broken files', () => {
  const starts = Array.from({ length: FILES / BATCH }, (_, index) => index * BATCH);
  it.each(starts)(
    'from seed %i on: a sentence or a whole import, never a crash, a hang or a half',
    async (start) => {
      const before = await dumpDatabase(w, ['audit', 'roster_import', 'roster_row', 'roster_decision']);
      for (let seed = start; seed < start + BATCH; seed += 1) {
        const outcome = await inTime(seed);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      expect(await dumpDatabase(w, ['audit', 'roster_import', 'roster_row', 'roster_decision'])).toEqual(
        before,
      );
    },
  );

  it('were of every kind: refused ones and ones with good rows', () => {
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(FILES);
    expect(outcomes.get('FILE_UNREADABLE')).toBeGreaterThan(50);
    expect(outcomes.get('applied and undone')).toBeGreaterThan(50);
  });
});
