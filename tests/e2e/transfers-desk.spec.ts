import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { generateKey } from 'openpgp';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { queueTransfer } from '#main/backend/transfers/queue-transfer.ts';
import {
  type AppFolders,
  answerOpenDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { operationContext, type QueuedFile, queueFile } from '../fixtures/outbox.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { smallPlan } from '../fixtures/plan-content.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { startSshd } from '../fixtures/sshd.ts';
import { unlock } from './steps/entry.ts';
import { openAdmin } from './steps/line.ts';
import { expectNoAxe, openTransfers } from './steps/transfers.ts';

const LONG =
  'Return file (RTF) for every member whose assessment or plan changed between the first and the last day of October, corrected for the third time';
const UNSURE =
  'The line to Sunpoppy broke while the file got its name, and the server does not show it any more. Ask Sunpoppy whether it has the file, then say so here.';

let folders: AppFolders;
let started: StartedApp;
let sshd: DemoSftpServer;
let byHand: QueuedFile;

test.beforeEach(async () => {
  folders = makeFolders();
  sshd = await startSshd();
});
test.afterEach(async () => {
  await started.close();
  await sshd.stop();
  removeFolders(folders);
});

/** An agency with a plan over SFTP and one with a portal, files that wait, and one that nobody knows about. */
async function prepareDesk(): Promise<void> {
  await prepareWorkspace(folders.workspace, async (backend) => {
    const { client: api, host } = backend;
    if (!host.session) throw new Error('The workspace is locked.');
    const w = { backend, api, user: host.session.user };
    const portal = await addPlan(api, 'Bluelark Health Plan');
    byHand = await queueFile(w, portal, randomBytes(22_000));
    const id = await addPlan(api);
    const { name, shortName, profile } = await api.plans.get({ id });
    const sftp = {
      host: '127.0.0.1',
      port: sshd.port,
      user: sshd.user,
      inboundFolder: 'inbound',
      testFolder: null,
    };
    await api.plans.save({ id, name, shortName, profile: { ...profile, sftp } });
    await sshd.authorize((await api.plans.createKey({ id })).publicKey);
    await api.plans.confirmHostKey({ id, fingerprint: sshd.fingerprint });
    const context = operationContext(w);
    const queue = (title: string, fileName: string, content: Uint8Array) =>
      queueTransfer(context, {
        planId: id,
        kind: 'document',
        sourceId: context.newId(),
        title,
        fileName,
        bytes: content.byteLength,
        sha256: '',
        content,
      });
    await queue('Large', 'large.bin', randomBytes(6_000_000));
    await queue(LONG, `${'return-file-october-corrected-'.repeat(4)}3.xlsx`, randomBytes(74_000));
    const unsure = await queueFile(w, id, randomBytes(1000));
    await context.db
      .updateTable('transfer')
      .set({ state: 'unsure', problem: UNSURE, server_path: `inbound/${unsure.fileName}` })
      .where('id', '=', unsure.transferId)
      .execute();
  });
  started = await startApp({ folders });
  await unlock(started.page);
}

const clipboard = () => started.app.evaluate(({ clipboard: board }) => board.readText());
const inbound = (name = '') => join(sshd.root, 'inbound', name);

test('a portal’s fields are copied with one key each; long names, held and unsure files are shown whole', async () => {
  await prepareDesk();
  const { page } = started;
  await openTransfers(page);
  await page.getByRole('button', { name: 'Open the panel for Bluelark’s portal' }).click();
  await expect(page.getByRole('heading', { name: 'For the plan’s portal' })).toBeVisible();
  await page.getByRole('row', { name: /Bluelark/ }).click();
  const sha256 =
    (await page
      .getByTitle(/^[0-9a-f]{64}$/)
      .first()
      .getAttribute('title')) ?? '';
  for (const [key, value] of Object.entries({ 1: byHand.fileName, 2: '22000', 3: sha256, 5: '1', 7: '2' })) {
    await page.keyboard.press(key);
    await expect.poll(clipboard).toBe(value);
  }
  await page.getByRole('button', { name: 'Copy size' }).click();
  await expect.poll(clipboard).toBe('22000');
  await shoot(page, 'transfers-portal');
  await expectNoAxe(page);

  await page.getByRole('row', { name: new RegExp(`^${LONG.slice(0, 40).replaceAll(/[()]/g, '.')}`) }).click();
  await expect(page.getByRole('heading', { name: LONG })).toBeVisible();
  await shoot(page, 'transfers-long-name');
  await expectNoAxe(page);

  await page.getByRole('row', { name: /Ask the plan$/ }).click();
  await expect(page.getByText(UNSURE)).toBeVisible();
  await shoot(page, 'transfers-unsure');
  await expectNoAxe(page);
  await page.getByRole('button', { name: 'They do not have it' }).click();
  await expect(page.getByRole('row', { name: /Ask the plan$/ })).toHaveCount(0);
});

test('a slow line is spared, a file is paused in the middle and goes on from there', async () => {
  test.setTimeout(120_000);
  await prepareDesk();
  const { page } = started;
  await openAdmin(page, 'Plans');
  await page.getByRole('button', { name: 'Sunpoppy', exact: true }).click();
  await page.getByLabel('At most', { exact: true }).fill('800');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();

  // From a field, keys would be typed into it.
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Transfers/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Transfers', level: 1 })).toBeVisible();
  const large = page.getByRole('row', { name: /^Large, Sunpoppy/ });
  await large.click();
  await page.keyboard.press('r');
  await expect(page.getByRole('progressbar', { name: 'Sending Large' })).toBeVisible();
  await shoot(page, 'transfers-sending');
  await expect.poll(() => readdirSync(inbound())).toEqual(['large.bin.part']);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('row', { name: /^Large, Sunpoppy, Paused$/ })).toBeVisible();
  expect(readdirSync(inbound())).toEqual(['large.bin.part']);
  await shoot(page, 'transfers-paused');
  await expectNoAxe(page);

  await openAdmin(page, 'Plans');
  await page.getByRole('button', { name: 'Sunpoppy', exact: true }).click();
  await page.getByLabel('At most', { exact: true }).fill('');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Transfers/ })
    .click();
  await large.click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(/^Uploaded under a temporary name, from byte [\d,]+ on/)).toBeVisible();
  await expect(page.getByRole('row', { name: /^Large, Sunpoppy, Sent/ })).toBeVisible();
  expect(readFileSync(inbound('large.bin'))).toHaveLength(6_000_000);
});

