import { describe, expect, test } from 'vitest';
import { answersBefore } from '#shared/assessments/answers.ts';
import { complete } from '#shared/assessments/complete.ts';
import { issuesOf } from '#shared/assessments/issues.ts';
import { EXTENSION } from '#shared/assessments/questionnaire.ts';
import { completedResponse } from '#shared/assessments/response.ts';
import { coded, expression, fill, formOf, group, no, question, whenYes, yes } from './form-kit.ts';

const drug = (rest = {}) =>
  group(
    'drug',
    [question('name', 'string'), question('daily'), question('dose', 'string', whenYes('daily'))],
    { repeats: true, ...rest },
  );
const text = (valueString: string) => ({ valueString });

describe('repeating groups', () => {
  test('repeat_group_isolated', () => {
    const form = fill(formOf([drug()]))
      .change({ linkId: 'drug[0]', occurrence: 'add' })
      .answer('daily[0]', yes)
      .answer('daily[1]', no);
    expect([...form.view().open.keys()]).toEqual([
      'drug[0]',
      'name[0]',
      'daily[0]',
      'dose[0]',
      'drug[1]',
      'name[1]',
      'daily[1]',
    ]);
    form.answer('daily[1]', yes).answer('daily[0]', no);
    expect([form.isOpen('dose[0]'), form.isOpen('dose[1]')]).toEqual([false, true]);
  });

  test('repeat_added_later_evaluated', () => {
    const form = fill(formOf([drug()])).answer('daily[0]', yes);
    form.change({ linkId: 'drug[0]', occurrence: 'add' }).answer('daily[1]', yes);
    expect(form.isOpen('dose[1]')).toBe(true);
  });

  test('repeat_removed_reindexed, and what stood there is kept aside', () => {
    const form = fill(formOf([drug()]));
    for (const index of [0, 1, 2]) {
      if (index > 0) form.change({ linkId: 'drug[0]', occurrence: 'add' });
      form.answer(`name[${index}]`, text(`drug ${index}`));
    }
    form.change({ linkId: 'drug[1]', occurrence: 'remove' });
    expect([form.valueOf('name[0]'), form.valueOf('name[1]'), form.valueOf('name[2]')]).toEqual([
      [text('drug 0')],
      [text('drug 2')],
      undefined,
    ]);
    expect(form.store.removed?.[0]?.questions['name[1]']?.entries.at(-1)?.answers).toEqual([text('drug 1')]);
  });

  test('repeat_minOccurs_kept and maxOccurs', () => {
    const extension = [
      { url: EXTENSION.minOccurs, valueInteger: 2 },
      { url: EXTENSION.maxOccurs, valueInteger: 3 },
    ];
    const form = fill(formOf([drug({ required: true, extension })]));
    expect(form.isOpen('name[1]')).toBe(true);
    expect(() => form.change({ linkId: 'drug[0]', occurrence: 'remove' })).toThrow(/At least one of these/);
    form.change({ linkId: 'drug[0]', occurrence: 'add' });
    expect(() => form.change({ linkId: 'drug[0]', occurrence: 'add' })).toThrow(/3 times at most/);
    form.answer('name[0]', text('one'));
    expect(issuesOf(form.view()).map(({ code }) => code)).toContain('too-few');
    form.answer('name[1]', text('two'));
    expect(issuesOf(form.view()).map(({ code }) => code)).not.toContain('too-few');
  });

  test('nested repeats keep to their own outer occurrence', () => {
    const stay = group('stay', [question('from', 'date')], { repeats: true });
    const form = fill(formOf([group('year', [question('housed'), stay], { repeats: true })]))
      .change({ linkId: 'year[0]', occurrence: 'add' })
      .change({ linkId: 'stay[1][0]', occurrence: 'add' })
      .answer('from[1][1]', { valueDate: '2025-02' })
      .change({ linkId: 'year[0]', occurrence: 'remove' });
    expect(form.valueOf('from[0][1]')).toEqual([{ valueDate: '2025-02' }]);
    expect(form.isOpen('year[1]')).toBe(false);
  });

  test('an expression sees its own occurrence as %context, and all of them from the root', () => {
    const form = fill(
      formOf([
        group(
          'room',
          [
            question('people', 'integer'),
            question('crowded', 'boolean', {
              extension: [expression('calculatedExpression', '%context.exists() or true')],
              readOnly: true,
            }),
            question('note', 'string', {
              extension: [
                expression('enableWhenExpression', "%room.item.where(linkId='people').answer.value > 4"),
              ],
            }),
          ],
          { repeats: true, extension: [expression('variable', '%context', 'room')] },
        ),
        question('all', 'integer', {
          extension: [
            expression(
              'calculatedExpression',
              "%resource.item.where(linkId='room').item.where(linkId='people').answer.value.sum()",
            ),
          ],
        }),
      ]),
    )
      .change({ linkId: 'room[0]', occurrence: 'add' })
      .answer('people[0]', { valueInteger: 2 })
      .answer('people[1]', { valueInteger: 6 });
    expect([form.isOpen('note[0]'), form.isOpen('note[1]')]).toEqual([false, true]);
    expect(form.valueOf('all')).toEqual([{ valueInteger: 8 }]);
  });

  test('the response has one item for each occurrence', () => {
    const form = fill(formOf([drug()]))
      .answer('name[0]', text('a'))
      .change({ linkId: 'drug[0]', occurrence: 'add' })
      .answer('name[1]', text('b'));
    expect(completedResponse(form.view(), { status: 'completed' }).item).toEqual([
      {
        linkId: 'drug',
        text: 'Group drug',
        item: [{ linkId: 'name', text: 'Question name', answer: [text('a')] }],
      },
      {
        linkId: 'drug',
        text: 'Group drug',
        item: [{ linkId: 'name', text: 'Question name', answer: [text('b')] }],
      },
    ]);
  });
});

