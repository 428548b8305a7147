import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { answerWithWeight } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import {
  type AppFolders,
  answerOpenDialog,
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
import { fillWhatIsMissing } from './steps/action-plan.ts';
import { unlock } from './steps/entry.ts';

const PLAN = {
  words: 'Feel better in the mornings.',
  measure: 'Out of bed by nine on five days.',
  targetDate: '+90',
  step: 'Walk with Biscuit',
  owner: 'Desmond',
  stepDue: '+14',
  strengths: 'Kept the same campsite tidy.',
  crisisPlan: 'Cold water, then a walk.',
  crisisContact: 'Warm line, (510) 555-0199',
} as const;

let folders: AppFolders;
let started: StartedApp;

const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

test.beforeEach(async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client, host }) => {
    const planId = await addPlan(client);
    const leadId = host.session?.user.id ?? null;
    const address = { street: '200 Oak St', city: 'Oakland', state: 'CA', zip: '94607' };
    for (let index = 0; index < 50; index += 1) {
      const { member } = await client.members.add({
        planId,
        cin: `${90002000 + index}A`,
        firstName: index === 0 ? 'Desmond' : `Ana${index}`,
        lastName: index === 0 ? 'Rainfallow' : 'Guavatree',
        birthDate: `19${50 + (index % 40)}-05-${index < 40 ? '02' : '17'}`,
        program: 'ECM',
        language: index % 2 === 0 ? 'English' : 'Spanish',
        leadId,
        ...address,
      });
      if (index > 0) continue;
      await client.members.enroll({ id: member.id, program: 'ECM', on: yesterday() });
      const { id } = await client.assessments.start({ memberId: member.id, formId: 'phq-9' });
      const items = PHQ_9.scores[0]?.items ?? [];
      await client.assessments.saveAnswers({
        id,
        focus: null,
        changes: items.map((linkId) => ({
          linkId,
          value: answerWithWeight(PHQ_9, linkId, linkId === items.at(-1) ? 0 : 2),
        })),
      });
      await client.assessments.sign({ id });
    }
    for (const language of ['en', 'es']) {
      await client.letters.approve({
        id: `shipped:welcome:${language}`,
        planId: null,
        by: 'plan_approved',
        approvalId: `SP-${language}`,
        approvedOn: yesterday(),
      });
    }
  });
  started = await startApp({ folders });
});

test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

