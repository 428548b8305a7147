import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
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
import { leftToAnswer } from './steps/assessment.ts';
import { answerWithDigits, openTab } from './steps/chart.ts';
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
      if (index === 0) await client.members.enroll({ id: member.id, program: 'ECM', on: yesterday() });
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
  // The assessment is answered in the window, a digit for each question.
  await openTab(page, 'Assessments');
  await page.getByRole('button', { name: 'Start PHQ-9' }).click();
  await expect(page.getByRole('heading', { name: /PHQ-9/, level: 1 })).toBeVisible();
  await answerWithDigits(page, '2222222201');
  expect(await leftToAnswer(page)).toBe(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Signed\. \d+ tasks? set\.$/)).toBeVisible();
  await openTab(page, 'HAP');
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
  // What the assessment found stands among the needs, in its domain.
  await page.getByRole('tab', { name: /^Strengths and needs/ }).click();
  await expect(page.getByLabel('Mental health', { exact: true })).toHaveValue(/^PHQ-9 total 16/);
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

  // Family gets a copy once the member's written authorization is on file, and not after it was withdrawn.
  await page.getByRole('button', { name: 'Record authorization' }).click();
  const form = page.getByRole('dialog', { name: 'Record a signed authorization' });
  await form.getByLabel('Who may get it').fill('Rosa Rainfallow');
  await form.getByLabel('What may be shared').fill('The Health Action Plan');
  await form.getByLabel('What for').fill('To help at home');
  await form.getByLabel('Where the signed form is kept').fill('Chart, documents');
  await page.keyboard.press('Control+Enter');
  await expect(
    form.getByText('An authorization ends on a date or with an event. Enter which.'),
  ).toBeVisible();
  await form.getByRole('textbox', { name: 'It ends on' }).fill('+365');
  await shoot(page, 'hap-authorization');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Rosa Rainfallow, The Health Action Plan')).toBeVisible();
  await page.getByRole('button', { name: 'Withdraw, Rosa Rainfallow' }).click();
  const withdrawal = page.getByRole('dialog', { name: 'Withdraw the authorization for Rosa Rainfallow' });
  await withdrawal.getByLabel('How the member withdrew it').fill('Said so on the phone');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('withdrawn', { exact: true })).toBeVisible();

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
  await page.keyboard.press('Control+Enter');
  const adding = page.getByRole('dialog', { name: 'Add a PDF from a plan' });
  await adding.getByLabel('Number or name of the approval').fill('SP-N-1');
  await shoot(page, 'letters-add-pdf');
  await answerOpenDialog(app, planFile);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Added plan\.pdf, \d pages\.$/)).toBeVisible();
  await expect(page.getByText('in use, SP-N-1')).toBeVisible();
  await shoot(page, 'letters-papers');
  await page.getByRole('tab', { name: 'Write' }).click();
  await expect(page.getByText('ready, with Nondiscrimination notice, English').first()).toBeVisible();
  await expect(
    page.getByText(
      /^The nondiscrimination notice of Sunpoppy Health Plan goes along in English, not Spanish\.$/,
    ),
  ).toBeVisible();

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
