import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { emptyGoal, emptyStep } from '#shared/action-plans/content.ts';
import {
  type AppFolders,
  answerSaveDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { readPdf } from '../fixtures/read-pdf.ts';
import { unlock } from './steps/entry.ts';

const uuid = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

let folders: AppFolders;
let started: StartedApp;

test.beforeEach(async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client, host }) => {
    const planId = await addPlan(client);
    await client.users.add({ name: 'Imani Quillfeather', role: 'clinical_lead', clinical: true });
    const { member } = await client.members.add({
      planId,
      cin: '90000412A',
      firstName: 'Desmond',
      lastName: 'Rainfallow',
      pronouns: 'he/him',
      birthDate: '1971-05-02',
      program: 'ECM',
      leadId: host.session?.user.id ?? null,
    });
    await client.members.enroll({
      id: member.id,
      program: 'ECM',
      on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
    });
    const first = await client.actionPlans.start({ memberId: member.id });
    const goal = emptyGoal(uuid(1), {
      words: 'A place to stay.',
      measure: 'Ten nights in a row indoors.',
      domain: 'housing',
      targetDate: '2027-05-01',
      steps: [emptyStep(uuid(11), { text: 'Get ID voucher', ownerName: 'Desmond', dueOn: '2027-01-29' })],
    });
    const content = {
      ...first.content,
      goals: [goal],
      strengths: 'Kept the same campsite tidy for two years.',
      crisisPlan: 'Call sister first',
      crisisContact: 'County warm line, (510) 555-0199',
    };
    await client.actionPlans.saveDraft({ id: first.id, content });
    await client.actionPlans.sign({ id: first.id });
    const second = await client.actionPlans.start({ memberId: member.id });
    await client.actionPlans.saveDraft({
      id: second.id,
      content: {
        ...second.content,
        goals: [{ ...goal, words: 'My own door with a lock.', targetDate: '2027-06-01' }],
        crisisPlan: 'Call Inez first, then sister',
      },
    });
  });
  started = await startApp({ folders });
});

test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

async function expectNoAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('#main').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test('a draft waits for review, is signed, the member signs on the pad, it is shared and compared', async () => {
  const { page } = started;
  await unlock(page);
  await page.getByRole('button', { name: /Desmond Rainfallow.*HAP v2/ }).click();
  await expect(page.getByRole('heading', { name: 'Health Action Plan', level: 1 })).toBeVisible();
  // The button stands once the staff and the plan are read; before that the key has nothing to press.
  await expect(page.getByRole('button', { name: /^Send for review/ })).toBeVisible();
  // The needs stand by domain, and another is added with the keyboard.
  await page.getByRole('tab', { name: /^Strengths and needs/ }).click();
  await page.getByLabel('Add a need about').focus();
  await page.keyboard.type('Oral');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Oral health', { exact: true })).toBeFocused();
  await page.keyboard.type('A tooth that hurts, no dentist yet.');
  await expect(page.getByLabel('Add another about')).toBeVisible();
  await shoot(page, 'hap-needs');
  await expectNoAxe(page);
  await page.keyboard.press('Control+Enter');
  const send = page.getByRole('dialog', { name: 'Send version 2 for review' });
  await expect(send).toBeVisible();
  await send.getByRole('button', { name: /^Send for review/ }).click();
  await expect(page.getByText('Waits for Imani Quillfeather.')).toBeVisible();
  await shoot(page, 'hap-review');
  await expectNoAxe(page);
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('button', { name: 'Sign without a review' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Sign/ }).click();
  await expect(page.getByRole('button', { name: 'Start version 3' })).toBeVisible();

  await page.getByRole('button', { name: 'Member signs' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign version 2 as the member' });
  const box = await dialog.getByLabel('Pad to sign on, empty').boundingBox();
  if (!box) throw new Error('no pad');
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 30, { steps: 6 });
  await page.mouse.move(box.x + 260, box.y + 80, { steps: 6 });
  await page.mouse.up();
  await shoot(page, 'hap-signature');
  await dialog.getByRole('button', { name: /^Keep signature/ }).click();
  await expect(page.getByRole('img', { name: 'Signature of Desmond Rainfallow' })).toBeVisible();

  await page.getByRole('button', { name: 'Record sharing' }).click();
  const share = page.getByRole('dialog', { name: 'Share version 2' });
  await share.getByLabel('Name').fill('Cedar Clinic');
  await share.getByRole('button', { name: /^Record/ }).click();
  await expect(page.getByText(/^Cedar Clinic, by fax/)).toBeVisible();
  await shoot(page, 'hap-papers');
  await expectNoAxe(page);

  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('heading', { name: 'Compare plans', level: 1 })).toBeVisible();
  await expect(page.locator('ins', { hasText: 'Inez first, then' })).toBeVisible();
  await expect(page.locator('del').first()).toBeVisible();
  await shoot(page, 'hap-compare');
  await expectNoAxe(page);
  const compared = join(folders.files, 'compare.pdf');
  await answerSaveDialog(started.app, compared);
  await page.getByRole('button', { name: 'Save as PDF' }).click();
  await expect(page.getByText(/^Saved compare\.pdf, \d pages?\.$/)).toBeVisible();
  expect((await readPdf(readFileSync(compared))).text).toContain('Inez first, then');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Start version 3' })).toBeVisible();
});
