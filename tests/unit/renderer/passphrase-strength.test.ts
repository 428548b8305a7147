import { describe, expect, it } from 'vitest';
import { fourWords, strengthOf } from '#renderer/vault/set-up/passphrase-strength.ts';

describe('strengthOf', () => {
  it.each(['password1234', 'aaaaaaaaaaaaaaaa', 'qwertyuiop12', '123456789012'])(
    '%s is too easy',
    (passphrase) => {
      expect(strengthOf(passphrase).enough).toBe(false);
    },
  );

  it('takes four random words', () => {
    for (let count = 0; count < 20; count += 1) {
      const words = fourWords();
      expect(words.split(' ')).toHaveLength(4);
      expect(strengthOf(words)).toMatchObject({ enough: true });
    }
  });

  it('grows with the passphrase', () => {
    expect(strengthOf('lantern orchard velvet compass').share).toBeGreaterThan(strengthOf('lantern').share);
  });
});
