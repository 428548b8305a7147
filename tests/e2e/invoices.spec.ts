import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readSheetBack } from '#main/backend/sheet/read-back.ts';
import { writeSheet } from '#main/backend/sheet/write-sheet.ts';
import {
  answerOpenDialog,
  answerSaveDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { openToEveryone, prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { ADDRESS, confirmUnits, signNote } from '../fixtures/service-line.ts';
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';
import { goTo, openAdmin } from './steps/line.ts';

let started: StartedApp;
test.setTimeout(300_000);
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

test('an invoice with the plan’s columns is built and saved as a workbook, its answers are applied, and the month is reported', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client: api }) => {
    const id = await addPlan(api);
    await confirmUnits(api, id);
    const { name, shortName, profile } = await api.plans.get({ id });
    await api.plans.save({ id, name, shortName, profile: { ...profile, encountersAs: 'invoice' } });
    const today = (await api.tasks.today({})).date;
    for (const lastName of ['Guavatree', 'Thistledown-Montgomery-Featherstonehaugh']) {
      const member = await addPerson(api, id, { ...ADDRESS, zip: '02134', lastName });
      await api.members.enroll({ id: member.id, program: 'ECM', on: today, authorizationEnd: '2099-12-31' });
      await signNote(api, member.id, { serviceOn: today });
    }
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);

  // The plan calls one column by another name, and wants a column of its own; all of it by keyboard.
  await openAdmin(page, 'File layouts');
  const list = page.getByRole('grid', { name: 'Columns of the file' });
  // On the words: the selected row has buttons in its middle.
  await list
    .getByRole('row', { name: /^Payer ID, column 1/ })
    .getByText('Payer ID')
    .first()
    .click();
  await checkScreen(app, page, 'file layouts, invoice');
  const heading = page.getByRole('textbox', { name: 'Heading' });
  // After 200 % the rail comes back beside the list.
  await expect(heading).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(heading).toBeFocused();
  await heading.fill('Health Plan ID');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Saved.', { exact: true }).first()).toBeVisible();
  await list
    .getByRole('row', { name: /^Health Plan ID/ })
    .getByText('Health Plan ID')
    .first()
    .click();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(list.getByRole('row', { name: /^Health Plan ID, column 2/ })).toBeVisible();

  await goTo(page, 'e', 'Encounters');
  await expect(page.getByText('The same claim in the sheet')).toBeVisible();
  await checkScreen(app, page, 'encounters, invoice to build');
  const build = page.getByRole('button', { name: /^Build 1 file/ });
  await expect(build).not.toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('tab', { name: /^Built/, selected: true })).toBeVisible();
  const file = page.getByRole('complementary', { name: 'The selected file' });
  await expect(file.getByText('Health Plan ID').first()).toBeVisible();
  await checkScreen(app, page, 'encounters, built invoice');

  const saved = join(folders.files, 'invoice.xlsx');
  await answerSaveDialog(app, saved);
  await page.getByRole('button', { name: 'Save a copy' }).click();
  await expect(page.getByText('Saved a copy as invoice.xlsx.').first()).toBeVisible();
  expect(existsSync(saved)).toBe(true);
  const rows = await readSheetBack(readFileSync(saved), 'xlsx', []);
  const column = (name: string) => rows.slice(1).map((cells) => cells[rows[0]?.indexOf(name) ?? -1] ?? '');
  expect(rows[0]?.slice(0, 2)).toEqual(['Payer Name', 'Health Plan ID']);
  expect(column('Member ZIP')).toEqual(['02134', '02134']);
  const [one = '', two = ''] = column('Line Number');

  // The plan answers with a sheet of its own: one line is paid, one comes back, one row is about nothing of ours.
  const answer = join(folders.files, 'answer.xlsx');
  const said = [
    ['Line Number', 'Status', 'Reason'],
    [one, 'Paid', ''],
    [two, 'Denied', 'Member not eligible on the day of service'],
    ['E000000999-1', 'Paid', ''],
  ];
  writeFileSync(answer, await writeSheet(said, 'xlsx', 'Answer'));
  openToEveryone(folders.files);
  await answerOpenDialog(app, answer);
  await page.getByRole('tab', { name: /^Sent/ }).click();
  await page.getByRole('button', { name: 'Response sheets' }).click();
  await expect(page.getByText('No plan has answered an invoice yet.')).toBeVisible();
  await checkScreen(app, page, 'response sheets, none');
  const open = page.getByRole('button', { name: /^Open a sheet/ });
  await expect(open).not.toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Response sheet', level: 1 })).toBeVisible();
  await expect(page.getByRole('row', { name: /row 4, E000000999-1 is no line or claim/ })).toBeVisible();
  await checkScreen(app, page, 'response sheet');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/1 accepted, 1 came back, 0 waiting\. 1 of 3 rows/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();

  await goTo(page, 'e', 'Encounters');
  await page.getByRole('button', { name: 'Reconcile' }).click();
  await expect(page.getByText('2 sent = 1 accepted + 1 came back').first()).toBeVisible();
  await expect(page.getByText('It adds up, to the line')).toBeVisible();
  await checkScreen(app, page, 'reconciliation, invoice');
  const sheet = join(folders.files, 'reconciliation.xlsx');
  await answerSaveDialog(app, sheet);
  await page.getByRole('button', { name: 'Spreadsheet' }).click();
  await expect(page.getByText('Saved as reconciliation.xlsx.').first()).toBeVisible();
  expect((await readSheetBack(readFileSync(sheet), 'xlsx', []))[1]?.slice(6, 11)).toEqual([
    '2',
    '1',
    '1',
    '0',
    'yes',
  ]);

  await goTo(page, 'e', 'Encounters');
  await page.getByRole('button', { name: 'Monthly files' }).click();
  await expect(page.getByRole('heading', { name: 'Monthly files', level: 1 })).toBeVisible();
  await page.getByRole('combobox', { name: 'Month' }).click();
  await page.getByRole('option').nth(1).click();
  await expect(page.getByText('Something needed is missing')).toBeVisible();
  await checkScreen(app, page, 'monthly files');
  await page.getByRole('checkbox', { name: /^Leave .* empty/ }).check();
  await page.getByRole('button', { name: /^Build the file/ }).click();
  await expect(page.getByText(/^Built .*_RTF_.*\.xlsx\. Send from Transfers\./).first()).toBeVisible();
  await goTo(page, 'x', 'Transfers');
  await expect(page.getByRole('row', { name: /Return file \(RTF\)/ })).toBeVisible();
});
