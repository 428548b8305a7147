import { expect, test } from 'vitest';
import { canLogInWith, makeLoginKey } from '#main/backend/plans/ssh-keys.ts';
import { unreadableKey } from '../../fixtures/unreadable-key.ts';

test('2,000 keys made one after the other can all be read, and their public halves are whole', () => {
  for (let made = 0; made < 2_000; made += 1) {
    const key = makeLoginKey('Larkmeadow to Sunpoppy');
    expect(canLogInWith(key)).toBe(true);
    const [, blob = ''] = key.publicKey.split(' ');
    // Twice a length of four bytes, the name of the kind and 32 bytes of key.
    expect(Buffer.from(blob, 'base64')).toHaveLength(51);
  }
});

test('notices a key that cannot be read', () => {
  expect(canLogInWith(unreadableKey())).toBe(false);
});
