import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Writes a policy file as the administrator of the computer would; the app runs as somebody else. */
function policyFile(content: unknown): string {
  const path = join(folders.root, 'policy.json');
  writeFileSync(path, JSON.stringify(content));
  chmodSync(path, 0o644);
  if (process.getuid?.() === 0) chownSync(path, 0, 0);
  return path;
}
const withPolicy = (content: unknown) =>
  startApp({ folders, args: [`--policy-file=${policyFile(content)}`] });

test('the rules of the policy file hold, stand in Admin, and the words on screen follow them', async () => {
  await prepareWorkspace(folders.workspace);
  started = await withPolicy({
    format: 1,
    idleMinutes: 1,
    passphrase: { minLength: 20, refusedWords: ['Larkmeadow'] },
    allowedSftpHosts: ['sftp.sunpoppy.example'],
    updates: 'automatic',
  });
  const { page } = started;
  await unlock(page);
  await expect(page.getByText('Locks after 1 min')).toBeVisible();
  await openAdmin(page, 'Policy');
  const row = (name: RegExp) => page.getByRole('row', { name });
  await expect(row(/^Locks: after 1 minute/)).toContainText('set by policy');
  await expect(row(/^New passphrases: at least 20/)).toContainText('set by policy');
  await expect(row(/^Files go to/)).toContainText('sftp.sunpoppy.example');
  await expect(row(/^Updates: never looked for/)).toContainText('set by policy');
  await expect(row(/^Workspace folder/)).toContainText('Hearth’s own');
  await shoot(page, 'admin-policy');

  await page.getByRole('button', { name: /Lena Vantree, administrator/ }).click();
  await page.getByRole('menuitem', { name: 'Change my passphrase' }).click();
  await expect(page.getByText('At least 20 characters.')).toBeVisible();
  await page.getByLabel('Passphrase you have now').fill('copper river lantern meadow');
  await page.getByLabel('New passphrase', { exact: true }).fill('larkmeadow on the long hill road');
  await page.getByLabel('New passphrase, again').fill('larkmeadow on the long hill road');
  await page.getByRole('button', { name: 'Change passphrase' }).click();
  await expect(page.getByText(/does not allow “Larkmeadow”/)).toBeVisible();
  await shoot(page, 'own-passphrase');
  await page.keyboard.press('Escape');
  // Half a minute before the minute is over the window says so; a key puts it off.
  await expect(page.getByText(/^Locks in \d+ seconds\.$/)).toBeVisible({ timeout: 50_000 });
  await shoot(page, 'lock-warning');
  await page.keyboard.press('Shift');
  await expect(page.getByText(/^Locks in \d+ seconds\.$/)).toHaveCount(0);
});

test('a policy file that cannot be used says so on every screen, and the strictest rules hold', async () => {
  await prepareWorkspace(folders.workspace);
  started = await withPolicy({ format: 1, idelMinutes: 60 });
  const { page } = started;
  const banner = page.getByRole('complementary', { name: 'Policy of this computer' });
  await expect(banner).toContainText('“idelMinutes” does not fit');
  await shoot(page, 'policy-refused-unlock');
  await unlock(page);
  await expect(page.getByText('Locks after 5 min')).toBeVisible();
  await expect(banner).toBeVisible();
  await openAdmin(page, 'Policy');
  await expect(page.getByRole('row', { name: /^Files go to/ })).toContainText('none: nothing is sent');
  await shoot(page, 'policy-refused');
});
