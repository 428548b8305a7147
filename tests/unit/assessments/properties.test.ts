import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_STORE } from '#shared/assessments/answer-store.ts';
import { applyChanges } from '#shared/assessments/answers.ts';
import { compileForm } from '#shared/assessments/compile.ts';
import { complete } from '#shared/assessments/complete.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import type { EnableWhen, QuestionnaireItem, ResponseItem } from '#shared/assessments/questionnaire.ts';
import { scoreOf } from '#shared/assessments/score.ts';
import type { View } from '#shared/assessments/view.ts';
import { formOf, group, no, question, STAMP, yes } from './form-kit.ts';

/** Forms of boolean questions and groups whose conditions only look back, so that none goes in a circle. */
const anyForm = fc
  .array(
    fc.record({
      inGroup: fc.boolean(),
      any: fc.boolean(),
      conditions: fc.array(
        fc.record({
          source: fc.nat(),
          operator: fc.constantFrom('=', '!=', 'exists'),
          value: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((specs) => {
    const items: QuestionnaireItem[] = [];
    specs.forEach((spec, index) => {
      const enableWhen: EnableWhen[] = spec.conditions
        .filter(() => index > 0)
        .map(({ source, operator, value }) => ({
          question: `q${source % index}`,
          operator: operator as EnableWhen['operator'],
          answerBoolean: value,
        }));
      const conditions: Partial<QuestionnaireItem> =
        enableWhen.length > 0 ? { enableWhen, enableBehavior: spec.any ? 'any' : 'all' } : {};
      const inner = question(`q${index}`, 'boolean', spec.inGroup ? {} : conditions);
      items.push(spec.inGroup ? group(`g${index}`, [inner], conditions) : inner);
    });
    return { questionnaire: formOf(items), size: specs.length };
  });

const anyAnswers = fc.array(fc.tuple(fc.nat(), fc.constantFrom(yes, no, null)), { maxLength: 25 });

function changesFor(size: number, answers: readonly (readonly [number, typeof yes | null])[]) {
  return answers.map(([index, value]) => ({ linkId: `q${index % size}`, value }));
}

/** A view as data that can be compared, without the marks that tell what happened on the way. */
function shape(view: View) {
  return {
    open: [...view.open].map(([linkId, item]) => [linkId, item.answers]),
    skipped: [...view.skipped].map(([linkId, item]) => [linkId, item.because, item.kept]),
  };
}

function linkIdsOf(items: readonly ResponseItem[]): string[] {
  return items.flatMap((item) => [
    item.linkId,
    ...linkIdsOf(item.item ?? []),
    ...linkIdsOf((item.answer ?? []).flatMap((answer) => answer.item ?? [])),
  ]);
}

describe('for any form and any answers', () => {
  test('every item is open or skipped, never both, and nothing open stands under something skipped', () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, ({ questionnaire, size }, answers) => {
        const form = compileForm(questionnaire);
        const view = evaluate(form, applyChanges(form, EMPTY_STORE, changesFor(size, answers), STAMP), STAMP);
        for (const node of form.nodes) {
          expect(view.open.has(node.linkId)).toBe(!view.skipped.has(node.linkId));
          if (node.parent && view.open.has(node.linkId)) expect(view.open.has(node.parent.linkId)).toBe(true);
        }
      }),
    );
  });

  test('the completed response holds open items only, and every answered one', () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, ({ questionnaire, size }, answers) => {
        const form = compileForm(questionnaire);
        const store = applyChanges(form, EMPTY_STORE, changesFor(size, answers), STAMP);
        const view = evaluate(form, store, STAMP);
        const wrapped = { id: 't', title: 't', questionnaire, scores: [], safety: [], followUps: [] };
        const { response, skipped } = complete(wrapped, store, view, {});
        const exported = new Set(linkIdsOf(response.item));
        for (const linkId of exported) expect(view.open.has(linkId)).toBe(true);
        for (const item of view.open.values())
          if (item.answers.length > 0) expect(exported).toContain(item.node.linkId);
        for (const entry of skipped) expect(exported).not.toContain(entry.linkId);
      }),
    );
  });

  test('the view depends on the last answers only, not on the order they came in', () => {
    fc.assert(
      fc.property(
        anyForm,
        anyAnswers,
        fc.array(fc.nat(), { minLength: 25, maxLength: 25 }),
        (made, answers, keys) => {
          const form = compileForm(made.questionnaire);
          const changes = changesFor(made.size, answers);
          const last = [...new Map(changes.map((change) => [change.linkId, change])).values()];
          const shuffled = last
            .map((change, index) => ({ change, key: keys[index] ?? 0 }))
            .sort((left, right) => left.key - right.key)
            .map(({ change }) => change);
          const whole = evaluate(form, applyChanges(form, EMPTY_STORE, changes, STAMP), STAMP);
          const again = evaluate(form, applyChanges(form, EMPTY_STORE, shuffled, STAMP), STAMP);
          expect(shape(again)).toEqual(shape(whole));
        },
      ),
    );
  });

  test('one batch and one change at a time come to the same', () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, ({ questionnaire, size }, answers) => {
        const form = compileForm(questionnaire);
        const changes = changesFor(size, answers);
        const batch = applyChanges(form, EMPTY_STORE, changes, STAMP);
        const single = changes.reduce(
          (store, change) => applyChanges(form, store, [change], STAMP),
          EMPTY_STORE,
        );
        expect(single).toEqual(batch);
      }),
    );
  });

  test('closing and opening again brings every value back', () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, fc.nat(), ({ questionnaire, size }, answers, pick) => {
        const form = compileForm(questionnaire);
        const store = applyChanges(form, EMPTY_STORE, changesFor(size, answers), STAMP);
        const linkId = `q${pick % size}`;
        const now = store.questions[linkId]?.entries.at(-1)?.answers[0] ?? null;
        const there = applyChanges(form, store, [{ linkId, value: now?.valueBoolean ? no : yes }], STAMP);
        const back = applyChanges(form, there, [{ linkId, value: now }], STAMP);
        expect(shape(evaluate(form, back, STAMP))).toEqual(shape(evaluate(form, store, STAMP)));
      }),
    );
  });
});

describe('for any PHQ-9', () => {
  const links = PHQ_9.scores[0]?.items ?? [];
  const form = compileForm(PHQ_9.questionnaire);
  const anyWeights = fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }), {
    minLength: 9,
    maxLength: 9,
  });

  test('the gate, the score and the standard total agree with plain arithmetic', () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const changes = links.flatMap((linkId, index) => {
          const weight = weights[index] ?? null;
          return weight === null ? [] : [{ linkId, value: answerWithWeight(PHQ_9, linkId, weight) }];
        });
        const view = evaluate(form, applyChanges(form, EMPTY_STORE, changes, STAMP), STAMP);
        const open = (weights[0] ?? 0) + (weights[1] ?? 0) >= 3;
        const counted = open ? weights : weights.slice(0, 2);
        const blanks = counted.filter((weight) => weight === null).length;
        const total = counted.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
        const score = scoreOf(PHQ_9, view);
        expect(score).toMatchObject({
          ruleId: open ? 'phq-9' : 'phq-2',
          total,
          of: open ? 9 : 2,
          complete: blanks === 0,
        });
        expect(score?.band === null).toBe(blanks > 0);
        expect(view.open.get('/44261-6')?.answers).toEqual(
          open && blanks === 0 ? [{ valueInteger: total }] : [],
        );
      }),
      { numRuns: 40 },
    );
  });
});
