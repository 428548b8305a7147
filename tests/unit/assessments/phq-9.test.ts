import { describe, expect, test } from 'vitest';
import { checkQuestionnaire } from '#shared/assessments/check.ts';
import { complete, followUpsOf, unanswered } from '#shared/assessments/complete.ts';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { safetyRaisedBy, scoreOf, scoresOf } from '#shared/assessments/score.ts';
import { isNpi } from '#shared/fields.ts';
import { coded, fill } from './form-kit.ts';

const LINKS = PHQ_9.scores[0]?.items ?? [];
const DIFFICULTY = '/69722-7';

/** Fills items in order; null leaves one blank. */
function phq(...weights: (number | null)[]) {
  const form = fill(PHQ_9.questionnaire);
  weights.forEach((weight, index) => {
    const linkId = LINKS[index] ?? '';
    if (weight !== null) form.answer(linkId, answerWithWeight(PHQ_9, linkId, weight));
  });
  return form;
}

const followUps = (...weights: (number | null)[]) => {
  const view = phq(...weights).view();
  return followUpsOf(PHQ_9, scoresOf(PHQ_9, view), view);
};
const scored = (...weights: (number | null)[]) => scoreOf(PHQ_9, phq(...weights).view());

function allItems(items: readonly QuestionnaireItem[]): QuestionnaireItem[] {
  return items.flatMap((item) => [item, ...allItems(item.item ?? [])]);
}

describe('PHQ-9 as data', () => {
  const items = allItems(PHQ_9.questionnaire.item);

  test('passes the publish checks without a warning', () => {
    expect(checkQuestionnaire(PHQ_9.questionnaire)).toEqual([]);
  });

  test('carries the published codes, in order', () => {
    expect(LINKS).toEqual(
      '44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8'
        .split(' ')
        .map((code) => `/${code}`),
    );
    expect(PHQ_9.questionnaire.code?.[0]?.code).toBe('44249-1');
    for (const item of items) if (item.code) expect(item.linkId).toBe(`/${item.code[0]?.code}`);
  });

  test('every LOINC code passes its check digit', () => {
    // LOINC numbers carry a Luhn digit; so does an NPI, over a fixed prefix.
    const luhn = (digits: string) =>
      [...digits].reverse().reduce((sum, digit, index) => {
        const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
        return sum + (value > 9 ? value - 9 : value);
      }, 0);
    expect(isNpi('1234567893')).toBe(true);
    const codes = items.flatMap((item) => item.code ?? []).map((code) => code.code ?? '');
    expect(codes.length).toBe(12);
    for (const code of codes) {
      const [number, check] = code.split('-');
      expect((10 - (luhn(number ?? '') % 10)) % 10).toBe(Number(check));
    }
  });

  test('prints its notice', () => {
    expect(PHQ_9.questionnaire.copyright).toContain(
      'No permission required to reproduce, translate, display or distribute',
    );
    expect(PHQ_9.questionnaire.copyright).toContain('LOINC');
  });

  test.each(PHQ_9.scores.map((rule) => [rule.title, rule] as const))(
    'the bands of %s cover the range without gap',
    (_title, rule) => {
      expect(rule.bands[0]?.from).toBe(rule.min);
      expect(rule.bands.at(-1)?.to).toBe(rule.max);
      for (const [index, band] of rule.bands.slice(1).entries()) {
        expect(band.from).toBe((rule.bands[index]?.to ?? 0) + 1);
      }
    },
  );
});

describe('the gate', () => {
  test.each([
    [0, 0, false],
    [1, 1, false],
    [0, 2, false],
    [1, 2, true],
    [3, 0, true],
    [3, 3, true],
  ])('%i and %i', (first, second, opened) => {
    const view = phq(first, second).view();
    for (const linkId of [...LINKS.slice(2), DIFFICULTY]) expect(view.open.has(linkId)).toBe(opened);
  });

  test('says why it opened and why not', () => {
    expect(phq(2, 2).view().open.get('items-3-to-9')?.because).toBe(
      'Items 3 to 9 opened because items 1 and 2 add up to 4 (3 or more)',
    );
    expect(phq(1, 1).view().skipped.get('items-3-to-9')?.because).toBe(
      'only if items 1 and 2 add up to 3 or more',
    );
  });

  test('a closed gate gives a PHQ-2 score with its own meaning, never a PHQ-9 band', () => {
    const form = phq(1, 1);
    expect(scoreOf(PHQ_9, form.view())).toMatchObject({
      ruleId: 'phq-2',
      total: 2,
      complete: true,
      positive: false,
      band: { id: 'negative', meaning: expect.stringContaining('not a PHQ-9 score') },
    });
    expect(unanswered(form.view())).toEqual([]);
  });

  test('item 9 answered, then the gate closes: kept, stripped, in the skip history', () => {
    const form = phq(2, 2, 0, 0, 0, 0, 0, 0, 3);
    form.answer(LINKS[0] ?? '', answerWithWeight(PHQ_9, LINKS[0] ?? '', 0));
    const { response, score, skipped } = complete(PHQ_9, form.store, form.view(), {});
    expect(JSON.stringify(response)).not.toContain('44260-8');
    expect(score?.title).toBe('PHQ-2');
    expect(skipped.map((entry) => entry.linkId)).toContain('/44260-8');
  });
});

