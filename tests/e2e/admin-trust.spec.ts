import { expect, type Page, test } from '@playwright/test';
import {
  type AppFolders,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { openChart } from './steps/chart.ts';
import { unlock } from './steps/entry.ts';
import { openAdmin } from './steps/line.ts';
import { seedScreens } from './steps/seed-screens.ts';

let folders: AppFolders;
let started: StartedApp;
test.beforeEach(async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, seedScreens);
  started = await startApp({ folders });
});
test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

/** Unlocks and waits for the workspace, so that the first key is not pressed too early. */
async function enter(page: Page): Promise<void> {
  await unlock(page);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

test('the audit says from which screen, is searched, and incidents have a page', async () => {
  const { page } = started;
  await enter(page);
  await openChart(page, 'thistle', 'Walter Thistledown');
  await openAdmin(page, 'Audit');
  await page.getByLabel('What').fill('looked at a chart');
  await expect(page.getByRole('row', { name: /Looked at a chart/ }).first()).toContainText('members');
  await expect(page.getByRole('row', { name: /Unlocked/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Access report' })).toBeVisible();
  await shoot(page, 'admin-audit');
  await page.getByRole('link', { name: 'Incidents' }).click();
  await expect(page.getByText('Nothing has failed.')).toBeVisible();
  await shoot(page, 'admin-incidents');
});
