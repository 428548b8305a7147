import { describe, expect, test } from 'vitest';
import { complete, progress, unanswered } from '#shared/assessments/complete.ts';
import type { Form } from '#shared/assessments/form.ts';
import type { Questionnaire } from '#shared/assessments/questionnaire.ts';
import { coded, fill, formOf, group, no, question, whenYes, yes } from './form-kit.ts';

const required = { required: true };

function asForm(questionnaire: Questionnaire): Form {
  return { id: 'test', title: 'Test', questionnaire, scores: [], safety: [], followUps: [] };
}

function missing(filling: ReturnType<typeof fill>) {
  return unanswered(filling.view()).map((node) => node.linkId);
}

describe('required', () => {
  test('required_in_disabled_group_ok', () => {
    const form = fill(
      formOf([
        question('a'),
        group('g', [question('x', 'string', required)], { ...whenYes('a'), ...required }),
      ]),
    );
    expect(missing(form)).toEqual([]);
    expect(missing(form.answer('a', yes))).toEqual(['x']);
  });

  test('required_in_omitted_optional_group_ok', () => {
    const form = fill(formOf([group('g', [question('x', 'string', required), question('y')])]));
    expect(missing(form)).toEqual([]);
    expect(missing(form.answer('y', no))).toEqual(['x']);
  });

  test('required_group_one_descendant', () => {
    const form = fill(formOf([group('g', [group('inner', [question('x')]), question('y')], required)]));
    expect(missing(form)).toEqual(['g']);
    expect(missing(form.answer('x', no))).toEqual([]);
  });

  test('a required child of a question nobody answered may stay blank', () => {
    const form = fill(formOf([question('q', 'boolean', { item: [question('why', 'string', required)] })]));
    expect(missing(form)).toEqual([]);
    expect(missing(form.answer('q', yes))).toEqual(['why']);
  });

  test('a required question that closes stops being missing', () => {
    const form = fill(formOf([question('a'), question('b', 'string', { ...whenYes('a'), ...required })]));
    expect(missing(form.answer('a', yes))).toEqual(['b']);
    expect(missing(form.answer('a', no))).toEqual([]);
  });
});

describe('completion', () => {
  const branching = () =>
    fill(
      formOf([
        question('a', 'boolean', { text: 'Do you smoke?' }),
        question('b', 'integer', { ...whenYes('a'), prefix: '2', text: 'How many a day?' }),
        question('c', 'string', { initial: [{ valueString: 'start' }], ...whenYes('a') }),
      ]),
    );

  const completeOf = (filling: ReturnType<typeof fill>) =>
    complete(asForm(filling.form.questionnaire), filling.store, filling.view(), {
      authored: '2026-03-02T18:00:00Z',
    });

  test('hide_strips_on_complete and skip_history_entry', () => {
    const form = branching().answer('a', yes).answer('b', { valueInteger: 20 });
    form.answer('a', no, { at: '2026-03-02T17:30:00Z', by: 'user-2', started: '' });
    const { response, skipped } = completeOf(form);
    expect(response.status).toBe('completed');
    expect(response.item).toEqual([{ linkId: 'a', text: 'Do you smoke?', answer: [no] }]);
    expect(skipped).toEqual([
      {
        linkId: 'b',
        question: '2. How many a day?',
        answers: [{ valueInteger: 20 }],
        because: 'only if “Do you smoke?” is “Yes”',
        at: '2026-03-02T17:30:00Z',
        by: 'user-2',
      },
    ]);
  });

  test('initial_on_disabled_not_exported', () => {
    const linkIds = (filling: ReturnType<typeof fill>) =>
      completeOf(filling).response.item.map((item) => item.linkId);
    expect(linkIds(branching().answer('a', no))).toEqual(['a']);
    expect(linkIds(branching().answer('a', yes))).toEqual(['a', 'c']);
  });

  test('children hang under their answer, groups without answers are left out', () => {
    const form = fill(
      formOf([
        group('empty', [question('x')]),
        question('q', 'choice', { answerOption: [coded('a')], item: [question('why', 'string')] }),
      ]),
    );
    form.answer('q', coded('a')).answer('why', { valueString: 'because' });
    expect(completeOf(form).response.item).toEqual([
      {
        linkId: 'q',
        text: 'Question q',
        answer: [
          {
            ...coded('a'),
            item: [{ linkId: 'why', text: 'Question why', answer: [{ valueString: 'because' }] }],
          },
        ],
      },
    ]);
  });

  test('progress counts open questions people see', () => {
    const form = branching().answer('a', yes);
    expect(progress(form.view())).toEqual({ answered: 2, of: 3, skipped: 0 });
    form.answer('a', no);
    expect(progress(form.view())).toEqual({ answered: 1, of: 1, skipped: 2 });
  });
});
