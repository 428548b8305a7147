import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { emptyGoal, emptyStep } from '#shared/action-plans/content.ts';
import {
  type AppFolders,
  answerOpenDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { ADDRESS, confirmUnits, signNote } from '../fixtures/service-line.ts';
import { type CuttingProxy, startCuttingProxy, startSshd } from '../fixtures/sshd.ts';
import type { TestWorkspace } from '../fixtures/workspace.ts';
import { claims277, functional999 } from '../fixtures/x12/answers.ts';
import { unlock } from './steps/entry.ts';
import { openAdmin } from './steps/line.ts';
import { expectNoAxe, openTransfers, sendAndConfirmServer } from './steps/transfers.ts';

const PEOPLE = 10;

let folders: AppFolders;
let started: StartedApp;
let sshd: DemoSftpServer;
let proxy: CuttingProxy;
let answers: { readonly receipt: string; readonly verdicts: string };

/** A person with a service to bill and a signed plan to send. */
async function addPersonWithWork(api: TestWorkspace['api'], planId: string, ownerId: string): Promise<void> {
  const { id } = await addPerson(api, planId, {
    ...ADDRESS,
    program: 'ECM',
    leadId: ownerId,
    assignedOn: '2026-02-01',
  });
  await api.members.enroll({
    id,
    program: 'ECM',
    on: '2026-03-01',
    authorizationNumber: 'AUTH-1',
    authorizationStart: '2026-03-01',
  });
  await signNote(api, id);
  const draft = await api.actionPlans.start({ memberId: id });
  const step = { text: 'Coordinated entry packet', ownerId, ownerName: 'Lena Vantree', dueOn: '2027-01-04' };
  const goal = emptyGoal(crypto.randomUUID(), {
    words: 'A room of my own.',
    measure: 'Holds a lease.',
    domain: 'housing',
    targetDate: '2027-02-26',
    steps: [emptyStep(crypto.randomUUID(), step)],
  });
  const content = {
    ...draft.content,
    goals: [goal],
    strengths: 'Kept the same campsite tidy for two years.',
    crisisPlan: 'Cold water, then a walk.',
    crisisContact: 'County warm line, (510) 555-0199',
    reviewOn: '2027-02-18',
  };
  await api.actionPlans.saveDraft({ id: draft.id, content });
  await api.actionPlans.sign({ id: draft.id });
}

test.beforeEach(async () => {
  folders = makeFolders();
  sshd = await startSshd();
  mkdirSync(join(sshd.root, 'outbound'));
  proxy = await startCuttingProxy(sshd.port);
  await prepareWorkspace(folders.workspace, async ({ client: api, host }) => {
    const id = await addPlan(api);
    const { name, shortName, profile } = await api.plans.get({ id });
    await api.plans.save({
      id,
      name,
      shortName,
      profile: { ...profile, edi: { ...profile.edi, usage: 'P' } },
    });
    await confirmUnits(api, id);
    for (let index = 0; index < PEOPLE; index += 1) {
      await addPersonWithWork(api, id, host.session?.user.id ?? '');
    }
    const { batches } = await api.encounters.build({});
    const batchId = batches[0]?.id ?? '';
    const { segments } = await api.encounters.batch({ id: batchId });
    const all = (tag: string) => segments.filter((segment) => segment.startsWith(`${tag}*`));
    const element = (tag: string, at: number) => all(tag)[0]?.replace('~', '').split('*')[at] ?? '';
    answers = {
      receipt: functional999(element('GS', 6), [{ set: element('ST', 2), code: 'A' }]),
      verdicts: claims277(
        element('BHT', 3),
        all('CLM').map((claim) => ({ claim: claim.split('*')[1] ?? '', status: 'A2:20' })),
        { control: 901 },
      ),
    };
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

test('a plan is set up, a batch and ten Health Action Plans reach it, its answers come back, and a new server is accepted with a reason', async () => {
  test.setTimeout(240_000);
  const { page, app } = started;

  // The profile, with a key made here and the fingerprint compared by a person.
  await openAdmin(page, 'Plans');
  await page.getByRole('checkbox', { name: 'This plan takes files over SFTP' }).check();
  await page.getByLabel('Server', { exact: true }).fill('localhost');
  await page.getByLabel('Port', { exact: true }).fill(String(proxy.port));
  await page.getByLabel('Login name', { exact: true }).fill(sshd.user);
  await page.getByLabel('Folder', { exact: true }).fill('inbound');
  await page.getByLabel('Folder for tests').fill('test');
  await page.getByLabel('Folders with answers').fill('outbound');
  await page.keyboard.press('Tab');
  await page.getByRole('checkbox', { name: 'This plan wants signed Health Action Plans as files' }).check();
  await page.getByRole('button', { name: 'Make a key' }).click();
  const line = page.getByText(/^ssh-ed25519 /);
  await expect(line).toBeVisible();
  await sshd.authorize(await line.innerText());
  await page.getByRole('button', { name: 'Test connection' }).click();
  const question = page.getByRole('dialog', { name: 'Is this Sunpoppy’s server?' });
  await expect(question.getByText(sshd.fingerprint, { exact: true })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Deleted it again, nothing is left there')).toBeVisible();
  expect(readdirSync(join(sshd.root, 'test'))).toEqual([]);
  await shoot(page, 'admin-plan-tested');
  await expectNoAxe(page);

  // Queued while the line is down; nothing is lost, nothing is sent.
  await openTransfers(page);
  await page.getByRole('button', { name: 'Queue 10 HAPs' }).click();
  // They stand as one line that opens, with one file a line below it.
  const plans = page.getByRole('row', { name: /^10 Health Action Plans, Sunpoppy, Waits to be sent/ });
  const each = page.getByRole('row', { name: /^Health Action Plan, version 1/ });
  await plans.click();
  await expect(each).toHaveCount(0);
  await shoot(page, 'transfers-ten-plans');
  await expectNoAxe(page);
  await page.keyboard.press('Enter');
  await expect(each).toHaveCount(PEOPLE);
  await shoot(page, 'transfers-ten-plans-open');
  await expectNoAxe(page);
  await page.keyboard.press('Enter');
  await expect(each).toHaveCount(0);
  // All held and let go at once, and moved as one.
  const rail = page.getByRole('complementary', { name: 'The selected files' });
  await rail.getByRole('button', { name: 'Hold all' }).click();
  await expect(page.getByRole('row', { name: /^10 Health Action Plans, Sunpoppy, Paused/ })).toBeVisible();
  await rail.getByRole('button', { name: 'Let them wait again' }).click();
  await expect(plans).toBeVisible();
  await plans.click();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByText('Moved up.')).toBeAttached();
  await expect(page.getByRole('row', { name: /Sunpoppy, Waits to be sent/ }).first()).toHaveAccessibleName(
    /^10 Health Action Plans/,
  );
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByText('Moved down.')).toBeAttached();
  writeFileSync(join(folders.files, 'invoice.csv'), 'CIN,Units\r\n90000001A,2\r\n');
  await answerOpenDialog(app, join(folders.files, 'invoice.csv'));
  await page.getByRole('button', { name: 'Add a file' }).click();
  const invoice = page.getByRole('row', { name: /^invoice\.csv/ });
  await expect(invoice).toBeVisible();
  await invoice.click();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByText('Moved up.')).toBeAttached();
  await expect(page.getByRole('row', { name: /Sunpoppy, Waits to be sent/ })).toHaveText([
    /^Encounters, 10 lines/,
    /^invoice\.csv/,
    /^10 Health Action Plans/,
  ]);
  await proxy.plugOut();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^The server localhost takes no connections/).first()).toBeVisible();
  await shoot(page, 'transfers-offline');
  await expectNoAxe(page);
  expect(readdirSync(join(sshd.root, 'inbound'))).toEqual([]);

  await proxy.plugIn();
  await expect(page.getByRole('button', { name: 'Send 12 now' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('nothing waits', { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(readdirSync(join(sshd.root, 'inbound'))).toHaveLength(PEOPLE + 2);

  await expect(
    page.getByRole('row', { name: /^10 Health Action Plans, Sunpoppy, Sent, closed/ }),
  ).toBeVisible();

  // Its answers are fetched and applied, and the ledger says so.
  writeFileSync(join(sshd.root, 'outbound', 'receipt.999'), answers.receipt);
  writeFileSync(join(sshd.root, 'outbound', 'verdicts.277'), answers.verdicts);
  await page.getByRole('button', { name: 'Look for answers' }).click();
  await expect(
    page.getByRole('row', { name: /^Encounters, 10 lines, Sunpoppy, Answered today/ }),
  ).toBeVisible();
  await expect(
    page.getByRole('row', { name: /^Answer to encounters \(277CA\), Sunpoppy, Read/ }),
  ).toBeVisible();
  await page.getByRole('row', { name: /^Encounters, 10 lines/ }).click();
  await page.getByRole('button', { name: 'Show names' }).click();
  await expect(page.getByRole('link', { name: /^Marisol/ })).toHaveCount(PEOPLE);
  await shoot(page, 'transfers-answered');
  await expectNoAxe(page);

  // Another key on the server stops everything until an administrator accepts it with a reason.
  await sshd.restartWithNewHostKey();
  await page.getByRole('row', { name: /^Encounters, 10 lines/ }).click();
  await page.keyboard.press('r');
  const again = page.getByRole('dialog');
  await again.getByRole('textbox').fill('Sunpoppy lost it');
  await page.keyboard.press('Control+Enter');
  await expect(again).toBeHidden();
  await expect(page.getByRole('button', { name: 'Send 1 now' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(
    page.getByText(/^The server is not the one you confirmed today\. Sending stopped\./).first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'The plan confirmed a new server…' }).click();
  const accept = page.getByRole('dialog', { name: 'Did Sunpoppy change its server?' });
  await accept.getByLabel('Who at the plan said so?').fill('Dana at Sunpoppy, by phone');
  await accept.getByRole('button', { name: 'Drop the old key' }).click();
  await expect(accept).toBeHidden();
  await sendAndConfirmServer(page, sshd.fingerprint);
  await expect(page.getByText('nothing waits', { exact: true })).toBeVisible();
  expect(readdirSync(join(sshd.root, 'inbound'))).toHaveLength(PEOPLE + 2);
  await expect(page.getByText(/Again because: Sunpoppy lost it/)).toBeVisible();
  await shoot(page, 'transfers-sent-again');
});
