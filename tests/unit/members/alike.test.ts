import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTransposed, soundKey } from '#shared/members/alike.ts';

describe('names that sound alike', () => {
  it.each([
    ['Catherine', 'Katharine'],
    ['Gonzales', 'González'],
    ['Gonzalez', 'Gonsales'],
    ['Phan', 'Fan'],
    ['Sofía', 'Sophia'],
    ['Jon', 'John'],
    ['Meyer', 'Meier'],
  ])('%s and %s', (one, other) => expect(soundKey(one)).toBe(soundKey(other)));

  it.each([
    ['Marisol', 'Marina'],
    ['Nguyen', 'Tran'],
    ['Ana', 'Eva'],
  ])('not %s and %s', (one, other) => expect(soundKey(one)).not.toBe(soundKey(other)));
});

describe('transposed digits', () => {
  it('sees two neighbors that changed places, and nothing else', () => {
    expect(isTransposed('1985-05-12', '1985-05-21')).toBe(true);
    expect(isTransposed('90000013A', '90000031A')).toBe(true);
    expect(isTransposed('1985-05-12', '1985-05-12')).toBe(false);
    expect(isTransposed('1985-05-12', '1985-06-12')).toBe(false);
    expect(isTransposed('123', '321')).toBe(false);
  });

  it('holds both ways round', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2, maxLength: 12 }), fc.nat(), (text, seed) => {
        const at = seed % (text.length - 1);
        const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
        expect(isTransposed(text, swapped)).toBe(text !== swapped);
        expect(isTransposed(swapped, text)).toBe(text !== swapped);
      }),
    );
  });
});
