import { describe, expect, test } from 'vitest';
import { checkQuestionnaire } from '#shared/assessments/check.ts';
import { followUpsOf, suggestionsOf } from '#shared/assessments/complete.ts';
import { AUDIT_C } from '#shared/assessments/forms/audit-c.ts';
import { OWN } from '#shared/assessments/forms/build.ts';
import { COMPREHENSIVE } from '#shared/assessments/forms/comprehensive.ts';
import { DAILY } from '#shared/assessments/forms/daily-activities.ts';
import { GAD_7 } from '#shared/assessments/forms/gad-7.ts';
import { HOUSING } from '#shared/assessments/forms/housing.ts';
import { answerWithWeight, FORMS } from '#shared/assessments/forms/library.ts';
import { IMPORT_SLOTS } from '#shared/assessments/forms/slots.ts';
import type { Coding, QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { safetyRaisedBy, scoresOf } from '#shared/assessments/score.ts';
import { fill, no, yes } from './form-kit.ts';

const own = (code: string) => ({ valueCoding: { system: OWN, code } });

function itemsOf(items: readonly QuestionnaireItem[]): QuestionnaireItem[] {
  return items.flatMap((item) => [item, ...itemsOf(item.item ?? [])]);
}

describe.each(FORMS.map((form) => [form.title, form] as const))('%s', (_title, form) => {
  const items = itemsOf(form.questionnaire.item);

  test('passes the publish checks without a warning', () => {
    expect(checkQuestionnaire(form.questionnaire)).toEqual([]);
  });

  test('its rules name items and answers that exist', () => {
    const filling = fill(form.questionnaire);
    const { byLinkId } = filling.form;
    const tests = [
      ...(form.suggestions ?? []).flatMap(({ on }) => ('any' in on ? on.any : [])),
      ...form.followUps.flatMap(({ on }) => on ?? []),
      ...form.scores.flatMap(({ when }) => when ?? []),
      ...form.safety.flatMap(({ linkId, is }) => (is ? [{ linkId, is }] : [])),
    ];
    for (const { linkId, is } of tests) {
      const node = byLinkId.get(linkId);
      expect(node, linkId).toBeDefined();
      const code = is.valueCoding?.code;
      if (code !== undefined)
        expect(node?.options.map(({ answer }) => answer.valueCoding?.code)).toContain(code);
      else expect(node?.item.type).toBe('boolean');
    }
    for (const rule of form.scores)
      for (const linkId of rule.items) expect(byLinkId.has(linkId), linkId).toBe(true);
    const ids = new Set(form.scores.map(({ id }) => id));
    for (const { on } of form.suggestions ?? [])
      if ('positive' in on) expect(ids.has(on.positive)).toBe(true);
    for (const { scoreId } of form.followUps) if (scoreId !== undefined) expect(ids.has(scoreId)).toBe(true);
  });

  test('bands cover every total once', () => {
    for (const rule of form.scores) {
      for (let total = rule.min; total <= rule.max; total += 1) {
        expect(rule.bands.filter((band) => total >= band.from && total <= band.to)).toHaveLength(1);
      }
    }
  });

  test('every LOINC code passes its check digit and stands in our list', () => {
    const codings = [
      form.questionnaire.code ?? [],
      ...items.map(({ code }) => code ?? []),
    ].flat() as Coding[];
    for (const { code = '' } of codings.filter(({ system }) => system === 'http://loinc.org')) {
      expect(LISTED, code).toContain(code);
      expect(luhn(code), code).toBe(true);
    }
  });
});

/** The codes our instrument list gives for these forms. */
const LISTED = (
  '44249-1 44261-6 44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8 69722-7 55757-9 55758-7 ' +
  '69737-5 70274-6 69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7 72109-2 75626-2 68518-0 68519-8 68520-6'
).split(' ');

function luhn(code: string): boolean {
  const [number = '', check] = code.split('-');
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}

test('codes from memory are marked to be confirmed', () => {
  expect(GAD_7.confirm?.join()).toContain('69737-5');
  expect(AUDIT_C.confirm?.join()).toContain('68518-0');
  expect(COMPREHENSIVE.confirm?.length).toBeGreaterThan(3);
});

test('slots say whom to ask and carry no wording', () => {
  expect(IMPORT_SLOTS.map(({ id }) => id)).toContain('prapare');
  for (const slot of IMPORT_SLOTS) expect(slot.ask.length).toBeGreaterThan(5);
});

describe('AUDIT-C', () => {
  const filled = (sex: string, ...weights: number[]) => {
    const form = fill(AUDIT_C.questionnaire).answer('audit-c-cut-off', own(sex));
    ['/68518-0', '/68519-8', '/68520-6'].forEach((linkId, index) => {
      const weight = weights[index];
      if (weight !== undefined) form.answer(linkId, answerWithWeight(AUDIT_C, linkId, weight));
    });
    return scoresOf(AUDIT_C, form.view());
  };

  test('three points are positive for women, not for men, and the rule is stored', () => {
    expect(filled('female', 1, 1, 1)).toMatchObject([{ ruleId: 'audit-c-female', total: 3, positive: true }]);
    expect(filled('male', 1, 1, 1)).toMatchObject([
      { ruleId: 'audit-c-male', ruleVersion: '1, male cut-off', total: 3, positive: false },
    ]);
    expect(filled('male', 2, 1, 1)[0]?.positive).toBe(true);
  });

  test('whoever never drinks is done after one question', () => {
    expect(filled('female', 0)).toMatchObject([
      { ruleId: 'audit-c-never', total: 0, complete: true, positive: false },
    ]);
  });

  test('a blank leaves it incomplete', () => {
    expect(filled('female', 4, 4)).toMatchObject([{ complete: false, band: null, positive: null }]);
  });
});

test('GAD-7: seven threes are 21, severe', () => {
  const form = fill(GAD_7.questionnaire);
  const items = GAD_7.scores[0]?.items ?? [];
  for (const linkId of items) form.answer(linkId, answerWithWeight(GAD_7, linkId, 3));
  expect(scoresOf(GAD_7, form.view())).toMatchObject([
    { total: 21, band: { label: 'severe' }, positive: true },
  ]);
});

test('daily activities count needs, not independence', () => {
  const form = fill(DAILY.questionnaire);
  const items = DAILY.scores[0]?.items ?? [];
  for (const [index, linkId] of items.entries()) form.answer(linkId, own(index < 3 ? 'some-help' : 'alone'));
  expect(scoresOf(DAILY, form.view())).toMatchObject([{ total: 3, band: { label: 'much help' } }]);
  expect(form.isOpen('adl-helper')).toBe(true);
});

describe('housing: two definitions, never mixed up', () => {
  const four = () =>
    fill(HOUSING.questionnaire)
      .answer('sleeps', own('outside'))
      .answer('homeless-year', no)
      .answer('homeless-times', { valueInteger: 4 })
      .answer('homeless-months', { valueInteger: 8 })
      .answer('disabling', yes)
      .answer('limits-daily', yes);

  test('four times that add up to 8 months: chronic for HHP, not for HUD', () => {
    const form = four();
    expect([form.valueOf('chronic-hhp'), form.valueOf('chronic-hud')]).toEqual([[yes], [no]]);
    form.answer('homeless-months', { valueInteger: 12 });
    expect(form.valueOf('chronic-hud')).toEqual([yes]);
  });

  test('transitional housing stays chronic for HHP only', () => {
    const form = four().answer('homeless-months', { valueInteger: 20 }).answer('sleeps', own('transitional'));
    expect([form.valueOf('chronic-hhp'), form.valueOf('chronic-hud')]).toEqual([[yes], [no]]);
  });

  test('the condition differs too: a disability alone is HUD’s, limits in daily life are HHP’s', () => {
    const form = four().answer('homeless-year', yes).answer('limits-daily', no);
    expect([form.valueOf('chronic-hhp'), form.valueOf('chronic-hud')]).toEqual([[no], [yes]]);
  });
});

describe('comprehensive assessment', () => {
  test('asks everybody less than half of what it knows', () => {
    const form = fill(COMPREHENSIVE.questionnaire);
    const { open, skipped } = form.view();
    const count = (items: Iterable<{ node: { kind: string; hidden: boolean } }>) =>
      [...items].filter(({ node }) => node.kind === 'question' && !node.hidden).length;
    expect(count(open.values()) + count(skipped.values())).toBeGreaterThan(130);
    expect(count(skipped.values())).toBeGreaterThan(60);
  });

  test('an answer brings its problem, its code and its task, with the reason', () => {
    const form = fill(COMPREHENSIVE.questionnaire)
      .answer('sleeps', own('outside'))
      .answer('coordinated-entry', no)
      .answer('food', own('often'));
    const scores = scoresOf(COMPREHENSIVE, form.view());
    const found = suggestionsOf(COMPREHENSIVE, scores, form.view());
    expect(found.map(({ code, because }) => [code?.code, because])).toEqual([
      ['Z59.02', '“Where did you sleep last night?”: Outside, a tent or an encampment'],
      ['Z59.41', '“In the last 12 months, did food run out before there was money for more?”: Often'],
    ]);
    expect(followUpsOf(COMPREHENSIVE, scores, form.view()).map(({ ruleId }) => ruleId)).toEqual([
      'coordinated-entry',
    ]);
    form.answer('sleeps', own('own'));
    expect(suggestionsOf(COMPREHENSIVE, [], form.view()).map(({ ruleId }) => ruleId)).toEqual(['food']);
  });

  test('physical harm speaks up at once', () => {
    const form = fill(COMPREHENSIVE.questionnaire).answer('hurt', yes);
    expect(safetyRaisedBy(COMPREHENSIVE, form.view()).map(({ id }) => id)).toEqual(['physical-harm']);
  });
});
