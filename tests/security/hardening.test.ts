import type { Session } from 'electron';
import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { hardenSession } = await import('#main/shell/hardening.ts');

type Decide = (answer: { cancel: boolean }) => void;

function fakeSession() {
  const handlers: Record<string, unknown> = {};
  const keep = (name: string) => (handler: unknown) => {
    handlers[name] = handler;
  };
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setSpellCheckerEnabled: keep('spelling'),
    webRequest: { onBeforeRequest: keep('web') },
    on: (event: string, handler: unknown) => keep(event)(handler),
  };
  hardenSession(session as unknown as Session, null);
  return handlers;
}

test.each([
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'pointerLock',
  'keyboardLock',
  'openExternal',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'window-management',
  'fileSystem',
  'hid',
  'serial',
  'usb',
  'unknown',
])('permission %s is denied, asked or checked', (permission) => {
  const handlers = fakeSession();
  const decide = vi.fn();
  (handlers.request as (contents: null, permission: string, decide: (granted: boolean) => void) => void)(
    null,
    permission,
    decide,
  );
  expect(decide).toHaveBeenCalledExactlyOnceWith(false);
  expect((handlers.check as (contents: null, permission: string) => boolean)(null, permission)).toBe(false);
  expect((handlers.device as () => boolean)()).toBe(false);
});

test.each([
  ['app://hearth/assets/main.js', false],
  ['http://127.0.0.1:9/', true],
  ['https://evil.example/app://hearth/', true],
  ['ws://127.0.0.1:9/', true],
  ['file:///etc/passwd', true],
  ['data:text/html,x', true],
  ['chrome://gpu', true],
  ['devtools://devtools/bundled/inspector.html', true],
])('a request for %s is cancelled: %s', (url, cancelled) => {
  const decide = vi.fn();
  (fakeSession().web as (details: { url: string }, decide: Decide) => void)({ url }, decide);
  expect(decide).toHaveBeenCalledExactlyOnceWith({ cancel: cancelled });
});

test('downloads are cancelled', () => {
  const event = { preventDefault: vi.fn() };
  (fakeSession()['will-download'] as (event: unknown) => void)(event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});
