import { expect, type Page, test } from '@playwright/test';
import {
  type AppFolders,
  makeFolders,
  removeFolders,
  type StartedApp,
  startApp,
} from '../fixtures/electron-app.ts';
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

/** Does what locks, and gives the page of the window that takes the old one's place; the old one goes in mid-key. */
async function lockedBy(act: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([started.app.waitForEvent('window'), act().catch(() => {})]);
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
  return page;
}

/** Where the caret stands in the focused field. */
function caretOf(page: Page): Promise<{ readonly value: string; readonly at: number | null }> {
  return page.evaluate(() => {
    const field = document.activeElement as HTMLTextAreaElement;
    return { value: field.value, at: field.selectionStart };
  });
}

/** Unlocks and waits for the workspace, so that the first key is not pressed too early. */
async function enter(page: Page): Promise<void> {
  await unlock(page);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

const TEXT = 'We went through the pill box together and counted';

test('locked in the middle of a note, by hand and by the system, the caret is back in it and nothing is missing', async () => {
  let { page } = started;
  await enter(page);
  await openChart(page, 'thistle', 'Walter Thistledown');
  await page.keyboard.press('n');
  const field = () => page.getByRole('textbox', { name: 'What happened' });
  await field().click();
  await page.keyboard.type(TEXT);
  // Back to the middle, so that the end of the text is not where the caret happens to be.
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowLeft');
  await page.waitForTimeout(1000);
  page = await lockedBy(() => page.keyboard.press('Control+Shift+L'));
  await expect(page.getByText(TEXT)).toHaveCount(0);
  await unlock(page);
  await expect(field()).toBeFocused();
  await expect(field()).toHaveValue(TEXT);
  await expect.poll(async () => (await caretOf(page)).at).toBe(TEXT.length - 8);

  await page.keyboard.type('xyz');
  await page.waitForTimeout(1000);
  page = await lockedBy(() => started.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen')));
  await expect(page.getByText(/because the screen was locked/)).toBeVisible();
  await unlock(page);
  await expect(field()).toBeFocused();
  await expect.poll(async () => (await caretOf(page)).at).toBe(TEXT.length - 8 + 3);
  expect((await caretOf(page)).value).toBe(`${TEXT.slice(0, -8)}xyz${TEXT.slice(-8)}`);
});
