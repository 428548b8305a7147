import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalContent } from '#shared/action-plans/canonical.ts';
import { emptyGoal, emptyStep, type PlanContent } from '#shared/action-plans/content.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPlan } from '../../fixtures/people.ts';
import { tagsOf } from '../../fixtures/read-pdf.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let now = new Date('2026-11-18T18:00:00Z');
let memberId: string;
let inesId: string;
let planId: string;
let cins = 90000411;

async function addMember(firstName: string, lastName: string): Promise<string> {
  cins += 1;
  const { member } = await w.api.members.add({
    planId,
    cin: `${cins}A`,
    firstName,
    lastName,
    birthDate: '1971-05-02',
    program: 'ECM',
    language: 'English',
    leadId: w.user.id,
    assignedOn: '2026-08-01',
  });
  return member.id;
}

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => now });
  planId = await addPlan(w.api);
  inesId = (await w.api.users.add({ name: 'Ines Coppercap', role: 'housing_navigator', clinical: false })).id;
  memberId = await addMember('Desmond', 'Rainfallow');
  await w.api.members.enroll({ id: memberId, program: 'ECM', on: '2026-08-27' });
  await w.api.members.addCondition({ memberId, code: 'F33.1', label: 'Major depression, moderate' });
});
afterAll(async () => {
  await w.close();
});

function wholeContent(base: PlanContent): PlanContent {
  const uuid = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  return {
    ...base,
    goals: [
      emptyGoal(uuid(1), {
        words: '“A room of my own, and a place for my dog.”',
        measure: 'Holds a lease or a signed unit offer, and the dog is on it.',
        domain: 'housing',
        targetDate: '2027-02-26',
        status: 'working',
        barriers: 'No proof of income since March.',
        steps: [
          emptyStep(uuid(11), {
            text: 'Coordinated entry packet, with proofs',
            ownerId: inesId,
            ownerName: 'Ines Coppercap',
            dueOn: '2026-12-04',
          }),
          emptyStep(uuid(12), {
            text: 'Ask Dr. Dvořák for a letter',
            ownerName: 'Desmond',
            dueOn: '2026-11-27',
          }),
        ],
      }),
      emptyGoal(uuid(2), {
        words: 'Breathe well enough to walk to the river.',
        measure: 'Walks there twice a week.',
        domain: 'physical_health',
        targetDate: '2027-01-31',
        steps: [
          emptyStep(uuid(21), {
            text: 'Inhaler check',
            ownerId: w.user.id,
            ownerName: 'Lena Vantree',
            dueOn: '2026-12-01',
          }),
        ],
      }),
    ],
    strengths: 'Kept the same campsite tidy for two years.',
    crisisPlan: 'Cold water, then a walk with Biscuit.',
    crisisContact: 'County warm line, (510) 555-0199',
    careTeam: [{ id: uuid(31), name: 'Ines Coppercap', role: 'Housing navigator', phone: '(510) 555-0142' }],
    reviewOn: '2027-02-18',
  };
}

test('before anything is written there is a clock and something to start from', async () => {
  const current = await w.api.actionPlans.current({ memberId });
  expect(current).toMatchObject({ signed: null, draft: null, versions: [], timing: 'not_completed' });
  expect(current.clock).toMatchObject({ label: 'Day 83 of 90', state: 'due', dueOn: '2026-11-25' });
  expect(current.suggestions[0]).toMatchObject({
    title: 'Major depression, moderate',
    domain: 'mental_health',
  });
  expect(current.suggestions.length).toBeGreaterThan(1);
  expect(current.people.map((person) => person.name)).toContain('Ines Coppercap');
});

test('starting twice opens the same draft, which knows the lead', async () => {
  const draft = await w.api.actionPlans.start({ memberId });
  const again = await w.api.actionPlans.start({ memberId });
  expect(again.id).toBe(draft.id);
  expect(draft).toMatchObject({ version: 1, state: 'draft', sha256: null });
  expect(draft.content.careTeam.map((person) => person.name)).toEqual(['Lena Vantree']);
  // The needs stand there by domain, as they are on file.
  expect(draft.content.needsByDomain).toContainEqual({
    domain: 'mental_health',
    text: expect.stringContaining('Major depression, moderate'),
  });
});

