import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyGoal, emptyStep } from '#shared/action-plans/content.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPlan } from '../../fixtures/people.ts';
import { tagsOf } from '../../fixtures/read-pdf.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let id: string;

const uuid = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date('2026-11-18T18:00:00Z') });
  const planId = await addPlan(w.api);
  const { member } = await w.api.members.add({
    planId,
    cin: '90000611A',
    firstName: 'Marisol',
    lastName: 'Guavatree',
    birthDate: '1971-05-02',
    program: 'ECM',
    language: 'Spanish',
    leadId: w.user.id,
  });
  await w.api.members.addCondition({ memberId: member.id, code: 'J45.40', label: 'Asthma, moderate' });
  const draft = await w.api.actionPlans.start({ memberId: member.id });
  id = draft.id;
  await w.api.actionPlans.saveDraft({
    id,
    content: {
      ...draft.content,
      goals: [
        emptyGoal(uuid(1), {
          words: 'Mi propia puerta.',
          measure: 'Holds a lease.',
          domain: 'housing',
          targetDate: '2027-02-26',
          steps: [emptyStep(uuid(11), { text: 'Proofs', ownerName: 'Ines', dueOn: '2026-12-04' })],
        }),
      ],
      strengths: 'Tidy.',
      crisisPlan: 'A walk.',
      crisisContact: 'Warm line, (510) 555-0199',
      snapshot: { ...draft.content.snapshot, medications: 'Albuterol 2 puffs\nMetformin 500 mg' },
    },
  });
  await w.api.actionPlans.sign({ id });
  await w.api.actionPlans.addSignature({
    id,
    signer: 'member',
    name: 'Marisol Guavatree',
    method: 'drawn',
    strokes: [
      [
        [10, 20],
        [500, 200],
      ],
    ],
  });
});
afterAll(async () => {
  await w.close();
});

async function pdf(name: string, look: object) {
  const path = join(w.root, name);
  w.shell.willSave(path);
  await w.api.actionPlans.savePdf({ id, ...look } as Parameters<typeof w.api.actionPlans.savePdf>[0]);
  return readPaper(readFileSync(path));
}

test('the team copy has the snapshot and the drawn signature as a figure with words', async () => {
  const read = await pdf('team.pdf', {});
  expect(read.text).toContain('Albuterol 2 puffs');
  expect(read.text).toContain('Asthma, moderate, J45.40');
  expect(read.text).toContain('Marisol Guavatree, member, signed on this screen');
  expect(read.pages.flatMap((page) => tagsOf(page.tags, 'Figure'))).toHaveLength(1);
});

test('the member copy speaks plainly, in Spanish headings and large print where asked', async () => {
  const plain = await pdf('member.pdf', { copy: 'member' });
  expect(plain.info.Title).toBe('My Health Action Plan, Marisol Guavatree');
  expect(plain.text).toContain('What I want');
  expect(plain.text).not.toContain('J45.40');
  const spanish = await pdf('es.pdf', { copy: 'member', language: 'es', print: 'large' });
  expect(spanish.lang).toBe('es-US');
  expect(spanish.text).toContain('Mi Plan de Acción de Salud');
  expect(spanish.text).toContain('Mi propia puerta.');
  expect(spanish.text).toMatch(/antes del 4 dic/);
  expect(spanish.text).toContain('Página 1 de');
  expect(spanish.pages.length).toBeGreaterThan(plain.pages.length);
});

test('the FHIR bundle ties patient, goals, conditions and steps to one care plan', async () => {
  const path = join(w.root, 'plan.json');
  w.shell.willSave(path);
  expect(await w.api.actionPlans.saveFhir({ id })).toEqual({ saved: true, fileName: 'plan.json' });
  const bundle = JSON.parse(readFileSync(path, 'utf8'));
  const kinds = bundle.entry.map((one: { resource: { resourceType: string } }) => one.resource.resourceType);
  expect(kinds).toEqual(['Patient', 'Goal', 'CarePlan']);
  const carePlan = bundle.entry[2].resource;
  expect(carePlan).toMatchObject({ status: 'active', intent: 'plan' });
  expect(carePlan.goal).toEqual([{ reference: bundle.entry[1].fullUrl }]);
  expect(carePlan.activity[0].detail).toMatchObject({ description: 'Proofs', status: 'not-started' });
  expect(carePlan.contained.map((one: { resourceType: string }) => one.resourceType)).toEqual([
    'CareTeam',
    'Condition',
    'Condition',
  ]);
  // The need that stood on file when the plan was begun, as a health concern of its domain.
  expect(carePlan.contained[2]).toMatchObject({
    category: [{ coding: [{ code: 'health-concern' }] }],
    code: { text: expect.stringContaining('On file') },
  });
  expect(carePlan.addresses).toHaveLength(2);
  expect(bundle.entry[1].resource.achievementStatus.coding[0]).toMatchObject({ code: 'in-progress' });
});

test('a member copy in other headings than the language on file says so', async () => {
  const save = (language: 'en' | 'es') => {
    w.shell.willSave(join(w.root, 'copy.pdf'));
    return w.api.actionPlans.savePdf({ id, copy: 'member', language });
  };
  expect(await save('es')).toMatchObject({ notes: [] });
  expect(await save('en')).toMatchObject({
    notes: [
      'The headings of this copy are in English; Spanish is on file. Read it together, or with an interpreter.',
    ],
  });
});

test('two versions are printed side by side, changes only, and leave an audit row', async () => {
  const { memberId } = await w.api.actionPlans.version({ id });
  const draft = await w.api.actionPlans.start({ memberId });
  const [goal] = draft.content.goals;
  if (!goal) throw new Error('no goal');
  await w.api.actionPlans.saveDraft({
    id: draft.id,
    content: { ...draft.content, goals: [{ ...goal, measure: 'Holds a lease and a key.' }] },
  });
  const path = join(w.root, 'compare.pdf');
  w.shell.willSave(path);
  const saved = await w.api.actionPlans.saveCompare({ older: id, newer: draft.id });
  expect(saved).toMatchObject({ saved: true, fileName: 'compare.pdf' });
  const read = await readPaper(readFileSync(path));
  const words = read.text.replace(/\s+/g, ' ');
  expect(words).toContain('Compare plans');
  expect(words).toContain('Holds a lease and a key.');
  expect(words).not.toContain('Mi propia puerta');
  const cells = read.pages.flatMap((page) => tagsOf(page.tags, 'TD')).map(({ text }) => text.trim());
  expect(cells).toContain('Holds a lease.');
  w.shell.willSave(path);
  await w.api.actionPlans.saveCompare({ older: id, newer: draft.id, shown: 'all' });
  expect((await readPaper(readFileSync(path))).text).toContain('Mi propia puerta');
  await expect(w.api.actionPlans.saveCompare({ older: id, newer: id })).rejects.toMatchObject({
    message: 'Choose two versions of one plan.',
  });
  const { session } = w.backend.host;
  const rows = await session?.workspace.db
    .selectFrom('audit')
    .select('detail')
    .where('action', '=', 'action_plan.export')
    .where('entity_id', '=', draft.id)
    .execute();
  expect(rows?.map(({ detail }) => JSON.parse(detail ?? '{}'))).toMatchObject([
    { copy: 'compare', comparedWith: 1 },
    { copy: 'compare', comparedWith: 1 },
  ]);
});
