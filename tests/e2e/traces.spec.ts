import { expect, type Page, test } from '@playwright/test';
import { createBackend } from '#main/backend/backend.ts';
import {
  type AppFolders,
  makeFolders,
  removeFolders,
  type StartedApp,
  startApp,
} from '../fixtures/electron-app.ts';
import { coreDumps, findInClear } from '../fixtures/find-in-clear.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { createTestShell, PASSPHRASE } from '../fixtures/workspace.ts';
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

/** What was typed and who it was about, wherever a program leaves things behind. */
const MARKERS = ['Quokkamarker', 'xylophone clinic', 'Zebrafinchmarker', 'Thistledown'];

function expectNoTraces(): void {
  const searched = [folders.workspace, folders.profile, folders.temp, folders.home];
  expect(findInClear(searched, MARKERS)).toEqual([]);
  expect(coreDumps(searched)).toEqual([]);
  for (const marker of MARKERS) expect(started.output()).not.toContain(marker);
}

test('text that is not saved waits in the database alone: locked with it, killed with it, put away', async () => {
  let { page } = started;
  await enter(page);
  await openChart(page, 'thistle', 'Walter Thistledown');
  await page.getByRole('button', { name: 'Copy the CIN' }).click();
  await page.getByRole('link', { name: 'Letters' }).click();
  await page.getByRole('tab', { name: 'Texts' }).click();
  await page.getByRole('row', { name: 'Welcome, Spanish' }).last().click();
  await page.getByRole('button', { name: 'New version' }).click();
  const body = (window: Page) => window.getByRole('dialog').getByLabel('Text', { exact: true });
  await body(page).fill('Zebrafinchmarker for Walter Thistledown');
  await page.waitForTimeout(1000);
  page = await lock(page);
  await expect.poll(clipboardText).toBe('');
  expect(await page.content()).not.toContain('Zebrafinchmarker');
  expectNoTraces();
  await enter(page);
  await expect(body(page)).toHaveValue(/Zebrafinchmarker/);
  await started.kill();
  expectNoTraces();
  started = await startApp({ folders });
  ({ page } = started);
  await enter(page);
  await expect(body(page)).toHaveValue(/Zebrafinchmarker/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.waitForTimeout(1000);
  await started.close();
  const backend = createBackend({
    folder: folders.workspace,
    shell: createTestShell().client,
    version: '0.0.0-test',
  });
  const [user] = (await backend.client.vault.status({})).users;
  await backend.client.vault.unlock({ userId: user?.id ?? '', passphrase: PASSPHRASE });
  expect(JSON.stringify(await backend.client.unfinished.mine({}))).not.toContain('Zebrafinchmarker');
  await backend.close();
  expectNoTraces();
  started = await startApp({ folders });
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
  expectNoTraces();
  started = await startApp({ folders });
  await enter(started.page);
  await expect(started.page.getByRole('textbox', { name: 'What happened' })).toHaveValue(/Quokkamarker/);
});
