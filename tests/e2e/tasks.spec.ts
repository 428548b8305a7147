import { expect, test } from '@playwright/test';
import { makeFolders, removeFolders, type StartedApp, startApp } from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';

let started: StartedApp;
test.setTimeout(240_000);
test.beforeEach(async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client: api }) => {
    const { user } = await api.vault.status({});
    const planId = await addPlan(api);
    const add = (name: string, role: 'care_coordinator' | 'outreach_worker') =>
      api.users.add({ name, role, clinical: false });
    const anush = await add('Anush Petal-Vandenberghe-Montgomery', 'care_coordinator');
    const ben = await add('Ben Stonecrop', 'outreach_worker');
    await api.assignments.setCapacity({ userId: anush.id, capacity: 40, languages: ['Armenian'] });
    await api.assignments.setCapacity({ userId: ben.id, capacity: 2, languages: ['Spanish'] });
    await addPerson(api, planId, { lastName: 'Stonefield', leadId: ben.id, tier: '1', zip: '94607' });
    const waits = [
      {
        firstName: 'Anahit',
        lastName: 'Willowmarsh',
        language: 'Armenian',
        zip: '90027',
        city: 'Los Angeles',
      },
      { firstName: 'Maximiliana-Alexandrina', lastName: 'Featherstonehaugh-Riverbottom', language: 'Hmong' },
      {
        firstName: 'Tomasa',
        lastName: 'Riverhearth',
        language: 'Spanish',
        zip: '94607',
        city: 'Oakland',
        tier: '1',
      },
    ];
    for (const person of waits) await addPerson(api, planId, { ...person, assignedOn: '2026-09-08' });
    const led = await addPerson(api, planId, { lastName: 'Guavatree', leadId: user?.id ?? null });
    await api.tasks.add({
      memberId: led.id,
      title: 'Ask the clinic about the new meter',
      dueOn: '2026-01-05',
    });
    await api.tasks.add({ memberId: led.id, title: 'Bring bus passes', kind: 'visit', ownerId: anush.id });
  });
  started = await startApp({ folders });
  await unlock(started.page);
  await expect(started.page.getByRole('grid', { name: 'Today' })).toBeVisible();
});
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

test('a recurring task by keyboard, snoozed, handed over, finished, and each taken back', async () => {
  const { app, page } = started;
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { name: 'Tasks', level: 1 })).toBeVisible();
  const list = page.getByRole('grid', { name: 'Tasks' });
  const row = (name: string) => list.locator('[data-row]').filter({ hasText: name });
  await expect(row('Ask the clinic about the new meter')).toBeFocused();

  await page.keyboard.press('t');
  await expect(page.getByLabel('What')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Say what is to be done.')).toBeVisible();
  await expect(page.getByLabel('What')).toBeFocused();
  await page.keyboard.type('Bring the pill box');
  await page.getByLabel('Comes again').click();
  await page.getByRole('option', { name: /^every second / }).click();
  await checkScreen(app, page, 'tasks, add a task');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Added, comes every second' })).toBeVisible();
  await expect(row('Bring the pill box')).toContainText('Comes every second');
  await checkScreen(app, page, 'tasks');

  await row('Ask the clinic').focus();
  await page.keyboard.press('w');
  await expect(row('Ask the clinic').locator('p')).toContainText('Added by Lena Vantree.');
  await page.keyboard.press('s');
  await expect(page.getByRole('radio', { name: 'Tomorrow' })).toBeFocused();
  await page.keyboard.press('3');
  await checkScreen(app, page, 'tasks, snooze');
  await page.keyboard.press('Control+Enter');
  await expect(list.getByText('Snoozed until').first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(row('Ask the clinic')).not.toContainText('Snoozed until');

  await row('Bring the pill box').focus();
  await page.keyboard.press('e');
  await expect(page.getByRole('status').filter({ hasText: 'Done: Bring the pill box.' })).toBeVisible();
  // The finished one stays in sight for the day, and the next stands in its place.
  await expect(row('Bring the pill box')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(row('Bring the pill box')).toHaveCount(1);

  await row('Ask the clinic').focus();
  await page.keyboard.press('a');
  await page.getByLabel('Owner').click();
  await page.getByRole('option', { name: /Ben Stonecrop/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: '1 task now with Ben Stonecrop.' })).toBeVisible();
  await expect(row('Ask the clinic')).toHaveCount(0);
  await page.getByRole('button', { name: /^Ben Stonecrop, 1 late/ }).click();
  await expect(row('Ask the clinic')).toBeVisible();

  await page.getByRole('radio', { name: 'Week' }).click();
  await expect(page.getByRole('region', { name: /^Week of/ })).toBeVisible();
  await page.getByRole('button', { name: 'Everybody' }).click();
  await expect(page.getByRole('region', { name: /^Week of/ }).getByText('Bring the pill box')).toBeVisible();
  await checkScreen(app, page, 'tasks, week');
});

test('the assignment board gives everybody a lead with a reason, and takes it back', async () => {
  const { app, page } = started;
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Assignment board' }).click();
  const list = page.getByRole('grid', { name: 'Members without a lead' });
  const row = (name: string) => list.locator('[data-row]').filter({ hasText: name });
  await expect(row('Anahit Willowmarsh')).toContainText('Speaks Armenian');
  await expect(row('Tomasa Riverhearth')).toContainText('Anush');
  await checkScreen(app, page, 'assignment board');

  await row('Tomasa Riverhearth').focus();
  await page.keyboard.press('o');
  await page.getByLabel('Lead care manager').click();
  await page.getByRole('option', { name: /Ben Stonecrop/ }).click();
  await expect(page.getByText('Ben Stonecrop would carry 3 of 2.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(row('Tomasa Riverhearth')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(row('Tomasa Riverhearth')).toBeVisible();

  await row('Anahit Willowmarsh').focus();
  await page.keyboard.press('a');
  await expect(row('Anahit Willowmarsh')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Assign 2 as suggested/ })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Everybody has a lead.')).toBeVisible();
  await checkScreen(app, page, 'assignment board, empty');
  await page.keyboard.press('Control+z');
  await expect(row('Tomasa Riverhearth')).toBeVisible();

  await page.getByRole('button', { name: 'Change capacity, Ben Stonecrop' }).click();
  await page.getByRole('textbox', { name: 'Capacity' }).fill('many');
  await expect(page.getByText('Type a number, for example 60.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Capacity' }).fill('30');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('1.5 of 30')).toBeVisible();
});
