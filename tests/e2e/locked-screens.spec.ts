import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { sql } from 'kysely';
import { createBackend } from '#main/backend/backend.ts';
import {
  type AppFolders,
  answerSaveDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { readPdf } from '../fixtures/read-pdf.ts';
import { createTestShell, PASSPHRASE, TEST_AGENCY } from '../fixtures/workspace.ts';
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';
import { openAdmin } from './steps/line.ts';

// The screens that stand between a person and the data: what they say, and that the next one never looks like the last.

let folders: AppFolders;
let started: StartedApp;
test.beforeEach(() => {
  folders = makeFolders();
});
test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

/** Starts the app, shows the screen that comes after the passphrase (or at once), and takes its picture. */
async function screenOf(name: string, heading: string, after: (page: Page) => Promise<void>): Promise<Page> {
  started = await startApp({ folders });
  const { page } = started;
  await after(page);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  await shoot(page, `locked-${name}`);
  return page;
}
const atOnce = async () => {};

test('data of a newer version, a key file of other data, a key file cut short: three calm screens', async () => {
  await prepareWorkspace(folders.workspace, async ({ host }) => {
    const db = host.session?.workspace.db;
    if (!db) throw new Error('Not open.');
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2030-01-01')`.execute(db);
  });
  let page = await screenOf('newer', 'This data needs a newer Hearth', unlock);
  await expect(page.getByText('Nothing was changed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Restore a backup' })).toHaveCount(0);
  await page.getByRole('button', { name: /^Look again/ }).click();
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
  await started.close();

  // The key file of another workspace whose passphrase is the same.
  rmSync(folders.workspace, { recursive: true });
  mkdirSync(folders.workspace);
  const other = join(folders.root, 'other');
  await prepareWorkspace(other);
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const { id } = await client.users.add({ name: 'Teo Larkspur', role: 'auditor', clinical: false });
    await client.users.allowUnlock({ userId: id, passphrase: 'willow lantern pasture', typedByThem: true });
  });
  const own = readFileSync(join(folders.workspace, 'vault.json'));
  copyFileSync(join(other, 'vault.json'), join(folders.workspace, 'vault.json'));
  page = await screenOf('mismatched', 'The data file is damaged', unlock);
  await expect(page.getByText(/or it belongs to another key file/)).toBeVisible();
  await page.getByRole('button', { name: 'None of this works' }).click();
  await shoot(page, 'locked-start-fresh');
  await started.close();

  writeFileSync(join(folders.workspace, 'vault.json'), own);
  truncateSync(join(folders.workspace, 'vault.json'), 200);
  page = await screenOf('key-file', 'The key file is missing or damaged', atOnce);
  await page.getByRole('button', { name: /^Use the copy beside the data/ }).click();
  await unlock(page);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await openAdmin(page, 'Incidents');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await shoot(page, 'locked-incidents');
  await checkScreen(started.app, page, 'incidents');
});

