import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCells } from '#main/backend/encounters/response-sheets/understand.ts';
import { writeSheet } from '#main/backend/sheet/write-sheet.ts';
import { NOTHING_LEARNED } from '#shared/encounters/response-sheets/read-sheet.ts';
import { addsUp } from '#shared/encounters/sent.ts';
import { AppError } from '#shared/errors.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;

const written = new Map<string, string>();
beforeEach(async () => {
  written.clear();
  w = await openTestWorkspace({ clock: testClock().clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
  const { id, name, shortName, profile } = await w.api.plans.get({ id: planId });
  await w.api.plans.save({ id, name, shortName, profile: { ...profile, encountersAs: 'invoice' } });
});
afterEach(() => w.close());

/** A built invoice of four lines on four days. */
async function invoice() {
  const member = await addPerson(w.api, planId, ADDRESS);
  await w.api.members.enroll({
    id: member.id,
    program: 'ECM',
    on: '2026-03-01',
    authorizationNumber: 'AUTH-1',
    authorizationStart: '2026-03-01',
  });
  for (const day of [10, 11, 12, 13]) await signNote(w.api, member.id, { serviceOn: `2026-11-${day}` });
  await w.api.encounters.build({});
  const { rows } = await w.api.encounters.sentLines({});
  return rows.map(({ lineNumber }) => lineNumber).sort();
}

async function open(rows: readonly (readonly string[])[], as: 'csv' | 'xlsx' = 'csv') {
  // The same rows are the same file again: a workbook carries the second in which it was written.
  const key = `${as} ${JSON.stringify(rows)}`;
  let path = written.get(key);
  if (path === undefined) {
    path = join(w.root, `answer-${written.size}.${as}`);
    writeFileSync(path, await writeSheet(rows, as, 'Answer'));
    written.set(key, path);
  }
  w.shell.willOpen(path);
  const opened = await w.api.responseSheets.open({ planId });
  if (!opened) throw new Error('Nothing was opened');
  return opened;
}

async function balance() {
  const { total, problems } = await w.api.encounters.reconciliation({});
  expect(addsUp(total) && problems.length === 0).toBe(true);
  return [total.sent, total.accepted, total.cameBack, total.waiting];
}

describe('a response sheet', () => {
  it.each(['csv', 'xlsx'] as const)('as %s is looked at, applied once, and taken back', async (as) => {
    const [one = '', two = '', three = '', four = ''] = await invoice();
    const rows = [
      ['Answers of November', '', '', ''],
      ['Line Number', 'Status', 'Reason', 'Payer Claim Number'],
      [one, 'Paid', '', 'ICN1'],
      [two, 'Denied', 'Member not eligible', ''],
      [three, 'In process', '', ''],
      [four, 'Zurück', '', ''],
      ['E000000999-1', 'Paid', '', ''],
      ['', 'Paid', '', ''],
    ];
    const { id, known } = await open(rows, as);
    expect(known).toBe(false);
    const shown = await w.api.responseSheets.get({ id });
    expect(shown.problem).toBeNull();
    expect(shown.counts).toEqual({ rows: 6, accepted: 1, cameBack: 1, waiting: 1, unmatched: 3 });
    expect(
      shown.rows.filter(({ problem }) => problem).map(({ rowNumber, problem }) => [rowNumber, problem]),
    ).toEqual([
      [6, 'Say what “Zurück” means.'],
      [7, 'E000000999-1 is no line or claim that was sent to this plan.'],
      [8, 'The row has no number of ours.'],
    ]);
    expect(await balance()).toEqual([0, 0, 0, 0]);
    await w.api.responseSheets.learn({ id, columns: {}, statuses: { Zurück: 'rejected' } });
    const applied = await w.api.responseSheets.apply({ id });
    expect(applied).toEqual({
      lines: 4,
      sentence: '1 accepted, 2 came back, 1 waiting. 2 of 6 rows count for nothing.',
    });
    expect(await balance()).toEqual([4, 1, 2, 1]);
    expect((await w.api.responseSheets.apply({ id })).lines).toBe(0);
    expect(await open(rows, as)).toEqual({ id, known: true });
    const back = (await w.api.encounters.sentLines({ state: 'came_back' })).rows.find(
      ({ lineNumber }) => lineNumber === two,
    );
    expect(back).toMatchObject({ sentence: 'Member not eligible', answer: { kind: 'sheet' } });
    expect(back?.answer?.segments).toContain('Status: Denied');

    expect(await w.api.responseSheets.undo({ id })).toEqual({ lines: 4 });
    expect(await balance()).toEqual([4, 0, 0, 4]);
    await w.api.responseSheets.apply({ id });
    expect(await balance()).toEqual([4, 1, 2, 1]);
    const accepted = (await w.api.encounters.sentLines({ state: 'accepted' })).rows[0];
    expect(accepted?.planNumber).toBe('ICN1');

    await w.api.encounters.correct({ lineNumbers: [two] });
    await expect(w.api.responseSheets.undo({ id })).rejects.toThrow(
      /1 line that it sent back is corrected already/,
    );
  });

  it('teaches its headings once: the plan’s next sheet is understood at once', async () => {
    const [one = '', two = ''] = await invoice();
    const heads = ['Unsere Nummer', 'Antwort', 'Warum'];
    const first = await open([heads, [one, 'gut', '']]);
    expect((await w.api.responseSheets.get({ id: first.id })).problem).toBe(
      'Say which column has our line or claim number.',
    );
    await expect(w.api.responseSheets.apply({ id: first.id })).rejects.toThrow(/Say which column/);
    await w.api.responseSheets.learn({
      id: first.id,
      columns: { 'Unsere Nummer': 'lineNumber', Antwort: 'status', Warum: 'reason' },
      statuses: { gut: 'accepted' },
    });
    await w.api.responseSheets.apply({ id: first.id });
    const second = await open([heads, [two, 'GUT', '']], 'xlsx');
    expect(await w.api.responseSheets.get({ id: second.id })).toMatchObject({
      problem: null,
      counts: { accepted: 1, unmatched: 0 },
    });
  });

  it('comes through the inbox, as CSV and as a workbook', async () => {
    const [one = ''] = await invoice();
    for (const as of ['csv', 'xlsx'] as const) {
      const path = join(w.root, `inbox.${as}`);
      writeFileSync(
        path,
        await writeSheet(
          [
            ['Member CIN', 'Member Last Name', 'Member First Name', 'Line Number', 'Status'],
            ['90000001A', 'Doe', 'Jane', one, `Paid ${as}`],
          ],
          as,
          'x',
        ),
      );
      w.shell.willOpen(path);
      const loaded = await w.api.transfers.loadResponse({ planId });
      expect(loaded?.sentence).toBe(
        'Opened in Encounters: 1 accepted, 0 came back, 0 waiting. Look at it there, then apply it.',
      );
      const received = await w.api.transfers.received({ id: loaded?.id ?? '' });
      expect(received).toMatchObject({ kind: 'response_sheet', state: 'done' });
      expect(received.importId).not.toBeNull();
    }
    expect((await w.api.responseSheets.list({})).sheets).toHaveLength(2);
  });

  it('cut or changed anywhere is read, or refused in a sentence that names the place', async () => {
    const rows = [
      ['Line Number', 'Status', 'Reason'],
      ...Array.from({ length: 20 }, (_, at) => [`E${at}-1`, 'Paid', 'a "b", c']),
    ];
    const whole = { csv: await writeSheet(rows, 'csv', 'x'), xlsx: await writeSheet(rows, 'xlsx', 'x') };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('csv' as const, 'xlsx' as const),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(200),
        fc.uint8Array({ maxLength: 8 }),
        async (as, where, cut, junk) => {
          const bytes = Buffer.from(whole[as]);
          const from = Math.floor(where * bytes.length);
          const broken = Buffer.concat([bytes.subarray(0, from), junk, bytes.subarray(from + cut)]);
          try {
            await readCells(broken, `sheet.${as}`, NOTHING_LEARNED, undefined);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
            expect((error as AppError).message).toMatch(/^sheet\.(csv|xlsx) .+[.]$/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
