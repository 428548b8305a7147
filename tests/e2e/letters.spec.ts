import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import {
  type AppFolders,
  answerOpenDialog,
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

const FIRST = ['Ana', 'Luis', 'Rosa', 'Marta', 'Iván', 'Zoë', 'Nina', 'Omar', 'Paz', 'Teo'];
const LAST = ['Guavatree', 'Peñarosa', 'Copperbrook', 'Rainfallow', 'Quillfeather'];

let folders: AppFolders;
let started: StartedApp;

test.beforeEach(async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client, host }) => {
    const planId = await addPlan(client);
    for (let index = 0; index < 50; index += 1) {
      await client.members.add({
        planId,
        cin: `${90001001 + index}A`,
        firstName: FIRST[index % 10] ?? 'Ana',
        lastName: LAST[Math.floor(index / 10)] ?? 'Lark',
        birthDate: `19${50 + (index % 40)}-05-02`,
        program: 'ECM',
        language: index % 2 === 0 ? 'English' : 'Spanish',
        leadId: host.session?.user.id ?? null,
        street: `${index + 1} Larkspur Way`,
        city: 'Oakland',
        state: 'CA',
        zip: '94612',
      });
    }
    await client.members.add({
      planId,
      cin: '90001099A',
      firstName: 'Larkspur',
      lastName: 'Nowhere',
      birthDate: '1960-01-02',
      program: 'ECM',
      leadId: host.session?.user.id ?? null,
      homeless: true,
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

async function approveWelcome(page: Page, language: 'English' | 'Spanish'): Promise<void> {
  await page
    .getByRole('row', { name: `Welcome, ${language}` })
    .last()
    .click();
  await page.getByRole('button', { name: /^Record approval/ }).click();
  const dialog = page.getByRole('dialog', { name: `Approval of Welcome, ${language}` });
  await dialog.getByLabel('Number or name of the approval').fill(`SP-${language}`);
  await dialog.getByRole('button', { name: /^Lock as approved/ }).click();
  await expect(page.getByText('Approved and locked, version 1.')).toBeVisible();
}

test('texts are approved, fifty letters printed in two languages, one comes back', async () => {
  const { page, app } = started;
  await unlock(page);
  await page
    .getByRole('link', { name: 'Letters' })
    .or(page.getByRole('button', { name: 'Letters' }))
    .click();
  await expect(page.getByRole('heading', { name: 'Letters', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Print 0 letters/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Texts' }).click();
  await approveWelcome(page, 'English');
  await approveWelcome(page, 'Spanish');
  await shoot(page, 'letters-texts');
  await expectNoAxe(page);

  await page.getByRole('tab', { name: 'Write' }).click();
  await expect(page.getByRole('button', { name: /^Print 50 letters/ })).toBeVisible();
  await shoot(page, 'letters');
  await expectNoAxe(page);
  const into = join(folders.files, 'letters');
  mkdirSync(into);
  chmodSync(into, 0o777);
  await answerOpenDialog(app, into);
  await page.getByRole('button', { name: /^Print 50 letters/ }).click();
  await expect(page.getByText(/^Printed 50 letters into letters, 51 files\.$/)).toBeVisible({
    timeout: 30_000,
  });
  const merged = readdirSync(into).find((name) => name.includes('50 letters')) ?? '';
  const pdf = await readPdf(readFileSync(join(into, merged)));
  expect(pdf.pages).toHaveLength(50);
  expect(pdf.text).toContain('Le damos la bienvenida, Luis');
  expect(pdf.text).toContain('Welcome, Ana');

  // From a list: two chosen in the caseload, one of them without an address, who is named with the reason.
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { name: 'Caseload', level: 1 })).toBeVisible();
  await page.getByRole('searchbox').fill('Larkspur Nowhere');
  await expect(page.getByRole('row', { name: /Larkspur Nowhere/ })).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await page.getByRole('row', { name: /^Ana Guavatree/ }).click();
  await page.keyboard.press('x');
  await page.getByRole('row', { name: /Larkspur Nowhere/ }).click();
  await page.keyboard.press('x');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('Shift+L');
  await expect(page.getByRole('heading', { name: 'Letters', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Print 1 letter/ })).toBeVisible();
  await expect(page.getByText('1 member is left out.')).toBeVisible();
  await expect(page.getByText('Larkspur Nowhere: No full address is on file.')).toBeVisible();
  await shoot(page, 'letters-from-caseload');
  await expectNoAxe(page);

  await page.getByRole('tab', { name: 'Mail log' }).click();
  await page.getByRole('button', { name: /^Mark 50 as mailed today/ }).click();
  await expect(page.getByText('Marked as mailed: 50 letters.')).toBeVisible();
  await page.getByRole('button', { name: 'Came back' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why it came back').fill('Moved');
  await dialog.getByRole('button', { name: /^Record/ }).click();
  await expect(page.getByText('came back: Moved')).toBeVisible();
  await shoot(page, 'letters-log');
  await expectNoAxe(page);
});
