import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OWN } from '#shared/assessments/forms/build.ts';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import type { QuestionnaireResponse } from '#shared/assessments/questionnaire.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';
import { formOf, group, question, whenYes } from '../../unit/assessments/form-kit.ts';

const own = (code: string) => ({ valueCoding: { system: OWN, code } });
const ITEMS = PHQ_9.scores[0]?.items ?? [];

let w: TestWorkspace;
let planId: string;
let now = Date.parse('2026-03-02T17:00:00Z');
beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(now) });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

async function signedPhq(...weights: number[]) {
  const { id: memberId } = await addPerson(w.api, planId);
  const { id } = await w.api.assessments.start({ memberId, formId: 'phq-9' });
  const changes = weights.map((weight, index) => {
    const linkId = ITEMS[index] ?? '';
    return { linkId, value: answerWithWeight(PHQ_9, linkId, weight) };
  });
  await w.api.assessments.saveAnswers({ id, changes, focus: null });
  now += 60_000;
  await w.api.assessments.sign({ id });
  return { memberId, id };
}

describe('amending', () => {
  test('amend_keeps_old', async () => {
    const { memberId, id } = await signedPhq(0, 1);
    now += 86_400_000;
    await expect(w.api.assessments.amend({ id, reason: '' })).rejects.toMatchObject({ code: 'VALIDATION' });
    const { id: amended } = await w.api.assessments.amend({ id, reason: 'Item 1 was misheard.' });
    const value = answerWithWeight(PHQ_9, ITEMS[0] ?? '', 1);
    await w.api.assessments.saveAnswers({
      id: amended,
      changes: [{ linkId: ITEMS[0] ?? '', value }],
      focus: null,
    });
    await w.api.assessments.sign({ id: amended });
    const old = await w.api.assessments.get({ id });
    expect(old.completed).toMatchObject({ response: { status: 'completed' }, score: { total: 1 } });
    const newer = await w.api.assessments.get({ id: amended });
    expect(newer).toMatchObject({ amends: { id, reason: 'Item 1 was misheard.' } });
    expect(newer.completed).toMatchObject({ response: { status: 'amended' }, score: { total: 2 } });
    const { assessments, trends } = await w.api.assessments.list({ memberId });
    expect(assessments.map((each) => [each.id, each.amendedBy])).toEqual([
      [amended, null],
      [id, amended],
    ]);
    expect(trends[0]?.points.map(({ total }) => total)).toEqual([2]);
    await expect(w.api.assessments.amend({ id, reason: 'Once more' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('two are compared question by question', async () => {
    const { memberId, id } = await signedPhq(0, 1);
    const { id: after } = await w.api.assessments.start({ memberId, formId: 'phq-9' });
    const changes = [0, 1].map((index) => {
      const linkId = ITEMS[index] ?? '';
      return { linkId, value: answerWithWeight(PHQ_9, linkId, 1) };
    });
    await w.api.assessments.saveAnswers({ id: after, changes, focus: null });
    const { rows } = await w.api.assessments.compare({ before: id, after });
    expect(rows.map(({ before, after: is, changed }) => [before, is, changed])).toEqual([
      ['Not at all', 'Several days', true],
      ['Several days', 'Several days', false],
    ]);
  });
});

describe('a long form', () => {
  const CHANGES = [
    { linkId: 'sleeps', value: own('outside') },
    { linkId: 'food', value: own('often') },
    { linkId: 'hurt', value: { valueBoolean: true } },
  ];

  test('a safety answer sets its task at once; suggestions reach the HAP with the answer', async () => {
    const { id: memberId } = await addPerson(w.api, planId);
    const { id } = await w.api.assessments.start({ memberId, formId: 'housing' });
    await w.api.assessments.saveAnswers({
      id,
      changes: [
        { linkId: 'sleeps', value: own('outside') },
        { linkId: 'homeless-year', value: { valueBoolean: true } },
        { linkId: 'disabling', value: { valueBoolean: true } },
        { linkId: 'limits-daily', value: { valueBoolean: false } },
        { linkId: 'coordinated-entry', value: { valueBoolean: false } },
        { linkId: 'stay[0]', occurrence: 'add' },
        { linkId: 'stay-where[1]', value: { valueString: 'Pier 7' } },
      ],
      focus: null,
    });
    const { tasks } = await w.api.assessments.sign({ id });
    expect(tasks).toEqual(['Arrange a coordinated entry assessment']);
    const { completed } = await w.api.assessments.get({ id });
    expect(completed?.suggestions).toEqual([
      expect.objectContaining({
        code: expect.objectContaining({ code: 'Z59.02' }),
        because: '“Where did you sleep last night?”: Outside, a tent or an encampment',
      }),
    ]);
    const plan = await w.api.actionPlans.current({ memberId });
    expect(plan.suggestions.map(({ title }) => title)).toContain('No home: sleeps outside');
    const comprehensive = await w.api.assessments.start({ memberId, formId: 'comprehensive' });
    const saved = await w.api.assessments.saveAnswers({
      id: comprehensive.id,
      changes: CHANGES,
      focus: null,
    });
    expect(saved.raised).toEqual(['physical-harm']);
  });

  test('a comprehensive assessment waits for a co-signature of somebody else', async () => {
    const { id: memberId } = await addPerson(w.api, planId);
    const { library } = w.api.assessments;
    expect((await library()).forms.map(({ id }) => id)).toContain('comprehensive');
    const { id } = await w.api.assessments.start({ memberId, formId: 'comprehensive' });
    await expect(w.api.assessments.sign({ id })).rejects.toMatchObject({ code: 'VALIDATION' });
  });
});

describe('files', () => {
  const asFile = (name: string, value: unknown) => {
    const path = join(w.root, name);
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  };

  test('a signed response is exported, imported and equal again', async () => {
    const { memberId, id } = await signedPhq(2, 2, 1, 1, 1, 0, 0, 0, 0);
    const first = join(w.root, 'first.json');
    w.shell.willSave(first);
    expect(await w.api.assessments.exportResponse({ id })).toMatchObject({ fileName: 'first.json' });
    w.shell.willOpen(first);
    const back = await w.api.assessments.importResponse({ memberId });
    expect(back.problems).toEqual([]);
    await w.api.assessments.sign({ id: back.id ?? '' });
    const second = join(w.root, 'second.json');
    w.shell.willSave(second);
    await w.api.assessments.exportResponse({ id: back.id ?? '' });
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as QuestionnaireResponse;
    expect(read(second).item).toEqual(read(first).item);
  });

  test('a foreign form is imported, told about, run and exported with what was not understood', async () => {
    const questionnaire = {
      ...formOf([question('a'), group('g', [question('b', 'string')], { repeats: true, ...whenYes('a') })]),
      url: 'https://example.org/q',
      title: 'PRAPARE',
      extension: [{ url: 'https://example.org/odd', valueString: 'kept' }],
    };
    w.shell.willOpen(asFile('form.json', questionnaire));
    const { id, title, problems } = await w.api.assessments.importForm();
    expect(title).toBe('PRAPARE');
    expect(problems.join()).toContain('https://example.org/odd');
    const library = await w.api.assessments.library();
    expect(library.forms.at(-1)).toMatchObject({ title: 'PRAPARE', imported: true, blocked: null });
    expect(library.slots.map((slot) => slot.id)).not.toContain('prapare');
    const path = join(w.root, 'back.json');
    w.shell.willSave(path);
    await w.api.assessments.exportForm({ formId: id ?? '' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ extension: questionnaire.extension });
    const { id: memberId } = await addPerson(w.api, planId);
    expect(await w.api.assessments.start({ memberId, formId: id ?? '' })).toMatchObject({ resumed: false });
  });

  test('what is no form is said in a sentence, and nothing is kept', async () => {
    for (const [content, sentence] of [
      ['{', /not JSON/],
      ['[]', /not a FHIR Questionnaire/],
      [{ resourceType: 'Patient' }, /but a Patient/],
    ] as const) {
      w.shell.willOpen(asFile('bad.json', content));
      await expect(w.api.assessments.importForm()).rejects.toThrow(sentence);
    }
    w.shell.willOpen(asFile('big.json', ' '.repeat(20_000_001)));
    await expect(w.api.assessments.importForm()).rejects.toThrow(/21 MB; the most is 20 MB/);
    w.shell.willOpen(null);
    expect(await w.api.assessments.importForm()).toMatchObject({ id: null });
    w.shell.willOpen(
      asFile(
        'circle.json',
        formOf([question('a', 'boolean', whenYes('b')), question('b', 'boolean', whenYes('a'))]),
      ),
    );
    const { id } = await w.api.assessments.importForm();
    const found = (await w.api.assessments.library()).forms.find((form) => form.id === id);
    expect(found?.blocked).toMatch(/circle/);
  });

  test('a PDF of what was answered, and one to fill by pen', async () => {
    const { id } = await signedPhq(2, 2, 1, 1, 1, 0, 0, 0, 0);
    const filled = join(w.root, 'filled.pdf');
    w.shell.willSave(filled);
    await w.api.assessments.savePdf({ id });
    const text = (await readPaper(readFileSync(filled))).text.replace(/\s+/g, ' ');
    expect(text).toContain('Little interest or pleasure in doing things');
    expect(text).toContain('Pfizer');
    const blank = join(w.root, 'blank.pdf');
    w.shell.willSave(blank);
    expect(await w.api.assessments.saveBlankPdf({ formId: 'comprehensive' })).toEqual({
      fileName: 'blank.pdf',
      notes: [],
    });
    expect((await readPaper(readFileSync(blank))).text.replace(/\s+/g, ' ')).toContain(
      'Where did you sleep last night?',
    );
  });
});
