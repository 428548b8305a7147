import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonText } from '#shared/assessments/json-text.ts';
import { tryOut } from '#shared/assessments/try-out.ts';

// What a file may do to us. No test here looks at a clock: a hang would be ended by the runner's own limit, and what
// keeps the engine from hanging (limits on items, rounds, values, patterns) shows in what it says.

type Json = Record<string, unknown>;
const form = (item: unknown, rest: Json = {}) => ({
  resourceType: 'Questionnaire',
  status: 'active',
  item,
  ...rest,
});
const answered = (item: unknown) => ({ resourceType: 'QuestionnaireResponse', status: 'in-progress', item });
const calculated = (linkId: string, expression: string, type = 'integer') => ({
  linkId,
  type,
  extension: [
    {
      url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
      valueExpression: { language: 'text/fhirpath', expression },
    },
  ],
});
const codesOf = (questionnaire: unknown, response?: unknown) =>
  tryOut({ questionnaire, ...(response !== undefined && { response }) }).issues.map(({ code }) => code);

describe('hostile expressions are stopped and told', () => {
  const many = Array.from({ length: 400 }, (_, index) => ({ linkId: `q${index}`, type: 'string' }));
  const filled = answered(many.map(({ linkId }) => ({ linkId, answer: [{ valueString: 'x'.repeat(30) }] })));
  const all = '%resource.repeat(item)';
  const cases: readonly [string, string][] = [
    ['loops in loops in loops', `${all}.select(${all}.select(${all}.select(${all}.count()))).count()`],
    [
      'conditions in conditions',
      `${all}.where(${all}.where(${all}.where(${all}.exists()).exists()).exists()).count()`,
    ],
    [
      'doubling a list',
      `${all}${'.combine($this)'.repeat(4)}.select(${all}${`.combine(${all})`.repeat(8)}).combine(${all}).count()`,
    ],
    ['a pattern that never ends', `iif('${'a'.repeat(40)}!'.matches('^(a+)+$'), 1, 2)`],
    [
      'a text that grows',
      `'${'a'.repeat(200)}'${".replace('a', 'aaaaaaaaaaaaaaaaaaaa')".repeat(4)}.length()`,
    ],
  ];
  test.each(cases)('%s', (_name, expression) => {
    expect(codesOf(form([...many, calculated('sum', expression)]), filled)).toContain('undecided');
  });

  test('variables that double each other', () => {
    const variable = (name: string, expression: string) => ({
      url: 'http://hl7.org/fhir/StructureDefinition/variable',
      valueExpression: { name, language: 'text/fhirpath', expression },
    });
    const extension = Array.from({ length: 40 }, (_, index) =>
      variable(`v${index}`, index === 0 ? `${all}.linkId` : `%v${index - 1}.combine(%v${index - 1})`),
    );
    const { calculated: values } = tryOut({
      questionnaire: form([...many, calculated('sum', '%v39.count()')], { extension }),
      response: filled,
    });
    // What is too much counts as nothing.
    expect(values).toEqual({ sum: 0 });
  });

  test('an ordinary pattern still works', () => {
    const item = calculated('ok', "iif('94612-0001'.matches('^[0-9]{5}(-[0-9]{4})?$'), 1, 2)");
    expect(tryOut({ questionnaire: form([item]) }).calculated).toEqual({ ok: 1 });
  });

  test('a chain of two hundred calculations settles', () => {
    const chain = Array.from({ length: 200 }, (_, index) =>
      calculated(
        `c${index}`,
        index === 0 ? '1' : `%resource.repeat(item).where(linkId = 'c${index - 1}').answer.value + 1`,
      ),
    );
    const { calculated: values, issues } = tryOut({ questionnaire: form(chain) });
    const told = issues.filter(({ code }) => code === 'unsettled' || code === 'undecided');
    // On a slow machine the form's own time limit may come first; then it says so.
    expect(told.length > 0 || values.c199 === 200).toBe(true);
  });
});

describe('hostile text', () => {
  test('too long, too deep and no JSON are sentences; brackets inside texts count for nothing', () => {
    expect(() => readJsonText(`"${'x'.repeat(20_000_001)}"`)).toThrow(/has 21 MB; the most is 20 MB/);
    expect(() => readJsonText('['.repeat(1_000_000))).toThrow(/nested more than 1000 levels/);
    expect(() => readJsonText('{')).toThrow(/not JSON/);
    expect(readJsonText(`\uFEFF["${'[{'.repeat(2_000)}\\""]`)).toEqual([`${'[{'.repeat(2_000)}"`]);
  });
});

