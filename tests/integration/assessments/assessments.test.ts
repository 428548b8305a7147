import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

const LINKS = PHQ_9.scores[0]?.items ?? [];

let w: TestWorkspace;
let planId: string;
let now = Date.parse('2026-03-02T17:00:00Z');
const later = (minutes: number) => {
  now += minutes * 60_000;
};

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(now) });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

/** Changes that answer items in order; null leaves one blank. */
function answers(...weights: (number | null)[]) {
  return weights.flatMap((weight, index) => {
    const linkId = LINKS[index] ?? '';
    return weight === null ? [] : [{ linkId, value: answerWithWeight(PHQ_9, linkId, weight) }];
  });
}

async function begin() {
  const { id: memberId } = await addPerson(w.api, planId);
  const { id } = await w.api.assessments.start({ memberId, formId: 'phq-9' });
  return { memberId, id };
}

const save = (id: string, changes: ReturnType<typeof answers>, focus: string | null = null) =>
  w.api.assessments.saveAnswers({ id, changes, focus });

async function audited(entityId: string) {
  const rows = await w.backend.host.session?.workspace.db
    .selectFrom('audit')
    .select('action')
    .where('entity_id', '=', entityId)
    .orderBy('seq')
    .execute();
  return rows?.map((row) => row.action);
}

async function tasksOf(memberId: string) {
  const rows = await w.backend.host.session?.workspace.db
    .selectFrom('task')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('source_kind', '=', 'assessment')
    .orderBy('id')
    .execute();
  return rows ?? [];
}

