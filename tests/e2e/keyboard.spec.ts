import { expect, type Page, test } from '@playwright/test';
import { makeFolders, removeFolders, type StartedApp, startApp } from '../fixtures/electron-app.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { unlock } from './steps/entry.ts';
import { seedScreens } from './steps/seed-screens.ts';

let started: StartedApp;
test.beforeEach(async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, seedScreens);
  started = await startApp({ folders });
  await unlock(started.page);
  await expect(started.page.getByRole('grid', { name: 'Today' })).toBeVisible();
});
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

/** The region that holds the focus: `main`, `navigation`, … */
function region(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region);
}

test('a day without the mouse: rows, done and undo, find, chart, tabs, note, lock', async () => {
  const { page } = started;
  const rows = page.getByRole('grid', { name: 'Today' }).locator('[data-row]');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(rows.first()).toBeFocused();

  // Done with e, taken back with Ctrl+Z; the focus stays in the list.
  const task = rows.filter({ hasText: 'Bring the form' });
  for (let step = 0; step < 12 && !(await task.getAttribute('data-selected')); step += 1) {
    await page.keyboard.press('j');
  }
  await page.keyboard.press('e');
  await expect(page.getByRole('status').filter({ hasText: 'Done: Bring the form.' })).toBeVisible();
  await expect(task).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(task).toBeVisible();
  await page.keyboard.press('w');
  await expect(page.locator('[data-selected] p')).toContainText(/\w/);

  // In a field letters are text; Escape empties it, the arrow goes to the rows.
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { name: 'Caseload', level: 1 })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('marisol gc');
  await expect(page.getByRole('searchbox')).toHaveValue('marisol gc');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await page.keyboard.type('marisol');
  await expect(page.getByRole('row', { name: /Marisol/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Marisol/, level: 1 })).toBeVisible();
  await page.keyboard.press(']');
  await expect(page.getByRole('tab', { name: 'Assessments' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('[');
  await expect(page.getByRole('tab', { name: 'Summary' })).toHaveAttribute('aria-selected', 'true');

  // The note opens beside the chart; Escape puts it away and Alt+Left goes back.
  await page.keyboard.press('n');
  await expect.poll(() => region(page)).toBe('panel');
  await page.keyboard.press('Escape');
  await expect.poll(() => region(page)).not.toBe('panel');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Assessments' })).toHaveAttribute('aria-selected', 'true');
});

test('F6 goes round the parts of the window and returns to where the focus was', async () => {
  const { page } = started;
  await page.keyboard.press('j');
  const row = await page.evaluate(() => document.activeElement?.getAttribute('data-row'));
  const seen: (string | undefined)[] = [];
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press('F6');
    seen.push(await region(page));
  }
  expect(new Set(seen)).toEqual(new Set(['title-bar', 'navigation', 'main', 'rail', 'status-bar']));
  expect(seen.at(-1)).toBe('main');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe(row);
});

test('the list of keys is read from the key map, and letters can be turned off', async () => {
  const { page } = started;
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys of this screen' });
  await expect(dialog).toContainText('Why is this here');
  await expect(dialog).toContainText('New note');
  await dialog.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.locator('[data-region="panel"]')).toHaveCount(0);
  await expect(page.getByRole('grid', { name: 'Today' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
});

/** Opens the palette and waits until its field has the caret: what is typed before belongs to the page. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
}

test('the palette opens a member, an action and a page, and Tab shows what can be done', async () => {
  const { page } = started;
  await openPalette(page);
  await page.keyboard.type('walter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Walter/, level: 1 })).toBeVisible();
  await openPalette(page);
  await page.keyboard.type('marisol');
  await expect(page.getByRole('option', { name: /Marisol.*ECM/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.type('new');
  await page.keyboard.press('Enter');
  await expect.poll(() => region(page)).toBe('panel');
  await page.keyboard.press('Escape');
  await openPalette(page);
  await page.keyboard.type('casel');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Caseload', level: 1 })).toBeVisible();
});

test('unlocking returns to the page and to the open note', async () => {
  const { app, page } = started;
  await openPalette(page);
  await page.keyboard.type('marisol');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Marisol/, level: 1 })).toBeVisible();
  await page.keyboard.press('n');
  await expect.poll(() => region(page)).toBe('panel');
  await page.waitForTimeout(1000);
  const next = app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+L').catch(() => {});
  const again = await next;
  await unlock(again);
  await expect(again.getByRole('heading', { name: /Marisol/, level: 1 })).toBeVisible();
  await expect(again.locator('[data-region="panel"]')).toBeVisible();
});
