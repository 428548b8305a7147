import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findManifest } from '#main/backend/packets/manifest.ts';
import { emptyGoal, emptyStep } from '#shared/action-plans/content.ts';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import type { PacketEvent } from '#shared/packets/contract.ts';
import { FRAME_TITLE } from '#shared/packets/manifest.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPlan } from '../../fixtures/people.ts';
import { ADDRESS, signNote, TODAY, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let memberId: string;
let plans: string[];
let file: string;
let events: PacketEvent[];
const { clock } = testClock();
const uuid = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

async function make(path: string | null, id = memberId): Promise<PacketEvent[]> {
  w.shell.willSave(path);
  const seen: PacketEvent[] = [];
  for await (const event of await w.api.packets.make({ memberId: id, purpose: 'Sunpoppy audit of 2026' })) {
    seen.push(event);
  }
  return seen;
}

async function verify(path: string) {
  w.shell.willOpen(path);
  const check = await w.api.packets.verify({});
  if (!check) throw new Error('no file was chosen');
  return check;
}

async function signPlan(words: string): Promise<string> {
  const draft = await w.api.actionPlans.start({ memberId });
  await w.api.actionPlans.saveDraft({
    id: draft.id,
    content: {
      ...draft.content,
      goals: [
        emptyGoal(uuid(1), {
          words,
          measure: 'Holds a lease.',
          domain: 'housing',
          targetDate: '2027-02-26',
          steps: [emptyStep(uuid(11), { text: 'Proofs', ownerName: 'Desmond', dueOn: '2026-12-04' })],
        }),
      ],
      strengths: 'Kept the same campsite tidy.',
      crisisPlan: 'A walk.',
      crisisContact: 'Warm line, (510) 555-0199',
    },
  });
  await w.api.actionPlans.sign({ id: draft.id });
  await w.api.actionPlans.addSignature({
    id: draft.id,
    signer: 'member',
    name: 'Desmond Rainfallow',
    method: 'drawn',
    detail: '',
    strokes: [
      [
        [10, 20],
        [200, 120],
      ],
    ],
  });
  return draft.id;
}

beforeAll(async () => {
  w = await openTestWorkspace({ clock });
  const planId = await addPlan(w.api);
  const { member } = await w.api.members.add({
    planId,
    cin: '90000412A',
    firstName: 'Desmond',
    lastName: 'Rainfallow',
    birthDate: '1971-05-02',
    program: 'ECM',
    language: 'English',
    leadId: w.user.id,
    assignedOn: '2026-08-01',
    ...ADDRESS,
  });
  memberId = member.id;
  await w.api.members.enroll({ id: memberId, program: 'ECM', on: '2026-09-01' });
  const { id } = await w.api.assessments.start({ memberId, formId: 'phq-9' });
  await w.api.assessments.saveAnswers({
    id,
    focus: null,
    changes: ['/44250-9', '/44255-8'].map((linkId) => ({
      linkId,
      value: answerWithWeight(PHQ_9, linkId, 0),
    })),
  });
  plans = [await signPlan('A room of my own.'), await signPlan('My own door with a lock.')];
  await signNote(w.api, memberId, { text: 'Filled page 3 of the coordinated entry packet together.' });
  const { templates } = await w.api.letters.library();
  const welcome = templates.find((one) => one.kind === 'welcome' && one.language === 'en');
  await w.api.letters.approve({
    id: welcome?.id ?? '',
    planId: null,
    by: 'plan_approved',
    approvalId: 'SP-100',
    approvedOn: TODAY,
  });
  w.shell.willOpen(w.root);
  for await (const _ of await w.api.letters.print({ kind: 'welcome', memberIds: [memberId] }));
  file = join(w.root, 'packet.pdf');
  events = await make(file);
}, 60_000);
afterAll(() => w.close());

test('one action gathers everything into one tagged, bookmarked file', async () => {
  const last = events.at(-1);
  expect(last).toMatchObject({
    step: 'done',
    notes: [],
    packet: { memberName: 'Desmond Rainfallow', purpose: 'Sunpoppy audit of 2026', fileName: 'packet.pdf' },
  });
  const pdf = await readPaper(readFileSync(file));
  for (const bookmark of [
    'About this packet',
    'Member',
    'Consent',
    'Assessments',
    'Health Action Plans',
    'Notes',
    'Outreach',
    'Tasks',
    'Letters',
    'Encounters',
    'Access log',
    'Parts and hashes',
  ]) {
    expect(pdf.outline).toContain(bookmark);
  }
  for (const words of [
    'Enhanced Care Management asks for none',
    'Not asked, and why',
    '“A room of my own.”',
    '“My own door with a lock.”',
    'Desmond Rainfallow, member, signed on this screen',
    'Filled page 3 of the coordinated entry packet together.',
    'Proofs',
    'Welcome, Desmond',
    'G9012',
    'Signed a HAP',
    'Packet page 1',
  ]) {
    expect(pdf.text.replace(/\s+/g, ' ')).toContain(words);
  }
  expect(pdf.pages.every((page) => page.tags.text.trim() !== '')).toBe(true);
  expect(pdf.fonts.every(({ embedded }) => embedded)).toBe(true);
  expect(last?.step === 'done' && last.packet.pages).toBe(pdf.pages.length);
});

test('the list inside, the row in the workspace and the audit say the same hash', async () => {
  const { packets } = await w.api.packets.list({ memberId });
  const [packet] = packets;
  const found = findManifest(readFileSync(file));
  expect(found?.manifest).toMatchObject({ id: packet?.id, memberId, bytes: packet?.bytes });
  expect(found?.manifest.plans.map(({ version }) => version)).toEqual([1, 2]);
  const pdf = await readPaper(readFileSync(file));
  expect(pdf.text.replace(/\s+/g, '')).toContain(found?.manifest.parts[0]?.sha256);
  const rows = await w.api.audit.list({ memberId });
  const made = rows.find(({ action }) => action === 'packet.make');
  expect(made?.detail).toContain(packet?.sha256);
});

test('an untouched file is unchanged, part by part', async () => {
  const check = await verify(file);
  expect(check).toMatchObject({ outcome: 'unchanged', packet: { fileName: 'packet.pdf' } });
  expect(check.sentences).toEqual(['Unchanged. Every byte is what was written.']);
  expect(check.parts.every(({ state }) => state === 'same')).toBe(true);
  expect(check.parts.at(-1)?.title).toBe(FRAME_TITLE);
});

test('any single changed byte is found, and the part it stands in is named', {
  timeout: 60_000,
}, async () => {
  const bytes = readFileSync(file);
  const { parts } = findManifest(bytes)?.manifest ?? { parts: [] };
  const damaged = join(w.root, 'damaged.pdf');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: bytes.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ flip;
        writeFileSync(damaged, copy);
        const check = await verify(damaged);
        expect(check.outcome).toBe('changed');
        const part = parts.find(({ from, to }) => from <= at && at < to)?.title ?? FRAME_TITLE;
        expect(check.parts.filter(({ state }) => state === 'changed').map(({ title }) => title)).toEqual([
          part,
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

test('every byte of the seal itself counts', { timeout: 60_000 }, async () => {
  const bytes = readFileSync(file);
  const found = findManifest(bytes);
  if (!found) throw new Error('no manifest');
  const damaged = join(w.root, 'damaged-seal.pdf');
  for (let at = found.lengthAt - 12; at < found.frameAt + 70; at += 3) {
    const copy = Buffer.from(bytes);
    // A space for a space's neighbor: still a list that can be read.
    copy[at] = copy[at] === 0x20 ? 0x09 : (copy[at] ?? 0) ^ 1;
    writeFileSync(damaged, copy);
    const check = await verify(damaged);
    expect([at, check.outcome]).toEqual([at, 'changed']);
    expect(check.parts.filter(({ state }) => state === 'changed').map(({ title }) => title)).toEqual([
      FRAME_TITLE,
    ]);
  }
});

test('bytes put in or taken out name the part they were in', async () => {
  const bytes = readFileSync(file);
  const { parts } = findManifest(bytes)?.manifest ?? { parts: [] };
  const part = parts[3];
  if (!part) throw new Error('too few parts');
  const grown = join(w.root, 'grown.pdf');
  writeFileSync(
    grown,
    Buffer.concat([bytes.subarray(0, part.from + 5), Buffer.from('x'), bytes.subarray(part.from + 5)]),
  );
  const check = await verify(grown);
  expect(check.outcome).toBe('changed');
  expect(check.parts.filter(({ state }) => state === 'changed').map(({ title }) => title)).toEqual([
    part.title,
    FRAME_TITLE,
  ]);
});

test('a file that is no packet, and one of another workspace, are told apart', async () => {
  const other = join(w.root, 'other.pdf');
  writeFileSync(other, '%PDF-1.7 nothing');
  expect(await verify(other)).toMatchObject({ outcome: 'no_packet', parts: [], packet: null });
  const stranger = await openTestWorkspace({ clock });
  try {
    stranger.shell.willOpen(file);
    expect(await stranger.api.packets.verify({})).toMatchObject({ outcome: 'not_ours', packet: null });
    const copy = readFileSync(file);
    copy[2000] = (copy[2000] ?? 0) ^ 1;
    const damaged = join(stranger.root, 'damaged.pdf');
    writeFileSync(damaged, copy);
    stranger.shell.willOpen(damaged);
    expect(await stranger.api.packets.verify({})).toMatchObject({ outcome: 'changed', packet: null });
  } finally {
    await stranger.close();
  }
});

test('a cancelled dialog, a stopped run and a wrong role leave nothing', async () => {
  const before = (await w.api.packets.list({ memberId })).packets.length;
  expect(await make(null)).toEqual([{ step: 'cancelled' }]);
  const stopped = join(w.root, 'stopped.pdf');
  w.shell.willSave(stopped);
  const stop = new AbortController();
  const run = async () => {
    const stream = await w.api.packets.make({ memberId, purpose: 'Audit' }, { signal: stop.signal });
    for await (const event of stream) if (event.step === 'gathering' && event.done === 4) stop.abort();
  };
  await expect(run()).rejects.toThrow();
  expect(existsSync(stopped)).toBe(false);
  expect(readdirSync(w.root).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect((await w.api.packets.list({ memberId })).packets).toHaveLength(before);
  expect(await codeOf(w.asRole('care_coordinator').packets.list({ memberId }))).toMatch(/^FORBIDDEN/);
});

test('a signed version changed behind the triggers is named, in the packet and against an older one', async () => {
  const db = w.backend.host.session?.workspace.db;
  if (!db) throw new Error('locked');
  await sql`DROP TRIGGER action_plan_signed_final`.execute(db);
  const [first = ''] = plans;
  const { content } = await db
    .selectFrom('action_plan')
    .select('content')
    .where('id', '=', first)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('action_plan')
    .set({ content: content.replace('campsite tidy', 'campsite tidx') })
    .where('id', '=', first)
    .execute();
  const check = await verify(file);
  expect(check.outcome).toBe('unchanged');
  expect(check.sentences[1]).toMatch(/^In the workspace: Version 1 is not what was signed/);
  const later = join(w.root, 'later.pdf');
  const last = (await make(later)).at(-1);
  expect(last).toMatchObject({ step: 'done', notes: [expect.stringMatching(/^Version 1 is not what/)] });
  expect((await readPaper(readFileSync(later))).text.replace(/\s+/g, ' ')).toContain(
    'Version 1 is not what was signed',
  );
});
