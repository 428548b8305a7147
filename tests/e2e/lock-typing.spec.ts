import { expect, type Locator, type Page, test } from '@playwright/test';
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
  await prepareWorkspace(folders.workspace, async (backend) => {
    await seedScreens(backend);
    const { rows } = await backend.client.members.list({ view: 'all', limit: 10, offset: 0 });
    const walter = rows.find(({ name }) => name.startsWith('Walter'));
    if (!walter) throw new Error('Walter is not on the list.');
    await backend.client.assessments.start({ memberId: walter.id, formId: 'comprehensive' });
  });
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

/** Types into the field, walks back some letters, locks, and expects the caret and every letter back. */
async function survivesLock(page: Page, field: (page: Page) => Locator): Promise<Page> {
  await field(page).click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(TEXT);
  for (let step = 0; step < 11; step += 1) await page.keyboard.press('ArrowLeft');
  await page.waitForTimeout(1000);
  const fresh = await lockedBy(() =>
    started.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend')),
  );
  await expect(fresh.getByText(/because the computer went to sleep/)).toBeVisible();
  await unlock(fresh);
  await expect(field(fresh)).toBeFocused();
  await expect(field(fresh)).toHaveValue(TEXT);
  await expect.poll(async () => (await caretOf(fresh)).at).toBe(TEXT.length - 11);
  return fresh;
}

test('locked in the middle of a HAP, the caret is back in the same goal', async () => {
  const { page } = started;
  await enter(page);
  await page.getByRole('button', { name: /Guavatree HAP v/ }).click();
  await expect(page.getByRole('heading', { name: /^Start with what matters/ })).toBeVisible();
  await page.keyboard.press('a');
  await survivesLock(page, (window) => window.getByLabel(/^Goal 1, in .* own words$/));
});

test('locked in the middle of an answer, the caret is back in the same question', async () => {
  const { page } = started;
  await enter(page);
  await page.getByRole('button', { name: /Walter Thistledown.*Comprehensive/ }).click();
  await expect(page.getByRole('heading', { name: 'Comprehensive assessment', level: 1 })).toBeVisible();
  const first = page.locator('[data-question] input[type="text"], [data-question] textarea').first();
  await first.scrollIntoViewIfNeeded();
  const question = await first.evaluate((field) =>
    field.closest('[data-question]')?.getAttribute('data-question'),
  );
  await survivesLock(page, (window) =>
    window.locator(`[data-question="${question}"]`).locator('input[type="text"], textarea').first(),
  );
});
