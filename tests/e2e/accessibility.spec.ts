import { expect, type Page, test } from '@playwright/test';
import { makeFolders, removeFolders, type StartedApp, startApp } from '../fixtures/electron-app.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { PASSPHRASE, TEST_AGENCY } from '../fixtures/workspace.ts';
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';
import { seedScreens } from './steps/seed-screens.ts';

let started: StartedApp;
test.setTimeout(300_000);
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

test('the way in: every step of the set-up', async () => {
  started = await startApp();
  const { app, page } = started;
  await expect(page.getByRole('heading', { name: 'Your agency' })).toBeVisible();
  await page.getByLabel('NPI').fill('123');
  await page.keyboard.press('Enter');
  await expect(page.getByText('An NPI has 10 digits.')).toBeVisible();
  await checkScreen(app, page, 'set-up, agency with errors');
  await page.getByLabel('Agency name').fill(TEST_AGENCY.name);
  await page.getByLabel('NPI').fill(TEST_AGENCY.npi);
  await page.getByLabel('TIN').fill(TEST_AGENCY.tin);
  await page.getByLabel('Street').fill(TEST_AGENCY.address);
  await page.getByLabel('City').fill(TEST_AGENCY.city);
  await page.getByLabel('ZIP').fill(TEST_AGENCY.zip);
  await page.keyboard.press('Enter');
  await checkScreen(app, page, 'set-up, you');
  await page.getByLabel('Your name').fill('Lena Vantree');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Draw four random words' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('abcdefgh');
  await checkScreen(app, page, 'set-up, passphrase');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase, again').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The recovery code' })).toBeVisible();
  await checkScreen(app, page, 'set-up, recovery code');
});

test('the workspace: every screen', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, seedScreens);
  started = await startApp({ folders });
  const { app, page } = started;
  const check = (name: string) => checkScreen(app, page, name);

  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await check('unlock');
  await page.keyboard.type('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/does not open this workspace/).first()).toBeVisible();
  await check('unlock, wrong passphrase');
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await check('recovery code');
  await page.getByRole('button', { name: 'Use the passphrase' }).click();
  await unlock(page);
  await expect(page.getByRole('grid', { name: 'Today' })).toBeVisible();
  await check('today');
  await page.keyboard.press('w');
  await check('today, why');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('mar');
  await expect(page.getByRole('option', { name: /Marisol/ }).first()).toBeVisible();
  await check('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys of this screen' })).toBeVisible();
  await check('keys');
  await page.keyboard.press('Escape');

  await go(page, 'c', 'Caseload');
  await page.keyboard.press('x');
  await page.keyboard.press('Space');
  await check('caseload');
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog')).toBeVisible();
  await check('assign');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add member' }).click();
  await page.keyboard.press('Control+Enter');
  await check('add member, with errors');
  await page.keyboard.press('Escape');

  await openChart(page);
  await check('chart, summary');
  for (const tab of await page.getByRole('tab').allInnerTexts()) {
    const name = tab.split('\n')[0] ?? tab;
    await page.getByRole('tab', { name }).click();
    await page.waitForTimeout(300);
    await check(`chart, ${name}`);
  }
  await page.getByRole('tab', { name: 'Health' }).click();
  await page.getByRole('button', { name: 'Add diagnosis' }).first().click();
  await check('chart, add diagnosis');

  for (const kind of ['Note', 'Assessment', 'HAP']) {
    await page
      .locator('[data-in-progress]')
      .getByRole('button', { name: new RegExp(kind) })
      .click();
    await page.waitForTimeout(500);
    await check(`in progress, ${kind}`);
  }
  await page.keyboard.press('Escape');

  for (const entry of await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all()) {
    const name = (await entry.getAttribute('title')) ?? '';
    if (['Today', 'Caseload'].includes(name)) continue;
    await entry.click();
    await page.waitForTimeout(500);
    await check(name);
  }
  const sections = page.getByRole('navigation', { name: 'Admin' }).getByRole('link');
  for (const section of (await sections.allInnerTexts()).slice(1)) {
    await sections.filter({ hasText: section }).click();
    await page.waitForTimeout(400);
    await check(`admin, ${section}`);
  }
});

async function go(page: Page, letter: string, heading: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
}

async function openChart(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox').first()).toBeFocused();
  await page.keyboard.type('marisol');
  await expect(page.getByRole('option', { name: /Marisol/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Marisol/, level: 1 })).toBeVisible();
}
