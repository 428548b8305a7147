import { expect, type Page, test } from '@playwright/test';
import { makeFolders, removeFolders, type StartedApp, startApp } from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { checkScreen } from './steps/axe.ts';
import { openTab } from './steps/chart.ts';
import { unlock } from './steps/entry.ts';

let started: StartedApp;
test.setTimeout(240_000);
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Finds the member in the palette and opens the chart. */
async function openByPalette(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: /^Search/ });
  await expect(search).toBeFocused();
  await page.keyboard.type(typed);
  await expect(page.getByRole('option', { name: new RegExp(name) }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

const LONG = 'Maximiliana-Esperanza Guadalupe de los Ángeles Hernández-Villanueva y Castellanos';

test('the record: a new phone, a new address, a medicine, and what was before', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const planId = await addPlan(client);
    const [firstName = '', ...rest] = LONG.split(' ');
    await addPerson(client, planId, {
      firstName,
      lastName: rest.join(' '),
      phone: '555-555-0131',
      street: '12 Elm St',
      city: 'Oakland',
      state: 'CA',
      zip: '94607',
      language: 'Spanish',
    });
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);
  await expect(page.getByRole('grid', { name: 'Today' })).toBeVisible();
  await openByPalette(page, 'maximil', LONG);

  await openTab(page, 'Record');
  const phones = section(page, 'Phones');
  await expect(phones.getByText('(555) 555-0131')).toBeVisible();
  await phones.getByRole('button', { name: 'Add phone' }).click();
  await phones.getByLabel('Number').fill('555-01');
  await page.keyboard.press('Enter');
  await expect(phones.getByText('Phone number has 5 digits, needs 10.')).toBeVisible();
  await phones.getByLabel('Number').fill('555 555 0177');
  await phones.getByLabel('Try this one first').check();
  await phones.getByRole('button', { name: 'Add phone' }).click();
  await expect(phones.getByText('Mobile, try first')).toBeVisible();
  await phones.getByRole('button', { name: 'Change (555) 555-0131' }).click();
  await phones.getByRole('button', { name: 'No longer works…' }).click();
  await phones.getByRole('button', { name: 'No longer works', exact: true }).click();
  await expect(phones.getByRole('button', { name: 'Change (555) 555-0131' })).toBeHidden();
  await phones.getByRole('button', { name: /before$/ }).click();
  await expect(phones.getByText('(555) 555-0131').first()).toBeVisible();
  await checkScreen(app, page, 'chart, record');
  await section(page, 'Language and format').getByRole('button', { name: 'Change Spanish' }).click();
  await checkScreen(app, page, 'chart, record, changing the language');

  await openTab(page, 'Care team');
  await section(page, 'Care team').getByRole('button', { name: 'Add person' }).click();
  await section(page, 'Care team').getByLabel('Name').fill('Dr. Imani Rosewater');
  await section(page, 'Care team').getByLabel('Role').fill('Psychiatrist');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Psychiatrist, shared: everything/)).toBeVisible();
  await checkScreen(app, page, 'chart, care team');

  await openTab(page, 'Health');
  await section(page, 'Medicines').getByRole('button', { name: 'Add medicine' }).click();
  await section(page, 'Medicines').getByLabel('Medicine', { exact: true }).fill('Metformin');
  await section(page, 'Medicines').getByLabel('Dose').fill('500 mg');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Metformin 500 mg')).toBeVisible();
  await checkScreen(app, page, 'chart, health with medicines');
});

test('one person on file twice is merged and taken apart; the eligibility says why', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const planId = await addPlan(client);
    const anahit = { firstName: 'Anahit', birthDate: '1985-05-12' };
    const kept = await addPerson(client, planId, {
      ...anahit,
      lastName: 'Willowmarsh',
      phone: '555-555-0151',
    });
    await addPerson(client, planId, { ...anahit, lastName: 'Wilowmarsh', phone: '555-555-0152' });
    for (const code of ['I10', 'E11.9']) {
      await client.members.addCondition({ memberId: kept.id, code, source: 'clinic' });
    }
    await client.members.keepEntry({
      memberId: kept.id,
      kind: 'utilization',
      content: { type: 'inpatient', facility: 'Bayshore General' },
      from: new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10),
      source: 'hospital notice',
    });
    await client.members.keepEntry({
      memberId: kept.id,
      kind: 'other_program',
      content: { code: 'hospice' },
    });
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);
  await expect(page.getByRole('grid', { name: 'Today' })).toBeVisible();
  await openByPalette(page, 'willowmarsh', 'Anahit Willowmarsh');

  await openTab(page, 'Programs');
  const eligibility = section(page, 'HHP eligibility');
  await expect(eligibility.getByText('Both gates are met.')).toBeVisible();
  await expect(eligibility.getByText(/Bayshore General · hospital notice/)).toBeVisible();
  await expect(section(page, 'Other programs').getByText('Not together')).toBeVisible();
  await checkScreen(app, page, 'chart, programs');

  await openTab(page, 'Record');
  await expect(page.getByText('This may be the same person as another chart.')).toBeVisible();
  await page.getByRole('button', { name: 'Compare with Anahit Wilowmarsh' }).click();
  await expect(page.getByRole('row', { name: /Phone/ })).toContainText('(555) 555-0152');
  await checkScreen(app, page, 'chart, record, the same person');
  await page.getByRole('button', { name: 'Merge the other chart into this one…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Merge/ })
    .click();
  await expect(page.getByText('Merged into this chart')).toBeVisible();
  await expect(section(page, 'Phones').getByText('(555) 555-0152')).toBeVisible();
  await page.getByRole('button', { name: 'Take the merge of Anahit Wilowmarsh back' }).click();
  await expect(page.getByText('This may be the same person as another chart.')).toBeVisible();
  await expect(section(page, 'Phones').getByText('(555) 555-0152')).toBeHidden();
});