describe('assessments through the contract', () => {
  test('the library offers PHQ-9 with its notice', async () => {
    const { forms } = await w.api.assessments.library();
    expect(forms[0]).toMatchObject({
      id: 'phq-9',
      version: '1.0.0',
      copyright: expect.stringContaining('Pfizer'),
      imported: false,
      blocked: null,
    });
  });

  test('starting again opens the copy already begun, whoever began it', async () => {
    const { memberId, id } = await begin();
    await save(id, answers(2), LINKS[1] ?? null);
    const again = await w.asRole('outreach_worker').assessments.start({ memberId, formId: 'phq-9' });
    expect(again).toEqual({ id, resumed: true });
    const found = await w.api.assessments.get({ id });
    expect(found).toMatchObject({ state: 'draft', focus: LINKS[1], completed: null, hasNewerForm: false });
    expect(found.form.questionnaire.version).toBe('1.0.0');
    expect(found.store.questions[LINKS[0] ?? '']?.entries).toEqual([
      { answers: [answerWithWeight(PHQ_9, '/44250-9', 2)], at: '2026-03-02T17:00:00.000Z', by: w.user.id },
    ]);
  });

  test('signing: response, score, state, one task for a positive score', async () => {
    const { memberId, id } = await begin();
    await save(id, answers(2, 2, 3, 2, 1, 2, 1, 1, 0));
    later(5);
    const { assessment, tasks } = await w.api.assessments.sign({ id });
    expect(assessment).toMatchObject({
      state: 'signed',
      answered: 9,
      of: 10,
      score: { title: 'PHQ-9', total: 14, complete: true, band: 'moderate', positive: true },
      signedBy: { id: w.user.id, name: 'Lena Vantree' },
    });
    expect(tasks).toEqual(['Review PHQ-9 of 14 (moderate) with the clinical lead']);
    const stored = await tasksOf(memberId);
    expect(stored.map((task) => [task.title, task.urgent, task.due_on, task.why])).toEqual([
      [
        'Review PHQ-9 of 14 (moderate) with the clinical lead',
        0,
        '2026-03-09',
        'PHQ-9 of 14: 10 or more is positive.',
      ],
    ]);
    const { completed, signedAt } = await w.api.assessments.get({ id });
    expect(completed?.response).toMatchObject({
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      questionnaire: 'urn:hearth:questionnaire:phq-9|1.0.0',
      authored: signedAt,
      subject: { reference: `Patient/${memberId}` },
      author: { reference: `Practitioner/${w.user.id}` },
    });
    expect(completed?.score).toMatchObject({ ruleVersion: '1', algorithm: 1 });
    expect(await audited(id)).toEqual([
      'assessment.start',
      'assessment.save',
      'assessment.sign',
      'assessment.view',
    ]);
  });

  test('a blank blocks signing and is named', async () => {
    const { id } = await begin();
    await save(id, answers(2, 2, 3, 2, 1, 2, 1, null, 1));
    await expect(w.api.assessments.sign({ id })).rejects.toMatchObject({
      code: 'VALIDATION',
      message: '1 answer left.',
      data: { field: '/44253-3' },
    });
    const { assessments } = await w.api.assessments.list({
      memberId: (await w.api.assessments.get({ id })).memberId,
    });
    expect(assessments[0]).toMatchObject({
      state: 'draft',
      score: { total: 14, answered: 8, of: 9, complete: false, band: null },
    });
  });

  test('a closed gate signs as a negative PHQ-2; the answers behind it go to the skip history', async () => {
    const { id } = await begin();
    await save(id, answers(2, 2, 3, null, null, null, null, null, 1));
    later(1);
    await save(id, answers(0, 1));
    later(1);
    const { assessment, tasks } = await w.api.assessments.sign({ id });
    expect(assessment.score).toMatchObject({
      title: 'PHQ-2',
      total: 1,
      of: 2,
      band: 'negative',
      positive: false,
    });
    expect(tasks).toEqual([]);
    const { completed } = await w.api.assessments.get({ id });
    const text = JSON.stringify(completed?.response);
    expect(text).toContain('44255-8');
    expect(text).not.toContain('44259-0');
    expect(completed?.skipped.map((entry) => [entry.linkId, entry.because])).toEqual([
      ['/44259-0', 'only if items 1 and 2 add up to 3 or more'],
      ['/44260-8', 'only if items 1 and 2 add up to 3 or more'],
    ]);
  });

  test('item 9 sets one urgent task at once, in the draft, and only once', async () => {
    const { memberId, id } = await begin();
    await save(id, answers(3, 0));
    expect((await save(id, answers(null, null, null, null, null, null, null, null, 1))).raised).toEqual([
      'phq-9-item-9',
    ]);
    expect((await save(id, answers(null, null, null, null, null, null, null, null, 0))).raised).toEqual([]);
    expect((await save(id, answers(null, null, null, null, null, null, null, null, 3))).raised).toEqual([]);
    const tasks = await tasksOf(memberId);
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({
      urgent: 1,
      due_on: '2026-03-02',
      source_id: id,
      state: 'open',
      owner_id: w.user.id,
    });
    const { store } = await w.api.assessments.get({ id });
    expect(Object.keys(store.raised)).toEqual(['phq-9-item-9']);
    expect(await audited(id)).toContain('assessment.safety');
  });

  test('the audit log has one save row a sitting', async () => {
    const { id } = await begin();
    for (const weight of [0, 1, 2]) {
      await save(id, answers(weight));
      later(2);
    }
    later(20);
    await save(id, answers(1));
    await w.asRole('clinical_lead', '0199aaaa-0000-7000-8000-000000000001').assessments.saveAnswers({
      id,
      changes: answers(2),
      focus: null,
    });
    await save(id, []);
    expect(await audited(id)).toEqual(['assessment.start', ...Array<string>(3).fill('assessment.save')]);
  });

  test('signed answers are final', async () => {
    const { id } = await begin();
    await save(id, answers(0, 0));
    await w.api.assessments.sign({ id });
    await expect(save(id, answers(3))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(w.api.assessments.sign({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(w.api.assessments.discard({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('discarded is kept and comes back for 30 days', async () => {
    const { memberId, id } = await begin();
    await save(id, answers(1, 1));
    await w.api.assessments.discard({ id });
    await expect(save(id, answers(2))).rejects.toMatchObject({ code: 'CONFLICT' });
    const listed = async () =>
      (await w.api.assessments.list({ memberId })).assessments.map((each) => each.state);
    expect(await listed()).toEqual(['discarded']);
    await w.api.assessments.restore({ id });
    expect((await w.api.assessments.get({ id })).store.questions['/44250-9']?.entries).toHaveLength(1);

    await w.api.assessments.discard({ id });
    const other = await w.api.assessments.start({ memberId, formId: 'phq-9' });
    expect(other.resumed).toBe(false);
    await expect(w.api.assessments.restore({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await w.api.assessments.discard({ id: other.id });
    later(31 * 24 * 60);
    expect(await listed()).toEqual([]);
    await expect(w.api.assessments.restore({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('scores over time: one line for each instrument, oldest first', async () => {
    const { memberId, id } = await begin();
    await save(id, answers(3, 3, 3, 3, 3, 2, 2, 0, 0));
    await w.api.assessments.sign({ id });
    for (const weights of [
      [3, 3, 3, 3, 2, 2, 1, 0, 0],
      [0, 1],
    ]) {
      later(60 * 24 * 90);
      const next = await w.api.assessments.start({ memberId, formId: 'phq-9' });
      await save(next.id, answers(...weights));
      await w.api.assessments.sign({ id: next.id });
    }
    const { trends, assessments } = await w.api.assessments.list({ memberId });
    expect(assessments.map((each) => each.score?.title)).toEqual(['PHQ-2', 'PHQ-9', 'PHQ-9']);
    expect(trends.map((trend) => [trend.title, trend.max, trend.points.map((point) => point.total)])).toEqual(
      [
        ['PHQ-9', 27, [19, 17]],
        ['PHQ-2', 6, [1]],
      ],
    );
  });

  test.each([
    [{ linkId: '/nowhere', value: null }, 'no such question'],
    [{ linkId: '/44250-9', value: { valueInteger: 2 } }, 'Choose one'],
    [{ linkId: '/44261-6', value: { valueInteger: 27 } }, 'cannot be typed'],
  ])('refuses %j', async (change, sentence) => {
    const { id } = await begin();
    await expect(w.api.assessments.saveAnswers({ id, changes: [change], focus: null })).rejects.toMatchObject(
      {
        code: 'VALIDATION',
        message: expect.stringContaining(sentence),
        data: { field: change.linkId },
      },
    );
  });

  test('a failed batch saves nothing of itself', async () => {
    const { id } = await begin();
    const good = answers(2)[0];
    if (!good) throw new Error('no change');
    const bad = { linkId: '/nowhere', value: null };
    await expect(w.api.assessments.saveAnswers({ id, changes: [good, bad], focus: null })).rejects.toThrow();
    expect((await w.api.assessments.get({ id })).store.questions).toEqual({});
  });

  test('who may do what', async () => {
    const { memberId, id } = await begin();
    await expect(w.asRole('billing_lead').assessments.get({ id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(w.asRole('billing_lead').assessments.list({ memberId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(w.asRole('auditor').assessments.sign({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await w.asRole('auditor').assessments.get({ id })).id).toBe(id);
  });

  test('nobody and nothing', async () => {
    const nobody = '0199aaaa-0000-7000-8000-00000000dead';
    await expect(w.api.assessments.start({ memberId: nobody, formId: 'phq-9' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { memberId } = await begin();
    await expect(w.api.assessments.start({ memberId, formId: 'nothing' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(w.api.assessments.get({ id: nobody })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
