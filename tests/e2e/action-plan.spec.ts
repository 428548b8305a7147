import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
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
import { fillWhatIsMissing, signPlan, writeFirstGoal } from './steps/action-plan.ts';
import { unlock } from './steps/entry.ts';

const PLAN = {
  words: 'A room of my own, and a place for my dog.',
  measure: 'Holds a lease or a signed unit offer.',
  targetDate: '+90',
  step: 'Coordinated entry packet, with proofs',
  owner: 'Ines Coppercap',
  stepDue: '+14',
  strengths: 'Kept the same campsite tidy for two years.',
  crisisPlan: 'Cold water, then a walk with Biscuit.',
  crisisContact: 'County warm line, (510) 555-0199',
} as const;

let folders: AppFolders;
let started: StartedApp;

test.beforeEach(async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client, host }) => {
    const planId = await addPlan(client);
    await client.users.add({ name: 'Ines Coppercap', role: 'housing_navigator', clinical: false });
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
    await client.members.enroll({ id: member.id, program: 'ECM', on: (await client.tasks.today({})).date });
    await client.actionPlans.start({ memberId: member.id });
  });
  started = await startApp({ folders });
});

test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

/** Opens the draft where unfinished work waits. */
async function openDraft(page: Page): Promise<void> {
  await unlock(page);
  await page.getByRole('button', { name: /Desmond Rainfallow.*HAP v1/ }).click();
  await expect(page.getByRole('heading', { name: 'Health Action Plan', level: 1 })).toBeVisible();
}

async function expectNoAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('#main').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test('a plan is written by keyboard, signed, and saved as PDF', async () => {
  const { page, app } = started;
  await openDraft(page);
  await shoot(page, 'hap-empty');
  await expectNoAxe(page);
  await writeFirstGoal(page, PLAN);
  await shoot(page, 'hap');
  await expectNoAxe(page);
  await fillWhatIsMissing(page, PLAN);
  await signPlan(page);
  await shoot(page, 'hap-signed');
  await expectNoAxe(page);
  const path = join(folders.files, 'plan.pdf');
  await answerSaveDialog(app, path);
  await page.getByRole('button', { name: 'Save PDF' }).click();
  await expect(page.getByText(/^Saved plan\.pdf, \d pages?\.$/)).toBeVisible();
  const pdf = await readPdf(readFileSync(path));
  expect(pdf.text).toContain(PLAN.words);
  expect(pdf.text).toContain('Ines Coppercap');
  expect(pdf.info.Title).toBe('Health Action Plan, version 1, Desmond Rainfallow');
  await answerSaveDialog(app, null);
  await page.getByRole('button', { name: 'Save PDF' }).click();
  await expect(page.getByRole('button', { name: 'Save PDF' })).not.toHaveAttribute('aria-busy', 'true');
  expect(existsSync(join(folders.files, 'null'))).toBe(false);
});

test('what was typed a second ago survives a power cut', async () => {
  await openDraft(started.page);
  await writeFirstGoal(started.page, PLAN);
  await started.page.getByLabel('How will we know?').fill('The key is in his hand.');
  await started.page.waitForTimeout(1000);
  await started.kill();
  started = await startApp({ folders });
  await openDraft(started.page);
  await expect(started.page.getByLabel('How will we know?')).toHaveValue('The key is in his hand.');
  await expect(started.page.getByLabel('What happens, step 1')).toHaveValue(PLAN.step);
});
