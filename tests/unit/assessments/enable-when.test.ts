import { describe, expect, test } from 'vitest';
import type { EnableWhen } from '#shared/assessments/questionnaire.ts';
import { coded, fill, formOf, group, no, question, when, whenYes, yes } from './form-kit.ts';

const options = { answerOption: ['a', 'b', 'c'].map((code) => coded(code)) };

/** A form with one source question and one dependant. */
function pair(source: ReturnType<typeof question>, ...conditions: EnableWhen[]) {
  return fill(formOf([source, question('target', 'string', when(...conditions))]));
}

describe('keeping and restoring', () => {
  const chain = () =>
    fill(
      formOf([question('a'), question('b', 'boolean', whenYes('a')), question('c', 'string', whenYes('b'))]),
    );

  test('hide_keeps_then_restores', () => {
    const form = chain().answer('a', yes).answer('b', yes).answer('c', { valueString: 'kept' });
    form.answer('a', no);
    expect(form.isOpen('c')).toBe(false);
    expect(form.view().skipped.get('c')?.kept).toEqual([{ valueString: 'kept' }]);
    expect(form.store.questions.c?.hidden?.because).toBe('only if “Question b” is “Yes”');

    form.answer('a', yes);
    expect(form.valueOf('c')).toEqual([{ valueString: 'kept' }]);
    expect(form.view().open.get('c')?.restoredFrom).toBe('2026-03-02T17:00:00Z');

    form.answer('c', { valueString: 'new' });
    expect(form.view().open.get('c')?.restoredFrom).toBeNull();
    expect(form.store.questions.c?.hidden).toBeUndefined();
  });

  test('every value ever entered stays in the store, with time and user', () => {
    const form = fill(formOf([question('n', 'integer')]))
      .answer('n', { valueInteger: 1 })
      .answer('n', null)
      .answer('n', { valueInteger: 2 }, { at: '2026-03-02T18:00:00Z', by: 'user-2', started: '' });
    expect(form.store.questions.n?.entries).toEqual([
      { answers: [{ valueInteger: 1 }], at: '2026-03-02T17:00:00Z', by: 'user-1' },
      { answers: [], at: '2026-03-02T17:00:00Z', by: 'user-1' },
      { answers: [{ valueInteger: 2 }], at: '2026-03-02T18:00:00Z', by: 'user-2' },
    ]);
  });

  test('typing on in a text field is one entry', () => {
    const form = fill(formOf([question('t', 'text')]));
    form
      .answer('t', { valueString: 'C' })
      .answer('t', { valueString: 'Ce' })
      .answer('t', { valueString: 'Ced' });
    form.answer('t', { valueString: 'Cedar' }, { at: '2026-03-02T17:05:00Z', by: 'user-1', started: '' });
    expect(form.store.questions.t?.entries.map((entry) => entry.answers[0]?.valueString)).toEqual([
      'Ced',
      'Cedar',
    ]);
  });

  test('hidden_source_counts_empty', () => {
    const form = fill(
      formOf([
        question('a'),
        question('b', 'boolean', whenYes('a')),
        question('target', 'string', when({ question: 'b', operator: '!=', answerBoolean: true })),
      ]),
    );
    form.answer('a', yes).answer('b', yes);
    expect(form.isOpen('target')).toBe(false);
    form.answer('a', no);
    expect(form.isOpen('target')).toBe(true);
  });

  test('chain_of_three_hide', () => {
    const form = chain().answer('a', yes).answer('b', yes).answer('c', { valueString: 'x' }).answer('a', no);
    expect([...form.view().open.keys()]).toEqual(['a']);
  });

  test('prefilled_answers_trigger_logic', () => {
    const form = fill(
      formOf([question('a', 'boolean', { initial: [yes] }), question('b', 'boolean', whenYes('a'))]),
    );
    expect(form.isOpen('b')).toBe(true);
  });

  test('an answer to a closed question is kept, not shown', () => {
    const form = chain().answer('c', { valueString: 'early' });
    expect(form.isOpen('c')).toBe(false);
    form.answer('a', yes).answer('b', yes);
    expect(form.valueOf('c')).toEqual([{ valueString: 'early' }]);
  });
});

