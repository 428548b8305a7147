import { expect, type Page, test } from '@playwright/test';
import { makeFolders, removeFolders, type StartedApp, startApp } from '../fixtures/electron-app.ts';
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

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Presses keys one after the other and counts them. */
async function press(page: Page, keys: readonly string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
}

test('attempts by keyboard: six keys, the next person, and the way to enrollment', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const planId = await addPlan(client);
    const people = [
      { firstName: 'Tomasa', lastName: 'Riverhearth', days: 71, language: 'Mixteco', homeless: true },
      { firstName: 'Jerome', lastName: 'Hollowoak', days: 48, language: 'English', homeless: false },
      { firstName: 'Kee', lastName: 'Moonharbor', days: 27, language: 'Hmong', homeless: false },
    ];
    for (const { days, ...person } of people) {
      await addPerson(client, planId, { ...person, assignedOn: daysAgo(days), phone: '5555550131' });
    }
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);
  await expect(page.getByRole('grid', { name: 'Today' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { name: 'Outreach', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Tomasa Riverhearth' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Tomasa Riverhearth/ })).toBeFocused();

  // l, in person, reached, member, a week from now, signed.
  expect(await press(page, ['l', '1', '1', '1', '3'])).toBe(5);
  await expect(page.getByLabel('Note')).toBeFocused();
  await page.keyboard.type('Met at breakfast with the phone interpreter.');
  await expect(
    page.getByRole('region', { name: 'Code line' }).getByText('G9012 U8', { exact: true }),
  ).toBeVisible();
  await checkScreen(app, page, 'outreach, an attempt chosen');
  expect(5 + (await press(page, ['Control+Enter']))).toBeLessThanOrEqual(6);
  await expect(page.getByText(/^Signed\. Attempt 1, /)).toBeVisible();

  // The next person is there by itself: by phone, no answer.
  await expect(page.getByRole('heading', { name: 'Jerome Hollowoak' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Jerome Hollowoak/ })).toBeFocused();
  expect(await press(page, ['l', '2', '2', '1', 'Control+Enter'])).toBeLessThanOrEqual(6);
  await expect(page.getByText(/^Signed\. Attempt 1, /)).toBeVisible();

  // Says yes: enrollment opens beside it.
  await expect(page.getByRole('heading', { name: 'Kee Moonharbor' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Kee Moonharbor/ })).toBeFocused();
  expect(await press(page, ['l', '2', '1', '1', '5', 'Control+Enter'])).toBeLessThanOrEqual(6);
  await expect(page.getByRole('textbox', { name: 'Enrolled on' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Enrolled Kee Moonharbor in ECM.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Enrolled on' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Kee Moonharbor' })).toBeVisible();
  await page.waitForTimeout(300);

  // Enrolled: the HAP clock runs, and the chart keeps the attempt.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Moonharbor');
  await expect(page.getByRole('option', { name: /Kee Moonharbor/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Day 1 of 90/).first()).toBeVisible();
  await page
    .getByRole('tab', { name: 'Outreach' })
    .or(page.getByRole('link', { name: 'Outreach' }))
    .last()
    .click();
  await expect(page.getByRole('rowheader', { name: /Phone, reached, wants to enroll/ })).toBeVisible();
  await checkScreen(app, page, 'chart, outreach');
});
