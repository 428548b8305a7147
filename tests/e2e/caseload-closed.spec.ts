import { expect, test } from '@playwright/test';
import {
  type AppFolders,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { unlock } from './steps/entry.ts';
import { openAdmin } from './steps/line.ts';

let folders: AppFolders;
let started: StartedApp;
const WORDS = 'willow lantern pasture';
test.beforeEach(async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const teo = await client.users.add({ name: 'Teo Larkspur', role: 'care_coordinator', clinical: false });
    await client.users.allowUnlock({ userId: teo.id, passphrase: WORDS, typedByThem: true });
    const planId = await addPlan(client);
    await addPerson(client, planId, { lastName: 'Guavatree', leadId: teo.id });
    await addPerson(client, planId, { firstName: 'Walter', lastName: 'Thistledown', cin: '98765432A' });
  });
  started = await startApp({ folders });
});
test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

test('an administrator closes caseloads; a coordinator sees their own, and opens another chart with a reason', async () => {
  let { page } = started;
  await unlock(page);
  await openAdmin(page, 'Policy');
  await page.getByRole('button', { name: 'Close caseloads' }).click();
  await shoot(page, 'caseloads-close');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Close caseloads/ })
    .click();
  await expect(page.getByRole('button', { name: 'Open caseloads' })).toBeVisible();
  const next = started.app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+L').catch(() => {});
  page = await next;
  await page.getByRole('button', { name: 'Who are you?' }).click();
  await page.getByRole('option', { name: /Teo Larkspur/ }).click();
  await unlock(page, WORDS);
  await expect(page.getByRole('link', { name: /^Tasks/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rosters' })).toHaveCount(0);
  await page.getByRole('link', { name: /^Caseload/ }).click();
  await page
    .getByRole('button', { name: /^All/ })
    .or(page.getByRole('radio', { name: /^All/ }))
    .first()
    .click();
  await expect(page.getByRole('row', { name: /Guavatree/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Thistledown/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Open another chart' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('CIN').fill('9876 5432 A');
  await dialog.getByLabel('Why you need it').fill('He called; his lead is on leave');
  await shoot(page, 'open-chart');
  await dialog.getByRole('button', { name: 'Open the chart' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Walter Thistledown/ })).toBeVisible();
  await expect(page.getByText(/^Open to you until/)).toBeVisible();
});