describe('repeating questions', () => {
  const allergy = question('allergy', 'string', {
    repeats: true,
    item: [
      question('severe'),
      question('what', 'string', whenYes('severe')),
      question('pen', 'boolean', {
        enableWhen: [{ question: 'allergy', operator: '=', answerString: 'bees' }],
      }),
    ],
  });

  test('children_under_each_answer', () => {
    const form = fill(formOf([allergy]))
      .answer('allergy', [text('bees'), text('nuts')])
      .answer('severe[1]', yes);
    expect([form.isOpen('what[0]'), form.isOpen('what[1]')]).toEqual([false, true]);
    expect([form.isOpen('pen[0]'), form.isOpen('pen[1]')]).toEqual([true, false]);
    expect(completedResponse(form.view(), { status: 'completed' }).item[0]?.answer?.[1]).toEqual({
      valueString: 'nuts',
      item: [{ linkId: 'severe', text: 'Question severe', answer: [yes] }],
    });
    form.answer('allergy', [text('nuts')]);
    expect(form.valueOf('severe[0]')).toEqual([yes]);
  });

  const options = ['none', 'wheelchair', 'walker'].map((code) => ({
    ...coded(code),
    ...(code === 'none' && { extension: [{ url: EXTENSION.optionExclusive, valueBoolean: true }] }),
  }));
  const aids = question('aids', 'choice', { repeats: true, answerOption: options });

  test('exclusive_option_clears_others (and undo restores)', () => {
    const form = fill(formOf([aids])).answer('aids', [coded('wheelchair'), coded('walker')]);
    form.answer('aids', [coded('wheelchair'), coded('walker'), coded('none')]);
    expect(form.valueOf('aids')).toEqual([coded('none')]);
    form.answer('aids', answersBefore(form.store, 'aids'));
    expect(form.valueOf('aids')).toEqual([coded('wheelchair'), coded('walker')]);
    form.answer('aids', [coded('none')]).answer('aids', [coded('none'), coded('walker')]);
    expect(form.valueOf('aids')).toEqual([coded('walker')]);
  });
});

