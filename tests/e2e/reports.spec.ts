import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { addDays } from '#shared/dates.ts';
import {
  answerSaveDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';

let started: StartedApp;
test.setTimeout(240_000);
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

test('a manager reads a number, sees who stands behind it, opens a chart and exports, by keyboard', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client: api }) => {
    const planId = await addPlan(api);
    await addPlan(api, 'Bluelark Health Plan');
    const today = (await api.tasks.today({})).date;
    for (const lastName of [
      'Featherstonehaugh-Riverbottom-Montgomery-Vandenberghe',
      'Riverhearth',
      'Stonefield',
    ]) {
      const member = await addPerson(api, planId, { lastName, assignedOn: addDays(today, -120) });
      if (lastName === 'Stonefield') continue;
      await api.members.enroll({
        id: member.id,
        program: 'ECM',
        on: addDays(today, -75),
        authorizationEnd: addDays(today, 300),
      });
    }
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);
  await expect(page.getByRole('grid', { name: 'Today' })).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible();
  await expect(page.getByRole('row', { name: 'In outreach, 1' })).toBeFocused();
  const wanted = page.getByRole('row', { name: 'HAP not done, 2' });
  await expect(wanted).toContainText('under 11');
  for (let press = 0; press < 20 && (await wanted.getAttribute('aria-selected')) !== 'true'; press += 1)
    await page.keyboard.press('j');
  const rail = page.getByRole('complementary', { name: 'HAP not done' });
  await expect(rail).toContainText('without a signed HAP');
  await expect(rail).toContainText('Day 60 to 90');
  await checkScreen(app, page, 'reports');

  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'HAP not done', level: 1 })).toBeVisible();
  await expect(page.getByRole('row', { name: /Riverhearth, Day 60 to 90/ })).toBeVisible();
  await checkScreen(app, page, 'reports, members behind a number');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible();
  await page.getByRole('row', { name: 'HAP not done, 2' }).click();
  await page.keyboard.press('Enter');
  await page
    .getByRole('row', { name: /Riverhearth, Day/ })
    .first()
    .click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Riverhearth/, level: 1 })).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('combobox', { name: 'Plan' }).click();
  await page.getByRole('option', { name: 'Bluelark' }).click();
  await expect(page.getByRole('row', { name: 'In outreach, 0' })).toBeVisible();
  const path = join(folders.files, 'numbers.xlsx');
  await answerSaveDialog(app, path);
  // The focus is still in the select, which would open with any other Enter.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Saved as numbers.xlsx.')).toBeVisible();
  expect(statSync(path).size).toBeGreaterThan(1000);
});
