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
    await page.getByLabel('Your own passphrase').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 2000 });
  }).toPass();
  await expect(row).toContainText('billing lead');
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
