import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  type AppFolders,
  answerOpenDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { openToEveryone, prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { createTestShell, PASSPHRASE } from '../fixtures/workspace.ts';
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

/** A workspace with one person added, and a backup of it in the folder `files`, as if on a stick. */
async function prepareWithBackup(): Promise<{ readonly recoveryCode: string; readonly backup: string }> {
  const stick = createTestShell();
  stick.willOpen(folders.files);
  const { recoveryCode } = await prepareWorkspace(folders.workspace, async ({ client, host }) => {
    await client.users.add({ name: 'Teo Larkspur', role: 'outreach_worker', clinical: false });
    Object.assign(host, { shell: stick.client });
    for await (const _event of await client.backups.makeElsewhere()) void _event;
  });
  openToEveryone(folders.files);
  return { recoveryCode, backup: join(folders.files, readdirSync(folders.files)[0] ?? '') };
}

test('a person who forgot the passphrase gets back in with the printed code, and gets a new one', async () => {
  const { recoveryCode } = await prepareWorkspace(folders.workspace);
  started = await startApp({ folders });
  const { page } = started;
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recoveryCode.toLowerCase().replaceAll('-', ' '));
  await page.getByLabel('New passphrase', { exact: true }).fill('orchard lantern copper bell');
  await page.getByLabel('New passphrase, again').fill('orchard lantern copper bell');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('region', { name: /^Recovery code for/ });
  await expect(sheet).toBeVisible();
  const groups = (await sheet.getByRole('listitem').allInnerTexts()).map((text) =>
    text.replace(/^\d/, '').trim(),
  );
  expect(groups.join('-')).not.toBe(recoveryCode);
  for (const field of await page.getByRole('textbox', { name: /^Group \d$/ }).all()) {
    const id = await field.getAttribute('id');
    const label = await page.locator(`label[for="${id}"]`).innerText();
    await field.fill(groups[Number(label.match(/\d/)?.[0]) - 1] ?? '');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open Hearth' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('an office whose computer died opens the backup from a stick on a new one', async () => {
  const { backup } = await prepareWithBackup();
  rmSync(folders.workspace, { recursive: true });
  started = await startApp({ folders });
  const { page, app } = started;
  await page.getByRole('button', { name: 'Restore a backup instead' }).click();
  await answerOpenDialog(app, folders.temp);
  await page.getByRole('button', { name: 'Choose its folder' }).click();
  await expect(page.getByText(/is not a Hearth backup/)).toBeVisible();
  await answerOpenDialog(app, backup);
  await page.getByRole('button', { name: 'Choose its folder' }).click();
  await expect(page.getByText('Larkmeadow Community Care')).toBeVisible();
  await shoot(page, 'restore');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The backup is in place' })).toBeVisible();
  await page.getByRole('button', { name: 'Go to unlock' }).click();
  await unlock(page);
  await openAdmin(page, 'Users');
  await expect(page.getByRole('row', { name: /^Teo Larkspur/ })).toBeVisible();
});

test('a damaged database and a missing key file are two calm screens, and each leads to the backup', async () => {
  const { backup } = await prepareWithBackup();
  writeFileSync(join(folders.workspace, 'hearth.db'), Buffer.alloc(8192, 7));
  started = await startApp({ folders });
  await unlock(started.page);
  await expect(started.page.getByRole('heading', { name: 'The data file is damaged' })).toBeVisible();
  await shoot(started.page, 'trouble-damaged');
  await started.close();

  rmSync(join(folders.workspace, 'vault.json'));
  started = await startApp({ folders });
  const { page, app } = started;
  await expect(page.getByRole('heading', { name: 'The key file is missing or damaged' })).toBeVisible();
  await shoot(page, 'trouble-key-file');
  await page.getByRole('button', { name: 'Restore a backup' }).click();
  await answerOpenDialog(app, backup);
  await page.getByRole('button', { name: 'Choose its folder' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/lies in the folder “replaced-/)).toBeVisible();
  expect(readdirSync(folders.workspace).some((name) => name.startsWith('replaced-'))).toBe(true);
});
