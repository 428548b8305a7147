import { expect, test } from '@playwright/test';
import { makeFolders, removeFolders, type StartedApp, startApp } from '../fixtures/electron-app.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { setUpByKeyboard, unlock } from './steps/entry.ts';

let started: StartedApp;
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

test('a workspace is set up by keyboard, locked, and unlocked again in a new window and a new process', async () => {
  started = await startApp();
  await setUpByKeyboard(started.page);
  await expect(started.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await started.page.keyboard.press('g');
  await started.page.keyboard.press('c');
  await expect(started.page.getByRole('heading', { name: 'Caseload' })).toBeVisible();
  const backendPid = () =>
    started.app.evaluate(
      ({ app }) =>
        app
          .getAppMetrics()
          .find(
            ({ name, serviceName }) =>
              [name, serviceName].includes('Hearth backend') || serviceName === 'node.mojom.NodeService',
          )?.pid,
    );
  const before = await backendPid();
  const next = started.app.waitForEvent('window');
  // The window closes under the key that locks it, so the press itself may end with an error.
  await started.page.keyboard.press('Control+Shift+L').catch(() => {});
  const page = await next;
  await expect(page.getByRole('heading', { name: 'Larkmeadow Community Care' })).toBeVisible();
  await expect(page.getByText(/^Locked at .*, because you locked it/)).toBeVisible();
  expect(await backendPid()).not.toBe(before);
  expect(started.page.isClosed()).toBe(true);
  await page.keyboard.type('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/That passphrase does not open this workspace\. Next try/)).toBeVisible();
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await page.waitForTimeout(1100);
  await page.getByLabel('Passphrase', { exact: true }).fill('');
  await unlock(page);
  await expect(page.getByRole('heading', { name: 'Caseload' })).toBeVisible();
});

test('suspend and screen lock lock the workspace; a locked one stays as it is', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace);
  started = await startApp({ folders });
  await started.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await unlock(started.page);
  await expect(started.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  let page = started.page;
  for (const event of ['suspend', 'lock-screen', 'user-did-resign-active'] as const) {
    const next = started.app.waitForEvent('window');
    await started.app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
    page = await next;
    await unlock(page);
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  }
});

test('a second start shows the first window and opens no second', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace);
  started = await startApp({ folders });
  await expect(started.page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  await expect(startApp({ folders })).rejects.toThrow();
  expect(await started.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
