import { describe, expect, test } from 'vitest';
import {
  blocksOf,
  choicesOf,
  firstBlank,
  movesInWords,
  notAsked,
  questionsOf,
  sectionsOf,
} from '#renderer/assessments/questions.ts';
import { readTyped } from '#renderer/assessments/typed-answer.ts';
import { nodeOf } from '#shared/assessments/compile.ts';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import { coded, fill, formOf, question, whenYes, yes } from './form-kit.ts';

const LINKS = PHQ_9.scores[0]?.items ?? [];
const phq = (...weights: number[]) => {
  const form = fill(PHQ_9.questionnaire);
  weights.forEach((weight, index) => {
    const linkId = LINKS[index] ?? '';
    form.answer(linkId, answerWithWeight(PHQ_9, linkId, weight));
  });
  return form;
};

describe('what the runner draws', () => {
  test('digits are the scores where every answer has one, else they count from 1', () => {
    const { form } = phq();
    const digits = (linkId: string) => choicesOf(nodeOf(form, linkId)).map((choice) => choice.digit);
    expect(digits('/44250-9')).toEqual(['0', '1', '2', '3']);
    expect(digits('/69722-7')).toEqual(['1', '2', '3', '4']);
    const yesNo = fill(formOf([question('q')])).form;
    expect(choicesOf(nodeOf(yesNo, 'q')).map((choice) => `${choice.digit} ${choice.label}`)).toEqual([
      '1 Yes',
      '2 No',
    ]);
  });

  test('an open PHQ-9 is one table with the reason between its rows, then the difficulty question', () => {
    const filled = phq(2, 2);
    const [mood] = sectionsOf(filled.form);
    if (!mood) throw new Error('no section');
    const blocks = blocksOf(filled.view(), mood);
    expect(blocks.map((block) => block.kind)).toEqual(['matrix', 'line']);
    const [table, last] = blocks;
    if (table?.kind !== 'matrix' || last?.kind !== 'line') throw new Error('not drawn as expected');
    expect(table.rows.map((row) => (row.kind === 'question' ? row.node.item.prefix : row.kind))).toEqual([
      '1',
      '2',
      'because',
      ...'3456789'.split(''),
    ]);
    expect(last.line.node.linkId).toBe('/69722-7');
  });

  test('hidden totals are neither a section nor a question', () => {
    const { form, view } = phq(0, 0);
    expect(sectionsOf(form).map((node) => node.linkId)).toEqual(['mood']);
    expect(questionsOf(view()).map((node) => node.linkId)).toEqual(LINKS.slice(0, 2));
  });

  test('resuming lands on the first blank that is needed, then on an optional one, then nowhere', () => {
    expect(firstBlank(phq(2).view())?.linkId).toBe(LINKS[1]);
    const whole = phq(2, 2, 0, 0, 0, 0, 0, 0, 0);
    expect(firstBlank(whole.view())?.linkId).toBe('/69722-7');
    expect(firstBlank(phq(0, 0).view())).toBeNull();
  });

  test('what opens and closes is said once, with counts', () => {
    const form = phq(2);
    const before = form.view();
    form.answer(LINKS[1] ?? '', answerWithWeight(PHQ_9, LINKS[1] ?? '', 1));
    expect(movesInWords(before, form.view())).toBe('8 questions opened');
    expect(movesInWords(form.view(), before)).toBe('8 questions closed');
    expect(movesInWords(before, before)).toBeNull();
  });

  test('what is not asked is listed once, where its own rule stands', () => {
    expect(notAsked(phq(0, 0).view()).map((item) => item.node.linkId)).toEqual(['items-3-to-9', '/69722-7']);
  });

  test('questions with other answers, or outside a table, stand alone', () => {
    const form = fill(
      formOf([
        question('a'),
        question('b', 'choice', { answerOption: [coded('x')] }),
        question('c', 'string', whenYes('a')),
      ]),
    );
    form.answer('a', yes);
    const kinds = sectionsOf(form.form).flatMap((section) =>
      blocksOf(form.view(), section).map((block) => block.kind),
    );
    expect(kinds).toEqual(['line', 'line', 'line']);
  });
});

describe('typed answers', () => {
  const node = (type: Parameters<typeof question>[1]) =>
    nodeOf(fill(formOf([question('q', type)])).form, 'q');

  test.each([
    ['integer', '42', { valueInteger: 42 }],
    ['integer', ' -3 ', { valueInteger: -3 }],
    ['decimal', '5.60', { valueDecimal: 5.6 }],
    ['time', '9:30', { valueTime: '09:30' }],
    ['quantity', '72 kg', { valueQuantity: { value: 72, unit: 'kg', code: 'kg' } }],
    ['string', ' Cedar ', { valueString: ' Cedar ' }],
  ] as const)('%s %j', (type, text, answer) => {
    expect(readTyped(node(type), text)).toEqual({ answers: [answer] });
  });

  test.each([
    ['integer', '4.5'],
    ['decimal', 'five'],
    ['time', '25:00'],
    ['dateTime', '2026-03-02'],
    ['quantity', 'kg'],
  ] as const)('%s refuses %j and says what to type', (type, text) => {
    expect(readTyped(node(type), text)).toEqual({ problem: expect.stringMatching(/^Type /) });
  });

  test('an empty field clears', () => {
    expect(readTyped(node('integer'), '  ')).toEqual({ answers: [] });
  });
});
