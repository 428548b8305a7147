import { describe, expect, it } from 'vitest';
import { cutByMatch, fits } from '#renderer/app/palette/match-words.ts';

/** The pieces in one text, hits in brackets. */
function marked(text: string, typed: string): string {
  return cutByMatch(text, typed)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');
}

describe('cutByMatch', () => {
  it.each([
    ['Marisol G. Guavatree', 'mar gu', '[Mar]isol G. [Gu]avatree'],
    ['Margarita Agualuna', 'mar gu', '[Mar]garita A[gu]aluna'],
    ['Ramón Driftwell', 'ramon', '[Ramón] Driftwell'],
    ['Marisol Guavatree', 'xyz', 'Marisol Guavatree'],
    ['Marisol Guavatree', '', 'Marisol Guavatree'],
  ])('%s with %s', (text, typed, expected) => {
    expect(marked(text, typed)).toBe(expected);
  });

  it('loses no letter', () => {
    const name = 'Ofelia Marigrande de la Ciénaga';
    expect(
      cutByMatch(name, 'cie la x')
        .map((piece) => piece.text)
        .join(''),
    ).toBe(name);
  });
});

describe('fits', () => {
  it('wants every typed word to begin a word', () => {
    expect(fits('Add member', 'me ad')).toBe(true);
    expect(fits('Keys of this screen', 'key')).toBe(true);
    expect(fits('Add member', 'ember')).toBe(false);
  });
});
