import { describe, expect, it } from 'vitest';
import { contrast } from '#renderer/app/theme/contrast.ts';
import { type ColorTokens, DARK, LIGHT } from '#renderer/app/theme/tokens.ts';

const GROUNDS = ['canvas', 'surface', 'sunken', 'hover', 'selected'] as const;

/** The lowest contrast of a token against every ground it may stand on, rounded to one place. */
function lowest(tokens: ColorTokens, name: keyof ColorTokens, tint?: keyof ColorTokens): number {
  const grounds = [...GROUNDS.map((ground) => tokens[ground]), ...(tint ? [tokens[tint]] : [])];
  return Number(Math.min(...grounds.map((ground) => contrast(tokens[name], ground))).toFixed(1));
}

describe('contrast of the tokens (WCAG)', () => {
  it('computes known ratios', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
  });

  it.each([
    ['ink', 14.3, 12.3],
    ['ink-2', 7.2, 7.8],
    ['ink-3', 5.1, 5.2],
    ['ember', 5.3, 6.8],
  ] as const)('%s keeps %s in light and %s in dark on every ground', (name, light, dark) => {
    expect(lowest(LIGHT, name)).toBe(light);
    expect(lowest(DARK, name)).toBe(dark);
  });

  it.each([
    ['urgent', 6.8, 7.4],
    ['due', 6.1, 8.0],
    ['held', 7.1, 7.5],
    ['sent', 6.4, 7.7],
    ['done', 5.9, 7.8],
  ] as const)(
    'the state %s keeps %s in light and %s in dark, its own tint included',
    (state, light, dark) => {
      expect(lowest(LIGHT, state, `${state}-tint`)).toBe(light);
      expect(lowest(DARK, state, `${state}-tint`)).toBe(dark);
    },
  );

  it('fills the one button with enough contrast', () => {
    expect(contrast(LIGHT['ember-fill'], LIGHT['on-ember'])).toBeCloseTo(6.0, 1);
    expect(contrast(DARK['ember-fill'], DARK['on-ember'])).toBeCloseTo(7.4, 1);
  });

  it('draws input edges at 3 : 1 or more', () => {
    for (const tokens of [LIGHT, DARK]) {
      for (const ground of GROUNDS) {
        expect(contrast(tokens.control, tokens[ground])).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('keeps initials and tint text readable', () => {
    for (const tokens of [LIGHT, DARK]) {
      expect(contrast(tokens.ink, tokens.avatar)).toBeGreaterThanOrEqual(4.5);
      for (const tint of ['urgent-tint', 'due-tint', 'held-tint', 'sent-tint', 'done-tint'] as const) {
        expect(contrast(tokens['ink-2'], tokens[tint])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tokens.ink, tokens[tint])).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});
