import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePlans, type DiffPart, diffText } from '#shared/action-plans/compare.ts';
import { EMPTY_CONTENT, emptyGoal, emptyStep } from '#shared/action-plans/content.ts';

const text = (parts: readonly DiffPart[]) => parts.map((part) => part.text).join('');
const shown = (parts: readonly DiffPart[]) =>
  parts.map((part) => (part.kind === 'same' ? part.text : `[${part.kind} ${part.text}]`)).join('');

test('a changed date is struck on one side and underlined on the other', () => {
  const diff = diffText('Get ID voucher, T. Larkspur, May 29', 'Get ID voucher, T. Larkspur, Oct 30');
  expect(shown(diff.before)).toBe('Get ID voucher, T. Larkspur, [gone May 29]');
  expect(shown(diff.after)).toBe('Get ID voucher, T. Larkspur, [new Oct 30]');
});

test('each column joined gives its text back, whatever the texts', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'ñ', '\n', '  '), { maxLength: 30 });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [before, after] = [one.join(' '), other.join(' ')];
      const diff = diffText(before, after);
      expect(text(diff.before)).toBe(before);
      expect(text(diff.after)).toBe(after);
      expect(diff.before.every(({ kind }) => kind !== 'new')).toBe(true);
      expect(diff.after.every(({ kind }) => kind !== 'gone')).toBe(true);
      if (before === after) expect(diff.after.every(({ kind }) => kind === 'same')).toBe(true);
    }),
  );
});

test('two very long texts do not make the page wait', () => {
  const long = (word: string) => Array.from({ length: 2000 }, (_, at) => `${word}${at}`).join(' ');
  const started = performance.now();
  const diff = diffText(long('a'), long('b'));
  expect(performance.now() - started).toBeLessThan(200);
  expect(diff.before).toEqual([{ kind: 'gone', text: long('a') }]);
});

const step = (id: string, words: string, dueOn: string) =>
  emptyStep(id, { text: words, ownerName: 'T. Larkspur', dueOn });
const first = {
  ...EMPTY_CONTENT,
  goals: [
    emptyGoal('g1', {
      words: 'A place to stay.',
      measure: 'Ten nights indoors.',
      steps: [step('s1', 'Get ID voucher', '2026-05-29'), step('s2', 'Ask sister', '2026-05-08')],
    }),
    emptyGoal('g2', { words: 'My feet stop hurting.' }),
  ],
  crisisPlan: 'Call sister first',
  snapshot: { ...EMPTY_CONTENT.snapshot, medications: 'Metformin 500 mg\nSertraline 50 mg' },
};
const second = {
  ...first,
  goals: [
    emptyGoal('g1', {
      words: 'My own door.',
      measure: 'Ten nights indoors.',
      steps: [step('s1', 'Get ID voucher', '2026-10-30'), step('s3', 'Tour buildings', '2026-12-11')],
    }),
    emptyGoal('g3', { words: 'See my daughter.' }),
  ],
  snapshot: { ...EMPTY_CONTENT.snapshot, medications: 'Metformin 1,000 mg\nSertraline 50 mg' },
};

test('parts are matched by id: rewritten, new, gone, and those nobody touched', () => {
  const rows = comparePlans(first, second);
  const changed = rows.filter((row) => row.change !== '').map((row) => [row.group, row.label, row.change]);
  expect(changed).toEqual([
    ['Goal 1', 'Goal 1', 'changed'],
    ['Goal 1', 'Steps', '1 changed, 1 gone, 1 new'],
    ['Goal 2, new', 'Goal 2', 'new'],
    ['Goal 2, new', 'About', 'new'],
    ['Goal 2, new', 'Where it stands', 'new'],
    ['Goal taken out', 'Goal taken out', 'gone'],
    ['Goal taken out', 'About', 'gone'],
    ['Goal taken out', 'Where it stands', 'gone'],
    ['Medicines', 'Medicines', '1 kept, 1 changed'],
  ]);
  expect(rows.find((row) => row.label === 'Crisis plan')?.change).toBe('');
  expect(comparePlans(first, first).every((row) => row.change === '')).toBe(true);
});