test('keys come from files or are made here, of either kind, and the plan’s line is shown', async () => {
  test.setTimeout(120_000);
  await prepareDesk();
  const { page, app } = started;
  const file = (name: string, text: string) => {
    const path = join(folders.files, name);
    writeFileSync(path, text);
    return path;
  };
  await openAdmin(page, 'Plans');
  await page.getByRole('button', { name: 'Sunpoppy', exact: true }).click();

  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'meadow' },
  });
  await answerOpenDialog(app, file('id_rsa', privateKey));
  await page.getByRole('button', { name: 'Load a key file…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Does the key file have a passphrase?' });
  await dialog.getByLabel('Passphrase of the key').fill('meadow');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  const line = page.getByText(/^ssh-(rsa|ed25519) /);
  await expect(line).toHaveText(/^ssh-rsa /);
  const loaded = await line.innerText();

  await page.getByRole('button', { name: 'Make an RSA key' }).click();
  await page.getByRole('button', { name: 'Make a new key' }).click();
  await expect(line).not.toHaveText(loaded, { timeout: 30_000 });
  await expect(line).toHaveText(/^ssh-rsa \S+ Larkmeadow-Community-Care-to-Sunpoppy-/);
  await sshd.authorize(await line.innerText());
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('Deleted it again, nothing is left there')).toBeVisible();

  const pgp = await generateKey({ userIDs: [{ name: 'Sunpoppy EDI' }], format: 'armored' });
  await answerOpenDialog(app, file('sunpoppy.asc', pgp.publicKey));
  await page.getByRole('button', { name: 'Load the plan’s key' }).click();
  await expect(
    page.getByText('New files are encrypted with the plan’s key before they leave.'),
  ).toBeVisible();
  await shoot(page, 'admin-plan-keys');
  await expectNoAxe(page);
});