describe('operators, R5 wording', () => {
  test('not_equal_no_answer_true', () => {
    expect(
      pair(question('q', 'integer'), { question: 'q', operator: '!=', answerInteger: 3 }).isOpen('target'),
    ).toBe(true);
  });

  test.each(['=', '>', '<', '>=', '<='] as const)('%s is false without an answer', (operator) => {
    expect(
      pair(question('q', 'integer'), { question: 'q', operator, answerInteger: 3 }).isOpen('target'),
    ).toBe(false);
  });

  const many = () => question('q', 'choice', { ...options, repeats: true });

  test('not_equal_multi_none', () => {
    const form = pair(many(), {
      question: 'q',
      operator: '!=',
      answerCoding: { system: 'urn:codes', code: 'a' },
    });
    expect(form.answer('q', [coded('b'), coded('c')]).isOpen('target')).toBe(true);
    expect(form.answer('q', [coded('a'), coded('c')]).isOpen('target')).toBe(false);
  });

  test('equal_multi_any', () => {
    const form = pair(many(), {
      question: 'q',
      operator: '=',
      answerCoding: { system: 'urn:codes', code: 'a' },
    });
    expect(form.answer('q', [coded('b'), coded('a')]).isOpen('target')).toBe(true);
    expect(form.answer('q', [coded('b')]).isOpen('target')).toBe(false);
  });

  test('exists_false_on_hidden', () => {
    const form = fill(
      formOf([
        question('a'),
        question('b', 'string', whenYes('a')),
        question('target', 'string', when({ question: 'b', operator: 'exists', answerBoolean: false })),
      ]),
    );
    form.answer('a', yes).answer('b', { valueString: 'x' });
    expect(form.isOpen('target')).toBe(false);
    expect(form.answer('a', no).isOpen('target')).toBe(true);
  });

  test('exists_zero_and_false_count', () => {
    const zero = pair(question('q', 'integer'), { question: 'q', operator: 'exists', answerBoolean: true });
    expect(zero.answer('q', { valueInteger: 0 }).isOpen('target')).toBe(true);
    const wrong = pair(question('q'), { question: 'q', operator: 'exists', answerBoolean: true });
    expect(wrong.answer('q', no).isOpen('target')).toBe(true);
  });

  test('exists_blank_string', () => {
    const form = pair(question('q', 'string'), { question: 'q', operator: 'exists', answerBoolean: true });
    expect(form.answer('q', { valueString: ' \t' }).isOpen('target')).toBe(false);
    expect(form.answer('q', { valueString: '.' }).isOpen('target')).toBe(true);
  });

  test('any_vs_all', () => {
    const conditions: EnableWhen[] = [
      { question: 'a', operator: '=', answerBoolean: true },
      { question: 'b', operator: '=', answerBoolean: true },
    ];
    for (const [behavior, expected] of [
      ['any', true],
      ['all', false],
    ] as const) {
      const form = fill(
        formOf([
          question('a'),
          question('b'),
          question('target', 'string', { enableWhen: conditions, enableBehavior: behavior }),
        ]),
      );
      expect(form.answer('a', yes).answer('b', no).isOpen('target')).toBe(expected);
    }
  });
});

describe('types', () => {
  test('coding_system_mismatch', () => {
    const source = question('q', 'choice', { answerOption: [coded('a', 'urn:one'), coded('a', 'urn:two')] });
    const form = pair(source, {
      question: 'q',
      operator: '=',
      answerCoding: { system: 'urn:one', code: 'a' },
    });
    expect(form.answer('q', coded('a', 'urn:two')).isOpen('target')).toBe(false);
    expect(form.answer('q', coded('a', 'urn:one')).isOpen('target')).toBe(true);
  });

  test('coding_display_ignored', () => {
    const form = pair(question('q', 'choice', options), {
      question: 'q',
      operator: '=',
      answerCoding: { system: 'urn:codes', code: 'a', display: 'Another wording' },
    });
    expect(form.answer('q', coded('a', 'urn:codes', 'A third')).isOpen('target')).toBe(true);
    expect(form.valueOf('q')).toEqual([coded('a')]);
  });

  test.each([
    ['2026-03', '=', '2026-03-04', false],
    ['2026-03', '!=', '2026-03-04', false],
    ['2026-03', '<', '2026-04-01', true],
    ['2026', '>', '2025-12-31', true],
    ['2026-03-04', '=', '2026-03-04', true],
  ] as const)('date_partial_compare %s %s %s', (value, operator, answerDate, expected) => {
    const form = pair(question('q', 'date'), { question: 'q', operator, answerDate });
    expect(form.answer('q', { valueDate: value }).isOpen('target')).toBe(expected);
  });

  test('a condition nobody can decide is told', () => {
    const form = pair(question('q', 'date'), { question: 'q', operator: '=', answerDate: '2026-03-04' });
    form.answer('q', { valueDate: '2026' });
    expect(form.view().problems).toEqual([
      { linkId: 'target', message: expect.stringContaining('cannot be decided') },
    ]);
  });

  test('datetime_offset_compare', () => {
    const form = pair(question('q', 'dateTime'), {
      question: 'q',
      operator: '=',
      answerDateTime: '2026-03-04T12:00:00-08:00',
    });
    expect(form.answer('q', { valueDateTime: '2026-03-04T20:00:00Z' }).isOpen('target')).toBe(true);
  });

  test('time_compare', () => {
    const form = pair(question('q', 'time'), { question: 'q', operator: '>=', answerTime: '09:30:00' });
    expect(form.answer('q', { valueTime: '09:30' }).isOpen('target')).toBe(true);
    expect(form.answer('q', { valueTime: '09:29:59' }).isOpen('target')).toBe(false);
  });

  test('decimal_trailing_zero', () => {
    const form = pair(question('q', 'decimal'), { question: 'q', operator: '=', answerDecimal: 5.6 });
    expect(form.answer('q', { valueDecimal: Number('5.60') }).isOpen('target')).toBe(true);
  });

  test.each([
    ['quantity_unit_convert', 0.005, 'g', true],
    ['quantity_unit_unknown', 0.005, 'cm', false],
  ] as const)('%s', (_name, value, code, expected) => {
    const system = 'http://unitsofmeasure.org';
    const form = pair(question('q', 'quantity'), {
      question: 'q',
      operator: '=',
      answerQuantity: { value: 5, code: 'mg', system },
    });
    form.answer('q', { valueQuantity: { value, code, system } });
    expect(form.isOpen('target')).toBe(expected);
    expect(form.view().problems.length).toBe(expected ? 0 : 1);
  });

  test('string_case_sensitive', () => {
    const form = pair(question('q', 'string'), { question: 'q', operator: '=', answerString: 'Yes' });
    expect(form.answer('q', { valueString: 'yes' }).isOpen('target')).toBe(false);
  });

  test('open_choice_text_vs_code', () => {
    const form = pair(question('q', 'open-choice', options), {
      question: 'q',
      operator: '=',
      answerCoding: { system: 'urn:codes', code: 'a' },
    });
    expect(form.answer('q', { valueString: 'a' }).isOpen('target')).toBe(false);
    expect(form.valueOf('q')).toEqual([{ valueString: 'a' }]);
  });
});

