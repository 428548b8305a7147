import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpDatabase } from '../../fixtures/database-dump.ts';
import { addPlan } from '../../fixtures/people.ts';
import {
  applyRoster,
  HEADINGS,
  openRosterFile,
  type RosterCells,
  rosterPerson,
  rosterText,
  undoRoster,
} from '../../fixtures/roster.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace, PASSPHRASE } from '../../fixtures/workspace.ts';

/** What an import leaves on purpose: itself, its rows, its decisions, and the audit of what was done. */
const OWN_TABLES = ['audit', 'roster_import', 'roster_row', 'roster_decision'];
const CLI = join(import.meta.dirname, '../../../main/backend/cli.ts');

let now = Date.parse('2026-11-18T18:00:00.000Z');
let w: TestWorkspace;
let planId: string;
let otherPlanId: string;

const cin = (number: number) => `9${String(number).padStart(7, '0')}A`;
const FIRST = ['Ana', 'Ánà', 'Bo', 'Chi', 'Dara', 'Elif'];
const LAST = ['Reed', 'Stone', 'Larch', 'Núñez', 'REED'];
const BORN = ['1990-01-01', '1990-10-01', '1980-02-02', '1975-03-04'];

const base = Array.from({ length: 14 }, (_, index) =>
  rosterPerson(cin(index), LAST[index % 3] ?? '', FIRST[index % 6] ?? '', BORN[index % 4] ?? '', {
    'Member Primary Phone': `510555010${index % 10}`,
    'Member Resdidential City': 'Oakland',
    'PCP Name': 'Dr. R. Mossgrove',
  }),
);

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(now) });
  planId = await addPlan(w.api, 'Sunpoppy Health');
  otherPlanId = await addPlan(w.api, 'Fogmere Health');
  await applyRoster(w, (await openRosterFile(w, planId, rosterText(base))).importId);
  const elsewhere = [20, 21, 22].map((n) => rosterPerson(cin(n), 'Stone', 'Dara', '1975-03-04'));
  await applyRoster(w, (await openRosterFile(w, otherPlanId, rosterText(elsewhere))).importId);
  const { rows } = await w.api.members.list({ view: 'all', limit: 100 });
  const id = (index: number) => rows.find((row) => row.cin === cin(index))?.id ?? '';
  await w.api.members.enroll({ id: id(0), program: 'ECM', on: '2026-11-01', tier: '1' });
  await w.api.members.correctPhone({ id: id(1), phone: '5105550177' });
  await w.api.tasks.add({ memberId: id(2), title: 'Call the clinic', dueOn: '2026-11-20' });
  const { id: noteId } = await w.api.notes.start({ memberId: id(3) });
  await w.api.notes.saveDraft({ id: noteId, content: { text: 'Not finished.' } });
  await w.api.outreach.log({
    memberId: id(4),
    method: 'phone',
    result: 'not_there',
    who: null,
    next: null,
  });
  // A first apply and undo settle what hangs on the calendar.
  await applyRoster(w, (await openRosterFile(w, planId, rosterText([...base].reverse()))).importId);
});
afterAll(() => w.close());

const cells = fc.record({
  number: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 13 })),
  first: fc.option(fc.constantFrom(...FIRST)),
  last: fc.option(fc.constantFrom(...LAST)),
  born: fc.option(fc.constantFrom(...BORN, '13/31/1969')),
  phone: fc.constantFrom('', '5105550100', '5105550101', '555-0100', 'none'),
  city: fc.constantFrom('', 'Oakland', 'Fresno'),
  language: fc.constantFrom('', 'SPA', 'Mixteco'),
  tier: fc.constantFrom('', '1', '2', '3'),
  pcp: fc.constantFrom('', 'Dr. R. Mossgrove', 'Dr. Q. Fern', '=1+1'),
  badCin: fc.boolean(),
});

/** A row of a later file: somebody on file, somewhat changed, or somebody new. */
function toRow(row: typeof cells extends fc.Arbitrary<infer Value> ? Value : never): RosterCells {
  const known = base[row.number];
  return {
    ...rosterPerson(
      row.badCin && row.number % 5 === 0 ? '12' : cin(row.number),
      row.last ?? known?.['Member Last Name'] ?? 'Birchsnow',
      row.first ?? known?.['Member First Name'] ?? 'Ilya',
      row.born ?? known?.['Member Date of Birth'] ?? '1971-07-07',
    ),
    'Member Primary Phone': row.phone,
    'Member Resdidential City': row.city,
    'Member Preferred Language (Spoken)': row.language,
    'PCP Name': row.pcp,
    'ECM Tier': row.tier,
  };
}