test('which version of a Health Action Plan a plan has, what changed since, and all that are due in one go', async () => {
  await prepareWorkspace(folders.workspace, async ({ client: api, host }) => {
    const id = await addPlan(api, 'Bluelark Health Plan');
    const { name, shortName, profile } = await api.plans.get({ id });
    const actionPlans = { ...profile.actionPlans, send: true };
    await api.plans.save({ id, name, shortName, profile: { ...profile, actionPlans } });
    const leadId = host.session?.user.id ?? '';
    const people = [];
    for (let index = 0; index < 3; index += 1) {
      const person = await addPerson(api, id, { program: 'ECM', leadId, assignedOn: '2026-02-01' });
      await api.members.enroll({
        id: person.id,
        program: 'ECM',
        on: '2026-03-01',
        authorizationNumber: 'AUTH-1',
        authorizationStart: '2026-03-01',
      });
      people.push(person.id);
    }
    const sign = async (memberId: string, strengths: string) => {
      const draft = await api.actionPlans.start({ memberId });
      const content = { ...smallPlan(draft.content, '2027-02-18'), strengths };
      await api.actionPlans.saveDraft({ id: draft.id, content });
      await api.actionPlans.sign({ id: draft.id });
    };
    const [first = '', ...others] = people;
    await sign(first, 'Keeps a tidy camp.');
    await api.transfers.queueActionPlans({});
    const { outbox } = await api.transfers.list({});
    await api.transfers.settle({ id: outbox[0]?.id ?? '', arrived: true });
    await sign(first, 'Keeps a tidy room now.');
    for (const memberId of others) await sign(memberId, 'Cooks for the whole floor.');
  });
  started = await startApp({ folders });
  const { page } = started;
  await unlock(page);
  await openTransfers(page);
  await page.getByRole('row', { name: /^Health Action Plan, version 1, Bluelark/ }).click();
  await expect(page.getByText(/^Version 2 was signed today, not in the outbox yet\.$/)).toBeVisible();
  await expect(page.getByText(/^Strengths/)).toBeVisible();
  await shoot(page, 'transfers-hap-since');
  await expectNoAxe(page);

  await page.getByRole('button', { name: 'Queue 3 HAPs' }).click();
  await expect(page.getByText('3 Health Action Plans in the outbox.')).toBeVisible();
  await page.getByRole('row', { name: /^Health Action Plan, version 1, Bluelark, Sent/ }).click();
  await expect(page.getByText(/^Version 2 was signed today, waits in the outbox\.$/)).toBeVisible();
  const all = page.getByRole('row', { name: /^3 Health Action Plans, Bluelark, Upload by hand, closed/ });
  await expect(all.getByText('queued today, 1 replaces an older version')).toBeVisible();
  await all.click();
  await page.getByRole('button', { name: 'Show each file' }).click();
  await page
    .getByRole('row', {
      name: /^Health Action Plan, version 2, replaces an older one, Bluelark, Upload by hand/,
    })
    .click();
  await page.getByRole('button', { name: 'It is uploaded' }).click();
  await expect(page.getByText('Version 2 is the newest signed one.')).toBeVisible();
});

test('a workspace without plans and files says what comes first', async () => {
  await prepareWorkspace(folders.workspace);
  started = await startApp({ folders });
  const { page } = started;
  await unlock(page);
  await openTransfers(page);
  await expect(page.getByText('Nothing waits to be sent, and nothing was sent yet.')).toBeVisible();
  await shoot(page, 'transfers-empty');
  await expectNoAxe(page);
});
