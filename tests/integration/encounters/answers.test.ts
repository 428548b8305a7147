import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '#main/backend/context.ts';
import { markBatchSent } from '#main/backend/encounters/batches.ts';
import { readResponse } from '#main/backend/encounters/responses.ts';
import { addsUp } from '#shared/encounters/sent.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';
import { advice835, claims277, functional999, ta1 } from '../../fixtures/x12/answers.ts';

let w: TestWorkspace;
let planId: string;
let context: CallContext;
let clock: ReturnType<typeof testClock>;

beforeEach(async () => {
  clock = testClock();
  w = await openTestWorkspace({ clock: clock.clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
  context = await contextOf();
});
afterEach(() => w.close());

/** A context as a job has it, for the operations that other capabilities call. */
async function contextOf(): Promise<CallContext> {
  const { session } = w.backend.host;
  if (!session) throw new Error('locked');
  const base = {
    db: session.workspace.db,
    user: session.user,
    workspace: session.workspace,
    now: () => '2026-11-18T18:32:00.000Z',
    today: () => '2026-11-18',
    newId: () => crypto.randomUUID(),
    about: () => undefined,
    record: async () => undefined,
  } as unknown as CallContext;
  const write: CallContext['write'] = (work) =>
    session.workspace.db.transaction().execute((db) => work({ ...base, db, write }));
  return { ...base, write };
}

/** Members with a service each, in one sent file; the n-th has claim n. */
async function sentFile(days: readonly string[]) {
  for (const serviceOn of days) {
    const member = await addPerson(w.api, planId, ADDRESS);
    await w.api.members.enroll({
      id: member.id,
      program: 'ECM',
      on: '2026-03-01',
      authorizationNumber: 'AUTH-1',
      authorizationStart: '2026-03-01',
    });
    await signNote(w.api, member.id, { serviceOn });
  }
  return buildAndSend();
}

async function buildAndSend() {
  const { batches } = await w.api.encounters.build({});
  const [batch] = batches;
  if (!batch) throw new Error('Nothing was built');
  await context.write((inside) => markBatchSent(inside, batch.id));
  const { rows } = await w.api.encounters.sentLines({ batchId: batch.id });
  const lines = rows.sort((a, b) => (a.lineNumber < b.lineNumber ? -1 : 1));
  const { segments } = await w.api.encounters.batch({ id: batch.id });
  const element = (id: string, at: number) =>
    segments
      .find((segment) => segment.startsWith(`${id}*`))
      ?.replace('~', '')
      .split('*')[at] ?? '';
  return {
    ...batch,
    lines,
    text: segments.join(''),
    group: element('GS', 6),
    set: element('ST', 2),
    reference: element('BHT', 3),
  };
}

const answer = (text: string) =>
  readResponse(context, { planId, fileName: 'answer.x12', bytes: new TextEncoder().encode(text) });

const states = async (batchId: string) => {
  const { rows } = await w.api.encounters.sentLines({ batchId });
  return rows.sort((a, b) => (a.lineNumber < b.lineNumber ? -1 : 1)).map(({ state }) => state);
};

async function balance() {
  const { total, problems } = await w.api.encounters.reconciliation({});
  expect(addsUp(total) && problems.length === 0).toBe(true);
  return [total.sent, total.accepted, total.cameBack, total.waiting];
}

describe('answers', () => {
  it('take a line from a refused set over a correction to a replacement that is accepted', async () => {
    const first = await sentFile(['2026-11-10', '2026-11-11', '2026-11-12']);
    expect(await balance()).toEqual([3, 0, 0, 3]);

    const at = first.lines[1];
    const place = first.text.split('~').findIndex((segment) => segment.startsWith(`CLM*${at?.claimNumber}`));
    const st = first.text.split('~').findIndex((segment) => segment.startsWith('ST*'));
    const refused = await answer(
      functional999(first.group, [
        { set: first.set, code: 'R', errors: [`IK3*CLM*${place - st + 1}*2300*8`, 'IK4*1*1028*7*X'] },
      ]),
    );
    expect(refused).toMatchObject({ state: 'done', lines: 3, unmatched: 0 });
    expect(await balance()).toEqual([3, 0, 3, 0]);
    const back = await w.api.encounters.sentLines({ state: 'came_back', current: true });
    expect(back.total).toBe(3);
    expect(back.rows.map(({ sentence }) => sentence).sort()).toEqual([
      'A segment has elements that do not fit.',
      'The plan refused the whole set because of another claim in it.',
      'The plan refused the whole set because of another claim in it.',
    ]);
    expect(back.rows[0]).toMatchObject({ again: '1', current: true, answer: { kind: '999' } });

    await w.api.encounters.correct({ lineNumbers: back.rows.map((row) => row.lineNumber) });
    expect((await w.api.encounters.list({})).counts).toMatchObject({ ready: 3, cameBack: 0 });
    const second = await buildAndSend();
    expect(second.lines.map((line) => line.claimNumber)).not.toContain(first.lines[0]?.claimNumber);
    expect(await balance()).toEqual([6, 0, 3, 3]);

    const [one, two, three] = second.lines.map((line) => line.claimNumber) as [string, string, string];
    await answer(
      claims277(second.reference, [
        { claim: one, status: 'A2:20', planNumber: 'ICN1' },
        { claim: two, status: 'A7:562:82', planNumber: 'ICN2', note: 'NPI NOT ON FILE' },
        { claim: three, status: 'A2:20', planNumber: 'ICN3' },
      ]),
    );
    expect(await balance()).toEqual([6, 2, 4, 0]);
    const [npi] = (await w.api.encounters.sentLines({ state: 'came_back', current: true })).rows;
    expect(npi).toMatchObject({
      sentence: 'The plan does not know this staff NPI.',
      fix: { page: 'users', field: 'npi' },
      again: '7',
      planNumber: 'ICN2',
    });
    expect(npi?.answer?.segments.join(' ')).toContain('STC*A7:562:82');

    await w.api.encounters.correct({ lineNumbers: [npi?.lineNumber ?? ''] });
    const third = await buildAndSend();
    expect(third.text).toContain(':B:7*');
    expect(third.text).toContain('REF*F8*ICN2~');
    expect(third.lines[0]).toMatchObject({ frequency: '7', state: 'waiting' });
    await answer(
      claims277(third.reference, [
        { claim: third.lines[0]?.claimNumber ?? '', status: 'A2:20', planNumber: 'ICN9' },
      ]),
    );
    expect(await balance()).toEqual([7, 3, 4, 0]);
    expect((await w.api.encounters.list({})).counts).toMatchObject({ accepted: 3, cameBack: 0, toSend: 0 });
  });

  it('come to the same, whatever their order and however often', async () => {
    const file = await sentFile(['2026-11-10', '2026-11-11']);
    const [one, two] = file.lines.map((line) => line.claimNumber) as [string, string];
    const files = [
      ta1(file.controlNumber, 'A'),
      functional999(file.group, [{ set: file.set, code: 'A' }]),
      claims277(file.reference, [
        { claim: one, status: 'A2:20' },
        { claim: two, status: 'A3:21:PR' },
      ]),
    ];
    for (const text of [files[2], files[0], files[1], files[2], files.join('')]) await answer(text ?? '');
    expect(await states(file.id)).toEqual(['accepted', 'came_back']);
    expect((await answer(files.join('\n'))).sentence).toBe('TA1 and 999 and 277CA. Nothing in it is new.');
    expect(await balance()).toEqual([2, 1, 1, 0]);
  });

  it('about a refused envelope or provider send every line back', async () => {
    const file = await sentFile(['2026-11-10', '2026-11-11']);
    await answer(ta1(file.controlNumber, 'R', '025'));
    expect(await states(file.id)).toEqual(['came_back', 'came_back']);
    const { rows } = await w.api.encounters.sentLines({ state: 'came_back' });
    await w.api.encounters.correct({ lineNumbers: rows.map((row) => row.lineNumber) });
    const again = await buildAndSend();
    await answer(claims277(again.reference, [], { providerStatus: 'A3:496:41' }));
    expect(await states(again.id)).toEqual(['came_back', 'came_back']);
  });

  it('take a claim back with frequency 8 and the plan’s own number', async () => {
    const file = await sentFile(['2026-11-10']);
    const line = file.lines[0];
    await expect(
      w.api.encounters.takeBack({ lineNumbers: [line?.lineNumber ?? ''], reason: 'Wrong member' }),
    ).rejects.toThrow('no claim number of its own');
    await answer(
      claims277(file.reference, [{ claim: line?.claimNumber ?? '', status: 'A2:20', planNumber: 'ICN1' }]),
    );
    await w.api.encounters.takeBack({ lineNumbers: [line?.lineNumber ?? ''], reason: 'Wrong member' });
    const [open] = (await w.api.encounters.list({})).rows;
    await w.api.encounters.keepBack({ ids: [open?.id ?? ''], reason: 'Was right after all' });
    expect((await w.api.encounters.list({})).counts).toMatchObject({ toSend: 0, accepted: 1 });
    await w.api.encounters.takeBack({ lineNumbers: [line?.lineNumber ?? ''], reason: 'Wrong member' });
    const taken = await buildAndSend();
    expect(taken.text).toContain(':B:8*');
    expect(taken.text).toContain('REF*F8*ICN1~');
    await answer(claims277(taken.reference, [{ claim: taken.lines[0]?.claimNumber ?? '', status: 'A2:20' }]));
    const member = file.lines[0]?.memberId ?? '';
    expect((await w.api.encounters.forMember({ memberId: member })).rows[0]?.state).toBe('void');
    expect(await balance()).toEqual([2, 2, 0, 0]);
  });

  it('of another plan, or about nothing of ours, change nothing', async () => {
    const file = await sentFile(['2026-11-10']);
    const other = await addPlan(w.api, 'Bluelark Health Plan');
    const text = claims277(file.reference, [{ claim: file.lines[0]?.claimNumber ?? '', status: 'A2:20' }]);
    const bytes = new TextEncoder().encode(text);
    const outcome = await readResponse(context, { planId: other, fileName: 'x', bytes });
    expect(outcome).toMatchObject({ state: 'waiting', matched: 0 });
    expect((await answer('not an answer')).state).toBe('waiting');
    expect(await states(file.id)).toEqual(['waiting']);
  });

  it('that stay away are told with what is usual for the plan, and who has no accepted line yet', async () => {
    const file = await sentFile(['2026-11-10', '2026-11-11', '2026-11-12']);
    clock.pass(2 * 24 * 60);
    expect((await w.api.encounters.reconciliation({})).late).toEqual([]);
    clock.pass(3 * 24 * 60);
    const late = async () => {
      const { late, plans } = await w.api.encounters.reconciliation({});
      const { shortName } = await w.api.plans.get({ id: planId });
      return {
        late: late.map((one) => ({ ...one, sentence: one.sentence.replace(shortName, 'It') })),
        plans,
      };
    };
    expect((await late()).late).toEqual([
      {
        batchId: file.id,
        lines: 3,
        sentence: 'It is expected to answer within 3 days. 3 lines of Nov 18 have waited 5 days.',
      },
    ]);
    const claims = file.lines.map(({ claimNumber }) => claimNumber);
    const statuses = ['A2:20', 'A7:562:82', 'A2:20'];
    await answer(
      claims277(
        file.reference,
        claims.map((claim, index) => ({ claim, status: statuses[index] ?? '' })),
      ),
    );
    const settled = await late();
    expect(settled.late).toEqual([]);
    const answers = settled.plans[0]?.files[0]?.answers ?? [];
    expect(answers.map(({ level, verdict, count }) => `${count} ${level} ${verdict}`).sort()).toEqual([
      '1 claim rejected',
      '1 set received',
      '2 claim accepted',
    ]);
    expect(await balance()).toEqual([3, 2, 1, 0]);
    expect((await w.api.encounters.missing({})).rows.map(({ stage }) => stage)).toEqual(['came_back']);

    const next = await sentFile(['2026-11-13']);
    clock.pass(4 * 24 * 60);
    const [waits] = (await late()).late;
    expect(waits).toMatchObject({ batchId: next.id, lines: 1 });
    expect(waits?.sentence).toMatch(
      /^It answers within a day on average\. 1 line of .* has waited 4 days\.$/,
    );
    const back = await w.api.encounters.sentLines({ state: 'came_back' });
    expect((await w.api.encounters.reconciliation({})).reasons).toMatchObject([
      { sentence: back.rows[0]?.sentence, count: 1 },
    ]);
    w.shell.willSave(`${w.folder}/late.pdf`);
    await w.api.encounters.saveReconciliation({ as: 'pdf' });
    const { text } = await readPaper(readFileSync(`${w.folder}/late.pdf`));
    expect(text.replace(/\s+/g, ' ')).toContain('1 line of');
  });

  it('prove themselves on paper and in a sheet', async () => {
    await sentFile(['2026-11-10']);
    const folder = w.folder;
    w.shell.willSave(`${folder}/reconciliation.csv`);
    expect(await w.api.encounters.saveReconciliation({ as: 'csv' })).toEqual({
      fileName: 'reconciliation.csv',
    });
    w.shell.willSave(`${folder}/reconciliation.pdf`);
    expect(await w.api.encounters.saveReconciliation({ as: 'pdf' })).toEqual({
      fileName: 'reconciliation.pdf',
    });
    const { text } = await readPaper(readFileSync(`${folder}/reconciliation.pdf`));
    expect(text).toContain('Counts of encounter lines, no names.');
  });

  it('of payment stand in the reconciliation and never break its sums', async () => {
    const file = await sentFile(['2026-11-10', '2026-11-11']);
    const [one, two] = file.lines.map((line) => line.claimNumber) as [string, string];
    await answer(
      claims277(file.reference, [
        { claim: one, status: 'A2:20' },
        { claim: two, status: 'A2:20' },
      ]),
    );
    expect(await balance()).toEqual([2, 2, 0, 0]);
    const advice = advice835(
      [
        { claim: one, status: '1', charged: '25', paid: '25', planNumber: 'ICN77' },
        { claim: two, status: '4', charged: '25', paid: '0', adjusted: ['CAS*CO*15*25'] },
      ],
      { date: '261201' },
    );
    expect(await answer(advice)).toMatchObject({ state: 'done', matched: 2, unmatched: 0 });
    expect(await answer(advice)).toMatchObject({ sentence: '835. Nothing in it is new.' });
    expect(await balance()).toEqual([2, 1, 1, 0]);
    const back = (await w.api.encounters.sentLines({ state: 'came_back' })).rows[0];
    expect(back).toMatchObject({
      sentence: 'The authorization number is missing or does not fit ($25.00, by contract).',
      fix: { field: 'authorization' },
      answer: { kind: '835', payment: { chargedCents: 2500, paidCents: 0, trace: 'EFT0012345' } },
    });
    expect(back?.answer?.segments).toContain('CAS*CO*15*25');
    const paid = async () => (await w.api.encounters.reconciliation({})).plans[0]?.files[0]?.paidCents;
    expect(await paid()).toBe(2500);
    await answer(
      advice835(
        [
          { claim: two, status: '22', charged: '-25', paid: '0' },
          { claim: one, status: '22', charged: '-25', paid: '-25' },
        ],
        {
          date: '261203',
        },
      ),
    );
    expect(await balance()).toEqual([2, 2, 0, 0]);
    expect(await paid()).toBe(0);
    expect(
      await answer(advice835([{ claim: 'E999999999', status: '1', charged: '1', paid: '1' }])),
    ).toMatchObject({
      state: 'waiting',
      unmatched: 1,
    });
  });

  it('that reject the agency as a whole send every claim beneath back', async () => {
    const file = await sentFile(['2026-11-10', '2026-11-11']);
    await answer(claims277(file.reference, [], { providerStatus: 'A8:496:85' }));
    expect(await balance()).toEqual([2, 0, 2, 0]);
  });
});
