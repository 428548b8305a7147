import { readdirSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import {
  type AppFolders,
  makeFolders,
  removeFolders,
  type StartedApp,
  startApp,
} from '../fixtures/electron-app.ts';
import { findInClear } from '../fixtures/find-in-clear.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { openChart } from './steps/chart.ts';
import { unlock } from './steps/entry.ts';
import { seedScreens } from './steps/seed-screens.ts';

let folders: AppFolders;
let started: StartedApp;
test.beforeEach(async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, seedScreens);
  started = await startApp({ folders });
});
test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

const clipboardText = () => started.app.evaluate(({ clipboard }) => clipboard.readText());

async function lock(page: Page): Promise<Page> {
  const next = started.app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+L').catch(() => {});
  const fresh = await next;
  await expect(fresh.getByLabel('Passphrase', { exact: true })).toBeFocused();
  return fresh;
}

async function enter(page: Page): Promise<void> {
  await unlock(page);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

test('what is copied out of a chart arrives, and leaves the clipboard at the lock and after a minute', async () => {
  test.setTimeout(240_000);
  let { page } = started;
  await enter(page);
  await openChart(page, 'thistle', 'Walter Thistledown');
  await page.getByRole('button', { name: 'Copy the CIN' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  await expect.poll(clipboardText).toMatch(/^\d{8}[A-Z]$/);
  page = await lock(page);
  await expect.poll(clipboardText).toBe('');

  await enter(page);
  await openChart(page, 'thistle', 'Walter Thistledown');
  await page.getByRole('heading', { level: 1, name: /Walter Thistledown/ }).selectText();
  await page.keyboard.press('Control+c');
  await expect.poll(clipboardText).toContain('Walter Thistledown');
  await expect.poll(clipboardText, { timeout: 90_000 }).toBe('');

  await page.getByRole('button', { name: 'Copy the CIN' }).click();
  await expect.poll(clipboardText).toMatch(/^\d{8}[A-Z]$/);
  await started.app.evaluate(({ clipboard }) => clipboard.writeText('from another program'));
  await lock(page);
  expect(await clipboardText(), 'what another program put there stays').toBe('from another program');
});

test('killed in the middle of a sentence, nothing of it lies anywhere in the clear', async () => {
  const { page } = started;
  await enter(page);
  await openChart(page, 'thistle', 'Walter Thistledown');
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'What happened' }).click();
  await page.keyboard.type('Quokkamarker, she told me about the xylophone clinic');
  await page.waitForTimeout(1500);
  await started.kill();
  const searched = [folders.workspace, folders.profile, folders.temp, folders.home];
  expect(findInClear(searched, ['Quokkamarker', 'xylophone clinic', 'Thistledown'])).toEqual([]);
  const cores = [process.cwd(), ...searched].flatMap((folder) =>
    readdirSync(folder).filter((name) => /^core(\.\d+)?$|\.dmp$/.test(name)),
  );
  expect(cores).toEqual([]);
  expect(started.output()).not.toMatch(/Quokkamarker|Thistledown/);
  started = await startApp({ folders });
  await enter(started.page);
  await expect(started.page.getByRole('textbox', { name: 'What happened' })).toHaveValue(/Quokkamarker/);
});
