import { describe, expect, test } from 'vitest';
import { checkQuestionnaire } from '#shared/assessments/check.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { EXTENSION } from '#shared/assessments/questionnaire.ts';
import { coded, expression, formOf, group, question, when, whenYes } from './form-kit.ts';

function codes(...items: QuestionnaireItem[]) {
  return checkQuestionnaire(formOf(items)).map((problem) => problem.code);
}

const yesTo = (question: string) => ({ question, operator: '=', answerBoolean: true }) as const;

describe('publish checks', () => {
  test('a sound form has no problems', () => {
    expect(codes(question('a'), question('b', 'string', whenYes('a')))).toEqual([]);
  });

  test('behaviour_missing_two_conditions_rejected', () => {
    expect(
      codes(question('a'), question('b'), question('c', 'string', { enableWhen: [yesTo('a'), yesTo('b')] })),
    ).toEqual(['behavior-missing']);
  });

  test('dangling_linkId_refused', () => {
    expect(codes(question('a', 'string', whenYes('nowhere')))).toEqual(['dangling']);
    expect(codes(group('g', [question('x')]), question('a', 'string', whenYes('g')))).toEqual(['dangling']);
  });

  test('type_mismatch_refused', () => {
    const source = question('q', 'choice', { answerOption: [coded('2')] });
    expect(
      codes(source, question('a', 'string', when({ question: 'q', operator: '=', answerString: '2' }))),
    ).toEqual(['type-mismatch']);
    const day = question('q', 'date');
    const instant = when({ question: 'q', operator: '=', answerDateTime: '2026-03-04T12:00:00Z' });
    expect(codes(day, question('a', 'string', instant))).toEqual(['type-mismatch']);
  });

  test('integer and decimal may be compared', () => {
    expect(
      codes(
        question('q', 'integer'),
        question('a', 'string', when({ question: 'q', operator: '>', answerDecimal: 2.5 })),
      ),
    ).toEqual([]);
  });

  test('exists needs true or false', () => {
    expect(
      codes(
        question('q', 'integer'),
        question('a', 'string', when({ question: 'q', operator: 'exists', answerInteger: 1 })),
      ),
    ).toEqual(['que-7']);
  });

  test('codes and texts have no order', () => {
    expect(
      codes(
        question('q'),
        question('a', 'string', when({ question: 'q', operator: '>', answerBoolean: true })),
      ),
    ).toEqual(['no-order']);
  });

  test('a code with a system on one side only', () => {
    const source = question('q', 'choice', { answerOption: [coded('a')] });
    expect(
      codes(
        source,
        question('t', 'string', when({ question: 'q', operator: '=', answerCoding: { code: 'a' } })),
      ),
    ).toEqual(['coding-system']);
  });

  test('an unguarded != is told, a guarded or meant one is not', () => {
    const not = { question: 'q', operator: '!=', answerInteger: 3 } as const;
    const exists = { question: 'q', operator: 'exists', answerBoolean: true } as const;
    expect(codes(question('q', 'integer'), question('a', 'string', when(not)))).toEqual([
      'not-equal-unguarded',
    ]);
    expect(codes(question('q', 'integer'), question('a', 'string', when(not, exists)))).toEqual([]);
    const meant = { ...not, extension: [{ url: EXTENSION.meant, valueBoolean: true }] };
    expect(codes(question('q', 'integer'), question('a', 'string', when(meant)))).toEqual([]);
  });

  test('static_cycle_refused', () => {
    expect(codes(question('a', 'boolean', whenYes('b')), question('b', 'boolean', whenYes('a')))).toEqual([
      'circle',
    ]);
    expect(codes(question('a', 'boolean', whenYes('a')))).toEqual(['circle']);
    expect(codes(group('g', [question('inside')], whenYes('inside')))).toEqual(['circle']);
  });

  test('duplicate linkIds', () => {
    expect(codes(question('a'), group('g', [question('a')]))).toEqual(['duplicate-link-id']);
  });

  test('equidistant_source_error', () => {
    const repeating = group('g', [question('a')], { repeats: true });
    expect(codes(repeating, question('b', 'boolean', whenYes('a')))).toEqual(['equidistant']);
    expect(
      codes(group('g', [question('a'), question('b', 'boolean', whenYes('a'))], { repeats: true })),
    ).toEqual([]);
    expect(codes(repeating, group('h', [question('b', 'boolean', whenYes('a'))], { repeats: true }))).toEqual(
      ['equidistant'],
    );
  });

  test('how often: at most without repeating, at least above at most', () => {
    const extension = [
      { url: EXTENSION.minOccurs, valueInteger: 3 },
      { url: EXTENSION.maxOccurs, valueInteger: 2 },
    ];
    expect(codes(group('g', [question('a')], { repeats: true, required: true, extension }))).toEqual([
      'occurs',
    ]);
    expect(codes(question('a', 'string', { extension: extension.slice(1) }))).toEqual(['max-occurs']);
  });

  test('an unknown extension is kept and listed, never refused', () => {
    const extension = [{ url: 'https://example.org/fancy', valueString: 'x' }];
    expect(codes(question('a', 'string', { extension }))).toEqual(['extension-unknown']);
  });

  test('two scores for one answer', () => {
    const option = {
      ...coded('a'),
      extension: [
        { url: EXTENSION.itemWeight, valueDecimal: 1 },
        { url: EXTENSION.ordinalValue, valueDecimal: 2 },
      ],
    };
    expect(codes(question('q', 'choice', { answerOption: [option] }))).toEqual(['weights-differ']);
  });

  test('initial values: que-8, que-11, que-13', () => {
    expect(codes(group('g', [question('a')], { initial: [{ valueInteger: 1 }] }))).toEqual(['que-8']);
    expect(codes(question('q', 'choice', { answerOption: [coded('a')], initial: [coded('a')] }))).toEqual([
      'que-11',
    ]);
    expect(codes(question('q', 'integer', { initial: [{ valueInteger: 1 }, { valueInteger: 2 }] }))).toEqual([
      'que-13',
    ]);
  });

  test('expressions: unreadable, too long, another language, both kinds of condition', () => {
    const target = (text: string) =>
      question('a', 'string', { extension: [expression('enableWhenExpression', text)] });
    expect(codes(target('%resource.('))).toEqual(['expression']);
    expect(codes(target('today() > @2026-01-01'))).toEqual([]);
    expect(codes(target(`'${'x'.repeat(20_000)}' = 'y'`))).toEqual(['expression']);
    const cql = {
      url: EXTENSION.enableWhenExpression,
      valueExpression: { language: 'text/cql', expression: 'true' },
    };
    expect(codes(question('a', 'string', { extension: [cql] }))).toEqual(['expression-language']);
    const both = { ...whenYes('q'), extension: [expression('enableWhenExpression', 'true')] };
    expect(codes(question('q'), question('a', 'string', both))).toEqual(['two-kinds']);
  });

  test('variables: twice on one item is an error, again below a warning', () => {
    const twice = question('a', 'string', {
      extension: [expression('variable', '1', 'x'), expression('variable', '2', 'x')],
    });
    expect(codes(twice)).toEqual(['variable-twice']);
    const inner = question('a', 'string', { extension: [expression('variable', '2', 'x')] });
    const problems = checkQuestionnaire(formOf([inner], [expression('variable', '1', 'x')]));
    expect(problems.map((problem) => [problem.code, problem.severity])).toEqual([
      ['variable-shadows', 'warning'],
    ]);
  });

  test('what changes the meaning and is not known is refused', () => {
    expect(codes(question('a', 'string', { modifierExtension: [{ url: 'urn:other' }] }))).toEqual([
      'modifier-extension',
    ]);
    expect(codes(question('a', 'choice', { answerValueSet: 'urn:vs' }))).toEqual(['value-set', 'no-options']);
    expect(codes({ linkId: 'a', type: 'hologram' as 'string' })).toEqual(['type-not-supported']);
  });
});