test('what fails unexpectedly at the lock screen has a number that can be copied from there', async () => {
  await prepareWorkspace(folders.workspace);
  const inTheWay = join(folders.workspace, 'check-needed');
  mkdirSync(inTheWay);
  chmodSync(inTheWay, 0o777);
  started = await startApp({ folders });
  const { page, app } = started;
  await unlock(page);
  const incident = page.getByText(/^Incident /);
  await expect(incident).toBeVisible();
  await shoot(page, 'locked-incident');
  const id = /[0-9a-f-]{36}/.exec((await incident.textContent()) ?? '')?.[0];
  await page.getByRole('button', { name: 'Copy the incident id' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(id);
});

test('the recovery code is saved as a sheet at set-up, and what is printed on it opens the workspace', async () => {
  started = await startApp({ folders });
  const { page, app } = started;
  await page.getByLabel('Agency name').fill(TEST_AGENCY.name);
  await page.getByLabel('NPI').fill(TEST_AGENCY.npi);
  await page.getByLabel('TIN').fill(TEST_AGENCY.tin);
  await page.getByLabel('Street').fill(TEST_AGENCY.address);
  await page.getByLabel('City').fill(TEST_AGENCY.city);
  await page.getByLabel('ZIP').fill(TEST_AGENCY.zip);
  await page.keyboard.press('Enter');
  await page.getByLabel('Your name').fill('Lena Vantree');
  await page.keyboard.press('Enter');
  await page.getByLabel('Passphrase', { exact: true }).fill('copper river lantern meadow');
  await page.getByLabel('Passphrase, again').fill('copper river lantern meadow');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('region', { name: /^Recovery code for/ });
  await expect(sheet).toBeVisible();
  await shoot(page, 'set-up-recovery');
  const groups = (await sheet.getByRole('listitem').allInnerTexts()).map((text) =>
    text.replace(/^\d/, '').trim(),
  );
  const path = join(folders.files, 'sheet.pdf');
  await answerSaveDialog(app, null);
  await page.getByRole('button', { name: 'Save the sheet as PDF' }).click();
  await expect(page.getByText(/^Saved as/)).toHaveCount(0);
  await answerSaveDialog(app, path);
  await page.getByRole('button', { name: 'Save the sheet as PDF' }).click();
  await expect(page.getByText(/^Saved as sheet\.pdf/)).toBeVisible();
  const { text } = await readPdf(readFileSync(path));
  for (const group of groups) expect(text).toContain(group);
  expect(text).toContain(TEST_AGENCY.name);
  for (const field of await page.getByRole('textbox', { name: /^Group \d$/ }).all()) {
    const label = await page.locator(`label[for="${await field.getAttribute('id')}"]`).innerText();
    await field.fill(groups[Number(label.match(/\d/)?.[0]) - 1] ?? '');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open Hearth' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await started.close();

  const backend = createBackend({
    folder: folders.workspace,
    shell: createTestShell().client,
    version: '0.0.0-test',
  });
  const { users } = await backend.client.vault.status({});
  await backend.client.vault.useRecoveryCode({
    userId: users[0]?.id ?? '',
    code: groups.join('-'),
    newPassphrase: 'orchard lantern copper bell',
  });
  await backend.close();
  started = await startApp({ folders });
});

test('after a screen lock the computer’s key opens the workspace, after any other one the passphrase does', async () => {
  await prepareWorkspace(folders.workspace);
  started = await startApp({ folders });
  const { app } = started;
  // A key store that is one: this computer has none, so Electron is told to do with its own password.
  await app.evaluate(({ safeStorage }) => {
    safeStorage.setUsePlainTextEncryption(true);
    safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
  });
  const after = async (event: 'lock-screen' | 'suspend') => {
    const next = app.waitForEvent('window');
    await app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
    const page = await next;
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
    return page;
  };
  let { page } = started;
  await unlock(page);
  await page.getByRole('button', { name: /Lena Vantree, administrator/ }).click();
  await page.getByRole('menuitem', { name: 'After a screen lock' }).click();
  const dialog = page.getByRole('dialog', { name: /^Open without your passphrase/ });
  await dialog.getByLabel('Your own passphrase').fill(PASSPHRASE);
  await checkScreen(app, page, 'after a screen lock');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('After a screen lock Hearth opens without your passphrase.')).toBeVisible();

  page = await after('lock-screen');
  await checkScreen(app, page, 'unlock without the passphrase');
  await page.getByRole('button', { name: 'Open without the passphrase' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();

  page = await after('suspend');
  await expect(page.getByRole('button', { name: 'Open without the passphrase' })).toHaveCount(0);
  await unlock(page);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();

  // What it kept is gone: it says so once, and the passphrase is next.
  rmSync(join(folders.profile, 'device-keys'), { recursive: true });
  page = await after('lock-screen');
  await page.getByRole('button', { name: 'Open without the passphrase' }).click();
  await expect(page.getByText(/^This computer has no key for you any more/)).toBeVisible();
  await unlock(page);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('a computer without a key store says so, and the passphrase stays the way in', async () => {
  await prepareWorkspace(folders.workspace);
  started = await startApp({ folders });
  const { page, app } = started;
  await unlock(page);
  const backend = await app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend?.());
  expect(backend).toBe('basic_text');
  await page.getByRole('button', { name: /Lena Vantree, administrator/ }).click();
  await page.getByRole('menuitem', { name: 'After a screen lock' }).click();
  const dialog = page.getByRole('dialog', { name: /^Open without your passphrase/ });
  await expect(
    dialog.getByText(/^Not available on this computer\. This computer has no key store/),
  ).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Turn on' })).toHaveCount(0);
  await checkScreen(app, page, 'the computer’s own sign-in');
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  const next = app.waitForEvent('window');
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  const locked = await next;
  await expect(locked.getByRole('button', { name: 'Open without the passphrase' })).toHaveCount(0);
  await unlock(locked);
  await expect(locked.getByRole('navigation', { name: 'Main' })).toBeVisible();
});