test('a draft keeps what was typed, and cannot be signed before it is whole', async () => {
  const draft = await w.api.actionPlans.start({ memberId });
  const whole = wholeContent(draft.content);
  const [first, second] = whole.goals;
  if (!first || !second) throw new Error('no goals');
  await w.api.actionPlans.saveDraft({
    id: draft.id,
    content: { ...whole, crisisContact: '', goals: [{ ...first, measure: '' }, second] },
  });
  await expect(w.api.actionPlans.sign({ id: draft.id })).rejects.toMatchObject({
    code: 'HELD',
    message: '2 parts are missing. Goal 1 does not say how we will know.',
    data: { field: `goals.${first.id}.measure` },
  });
  expect((await w.api.actionPlans.current({ memberId })).draft?.content.goals[1]?.words).toBe(second.words);
});

test('signing freezes the version under its hash, makes a task of every step and stops the clock', async () => {
  const draft = await w.api.actionPlans.start({ memberId });
  await w.api.actionPlans.saveDraft({ id: draft.id, content: wholeContent(draft.content) });
  const { plan, tasksSet } = await w.api.actionPlans.sign({ id: draft.id });
  expect(tasksSet).toBe(3);
  expect(plan.state).toBe('signed');
  expect(plan.content.goals[0]?.words).toBe('A room of my own, and a place for my dog.');
  expect(plan.sha256).toBe(createHash('sha256').update(canonicalContent(plan.content)).digest('hex'));
  const { tasks } = await w.api.tasks.list({ memberId, whose: 'all' });
  const steps = tasks.filter((task) => task.sourceKind === 'hap_step');
  expect(steps.map((task) => [task.title, task.owner?.name ?? null, task.dueOn])).toEqual(
    expect.arrayContaining([
      ['Coordinated entry packet, with proofs', 'Ines Coppercap', '2026-12-04'],
      ['Ask Dr. Dvořák for a letter', null, '2026-11-27'],
      ['Inhaler check', 'Lena Vantree', '2026-12-01'],
    ]),
  );
  const current = await w.api.actionPlans.current({ memberId });
  expect(current).toMatchObject({ clock: null, timing: 'within_90_days', draft: null });
  expect(current.signed?.signedBy?.name).toBe('Lena Vantree');
});

