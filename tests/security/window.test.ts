import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ BrowserWindow: class {}, nativeTheme: {} }));
const { webPreferences } = await import('#main/shell/window.ts');

test('the page is isolated, sandboxed, without Node, webviews, spell checker or developer tools', () => {
  expect(webPreferences('/opt/hearth/preload.cjs', undefined, false)).toEqual({
    preload: '/opt/hearth/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  });
});
