import { describe, expect, test } from 'vitest';
import { isAppUrl, isTrustedSender } from '#main/shell/origin.ts';

describe('our own origin', () => {
  test.each([
    ['app://hearth/'],
    ['app://hearth/index.html'],
    ['app://hearth/assets/a.js?x=http://evil.example'],
  ])('%s is ours', (url) => {
    expect(isAppUrl(url)).toBe(true);
  });

  test.each([
    ['http://evil.example/?next=app://hearth/'],
    ['http://evil.example/#app://hearth/'],
    ['http://app://hearth/'],
    ['https://hearth/'],
    ['app://hearth.evil.example/'],
    ['app://evil.example/hearth'],
    ['app://hearth@evil.example/'],
    ['app://user:word@hearth/'],
    ['app://hearth:8080/'],
    ['app://hearth%2eevil.example/'],
    ['file:///app://hearth/index.html'],
    ['data:text/html,app://hearth/'],
    ['javascript:"app://hearth/"'],
    ['blob:app://hearth/5'],
    ['about:blank'],
    [''],
    ['not a url'],
  ])('%s is not ours', (url) => {
    expect(isAppUrl(url)).toBe(false);
  });
});

describe('the sender of the handshake', () => {
  const ours = { url: 'app://hearth/index.html', parent: null };

  test('the main frame of our window is trusted', () => {
    expect(isTrustedSender({ senderId: 7, frame: ours }, 7)).toBe(true);
  });

  test.each([
    ['a frame that is already gone', { senderId: 7, frame: null }, 7],
    ['a subframe, also on our origin', { senderId: 7, frame: { ...ours, parent: {} } }, 7],
    ['a foreign page', { senderId: 7, frame: { url: 'https://evil.example/', parent: null } }, 7],
    ['another window', { senderId: 8, frame: ours }, 7],
    ['a window that was closed', { senderId: 7, frame: ours }, null],
  ])('%s is refused', (_what, facts, windowId) => {
    expect(isTrustedSender(facts, windowId)).toBe(false);
  });
});