test('a signed version refuses every change, through the contract and below it', async () => {
  const { signed } = await w.api.actionPlans.current({ memberId });
  if (!signed) throw new Error('not signed');
  await expect(
    w.api.actionPlans.saveDraft({ id: signed.id, content: { ...signed.content, goals: [] } }),
  ).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'Version 1 is signed and stays as it is. Start version 2 to change the plan.',
  });
  await expect(w.api.actionPlans.sign({ id: signed.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(w.api.actionPlans.discard({ id: signed.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  const db = w.backend.host.session?.workspace.db;
  await expect(
    db?.updateTable('action_plan').set({ content: '{}' }).where('id', '=', signed.id).execute(),
  ).rejects.toThrow('signed plans are final');
  await expect(db?.deleteFrom('action_plan').where('id', '=', signed.id).execute()).rejects.toThrow(
    'signed plans are final',
  );
});

test('the PDF goes to the chosen file only, says everything, is tagged, and leaves an audit row', async () => {
  const { signed } = await w.api.actionPlans.current({ memberId });
  if (!signed) throw new Error('not signed');
  const folder = join(w.root, 'saved');
  mkdirSync(folder);
  const path = join(folder, 'plan.pdf');
  w.shell.willSave(path);
  const result = await w.api.actionPlans.savePdf({ id: signed.id });
  const bytes = readFileSync(path);
  expect(result).toEqual({
    saved: true,
    fileName: 'plan.pdf',
    bytes: bytes.length,
    pages: 3,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    notes: [],
  });
  expect(readdirSync(folder)).toEqual(['plan.pdf']);
  expect(statSync(path).mode & 0o777).toBe(0o600);

  const pdf = await readPaper(bytes);
  expect(pdf.lang).toBe('en-US');
  expect(pdf.info.Title).toBe('Health Action Plan, version 1, Desmond Rainfallow');
  expect(pdf.fonts.every((font) => font.embedded)).toBe(true);
  const words = pdf.text.replace(/\s+/g, ' ');
  for (const part of [
    '1. “A room of my own, and a place for my dog.”',
    'Holds a lease or a signed unit offer, and the dog is on it.',
    'Ask Dr. Dvořák for a letter',
    'County warm line, (510) 555-0199',
    'Feb 26, 2027',
    'Signed Nov 18, 2026, 10:00 AM by Lena Vantree',
    `SHA-256 ${signed.sha256}`,
    'Desmond Rainfallow, CIN 90000412A',
    'Page 3 of 3',
    'Mental health Major depression, moderate. On file, F33.1.',
  ]) {
    expect(words).toContain(part);
  }
  expect(words).not.toContain('Draft');
  const headings = pdf.pages.flatMap((page) => ['H1', 'H2', 'H3'].flatMap((role) => tagsOf(page.tags, role)));
  expect(headings.length).toBeGreaterThan(6);
  const steps = pdf.pages.flatMap((page) => tagsOf(page.tags, 'TH')).map((cell) => cell.text.trim());
  expect(steps).toEqual(expect.arrayContaining(['What happens', 'Who', 'By when', 'How we will know']));

  const rows = await auditRows('action_plan.export');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ member_id: memberId, entity_id: signed.id });
  expect(JSON.parse(rows[0]?.detail ?? '{}')).toMatchObject({
    bytes: bytes.length,
    version: 1,
    signed: true,
  });
});

async function auditRows(action: string) {
  const db = w.backend.host.session?.workspace.db;
  return (await db?.selectFrom('audit').selectAll().where('action', '=', action).execute()) ?? [];
}

test('a cancelled dialog or a folder that is gone leaves neither file nor audit row', async () => {
  const { signed } = await w.api.actionPlans.current({ memberId });
  if (!signed) throw new Error('not signed');
  const before = (await auditRows('action_plan.export')).length;
  w.shell.willSave(null);
  expect(await w.api.actionPlans.savePdf({ id: signed.id })).toEqual({ saved: false });
  w.shell.willSave(join(w.root, 'gone', 'plan.pdf'));
  await expect(w.api.actionPlans.savePdf({ id: signed.id })).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: 'plan.pdf was not saved. The folder is gone. Choose another place.',
  });
  expect(existsSync(join(w.root, 'gone'))).toBe(false);
  expect((await auditRows('action_plan.export')).length).toBe(before);
});

test('the next version starts as a copy; untouched steps keep their task, changed ones get a new one', async () => {
  now = new Date('2026-12-10T18:00:00Z');
  const { tasks } = await w.api.tasks.list({ memberId, whose: 'all' });
  const inhaler = tasks.find((task) => task.title === 'Inhaler check');
  if (!inhaler) throw new Error('no task');
  await w.api.tasks.done({ id: inhaler.id });
  const { signed: one } = await w.api.actionPlans.current({ memberId });
  const two = await w.api.actionPlans.start({ memberId });
  expect(two).toMatchObject({ version: 2, state: 'draft' });
  expect(two.content.goals.map((goal) => goal.words)).toEqual(one?.content.goals.map((goal) => goal.words));
  expect(two.content.goals[1]?.steps[0]?.done).toBe(true);
  const [room, river] = two.content.goals;
  if (!room || !river) throw new Error('no goals');
  const [packet, letter] = room.steps;
  if (!packet || !letter) throw new Error('no steps');
  await w.api.actionPlans.saveDraft({
    id: two.id,
    content: {
      ...two.content,
      reviewOn: '2027-03-01',
      goals: [{ ...room, steps: [packet, { ...letter, dueOn: '2026-12-20' }] }, river],
    },
  });
  const signed = await w.api.actionPlans.sign({ id: two.id });
  expect(signed).toMatchObject({ tasksSet: 1, tasksClosed: 1 });
  const open = (await w.api.tasks.list({ memberId, whose: 'all' })).tasks.filter(
    (task) => task.sourceKind === 'hap_step',
  );
  expect(open.map((task) => [task.title, task.dueOn]).sort()).toEqual([
    ['Ask Dr. Dvořák for a letter', '2026-12-20'],
    ['Coordinated entry packet, with proofs', '2026-12-04'],
  ]);
  const current = await w.api.actionPlans.current({ memberId });
  expect(current.versions.map((version) => version.version)).toEqual([2, 1]);
  expect(current.timing).toBe('within_90_days');
  expect((await w.api.actionPlans.version({ id: one?.id ?? '' })).content).toEqual(one?.content);
});

