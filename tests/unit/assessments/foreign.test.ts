import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileForm, compileUnchecked } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import { storeFromResponse } from '#shared/assessments/from-response.ts';
import { readQuestionnaire } from '#shared/assessments/read-questionnaire.ts';
import { completedResponse } from '#shared/assessments/response.ts';
import { tryOut } from '#shared/assessments/try-out.ts';
import { expression, fill, formOf, group, question, STAMP, whenYes, yes } from './form-kit.ts';

const run = (item: unknown, answers?: unknown, rest: object = {}) =>
  tryOut({
    questionnaire: { resourceType: 'Questionnaire', status: 'active', item, ...rest },
    ...(answers !== undefined && { response: { resourceType: 'QuestionnaireResponse', item: answers } }),
  });

describe('questionnaires from elsewhere', () => {
  test('R5 types and constraints become R4 ones', () => {
    const { questionnaire } = readQuestionnaire({
      resourceType: 'Questionnaire',
      item: [
        {
          linkId: 'a',
          type: 'coding',
          answerConstraint: 'optionsOrString',
          answerOption: [{ valueCoding: { code: 'x' } }],
        },
        { linkId: 'b', type: 'coding', answerValueSet: '#yn' },
      ],
      contained: [
        {
          resourceType: 'ValueSet',
          id: 'yn',
          compose: { include: [{ system: 'urn:yn', concept: [{ code: 'Y', display: 'Yes' }] }] },
        },
      ],
    });
    expect(questionnaire.item.map(({ type }) => type)).toEqual(['open-choice', 'choice']);
    expect(questionnaire.item[1]?.answerOption?.[0]?.valueCoding).toEqual({
      system: 'urn:yn',
      code: 'Y',
      display: 'Yes',
    });
  });

  test('what is no questionnaire is said in a sentence', () => {
    expect(() => tryOut({ questionnaire: null })).toThrow(/not a FHIR Questionnaire/);
    expect(() => tryOut({ questionnaire: { resourceType: 'Patient' } })).toThrow(/but a Patient/);
    expect(() => tryOut([])).toThrow(/Give/);
  });

  test('unknown extensions and types, missing linkIds and fields are told and run', () => {
    const { enabled, issues } = run([
      { linkId: 'a', type: 'hologram', extension: [{ url: 'urn:x' }, null, 7] },
      { type: 'string' },
      {
        linkId: 'c',
        type: 'boolean',
        enableWhen: [{ question: 'nowhere', operator: '=' }, { operator: '~' }],
      },
    ]);
    expect(enabled).toEqual(['a', '(item 3)']);
    expect(new Set(issues.map(({ code }) => code))).toEqual(
      new Set(['type', 'missing-link-id', 'condition', 'extension-unknown', 'dangling']),
    );
  });

  test('prototype names are ordinary linkIds', () => {
    for (const linkId of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const { enabled } = run(
        [
          { linkId, type: 'boolean' },
          {
            linkId: 'b',
            type: 'string',
            enableWhen: [{ question: linkId, operator: '=', answerBoolean: true }],
          },
        ],
        [{ linkId, answer: [yes] }],
      );
      expect(enabled).toEqual([linkId, 'b']);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a circle and two conditions without a behavior still run, and are told', () => {
    const when = (question: string) => [{ question, operator: '=', answerBoolean: true }];
    const { issues, enabled } = run([
      { linkId: 'a', type: 'boolean', enableWhen: when('b') },
      { linkId: 'b', type: 'boolean', enableWhen: when('a') },
      { linkId: 'c', type: 'boolean', enableWhen: [...when('a'), ...when('b')] },
    ]);
    expect(enabled).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(expect.arrayContaining(['circle', 'behavior-missing']));
  });
});

describe('nothing hangs', () => {
  test('too deep, too many, and a chain of thousands', () => {
    let deep: object = { linkId: 'x', type: 'string' };
    for (let level = 0; level < 5_000; level += 1)
      deep = { linkId: `g${level}`, type: 'group', item: [deep] };
    expect(() => run([deep])).toThrow(/levels deep/);
    expect(() =>
      run(Array.from({ length: 20_001 }, (_, index) => ({ linkId: `q${index}`, type: 'string' }))),
    ).toThrow(/more than 20,000 items/);
    const chain = Array.from({ length: 8_000 }, (_, index) => ({
      linkId: `q${index}`,
      type: 'boolean',
      ...(index < 7_999 && {
        enableWhen: [{ question: `q${index + 1}`, operator: '=', answerBoolean: true }],
      }),
    }));
    const before = Date.now();
    expect(run(chain).enabled).toEqual(['q7999']);
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  test('thousands of expressions stop in time and say so', () => {
    const items = Array.from({ length: 4_000 }, (_, index) => ({
      linkId: `q${index}`,
      type: 'integer',
      extension: [
        expression('calculatedExpression', `%resource.repeat(item).where(linkId != 'q${index}').count()`),
      ],
    }));
    const before = Date.now();
    run(items);
    expect(Date.now() - before).toBeLessThan(4_000);
  });

  test('any JSON at all gives a result or a sentence', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.json({ maxDepth: 5 }), (left, right) => {
        try {
          tryOut({
            questionnaire: { resourceType: 'Questionnaire', ...JSON.parse(left), item: JSON.parse(left) },
            response: { item: JSON.parse(right) },
          });
        } catch (error) {
          expect((error as { code?: string }).code).toBe('VALIDATION');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('any item with fields of any shape gives a result', () => {
    const value = fc.oneof(
      fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as unknown),
      fc.constantFrom('a', 'b', true, 1),
    );
    const fields = [
      'type',
      'text',
      'prefix',
      'enableWhen',
      'answerOption',
      'initial',
      'extension',
      'item',
      'code',
      'maxLength',
      'repeats',
      'required',
      'enableBehavior',
    ];
    const item = fc.tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom('group', 'boolean', 'choice', 'quantity', 'date', 'integer', 'string'),
      fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 3 }),
      fc.dictionary(
        fc.constantFrom('valueBoolean', 'valueCoding', 'valueQuantity', 'valueDate', 'valueString', 'item'),
        value,
        { maxKeys: 2 },
      ),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), (specs) => {
        run(
          specs.map(([linkId, type, rest]) => ({ linkId, type, ...rest })),
          specs.map(([linkId, , , answer]) => ({ linkId, answer: [answer, null] })),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('taking a response up again', () => {
  const questionnaire = formOf([
    question('a'),
    question('b', 'string', { ...whenYes('a'), initial: [{ valueString: 'first' }] }),
    group('g', [question('n', 'integer')], { repeats: true }),
    question('sum', 'integer', {
      extension: [
        expression('calculatedExpression', "%resource.repeat(item).where(linkId='n').answer.value.sum()"),
      ],
    }),
  ]);

  test('resume_from_stripped', () => {
    const { store, problems } = storeFromResponse(
      compileForm(questionnaire),
      { resourceType: 'QuestionnaireResponse', item: [{ linkId: 'a', answer: [{ valueBoolean: false }] }] },
      STAMP,
    );
    expect(problems).toEqual([]);
    expect(fill(questionnaire, store).answer('a', yes).valueOf('b')).toEqual([{ valueString: 'first' }]);
  });

  test('initial values are not given again to what was left blank', () => {
    const { store } = storeFromResponse(
      compileForm(questionnaire),
      { item: [{ linkId: 'a', answer: [yes] }] },
      STAMP,
    );
    expect(fill(questionnaire, store).valueOf('b')).toEqual([]);
  });

  test('a completed response comes back equal, repeats and all', () => {
    const form = fill(questionnaire)
      .answer('a', yes)
      .answer('n[0]', { valueInteger: 1 })
      .change({ linkId: 'g[0]', occurrence: 'add' })
      .answer('n[1]', { valueInteger: 2 });
    const response = completedResponse(form.view(), { status: 'completed' });
    const { store, problems } = storeFromResponse(compileForm(questionnaire), response, STAMP);
    expect(problems).toEqual([]);
    const again = completedResponse(evaluate(compileForm(questionnaire), store, STAMP), {
      status: 'completed',
    });
    expect(again).toEqual(response);
    expect(store.questions.sum).toBeUndefined();
  });

  test('a stored total that differs was changed by somebody and stays', () => {
    const { store } = storeFromResponse(
      compileForm(questionnaire),
      {
        item: [
          { linkId: 'g', item: [{ linkId: 'n', answer: [{ valueInteger: 3 }] }] },
          { linkId: 'sum', answer: [{ valueInteger: 30 }] },
        ],
      },
      STAMP,
    );
    expect(fill(questionnaire, store).valueOf('sum')).toEqual([{ valueInteger: 30 }]);
  });

  test('resume_under_old_version: answers to what the form no longer asks are told, not lost in silence', () => {
    const { problems } = storeFromResponse(
      compileForm(questionnaire),
      {
        item: [
          { linkId: 'gone', answer: [yes] },
          { linkId: 'a', answer: [{ valueString: 'x' }] },
        ],
      },
      STAMP,
    );
    expect(problems.map(({ linkId }) => linkId)).toEqual(['gone', 'a']);
  });
});

test('PHQ-9 runs through the evaluator as its own form says', () => {
  const options = PHQ_9.questionnaire.item[0]?.item?.[0]?.answerOption ?? [];
  const three = { valueCoding: options[3]?.valueCoding };
  const result = tryOut({
    questionnaire: PHQ_9.questionnaire,
    response: {
      item: [
        { linkId: 'mood', item: ['/44250-9', '/44255-8'].map((linkId) => ({ linkId, answer: [three] })) },
      ],
    },
  });
  expect(result.enabled).toContain('/44260-8');
  expect(result.calculated).toEqual({ '/55758-7': 6 });
  expect(result.scores.total).toEqual({ total: 6, answered: 2, of: 9, complete: false });
});

test('one answer in a form of a thousand items is worked out in two milliseconds', () => {
  const items = Array.from({ length: 20 }, (_, section) =>
    group(
      `s${section}`,
      Array.from({ length: 50 }, (_unused, index) =>
        question(`q${section}-${index}`, 'boolean', index > 0 ? whenYes(`q${section}-${index - 1}`) : {}),
      ),
    ),
  );
  const form = compileUnchecked(formOf(items));
  const filling = fill(form.questionnaire);
  for (let index = 0; index < 50; index += 1) filling.answer(`q0-${index}`, yes);
  const times = Array.from({ length: 60 }, (_, index) => {
    const before = performance.now();
    filling.answer(`q1-${index % 50}`, index % 2 ? yes : null);
    filling.view();
    return performance.now() - before;
  }).sort((left, right) => left - right);
  // The bench asks for 2 ms on a quiet machine; here others may be at work.
  expect(times[30]).toBeLessThan(8);
});