describe('hostile shapes', () => {
  test('groups that repeat in groups that repeat are refused by their number', () => {
    const least = {
      url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs',
      valueInteger: 200,
    };
    let item: Json = { linkId: 'leaf', type: 'string' };
    for (let level = 0; level < 6; level += 1) {
      item = {
        linkId: `g${level}`,
        type: 'group',
        repeats: true,
        required: true,
        extension: [least],
        item: [item],
      };
    }
    expect(() => tryOut({ questionnaire: form([item]) })).toThrow(/more than 50,000 items/);
  });

  test('too deep, too many, and no list are refused or told', () => {
    let deep: Json = { linkId: 'leaf', type: 'group' };
    for (let level = 0; level < 3_000; level += 1)
      deep = { linkId: `d${level}`, type: 'group', item: [deep] };
    expect(() => tryOut({ questionnaire: form([deep]) })).toThrow(/levels deep/);
    const many = Array.from({ length: 20_001 }, (_, index) => ({ linkId: `${index}`, type: 'string' }));
    expect(() => tryOut({ questionnaire: form(many) })).toThrow(/more than 20,000 items/);
    expect(codesOf(form({ linkId: 'a' }))).toContain('items');
  });

  test('a deep response is cut and told', () => {
    let deep: Json = { linkId: 'a' };
    for (let level = 0; level < 3_000; level += 1) deep = { linkId: 'a', item: [deep] };
    expect(codesOf(form([{ linkId: 'a', type: 'string' }]), answered([deep]))).toContain('response');
  });

  test('prototype keys anywhere are plain keys', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
    const questionnaire = JSON.parse(
      `{"resourceType":"Questionnaire","__proto__":{"item":[]},"item":[${names
        .map((name) => `{"linkId":"${name}","type":"boolean","__proto__":{"required":true}}`)
        .join(',')}]}`,
    ) as unknown;
    const response = answered(names.map((linkId) => ({ linkId, answer: [{ valueBoolean: true }] })));
    const { enabled } = tryOut({ questionnaire, response });
    expect(enabled).toEqual(names);
    expect(({} as Json).required).toBeUndefined();
  });

  test('any JSON in any place gives a result or a sentence', () => {
    const places = [
      'linkId',
      'type',
      'text',
      'item',
      'enableWhen',
      'answerOption',
      'initial',
      'extension',
      'repeats',
      'required',
    ];
    const anyItem = fc.record(
      Object.fromEntries(
        places.map((place) => [place, fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant('group'))]),
      ),
      { requiredKeys: [] },
    );
    const anyAnswer = fc.record({
      linkId: fc.jsonValue(),
      answer: fc.jsonValue({ maxDepth: 3 }),
      item: fc.jsonValue(),
    });
    fc.assert(
      fc.property(
        fc.array(anyItem, { maxLength: 5 }),
        fc.array(anyAnswer, { maxLength: 5 }),
        (items, answers) => {
          const result = tryOut({ questionnaire: form(items), response: answered(answers) });
          expect(result.enabled.length).toBeLessThanOrEqual(200);
          JSON.stringify(result);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('forms as they are found in the world', () => {
  test('R4 semantics where other engines differ', () => {
    const items = [
      {
        linkId: 'source',
        type: 'choice',
        repeats: true,
        answerOption: [{ valueCoding: { system: 's', code: 'a' } }],
      },
      {
        linkId: 'ne',
        type: 'string',
        enableWhen: [{ question: 'source', operator: '!=', answerCoding: { system: 's', code: 'a' } }],
      },
      {
        linkId: 'ex',
        type: 'string',
        enableWhen: [{ question: 'source', operator: 'exists', answerBoolean: false }],
      },
      {
        linkId: 'any',
        type: 'string',
        enableWhen: [{ question: 'source', operator: '=', answerCoding: { system: 's', code: 'a' } }],
      },
    ];
    const enabledWith = (...codes: string[]) =>
      tryOut({
        questionnaire: form(items),
        response: answered([
          { linkId: 'source', answer: codes.map((code) => ({ valueCoding: { system: 's', code } })) },
        ]),
      }).enabled;
    expect(enabledWith()).toEqual(['source', 'ne', 'ex']);
    expect(enabledWith('a')).toEqual(['source', 'any']);
    // An answer that the form does not offer is an answer all the same, and is told.
    expect(enabledWith('b')).toEqual(['source', 'ne']);
    expect(enabledWith('b', 'a')).toEqual(['source', 'any']);
  });

  test('a condition on the one occurrence of another group is decided; on several it is not', () => {
    const items = [
      { linkId: 'g', type: 'group', repeats: true, item: [{ linkId: 'q', type: 'boolean' }] },
      { linkId: 't', type: 'string', enableWhen: [{ question: 'q', operator: '=', answerBoolean: true }] },
    ];
    const once = { linkId: 'g', item: [{ linkId: 'q', answer: [{ valueBoolean: true }] }] };
    expect(tryOut({ questionnaire: form(items), response: answered([once]) }).enabled).toContain('t');
    const twice = tryOut({ questionnaire: form(items), response: answered([once, once]) });
    expect(twice.enabled).toEqual(['g[0]', 'q[0]', 'g[1]', 'q[1]']);
    expect(twice.issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['equidistant', 'undecided']),
    );
  });

  test('older ways to write a condition, numbers as linkIds, expressions without a language', () => {
    const { enabled } = tryOut({
      questionnaire: form([
        { linkId: 1, type: 'boolean' },
        { linkId: '2', type: 'string', enableWhen: [{ question: 1, hasAnswer: true }] },
        { linkId: '3', type: 'string', enableWhen: [{ question: '1', answerBoolean: true }] },
        {
          linkId: '4',
          type: 'string',
          extension: [
            {
              url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression',
              valueExpression: { expression: "%resource.item.where(linkId = '1').answer.value = true" },
            },
          ],
        },
      ]),
      response: answered([{ linkId: '1', answer: [{ valueBoolean: true }] }]),
    });
    expect(enabled).toEqual(['1', '2', '3', '4']);
  });

  test('web addresses and references are compared; launch context that is missing is told', () => {
    const { enabled, issues } = tryOut({
      questionnaire: form([
        { linkId: 'u', type: 'url' },
        { linkId: 'r', type: 'reference' },
        {
          linkId: 'a',
          type: 'string',
          enableWhen: [{ question: 'u', operator: '=', answerString: 'https://example.org' }],
        },
        {
          linkId: 'b',
          type: 'string',
          enableWhen: [{ question: 'r', operator: '=', answerReference: { reference: 'Patient/1' } }],
        },
        calculated('c', '%patient.birthDate', 'date'),
      ]),
      response: answered([
        { linkId: 'u', answer: [{ valueUri: 'https://example.org' }] },
        { linkId: 'r', answer: [{ valueReference: { reference: 'Patient/1' } }] },
      ]),
    });
    expect(enabled).toEqual(['u', 'r', 'a', 'b', 'c']);
    expect(issues.map(({ code }) => code)).toContain('undecided');
  });

  test('the clock of a form stands still at the instant its answers were given', () => {
    const questionnaire = form([
      { linkId: 'born', type: 'date' },
      calculated(
        'old',
        "iif(%resource.item.where(linkId = 'born').answer.value <= today() - 18 years, 1, 0)",
      ),
      calculated('now', 'now()', 'dateTime'),
    ]);
    const run = () =>
      tryOut({
        questionnaire,
        response: {
          ...answered([{ linkId: 'born', answer: [{ valueDate: '2008-03-02' }] }]),
          authored: '2026-03-01T17:00:00-08:00',
        },
      }).calculated;
    expect(run()).toMatchObject({ old: 0 });
    expect(run()).toEqual(run());
  });

  test('a calculated value nobody can type over is worked out anew', () => {
    const item = { ...calculated('c', '1 + 1'), readOnly: true };
    const response = answered([{ linkId: 'c', answer: [{ valueInteger: 7 }] }]);
    expect(tryOut({ questionnaire: form([item]), response }).calculated).toEqual({ c: 2 });
    const open = tryOut({ questionnaire: form([calculated('c', '1 + 1')]), response });
    expect(open.calculated).toEqual({ c: 7 });
  });
});