test('from assessment to audit packet: every paper, and one changed byte is found', async () => {
  test.setTimeout(180_000);
  const { page, app } = started;
  await unlock(page);
  await page
    .getByRole('link', { name: 'Caseload' })
    .or(page.getByRole('button', { name: 'Caseload' }))
    .first()
    .click();
  await page
    .getByRole('row', { name: /Desmond Rainfallow/ })
    .first()
    .dblclick();
  await page
    .getByRole('tab', { name: /^HAP/ })
    .or(page.getByRole('link', { name: /^HAP/ }))
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Start/ })
    .first()
    .click();

  // The plan starts from what the assessment found.
  await page.getByRole('button', { name: /^Add, PHQ-9/ }).click();
  await expect(page.getByLabel(/^Goal 1, in .* own words$/)).toBeVisible();
  await page.getByLabel(/^Goal 1, in .* own words$/).fill(PLAN.words);
  await page.getByLabel('How will we know?').fill(PLAN.measure);
  await page.getByLabel('Target date', { exact: true }).fill(PLAN.targetDate);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByLabel('What happens, step 1')).toBeFocused();
  await page.keyboard.type(PLAN.step);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PLAN.owner);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PLAN.stepDue);
  await page.keyboard.press('Tab');
  await fillWhatIsMissing(page, PLAN);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog', { name: /^Sign version 1/ })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Start version 2' })).toBeVisible();

  await page.getByRole('button', { name: 'Member signs' }).click();
  const pad = page.getByRole('dialog', { name: 'Sign version 1 as the member' });
  const box = await pad.getByLabel('Pad to sign on, empty').boundingBox();
  if (!box) throw new Error('no pad');
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 30, { steps: 6 });
  await page.mouse.up();
  await pad.getByRole('button', { name: /^Keep signature/ }).click();
  await expect(page.getByRole('img', { name: 'Signature of Desmond Rainfallow' })).toBeVisible();

  const planFile = join(folders.files, 'plan.pdf');
  await answerSaveDialog(app, planFile);
  await page
    .getByRole('button', { name: /^Save (as )?PDF/ })
    .first()
    .click();
  await expect(async () =>
    expect((await readPdf(readFileSync(planFile))).text).toContain('Feel better'),
  ).toPass();

  // A change is a new version, compared side by side.
  await page.getByRole('button', { name: 'Start version 2' }).click();
  await page.getByLabel(/^Goal 1, in .* own words$/).fill('Feel rested in the mornings.');
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog', { name: /^Sign version 2/ })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Start version 3' })).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.locator('ins', { hasText: 'rested' })).toBeVisible();
  await page.keyboard.press('Escape');

  // Fifty letters in two languages; one comes back.
  await page
    .getByRole('link', { name: 'Letters' })
    .or(page.getByRole('button', { name: 'Letters' }))
    .first()
    .click();
  await expect(page.getByRole('button', { name: /^Print 50 letters/ })).toBeVisible();
  const into = join(folders.files, 'letters');
  mkdirSync(into);
  chmodSync(into, 0o777);
  await answerOpenDialog(app, into);
  await page.getByRole('button', { name: /^Print 50 letters/ }).click();
  await expect(page.getByText(/^Printed 50 letters into letters, 51 files\.$/)).toBeVisible({
    timeout: 60_000,
  });
  expect(readdirSync(into)).toHaveLength(51);
  await page.getByRole('tab', { name: 'Mail log' }).click();
  const labels = join(folders.files, 'labels.pdf');
  await answerSaveDialog(app, labels);
  await page.getByRole('button', { name: 'Labels' }).click();
  await expect(page.getByText('Saved labels.pdf, 2 pages.')).toBeVisible();
  await page.getByRole('button', { name: /^Mark 50 as mailed today/ }).click();
  await expect(page.getByText('Marked as mailed: 50 letters.')).toBeVisible();
  await page.getByRole('button', { name: 'Came back' }).first().click();
  await page.getByRole('dialog').getByLabel('Why it came back').fill('Moved');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Record/ })
    .click();
  await expect(page.getByText('came back: Moved')).toBeVisible();
  await page.getByRole('tab', { name: 'Papers of plans' }).click();
  await expect(page.getByText('No plan has supplied a PDF yet.')).toBeVisible();

  // The audit packet, and what one byte does to it.
  await page
    .getByRole('link', { name: 'Caseload' })
    .or(page.getByRole('button', { name: 'Caseload' }))
    .first()
    .click();
  await page
    .getByRole('row', { name: /Desmond Rainfallow/ })
    .first()
    .dblclick();
  await page
    .getByRole('tab', { name: /^History/ })
    .or(page.getByRole('link', { name: /^History/ }))
    .first()
    .click();
  const packet = join(folders.files, 'packet.pdf');
  await answerSaveDialog(app, packet);
  await page.getByRole('button', { name: 'Make audit packet' }).click();
  await page.getByLabel('What is it for').fill('Sunpoppy audit');
  await page.getByRole('button', { name: /^Choose where/ }).click();
  await expect(page.getByText(/^Saved packet\.pdf, \d+ pages\.$/)).toBeVisible({ timeout: 60_000 });
  await answerOpenDialog(app, packet);
  await page.getByRole('button', { name: 'Verify a packet' }).click();
  await expect(page.getByText('This packet is what was written.')).toBeVisible();
  await shoot(page, 'packet-verified');
  const text = (await readPdf(readFileSync(packet))).text.replace(/\s+/g, ' ');
  for (const words of ['Patient Health Questionnaire', 'Feel better', 'Feel rested', 'Welcome, Desmond']) {
    expect(text).toContain(words);
  }
  const damaged = join(folders.files, 'damaged.pdf');
  copyFileSync(packet, damaged);
  const bytes = readFileSync(damaged);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(damaged, bytes);
  chmodSync(damaged, 0o666);
  await answerOpenDialog(app, damaged);
  await page.getByRole('button', { name: 'Verify a packet' }).click();
  await expect(page.getByText('This packet is not what was written.')).toBeVisible();
  await expect(page.getByText(/^Changed\. One part is not what was written: /)).toBeVisible();
  await shoot(page, 'packet-changed');
});
