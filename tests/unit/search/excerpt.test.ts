import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptAround } from '#shared/search/excerpt.ts';

describe('the words around what was found', () => {
  it('begin shortly before the first one, at a word', () => {
    const text = `${'Before that nothing of note happened at all. '.repeat(3)}Then the pharmacy called back about refills.`;
    expect(excerptAround(text, ['pharm'])).toBe('…at all. Then the pharmacy called back about refills.');
    expect(excerptAround('Pharmacy called.', ['called', 'pharm'])).toBe('Pharmacy called.');
  });

  it('are short whatever the text and the words', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400 }),
        fc.array(fc.string({ minLength: 1, maxLength: 8 })),
        (text, words) => {
          expect(excerptAround(text, words).length).toBeLessThanOrEqual(92);
        },
      ),
    );
  });
});