test('a discarded draft gives its number back and can be brought back', async () => {
  const other = await addMember('Anahit', 'Willowmarsh');
  const draft = await w.api.actionPlans.start({ memberId: other });
  await w.api.actionPlans.saveDraft({ id: draft.id, content: { ...draft.content, needs: 'Heart failure.' } });
  await w.api.actionPlans.discard({ id: draft.id });
  expect((await w.api.actionPlans.list({ memberId: other })).versions).toEqual([]);
  await expect(w.api.actionPlans.saveDraft({ id: draft.id, content: draft.content })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  const next = await w.api.actionPlans.start({ memberId: other });
  expect(next.version).toBe(1);
  await expect(w.api.actionPlans.restore({ id: draft.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  await w.api.actionPlans.discard({ id: next.id });
  const back = await w.api.actionPlans.restore({ id: draft.id });
  expect(back).toMatchObject({ version: 1, state: 'draft' });
  expect(back.content.needs).toBe('Heart failure.');
});

test('a draft prints with its watermark, and characters no font has are told', async () => {
  const other = await addMember('Zoë', 'Nguyễn');
  const draft = await w.api.actionPlans.start({ memberId: other });
  await w.api.actionPlans.saveDraft({
    id: draft.id,
    content: { ...draft.content, goals: [emptyGoal(draft.id, { words: 'A home 🏠 with 王' })] },
  });
  const path = join(w.root, 'draft.pdf');
  w.shell.willSave(path);
  const result = await w.api.actionPlans.savePdf({ id: draft.id });
  expect(result.saved && result.notes).toEqual([
    'The document’s font lacks 🏠 (U+1F3E0), 王 (U+738B). The PDF shows [?] there; the record keeps what you typed.',
  ]);
  const pdf = await readPaper(readFileSync(path));
  expect(pdf.text).toContain('Draft');
  expect(pdf.text).toContain('A home [?] with [?]');
  expect(pdf.text).toContain('Nguyễn');
});

test('who may do what', async () => {
  const other = await addMember('Babak', 'Stonepasture');
  const outreach = w.asRole('outreach_worker');
  const draft = await outreach.actionPlans.start({ memberId: other });
  await outreach.actionPlans.saveDraft({ id: draft.id, content: draft.content });
  await expect(outreach.actionPlans.sign({ id: draft.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const auditor = w.asRole('auditor');
  expect((await auditor.actionPlans.current({ memberId: other })).draft?.id).toBe(draft.id);
  await expect(auditor.actionPlans.start({ memberId: other })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(auditor.actionPlans.savePdf({ id: draft.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a step owner who is not on the staff is named before anything is frozen', async () => {
  const other = await addMember('Kee', 'Moonharbor');
  const draft = await w.api.actionPlans.start({ memberId: other });
  const whole = wholeContent(draft.content);
  const [goal] = whole.goals;
  const [step] = goal?.steps ?? [];
  if (!goal || !step) throw new Error('no step');
  const gone = { ...step, ownerId: other, ownerName: 'Teo Larkspur' };
  await w.api.actionPlans.saveDraft({
    id: draft.id,
    content: { ...whole, goals: [{ ...goal, steps: [gone] }] },
  });
  await expect(w.api.actionPlans.sign({ id: draft.id })).rejects.toMatchObject({
    code: 'VALIDATION',
    message:
      'Teo Larkspur no longer works here. Choose who does “Coordinated entry packet, with proofs” in goal 1.',
  });
  expect((await w.api.actionPlans.current({ memberId: other })).signed).toBeNull();
});
