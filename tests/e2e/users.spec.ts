import { expect, test } from '@playwright/test';
import {
  type AppFolders,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { PASSPHRASE } from '../fixtures/workspace.ts';
import { unlock } from './steps/entry.ts';
import { openAdmin } from './steps/line.ts';

let folders: AppFolders;
let started: StartedApp;
test.beforeEach(() => {
  folders = makeFolders();
});
test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

const NAME = 'Maximiliana Quillfeather-Thistlewood';

test('an account gets another role, is switched off and does not unlock, is removed, and the keys change', async () => {
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const { id } = await client.users.add({ name: NAME, role: 'outreach_worker', clinical: false });
    await client.users.allowUnlock({ userId: id, passphrase: 'willow lantern pasture' });
  });
  started = await startApp({ folders });
  const { page, app } = started;
  await unlock(page);
  await openAdmin(page, 'Users');
  const row = page.getByRole('row', { name: new RegExp(`^${NAME}`) });
  await row.click();
  await page.getByRole('button', { name: 'Change role' }).click();
  await page.getByRole('dialog').getByLabel('Role').click();
  await page.getByRole('option', { name: 'billing lead' }).click();
  await page.getByLabel('Your own passphrase').fill('not the right one');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/That is not your passphrase/)).toBeVisible();
  await shoot(page, 'users-role-wrong');
  await expect(async () => {
    // The wait after a wrong one may still run, and the change itself takes a moment.
    if ((await page.getByRole('dialog').count()) > 0) {
      await page.getByLabel('Your own passphrase').fill(PASSPHRASE, { timeout: 500 });
      await page.keyboard.press('Enter');
    }
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 4000 });
  }).toPass();
  await expect(row).toContainText('billing lead');
  await page.getByRole('button', { name: 'Record a change' }).click();
  const record = page.getByRole('dialog');
  await record.getByRole('textbox', { name: 'From' }).fill('1/1');
  await record.getByLabel('Credential').fill('RN');
  await record.getByLabel(/^Clinical staff/).check();
  await record.getByLabel('Taxonomy code').fill('163w00000x');
  await record.getByRole('button', { name: 'Record' }).click();
  await expect(record).toHaveCount(0);
  await expect(page.getByRole('complementary').getByText('from Jan 1')).toBeVisible();
  await expect(page.getByRole('complementary').getByText('163W00000X')).toBeVisible();
  await expect(row).toContainText('clinical');
  await shoot(page, 'users-credentials');
  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(row).toContainText('off');
  await shoot(page, 'users-off');
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByLabel('Your own passphrase').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(row).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Change the keys of this workspace?' })).toBeVisible();
  await shoot(page, 'users-keys');
  const next = app.waitForEvent('window');
  await page.getByLabel('Your own passphrase').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  const locked = await next;
  await expect(locked.getByText(/because its keys were changed/)).toBeVisible();
  await expect(locked.getByText(NAME)).toHaveCount(0);
  await unlock(locked);
  await expect(locked.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('whoever was told a passphrase chooses their own before anything opens', async () => {
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const { id } = await client.users.add({ name: NAME, role: 'outreach_worker', clinical: false });
    await client.users.allowUnlock({ userId: id, passphrase: 'willow lantern pasture' });
  });
  started = await startApp({ folders });
  const { page } = started;
  await page.getByRole('button', { name: 'Who are you?' }).click();
  await page.getByRole('option', { name: new RegExp(NAME) }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('willow lantern pasture');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/choose a passphrase that only you know/)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
  await expect(page.getByLabel('Passphrase you have now')).toBeFocused();
  await shoot(page, 'own-passphrase-first');
  await page.keyboard.type('willow lantern pasture');
  const next = 'orchard copper bell tower';
  await page.getByLabel('New passphrase', { exact: true }).fill(next);
  await page.getByLabel('New passphrase, again').fill(next);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});