describe('first values by expression', () => {
  const form = () =>
    fill(
      formOf([
        question('weight', 'integer'),
        question('usual', 'integer', {
          extension: [expression('initialExpression', "%resource.item.where(linkId='weight').answer.value")],
          ...{ enableWhen: [{ question: 'weight', operator: 'exists', answerBoolean: true }] },
        }),
      ]),
    );

  test('given once, when the question first opens, and then it stays', () => {
    const one = form().answer('weight', { valueInteger: 70 });
    expect(one.valueOf('usual')).toEqual([{ valueInteger: 70 }]);
    one.answer('weight', { valueInteger: 80 });
    expect(one.valueOf('usual')).toEqual([{ valueInteger: 70 }]);
  });

  test('not given again after it was cleared', () => {
    const one = form().answer('weight', { valueInteger: 70 }).answer('usual', null);
    one.answer('weight', { valueInteger: 80 });
    expect(one.valueOf('usual')).toEqual([]);
  });
});

describe('limits', () => {
  const codesOf = (
    item: Parameters<typeof question>[2],
    type: Parameters<typeof question>[1],
    value: object,
  ) =>
    issuesOf(
      fill(formOf([question('q', type, item)]))
        .answer('q', value)
        .view(),
    ).map(({ code }) => code);

  test('least and most, by type', () => {
    const from = (extension: object) => ({ extension: [extension] as never });
    expect(
      codesOf(from({ url: EXTENSION.minValue, valueInteger: 1 }), 'integer', { valueInteger: 0 }),
    ).toEqual(['too-small']);
    expect(
      codesOf(from({ url: EXTENSION.maxValue, valueDecimal: 9.5 }), 'decimal', { valueDecimal: 9.51 }),
    ).toEqual(['too-large']);
    expect(
      codesOf(from({ url: EXTENSION.maxValue, valueDate: '2026-03-02' }), 'date', {
        valueDate: '2026-03-03',
      }),
    ).toEqual(['too-large']);
    expect(
      codesOf(from({ url: EXTENSION.maxValue, valueDate: '2026-03-02' }), 'date', { valueDate: '2026' }),
    ).toEqual([]);
    expect(
      codesOf(from({ url: EXTENSION.minLength, valueInteger: 3 }), 'string', { valueString: 'ab ' }),
    ).toEqual(['too-short']);
    expect(
      codesOf(from({ url: EXTENSION.maxDecimalPlaces, valueInteger: 1 }), 'decimal', { valueDecimal: 0.25 }),
    ).toEqual(['too-precise']);
    const kilo = { value: 72, unit: 'kg', code: 'kg', system: 'http://unitsofmeasure.org' };
    const most = { url: EXTENSION.maxValue, valueQuantity: { ...kilo, value: 50_000, unit: 'g', code: 'g' } };
    expect(codesOf(from(most), 'quantity', { valueQuantity: kilo })).toEqual(['too-large']);
  });

  test('limits of a closed question do not count', () => {
    const limited = question('b', 'integer', {
      ...whenYes('a'),
      extension: [{ url: EXTENSION.minValue, valueInteger: 5 }],
    });
    const form = fill(formOf([question('a'), limited]))
      .answer('a', yes)
      .answer('b', { valueInteger: 1 });
    expect(issuesOf(form.view()).map(({ code }) => code)).toEqual(['too-small']);
    form.answer('a', no);
    expect(issuesOf(form.view())).toEqual([]);
  });
});

test('completing strips answers under an answer that closed', () => {
  const questionnaire = formOf([
    question('a', 'boolean'),
    group('g', [question('b', 'string')], { repeats: true, ...whenYes('a') }),
  ]);
  const form = fill(questionnaire).answer('a', yes).answer('b[0]', text('x')).answer('a', no);
  const { response, skipped } = complete(
    { id: 't', title: 't', questionnaire, scores: [], safety: [], followUps: [] },
    form.store,
    form.view(),
    {},
  );
  expect(response.item.map(({ linkId }) => linkId)).toEqual(['a']);
  expect(skipped.map(({ linkId }) => linkId)).toEqual(['b[0]']);
});
