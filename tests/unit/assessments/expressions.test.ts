import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { unanswered } from '#shared/assessments/complete.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { EXTENSION } from '#shared/assessments/questionnaire.ts';
import { expression, fill, formOf, group, no, question, yes } from './form-kit.ts';

const numberOf = (linkId: string) => `%resource.repeat(item).where(linkId = '${linkId}').answer.value`;

function calculated(linkId: string, text: string, rest: Partial<QuestionnaireItem> = {}): QuestionnaireItem {
  return question(linkId, 'integer', { extension: [expression('calculatedExpression', text)], ...rest });
}

describe('expressions', () => {
  test('enableWhenExpression decides, and empty means closed', () => {
    const form = fill(
      formOf([
        question('a', 'integer'),
        question('b', 'string', { extension: [expression('enableWhenExpression', `${numberOf('a')} > 2`)] }),
      ]),
    );
    expect(form.isOpen('b')).toBe(false);
    expect(form.answer('a', { valueInteger: 2 }).isOpen('b')).toBe(false);
    expect(form.answer('a', { valueInteger: 3 }).isOpen('b')).toBe(true);
  });

  test('an expression sees open items only', () => {
    const form = fill(
      formOf([
        question('gate'),
        question('a', 'integer', { enableWhen: [{ question: 'gate', operator: '=', answerBoolean: true }] }),
        question('b', 'string', {
          extension: [expression('enableWhenExpression', `${numberOf('a')}.exists()`)],
        }),
      ]),
    );
    form.answer('gate', yes).answer('a', { valueInteger: 1 });
    expect(form.isOpen('b')).toBe(true);
    expect(form.answer('gate', no).isOpen('b')).toBe(false);
  });

  const sum = `${numberOf('a')} + ${numberOf('b')}`;

  test('calc_updates', () => {
    const form = fill(formOf([question('a', 'integer'), question('b', 'integer'), calculated('total', sum)]));
    expect(form.valueOf('total')).toEqual([]);
    form.answer('a', { valueInteger: 2 }).answer('b', { valueInteger: 3 });
    expect(form.view().open.get('total')).toMatchObject({
      answers: [{ valueInteger: 5 }],
      source: 'calculated',
    });
    expect(form.answer('b', { valueInteger: 4 }).valueOf('total')).toEqual([{ valueInteger: 6 }]);
  });

  test('calc_user_override_sticks, and clearing it goes back to the calculation', () => {
    const form = fill(formOf([question('a', 'integer'), question('b', 'integer'), calculated('total', sum)]));
    form
      .answer('a', { valueInteger: 2 })
      .answer('b', { valueInteger: 3 })
      .answer('total', { valueInteger: 9 });
    expect(form.answer('a', { valueInteger: 1 }).valueOf('total')).toEqual([{ valueInteger: 9 }]);
    expect(form.answer('total', null).valueOf('total')).toEqual([{ valueInteger: 4 }]);
  });

  test('calc_context_now_stable', () => {
    const form = fill(
      formOf([question('d', 'dateTime', { extension: [expression('calculatedExpression', '%started')] })]),
    );
    expect(form.valueOf('d')).toEqual([{ valueDateTime: '2026-03-02T17:00:00Z' }]);
  });

  test('calc_feeds_enable, and what it enables feeds back once', () => {
    const form = fill(
      formOf([
        question('a', 'integer'),
        calculated('double', `${numberOf('a')} * 2`),
        question('more', 'integer', {
          extension: [expression('enableWhenExpression', `${numberOf('double')} >= 4`)],
        }),
        calculated('all', `${numberOf('double')} + ${numberOf('more')}`),
      ]),
    );
    form.answer('a', { valueInteger: 2 });
    expect(form.isOpen('more')).toBe(true);
    expect(form.answer('more', { valueInteger: 5 }).valueOf('all')).toEqual([{ valueInteger: 9 }]);
    expect(form.answer('a', { valueInteger: 1 }).valueOf('all')).toEqual([]);
  });

  test('calc_self_reference', () => {
    const everything = '%resource.repeat(item).answer.value.ofType(integer).sum()';
    const form = fill(formOf([question('a', 'integer'), calculated('total', everything)]));
    form.answer('a', { valueInteger: 4 });
    expect(form.valueOf('total')).toEqual([{ valueInteger: 4 }]);
    expect(form.view().unsettled).toEqual([]);
  });

  test('calc_loop_stops', () => {
    const form = fill(
      formOf([
        calculated('a', `iif(${numberOf('b')}.exists(), ${numberOf('b')} + 1, 1)`),
        calculated('b', `iif(${numberOf('a')}.exists(), ${numberOf('a')} + 1, 1)`, { required: true }),
      ]),
    );
    const before = performance.now();
    expect([...form.view().unsettled].sort()).toEqual(['a', 'b']);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test('an expression that would open what closes it is frozen and named', () => {
    const flip = expression('enableWhenExpression', `${numberOf('x')}.exists().not()`);
    const form = fill(
      formOf([question('x', 'integer', { initial: [{ valueInteger: 1 }], extension: [flip] })]),
    );
    expect(form.view().unsettled).toEqual(['x']);
  });

  test('variables pass values down, the inner one counts', () => {
    const inner = group('g', [calculated('n', '%limit + 1')], {
      extension: [expression('variable', '10', 'limit')],
    });
    const form = fill(formOf([inner, calculated('m', '%limit + 1')], [expression('variable', '1', 'limit')]));
    expect(form.valueOf('n')).toEqual([{ valueInteger: 11 }]);
    expect(form.valueOf('m')).toEqual([{ valueInteger: 2 }]);
  });

  test('a rule that fails closes its item and is told', () => {
    const broken = expression('enableWhenExpression', "('a' | 'b') > 1");
    const form = fill(formOf([question('x', 'string', { extension: [broken] })]));
    expect(form.isOpen('x')).toBe(false);
    expect(form.view().problems).toEqual([
      { linkId: 'x', message: 'A rule of this item could not be worked out.' },
    ]);
  });

  test('a calculated value of the wrong type is left out and told', () => {
    const form = fill(formOf([calculated('n', "'text'")]));
    expect(form.valueOf('n')).toEqual([]);
    expect(form.view().problems).toHaveLength(1);
  });

  test('hidden_ext_still_validated and hidden_ext_readonly', () => {
    const hidden = question('h', 'string', {
      required: true,
      extension: [{ url: EXTENSION.hidden, valueBoolean: true }],
    });
    const form = fill(formOf([hidden]));
    expect(unanswered(form.view()).map((node) => node.linkId)).toEqual(['h']);
    expect(() => form.answer('h', { valueString: 'x' })).toThrow('cannot be typed');
  });

  test('protected_display_not_editable', () => {
    const greyed = question('p', 'string', {
      disabledDisplay: 'protected',
      enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
    });
    const form = fill(formOf([question('a'), greyed]));
    expect(form.view().skipped.get('p')?.node.disabledDisplay).toBe('protected');
    expect(form.isOpen('p')).toBe(false);
  });

  test('runs where code from strings is forbidden, as in the page', () => {
    const script = `
      const { PHQ_9 } = await import('#shared/assessments/forms/phq-9.ts');
      const { compileForm } = await import('#shared/assessments/compile.ts');
      const { evaluate } = await import('#shared/assessments/evaluate.ts');
      const { applyChanges } = await import('#shared/assessments/answers.ts');
      const { answerWithWeight } = await import('#shared/assessments/forms/library.ts');
      const form = compileForm(PHQ_9.questionnaire);
      const stamp = { at: '2026-01-01T00:00:00Z', by: 'u', started: '2026-01-01T00:00:00Z' };
      const changes = ['/44250-9', '/44255-8'].map((linkId) => ({ linkId, value: answerWithWeight(PHQ_9, linkId, 2) }));
      const view = evaluate(form, applyChanges(form, { questions: {}, raised: {} }, changes, stamp), stamp);
      let evalRefused = false;
      try { (0, eval)('1'); } catch { evalRefused = true; }
      console.log(JSON.stringify([evalRefused, view.open.has('/44260-8')]));`;
    const output = execFileSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(output)).toEqual([true, true]);
  });
});