/** Answers every question of a preview in the drawn way. */
async function answerAll(
  importId: string,
  drawn: readonly ('same' | 'different' | 'later')[],
): Promise<void> {
  const { rows } = await w.api.roster.rows({ importId, kind: 'duplicate', limit: 500 });
  for (const [index, row] of rows.entries()) {
    const wanted = drawn[index % drawn.length] ?? 'later';
    const said = (answer: typeof wanted) =>
      w.api.roster.answer({ importId, rowNumber: row.rowNumber, answer });
    // Two rows cannot be one member; the second then waits.
    await said(wanted).catch(() => said('later'));
  }
}

const serial = { next: 0 };

describe('applying and undoing', () => {
  const rosters = fc.record({
    rows: fc.array(cells, { minLength: 1, maxLength: 16 }),
    answers: fc.array(fc.constantFrom('same' as const, 'different' as const, 'later' as const), {
      minLength: 1,
      maxLength: 4,
    }),
    stopAt: fc.integer({ min: 1, max: 4 }),
  });

  it('leave the whole database as it was, whatever the file says', async () => {
    await fc.assert(
      fc.asyncProperty(rosters, async ({ rows, answers }) => {
        now += 60_000;
        serial.next += 1;
        // A number of its own makes every file another one.
        const text = rosterText([...rows.map(toRow)], [...HEADINGS, 'ECM Tier']).replaceAll(
          '\r\n',
          `,${serial.next}\r\n`,
        );
        const { importId } = await openRosterFile(w, planId, text);
        await answerAll(importId ?? '', answers);
        const before = await dumpDatabase(w, OWN_TABLES);
        await applyRoster(w, importId);
        now += 60_000;
        await undoRoster(w, importId);
        expect(await dumpDatabase(w, OWN_TABLES)).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('leave nothing when they are stopped on the way', async () => {
    const text = rosterText(
      Array.from({ length: 1200 }, (_, index) =>
        rosterPerson(cin(5000 + index), 'Fern', `Sam${index}`, '1990-01-01'),
      ),
    );
    const { importId } = await openRosterFile(w, planId, text);
    const before = await dumpDatabase(w, ['audit']);
    for (const events of [1, 3, 5]) {
      const stop = new AbortController();
      let seen = 0;
      const stream = await w.api.roster.apply({ importId: importId ?? '' }, { signal: stop.signal });
      const applying = (async () => {
        for await (const event of stream) {
          seen += 1;
          if (seen === events) stop.abort();
          if (event.step === 'done') return 'done';
        }
        return 'ended';
      })();
      await applying.catch(() => 'stopped');
      expect(await dumpDatabase(w, ['audit'])).toEqual(before);
    }
    expect((await w.api.roster.list({})).imports.find(({ id }) => id === importId)?.state).toBe('preview');
  });
});

describe('a computer that stops in the middle', () => {
  it('finds the roster not applied at all, and applies it then', async () => {
    const text = rosterText(
      Array.from({ length: 3000 }, (_, index) =>
        rosterPerson(cin(9000 + index), 'Moss', `Ida${index}`, '1990-01-01'),
      ),
    );
    const { importId } = await openRosterFile(w, planId, text);
    const before = await dumpDatabase(w, ['audit']);
    await w.backend.close();
    const child = spawn(
      process.execPath,
      [CLI, '--workspace', w.folder, '--user', 'Lena Vantree', 'roster.apply', JSON.stringify({ importId })],
      { env: { ...process.env, HEARTH_PASSPHRASE: PASSPHRASE }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as { step: string; done: number };
      if (event.step === 'writing' && event.done >= 500) break;
      expect(event.step).not.toBe('done');
    }
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const api = await w.restart();
    await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    expect(await dumpDatabase(w, ['audit'])).toEqual(before);
    expect(await applyRoster(w, importId)).toMatchObject({ added: 3000 });
  });
});
