import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnswerStore } from '#shared/assessments/answer-store.ts';
import { EMPTY_STORE } from '#shared/assessments/answer-store.ts';
import type { AnswerChange } from '#shared/assessments/answers.ts';
import { applyChanges } from '#shared/assessments/answers.ts';
import { compileForm, shapeFor } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import { storeFromResponse } from '#shared/assessments/from-response.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { completedResponse } from '#shared/assessments/response.ts';
import type { View } from '#shared/assessments/view.ts';
import { expression, formOf, group, no, question, STAMP, yes } from './form-kit.ts';

/** Forms with nested repeating groups and a sum over all of them; conditions look back at what is always near. */
const anyForm = fc
  .array(fc.record({ repeats: fc.boolean(), deep: fc.boolean(), waits: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((specs) => {
    const items: QuestionnaireItem[] = [question('first')];
    for (const [index, spec] of specs.entries()) {
      const waits = (source: string) => ({
        enableWhen: [{ question: source, operator: '=' as const, answerBoolean: true }],
      });
      const inner = [
        question(`a${index}`),
        question(`b${index}`, 'boolean', waits(`a${index}`)),
        question(`n${index}`, 'integer'),
      ];
      const below = spec.deep
        ? [
            ...inner,
            group(`h${index}`, [question(`c${index}`, 'boolean', waits(`a${index}`))], { repeats: true }),
          ]
        : inner;
      items.push(
        group(`g${index}`, below, {
          ...(spec.repeats && { repeats: true }),
          ...(spec.waits && waits('first')),
        }),
      );
    }
    const numbers = specs.map((_, index) => `'n${index}'`).join(' | ');
    const sum = `%resource.repeat(item).where(linkId in (${numbers})).answer.value.sum()`;
    items.push(question('sum', 'integer', { extension: [expression('calculatedExpression', sum)] }));
    return formOf(items);
  });

const anyEdits = fc.array(fc.tuple(fc.nat(), fc.nat(3)), { maxLength: 30 });

/** Turns drawn numbers into edits that fit the form as it stands. */
function edit(
  store: AnswerStore,
  form: ReturnType<typeof compileForm>,
  [pick, kind]: readonly [number, number],
) {
  const { nodes } = shapeFor(form, store);
  const node = nodes[pick % nodes.length];
  if (!node || node.item.linkId === 'sum') return null;
  const { linkId } = node;
  if (node.repeat) {
    const count = nodes.filter((each) => each.repeat?.key === node.repeat?.key).length;
    if (kind === 0) return count > 1 ? ({ linkId, occurrence: 'remove' } as const) : null;
    return count < 4 ? ({ linkId, occurrence: 'add' } as const) : null;
  }
  if (node.kind !== 'question') return null;
  const value = node.item.type === 'integer' ? { valueInteger: kind } : kind > 1 ? yes : no;
  return { linkId, value: kind === 0 ? null : value } satisfies AnswerChange;
}

function run(form: ReturnType<typeof compileForm>, edits: readonly (readonly [number, number])[]) {
  let store: AnswerStore = EMPTY_STORE;
  for (const each of edits) {
    const change = edit(store, form, each);
    if (change) store = applyChanges(form, store, [change], STAMP);
  }
  return store;
}

function shape(view: View) {
  return {
    open: [...view.open].map(([linkId, item]) => [linkId, item.answers, item.because]),
    skipped: [...view.skipped].map(([linkId, item]) => [linkId, item.because, item.kept]),
  };
}

test('answering step by step gives the same form as working it out from scratch', () => {
  fc.assert(
    fc.property(anyForm, anyEdits, (questionnaire, edits) => {
      const form = compileForm(questionnaire);
      const store = run(form, edits);
      const fresh = compileForm(structuredClone(questionnaire));
      const copy = structuredClone(store);
      expect(shape(evaluate(form, store, STAMP))).toEqual(shape(evaluate(fresh, copy, STAMP)));
    }),
    { numRuns: 150 },
  );
});

test('closing and opening everything again brings every answer back', () => {
  fc.assert(
    fc.property(anyForm, anyEdits, (questionnaire, edits) => {
      const form = compileForm(questionnaire);
      const open = applyChanges(form, run(form, edits), [{ linkId: 'first', value: yes }], STAMP);
      const back = applyChanges(
        form,
        open,
        [
          { linkId: 'first', value: no },
          { linkId: 'first', value: yes },
        ],
        STAMP,
      );
      expect(shape(evaluate(form, back, STAMP))).toEqual(shape(evaluate(form, open, STAMP)));
    }),
    { numRuns: 100 },
  );
});

test('a completed response taken up again completes to the same response', () => {
  fc.assert(
    fc.property(anyForm, anyEdits, (questionnaire, edits) => {
      const form = compileForm(questionnaire);
      const response = completedResponse(evaluate(form, run(form, edits), STAMP), { status: 'completed' });
      const { store, problems } = storeFromResponse(form, response, STAMP);
      expect(problems).toEqual([]);
      expect(completedResponse(evaluate(form, store, STAMP), { status: 'completed' })).toEqual(response);
    }),
    { numRuns: 150 },
  );
});
