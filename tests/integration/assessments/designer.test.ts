import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replaceItem } from '#shared/assessments/design/tree.ts';
import type { Form } from '#shared/assessments/form.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
beforeAll(async () => {
  w = await openTestWorkspace();
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

type Input = Parameters<typeof w.api.forms.saveDraft>[0]['form'];
/** The contract's lists are mutable. */
const asInput = (form: Form) => structuredClone(form) as unknown as Input;

/** The blank form with words on its one question. */
function withWords(form: Form, words: string): Form {
  const section = form.questionnaire.item[0];
  const first = section?.item?.[0];
  if (!first) throw new Error('A blank form has a question.');
  return { ...form, questionnaire: replaceItem(form.questionnaire, [0, 0], { ...first, text: words }) };
}

async function publishNew(title: string, words = 'Do you like tea?') {
  const { formId } = await w.api.forms.startDraft({ from: null, title });
  const { form, revision } = await w.api.forms.draft({ formId });
  const saved = await w.api.forms.saveDraft({ form: asInput(withWords(form, words)), revision });
  await w.api.forms.publish({ formId, revision: saved.revision, note: 'First' });
  return formId;
}

describe('the form designer', () => {
  test('a draft is saved as it is typed and refused when somebody else saved since', async () => {
    const { formId } = await w.api.forms.startDraft({ from: null, title: 'Two at once' });
    const { form, revision, base, nextVersion } = await w.api.forms.draft({ formId });
    expect([base, nextVersion]).toEqual([null, 1]);
    const saved = await w.api.forms.saveDraft({ form: asInput({ ...form, title: 'Mine' }), revision });
    expect(saved.revision).toBe(revision + 1);
    await expect(w.api.forms.saveDraft({ form: asInput(form), revision })).rejects.toThrow(/Somebody else/);
    expect((await w.api.forms.draft({ formId })).form.title).toBe('Mine');
  });

  test('what is wrong keeps it from being published, with item and reason', async () => {
    const { formId } = await w.api.forms.startDraft({ from: null, title: 'Unfinished' });
    const { revision } = await w.api.forms.draft({ formId });
    await expect(w.api.forms.publish({ formId, revision, note: '' })).rejects.toMatchObject({
      message: 'Item q1 has no words.',
      data: { field: 'q1' },
    });
    expect((await w.api.assessments.library({})).forms.some(({ id }) => id === formId)).toBe(false);
  });

  test('publishing makes a version that no statement can change; the next one is compared with it', async () => {
    const formId = await publishNew('Tea');
    const db = w.backend.host.session?.workspace.db;
    if (!db) throw new Error('The workspace is open.');
    await expect(
      db.updateTable('form_version').set({ note: 'other' }).where('form_id', '=', formId).execute(),
    ).rejects.toThrow(/published forms are final/);
    await expect(db.deleteFrom('form_version').where('form_id', '=', formId).execute()).rejects.toThrow(
      /final/,
    );
    await w.api.forms.startDraft({ from: { formId } });
    const draft = await w.api.forms.draft({ formId });
    expect([draft.nextVersion, draft.base?.name]).toEqual([2, 'version 1']);
    const saved = await w.api.forms.saveDraft({
      form: asInput(withWords(draft.form, 'Do you like coffee?')),
      revision: draft.revision,
    });
    expect(await w.api.forms.publish({ formId, revision: saved.revision, note: 'Coffee' })).toEqual({
      version: 2,
    });
    const { changes } = await w.api.forms.compare({ formId, before: 1, after: 2 });
    expect(changes).toEqual([
      {
        kind: 'changed',
        linkId: 'q1',
        name: 'Do you like coffee?',
        lines: [{ what: 'Words', before: 'Do you like tea?', after: 'Do you like coffee?' }],
      },
    ]);
    const entry = (await w.api.forms.list({})).forms.find(({ id }) => id === formId);
    expect(entry?.versions.map(({ version, note }) => [version, note])).toEqual([
      [2, 'Coffee'],
      [1, 'First'],
    ]);
  });

  test('an assessment begun under an old version keeps it; new ones get the new version', async () => {
    const formId = await publishNew('Kept');
    const { id: memberId } = await addPerson(w.api, planId);
    const { id } = await w.api.assessments.start({ memberId, formId });
    await w.api.forms.startDraft({ from: { formId } });
    const draft = await w.api.forms.draft({ formId });
    const saved = await w.api.forms.saveDraft({
      form: asInput(withWords(draft.form, 'New words')),
      revision: draft.revision,
    });
    await w.api.forms.publish({ formId, revision: saved.revision, note: '' });
    const old = await w.api.assessments.get({ id });
    expect(old.form.questionnaire.item[0]?.item?.[0]?.text).toBe('Do you like tea?');
    expect([old.form.questionnaire.version, old.hasNewerForm]).toEqual(['1', true]);
    await w.api.assessments.saveAnswers({
      id,
      changes: [{ linkId: 'q1', value: { valueBoolean: true } }],
      focus: 'q1',
    });
    const { assessment } = await w.api.assessments.sign({ id });
    expect(assessment.formVersion).toBe('1');
    const again = await w.api.assessments.start({ memberId, formId });
    expect((await w.api.assessments.get({ id: again.id })).form.questionnaire.version).toBe('2');
  });

  test('a shipped form is copied with its scores and prompts, and the copy is its own form', async () => {
    const { formId } = await w.api.forms.startDraft({ from: { formId: 'phq-9' } });
    expect(formId).toMatch(/^own-/);
    const { form, revision, base } = await w.api.forms.draft({ formId });
    expect(base?.name).toBe('PHQ-9 1.0.0');
    expect([form.title, form.scores.length, form.safety.length]).toEqual(['PHQ-9, copy', 2, 1]);
    await w.api.forms.publish({ formId, revision, note: '' });
    const { forms } = await w.api.assessments.library({});
    expect(forms.filter(({ title }) => title.startsWith('PHQ-9')).map(({ id }) => id)).toEqual([
      'phq-9',
      formId,
    ]);
  });

  test('a draft put away comes back, and a published form stays', async () => {
    const formId = await publishNew('Away');
    await w.api.forms.startDraft({ from: { formId } });
    await w.api.forms.discardDraft({ formId });
    await expect(w.api.forms.draft({ formId })).rejects.toThrow(/no open draft/);
    await w.api.forms.restoreDraft({ formId });
    expect((await w.api.forms.draft({ formId })).nextVersion).toBe(2);
    expect((await w.api.assessments.library({})).forms.some(({ id }) => id === formId)).toBe(true);
  });

  test('only administrators design; what is sent is read as carefully as a file', async () => {
    const coordinator = w.asRole('care_coordinator');
    await expect(coordinator.forms.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(coordinator.forms.startDraft({ from: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { formId } = await w.api.forms.startDraft({ from: null, title: 'Odd' });
    const { form, revision } = await w.api.forms.draft({ formId });
    const odd = { ...form, questionnaire: { ...form.questionnaire, item: 'nothing' } } as unknown as Form;
    await w.api.forms.saveDraft({ form: asInput(odd), revision });
    expect((await w.api.forms.draft({ formId })).form.questionnaire.item).toEqual([]);
    const deep = { linkId: 'x', type: 'group' } as Record<string, unknown>;
    let at = deep;
    for (let level = 0; level < 100; level += 1) {
      const below = { linkId: `x${level}`, type: 'group' };
      at.item = [below];
      at = below;
    }
    const nested = { ...form, questionnaire: { ...form.questionnaire, item: [deep] } } as unknown as Form;
    await expect(w.api.forms.saveDraft({ form: asInput(nested), revision: revision + 1 })).rejects.toThrow(
      /deep/,
    );
  });
});

describe('safety protocols', () => {
  test('a plain text stands in until the agency writes its own, and prints as one page', async () => {
    const plain = (await w.api.forms.protocols({})).protocols.find(({ kind }) => kind === 'self-harm');
    expect(plain).toMatchObject({ own: false, changedAt: null });
    const path = join(w.root, 'protocol.pdf');
    w.shell.willSave(path);
    await w.asRole('care_coordinator').forms.printProtocol({ kind: 'self-harm' });
    expect((await readPaper(readFileSync(path))).text).toContain('not your agency’s protocol');
    rmSync(path);
    const text = 'Call Imani on the crisis phone.\n- Stay with the person.\n- Write it down.';
    await w.api.forms.setProtocol({ kind: 'self-harm', text });
    await expect(
      w.asRole('care_coordinator').forms.setProtocol({ kind: 'self-harm', text }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const own = (await w.api.forms.protocols({})).protocols.find(({ kind }) => kind === 'self-harm');
    expect(own).toMatchObject({ own: true, text, changedBy: 'Lena Vantree' });
    w.shell.willSave(path);
    await w.api.forms.printProtocol({ kind: 'self-harm' });
    const printed = (await readPaper(readFileSync(path))).text;
    expect(printed).toContain('Call Imani on the crisis phone.');
    expect(printed).not.toContain('not your agency’s protocol');
  });

  test('today in a form is the day at the agency, also when it is tomorrow in Greenwich', async () => {
    const evening = await openTestWorkspace({ clock: () => new Date('2026-11-19T03:00:00Z') });
    try {
      const { formId } = await evening.api.forms.startDraft({ from: null, title: 'Dated' });
      const { form, revision } = await evening.api.forms.draft({ formId });
      const first = form.questionnaire.item[0]?.item?.[0];
      if (!first) throw new Error('A blank form has a question.');
      const dated = replaceItem(form.questionnaire, [0, 0], {
        linkId: first.linkId,
        text: 'Day',
        type: 'date',
        readOnly: true,
        extension: [
          {
            url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
            valueExpression: { language: 'text/fhirpath', expression: 'today()' },
          },
        ],
      });
      const saved = await evening.api.forms.saveDraft({
        form: asInput({ ...form, questionnaire: dated }),
        revision,
      });
      await evening.api.forms.publish({ formId, revision: saved.revision, note: 'First' });
      const planId = await addPlan(evening.api);
      const member = await addPerson(evening.api, planId);
      const { id } = await evening.api.assessments.start({ memberId: member.id, formId });
      await evening.api.assessments.sign({ id });
      const path = join(evening.root, 'answers.json');
      evening.shell.willSave(path);
      await evening.api.assessments.exportResponse({ id });
      expect(readFileSync(path, 'utf8')).toContain('"valueDate": "2026-11-18"');
    } finally {
      await evening.close();
    }
  });
});