describe('nesting', () => {
  test('group_off_children_on_stay_off', () => {
    const form = fill(
      formOf([
        question('a'),
        group(
          'g',
          [question('c', 'string', when({ question: 'a', operator: '!=', answerBoolean: true }))],
          whenYes('a'),
        ),
      ]),
    );
    expect(form.isOpen('c')).toBe(false);
    expect(form.view().skipped.get('c')).toMatchObject({
      own: false,
      because: 'only if “Question a” is “Yes”',
    });
  });

  test('question_off_children_off', () => {
    const form = fill(
      formOf([question('a'), question('b', 'boolean', { ...whenYes('a'), item: [question('c', 'string')] })]),
    );
    expect(form.isOpen('c')).toBe(false);
    expect(form.answer('a', yes).isOpen('c')).toBe(true);
  });

  test('a condition may look forward in the form', () => {
    const form = fill(formOf([question('first', 'string', whenYes('last')), question('last')]));
    expect(form.answer('last', yes).isOpen('first')).toBe(true);
  });
});

describe('initial values', () => {
  const form = () =>
    fill(
      formOf([question('a'), question('b', 'integer', { ...whenYes('a'), initial: [{ valueInteger: 7 }] })]),
    );

  test('initial_on_first_enable', () => {
    expect(form().answer('a', yes).valueOf('b')).toEqual([{ valueInteger: 7 }]);
  });

  test('initial_not_reapplied_after_clear', () => {
    const filled = form().answer('a', yes).answer('b', null);
    expect(filled.valueOf('b')).toEqual([]);
    expect(filled.answer('a', no).answer('a', yes).valueOf('b')).toEqual([]);
  });

  test('initialSelected', () => {
    const source = question('q', 'choice', {
      answerOption: [coded('a'), { ...coded('b'), initialSelected: true }],
    });
    expect(fill(formOf([source])).valueOf('q')).toEqual([coded('b')]);
  });
});

describe('what may be entered', () => {
  const form = () =>
    fill(
      formOf([
        question('n', 'integer'),
        question('q', 'choice', options),
        group('locked', [question('l', 'string')], { readOnly: true }),
        question('own', 'string', { readOnly: true, item: [question('child', 'string')] }),
        { linkId: 'd', type: 'display', text: 'Only text' },
      ]),
    );

  test.each([
    ['n', { valueString: 'three' }, 'another type'],
    ['n', { valueInteger: 1.5 }, 'whole number'],
    ['q', coded('z'), 'Choose one'],
    ['q', [coded('a'), coded('b')], 'takes one answer'],
    ['l', { valueString: 'x' }, 'cannot be typed'],
    ['own', { valueString: 'x' }, 'cannot be typed'],
    ['d', { valueString: 'x' }, 'nothing to answer'],
    ['nowhere', yes, 'no such question'],
  ])('%s refuses %j', (linkId, value, sentence) => {
    expect(() => form().answer(linkId, value)).toThrow(sentence);
  });

  test('readOnly on a question leaves its children open', () => {
    expect(form().answer('child', { valueString: 'x' }).valueOf('child')).toEqual([{ valueString: 'x' }]);
  });
});
