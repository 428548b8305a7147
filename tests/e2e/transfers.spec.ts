import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import {
  type AppFolders,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { type QueuedFile, queueFile } from '../fixtures/outbox.ts';
import { addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { type CuttingProxy, startCuttingProxy, startSshd } from '../fixtures/sshd.ts';
import { unlock } from './steps/entry.ts';
import { expectNoAxe, openTransfers, sendAndConfirmServer } from './steps/transfers.ts';

let folders: AppFolders;
let started: StartedApp;
let sshd: DemoSftpServer;
let proxy: CuttingProxy;
let files: QueuedFile[];

test.beforeEach(async () => {
  folders = makeFolders();
  sshd = await startSshd();
  proxy = await startCuttingProxy(sshd.port);
  files = [];
  await prepareWorkspace(folders.workspace, async (backend) => {
    const { client: api, host } = backend;
    if (!host.session) throw new Error('The workspace is locked.');
    const workspace = { backend, api, user: host.session.user };
    const id = await addPlan(api);
    const { name, shortName, profile } = await api.plans.get({ id });
    const sftp = {
      host: 'localhost',
      port: proxy.port,
      user: sshd.user,
      inboundFolder: 'inbound',
      testFolder: null,
      responseFolders: ['outbound'],
    };
    await api.plans.save({ id, name, shortName, profile: { ...profile, sftp } });
    await sshd.authorize((await api.plans.createKey({ id })).publicKey);
    files.push(await queueFile(workspace, id, randomBytes(1_228_000)));
    files.push(await queueFile(workspace, id, randomBytes(38_000)));
    files.push(await queueFile(workspace, await addPlan(api, 'Bluelark Health Plan'), randomBytes(22_000)));
  });
  started = await startApp({ folders });
  await unlock(started.page);
});

test.afterEach(async () => {
  await started.close();
  await proxy.stop();
  await sshd.stop();
  removeFolders(folders);
});

test('files go to the plan by keyboard: the server is confirmed, a broken line is mended, nothing goes twice', async () => {
  const { page } = started;
  const [first, second] = files;
  await openTransfers(page);
  await expect(page.getByRole('row', { name: /^Encounters, 1 line, Sunpoppy/ })).toHaveCount(2);
  await shoot(page, 'transfers');
  await expectNoAxe(page);

  proxy.cutAfter(600_000);
  await sendAndConfirmServer(page, sshd.fingerprint);
  await expect(page.getByText(/^The line to Sunpoppy broke\. The file waits here\./).first()).toBeVisible();
  expect(readdirSync(join(sshd.root, 'inbound'))).toEqual([`${first?.fileName}.part`]);
  await shoot(page, 'transfers-line-broken');

  proxy.cutAfter(null);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('row', { name: /Sent as a test$/ })).toHaveCount(2);
  for (const file of [first, second]) {
    expect(
      readFileSync(join(sshd.root, 'inbound', file?.fileName ?? '')).equals(file?.bytes ?? Buffer.of()),
    ).toBe(true);
  }
  expect(readdirSync(join(sshd.root, 'inbound'))).toHaveLength(2);
  await expect(page.getByRole('button', { name: 'Send now' })).toHaveAttribute('aria-disabled', 'true');

  await page.getByRole('row', { name: /Bluelark/ }).click();
  await page.getByRole('button', { name: 'It is uploaded' }).click();
  await expect(page.getByText('nothing waits')).toBeVisible();
  await shoot(page, 'transfers-sent');
  await expectNoAxe(page);
});

test('answers are fetched by keyboard: a roster opens in Rosters, an unknown file waits for a person', async () => {
  const { page } = started;
  mkdirSync(join(sshd.root, 'outbound'), { recursive: true });
  writeFileSync(
    join(sshd.root, 'outbound', 'SUNPOPPY_MIF_20261117.csv'),
    'CIN,First Name,Last Name,DOB,Program\r\n90000001A,Marisol,Guavatree,03/03/1992,ECM\r\n',
  );
  writeFileSync(join(sshd.root, 'outbound', 'notice_1117.txt'), 'Holiday schedule for Thanksgiving\n');
  await openTransfers(page);
  await sendAndConfirmServer(page, sshd.fingerprint);
  await expect(page.getByRole('row', { name: /Sent as a test$/ })).toHaveCount(2);

  await page.getByRole('button', { name: 'Look for answers' }).click();
  await expect(page.getByText('2 new, 1 of them waits for a person.')).toBeVisible();
  await page.getByRole('row', { name: /^Unknown kind of file/ }).click();
  await expect(page.getByText(/first line reads “Holiday schedule for Thanksgiving”/)).toBeVisible();
  await shoot(page, 'transfers-inbox');
  await expectNoAxe(page);
  await page.getByRole('button', { name: 'Keep it, nothing to do' }).click();
  await expect(page.getByText('nothing new')).toBeVisible();
  await page.getByRole('row', { name: /^Member roster, Sunpoppy, Opened in Rosters/ }).click();
  await page.getByRole('link', { name: 'Open Rosters' }).click();
  await expect(page.getByRole('heading', { name: 'Rosters', level: 1 })).toBeVisible();
});

test('a server with another key stops everything until an administrator drops the old one', async () => {
  const { page } = started;
  await openTransfers(page);
  await page.getByRole('button', { name: 'Test Sunpoppy' }).click();
  const question = page.getByRole('dialog', { name: 'Is this Sunpoppy’s server?' });
  await expect(question.getByText(sshd.fingerprint)).toBeVisible();
  await shoot(page, 'transfers-confirm-server');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Folder inbound is there')).toBeVisible();

  const confirmed = sshd.fingerprint;
  await sshd.restartWithNewHostKey();
  await page.keyboard.press('Control+Enter');
  await expect(
    page.getByText(/^The server is not the one you confirmed today\. Sending stopped\./).first(),
  ).toBeVisible();
  await expect(page.getByText(confirmed)).toBeVisible();
  await expect(page.getByText(sshd.fingerprint)).toBeVisible();
  await shoot(page, 'transfers-server-changed');
  await expectNoAxe(page);
  expect(readdirSync(join(sshd.root, 'inbound'))).toEqual([]);

  await page.getByRole('button', { name: 'The plan confirmed a new server…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Did Sunpoppy change its server?' });
  await dialog.getByLabel('Who at the plan said so?').fill('Dana at Sunpoppy, by phone');
  await dialog.getByRole('button', { name: 'Drop the old key' }).click();
  await expect(dialog).toBeHidden();
  await sendAndConfirmServer(page, sshd.fingerprint);
  await expect(page.getByRole('row', { name: /Sent as a test$/ })).toHaveCount(2);
});

test('a plan is added and changed in Admin, field by field, and a change is taken back', async () => {
  const { page } = started;
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('link', { name: 'Plans' }).click();
  await expect(page.getByRole('heading', { name: 'Plans', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Sunpoppy', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Server', exact: true })).toHaveValue('localhost');
  await shoot(page, 'admin-plans');
  await expectNoAxe(page);

  await page.getByLabel('Folder', { exact: true }).fill('/837P');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Folder', { exact: true })).toHaveValue('inbound');

  const line = page.getByText(/^ssh-ed25519 /);
  const before = await line.innerText();
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByRole('button', { name: 'Make a new key' }).click();
  await expect(line).not.toHaveText(before);

  await page.getByRole('button', { name: 'New plan' }).click();
  const texts = {
    Name: 'Foxglove Health Plan',
    'Short name': 'Foxglove',
    'Sender id': 'LARKMEADOW',
    'Receiver id': 'FOXGLOVE',
    'Payer id': 'FOXGLOVE1',
    'Submitter name': 'LARKMEADOW',
    'Contact name': 'LENA VANTREE',
    'Contact phone': '5105550100',
  };
  await expect(page.getByRole('button', { name: 'Add plan' })).toHaveAttribute('aria-disabled', 'true');
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Added Foxglove.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Foxglove', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