describe('scoring', () => {
  test('score_missing_items: a blank is never a zero and there is no band', () => {
    expect(scored(2, 2, 3, 2, 1, 2, 1, null, 1)).toMatchObject({
      title: 'PHQ-9',
      total: 14,
      answered: 8,
      of: 9,
      complete: false,
      band: null,
      positive: null,
      least: 14,
      most: 17,
      possible: [{ id: 'moderate' }, { id: 'moderately-severe' }],
    });
  });

  test('score_disabled_items: closed items are not zeros of a PHQ-9', () => {
    expect(scored(0, 0)).toMatchObject({ title: 'PHQ-2', total: 0, of: 2 });
  });

  test.each([
    [[3, 0, 0, 0, 0, 0, 0, 0, 0], 3, 'minimal', false],
    [[2, 2, 0, 0, 0, 0, 0, 0, 0], 4, 'minimal', false],
    [[2, 2, 1, 0, 0, 0, 0, 0, 0], 5, 'mild', false],
    [[3, 3, 3, 0, 0, 0, 0, 0, 0], 9, 'mild', false],
    [[3, 3, 3, 1, 0, 0, 0, 0, 0], 10, 'moderate', true],
    [[3, 3, 3, 3, 2, 0, 0, 0, 0], 14, 'moderate', true],
    [[3, 3, 3, 3, 3, 0, 0, 0, 0], 15, 'moderately-severe', true],
    [[3, 3, 3, 3, 3, 3, 1, 0, 0], 19, 'moderately-severe', true],
    [[3, 3, 3, 3, 3, 3, 2, 0, 0], 20, 'severe', true],
    [[3, 3, 3, 3, 3, 3, 3, 3, 3], 27, 'severe', true],
  ])('%j is %i, %s', (weights, total, band, positive) => {
    expect(scored(...weights)).toMatchObject({ total, band: { id: band }, positive, complete: true });
  });

  test('difficulty is not scored', () => {
    const form = phq(2, 2, 0, 0, 0, 0, 0, 0, 0);
    form.answer(DIFFICULTY, { valueCoding: { system: 'http://loinc.org', code: 'LA6574-3' } });
    expect(scoreOf(PHQ_9, form.view())?.total).toBe(4);
  });

  test('weight_lookup_order: by code and system, nothing else', () => {
    const form = phq();
    expect(() => form.answer('/44250-9', coded('LA6571-9', 'urn:other'))).toThrow('Choose one');
    form.answer('/44250-9', coded('LA6571-9', 'http://loinc.org', 'Not at all'));
    expect(scoreOf(PHQ_9, form.view())?.items[0]?.weight).toBe(3);
  });

  test('the totals of the standard form agree and stay empty while a blank is left', () => {
    const whole = phq(2, 2, 3, 2, 1, 2, 1, 0, 1).view();
    expect(whole.open.get('/44261-6')?.answers).toEqual([{ valueInteger: 14 }]);
    expect(whole.open.get('/55758-7')?.answers).toEqual([{ valueInteger: 4 }]);
    expect(phq(2, 2, 3, 2, 1, 2, 1, null, 1).view().open.get('/44261-6')?.answers).toEqual([]);
    expect(phq(1, 1).view().open.get('/44261-6')?.answers).toEqual([]);
  });
});

describe('what follows', () => {
  test('safety speaks up on item 9 at once, in a draft, whatever the total', () => {
    expect(
      safetyRaisedBy(PHQ_9, phq(3, 0, null, null, null, null, null, null, 1).view()).map((rule) => rule.id),
    ).toEqual(['phq-9-item-9']);
    expect(safetyRaisedBy(PHQ_9, phq(3, 0, 3, 3, 3, 3, 3, 3, 0).view())).toEqual([]);
  });

  test('a positive score sets one task with its words filled in', () => {
    expect(followUps(3, 3, 3, 3, 2, 0, 0, 0, 0).map((task) => task.title)).toEqual([
      'Review PHQ-9 of 14 (moderate) with the clinical lead',
    ]);
    expect(followUps(3, 3, 3, 0, 0, 0, 0, 0, 0)).toEqual([]);
    expect(followUps(3, 3, 3, 3, 2, 0, 0, 0, null)).toEqual([]);
  });
});
