import { describe, expect, it } from 'vitest';
import { capsOf, isSingleSign, matches } from '#renderer/app/keyboard/combo.ts';

describe('matches', () => {
  it.each([
    ['j', { key: 'j' }, true],
    ['j', { key: 'J', shiftKey: true }, false],
    ['j', { key: 'j', ctrlKey: true }, false],
    ['?', { key: '?', shiftKey: true }, true],
    ['/', { key: '/', shiftKey: true }, true],
    ['Ctrl+K', { key: 'k', ctrlKey: true }, true],
    ['Ctrl+K', { key: 'k', metaKey: true }, true],
    ['Ctrl+K', { key: 'k' }, false],
    ['Ctrl+Shift+L', { key: 'L', ctrlKey: true, shiftKey: true }, true],
    ['Ctrl+Shift+L', { key: 'l', ctrlKey: true }, false],
    ['Alt+ArrowDown', { key: 'ArrowDown', altKey: true }, true],
    ['Alt+s', { key: 'ß', code: 'KeyS', altKey: true }, true],
    ['F6', { key: 'F6' }, true],
    ['F6', { key: 'F6', shiftKey: true }, false],
    ['Ctrl+Enter', { key: 'Enter', ctrlKey: true }, true],
  ] as const)('%s and %o: %s', (combo, press, expected) => {
    expect(matches(press, combo)).toBe(expected);
  });

  it('knows the place of a letter on a keyboard that is not Latin', () => {
    expect(matches({ key: 'о', code: 'KeyJ' }, 'j')).toBe(true);
    expect(matches({ key: 'л', code: 'KeyK', ctrlKey: true }, 'Ctrl+K')).toBe(true);
  });

  it('believes the letter, not the place, on a Latin keyboard with another order', () => {
    expect(matches({ key: 'a', code: 'KeyQ' }, 'a')).toBe(true);
    expect(matches({ key: 'a', code: 'KeyQ' }, 'q')).toBe(false);
  });
});

describe('isSingleSign', () => {
  it.each([
    ['j', true],
    ['?', true],
    ['g t', true],
    ['Ctrl+K', false],
    ['Alt+s', false],
    ['F6', false],
    ['Escape', false],
  ] as const)('%s: %s', (keys, expected) => {
    expect(isSingleSign(keys)).toBe(expected);
  });
});

describe('capsOf', () => {
  it.each([
    ['Ctrl+Enter', ['Ctrl ↵']],
    ['g t', ['g', 't']],
    ['Alt+ArrowLeft', ['Alt ←']],
    ['Space', ['Space']],
    ['Escape', ['Esc']],
  ] as const)('%s is drawn as %o', (keys, caps) => {
    expect(capsOf(keys)).toEqual(caps);
  });
});
