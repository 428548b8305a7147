import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  answerOpenDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';
import { goTo } from './steps/line.ts';

let started: StartedApp;
test.setTimeout(300_000);
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

/** Today where the agency is; the tests may run elsewhere. */
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(new Date());

/** Somebody on file with another birthday and CIN, somebody new, a CIN too short, a birthday that is none. */
const ROSTER = [
  'CIN,Last Name,First Name,DOB,Primary Phone,Preferred Language,Homeless Indicator',
  '90000655B,Riverhearth,Thomasa,1987-06-08,(555) 555-0163,Mixteco,Y',
  '90000801L,Fuentebrisa,Alma,1990-02-02,(555) 555-0131,Spanish,N',
  '9000031,Pinefeather,Orla,1971-03-03,,English,N',
  '',
].join('\r\n');

/** Presses keys one after the other and counts them. */
async function press(page: Page, keys: readonly string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
}

/** Opens a member through the palette. */
async function find(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(typed);
  await expect(page.getByRole('option', { name: new RegExp(name) }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Moves down the list until the row is the selected one. */
async function choose(page: Page, row: Locator): Promise<void> {
  for (let step = 0; step < 12 && !(await row.getAttribute('data-selected')); step += 1) {
    await page.keyboard.press('j');
    await page.waitForTimeout(50);
  }
}

test('a coordinator’s day without the mouse: roster, duplicate, lead, three attempts, enrollment, tasks', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const planId = await addPlan(client);
    const { id: memberId } = await addPerson(client, planId, {
      firstName: 'Tomasa',
      lastName: 'Riverhearth',
      birthDate: '1987-08-06',
      cin: '90000656B',
      phone: '5555550163',
    });
    for (const title of ['Call the clinic', 'Bring the form']) {
      await client.tasks.add({ memberId, title, dueOn: today() });
    }
  });
  started = await startApp({ folders });
  const { app, page } = started;
  const file = join(folders.files, 'SUNPOPPY_MIF.csv');
  writeFileSync(file, ROSTER);
  await answerOpenDialog(app, file);
  await unlock(page);

  // The roster: opened, the duplicate answered with one digit, the short CIN fixed in place, applied.
  await goTo(page, 'r', 'Rosters');
  await expect(page.getByRole('button', { name: 'Open a plan’s file' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const duplicate = page.getByRole('row', { name: /^Thomasa Riverhearth/ });
  await expect(duplicate).toBeFocused();
  await expect(page.getByText('Same last name and phone, but another CIN.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Apply/ })).toHaveAttribute('aria-disabled', 'true');
  await checkScreen(app, page, 'roster, possible duplicate');
  await duplicate.focus();
  await page.keyboard.press('1');
  await expect(page.getByRole('radio', { name: /^Same person/ })).toBeChecked();
  await page.keyboard.press('j');
  await expect(page.getByRole('form', { name: 'Fix here' })).toBeVisible();
  await checkScreen(app, page, 'roster, fix here');
  await page.getByRole('row', { name: /^Orla Pinefeather/ }).focus();
  await page.keyboard.press('f');
  const cin = page.getByRole('textbox', { name: /^CIN/ });
  await expect(cin).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('90000031K');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Apply 3 rows' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Applied. 2 added, 1 changed, 0 marked.')).toBeVisible();
  await checkScreen(app, page, 'roster, applied');

  // A lead for one of them.
  await expect(page.getByRole('button', { name: 'Assign leads' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Caseload', level: 1 })).toBeVisible();
  const alma = page.getByRole('row', { name: /^Alma Fuentebrisa/ });
  await expect(alma).toBeVisible();
  await choose(page, alma);
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog', { name: 'Who leads Alma Fuentebrisa?' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Assigned Alma Fuentebrisa to Lena Vantree.')).toBeVisible();

  // Three attempts, each in at most six keys; the last one says yes.
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { name: 'Outreach', level: 1 })).toBeVisible();
  const queue = page.getByRole('row', { name: /^Alma Fuentebrisa/ });
  await expect(queue).toBeVisible();
  await choose(page, queue);
  await expect(page.getByRole('heading', { name: 'Alma Fuentebrisa' })).toBeVisible();
  expect(await press(page, ['l', '2', '2', '1', 'Control+Enter'])).toBeLessThanOrEqual(6);
  await expect(page.getByText(/^Signed\. Attempt 1, /)).toBeVisible();
  // At once, while the list still moves on to the next person: the palette keeps the focus.
  const logFromChart = async (keys: readonly string[]): Promise<number> => {
    await find(page, 'fuente', 'Alma Fuentebrisa');
    // The way there; the attempt itself begins with its own l.
    await page.keyboard.press('l');
    await expect(page.getByRole('heading', { name: 'Outreach', level: 1 })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Alma Fuentebrisa' })).toBeVisible();
    const pressed = await press(page, keys.slice(0, -1));
    await expect(page.getByRole('button', { name: 'Sign, next person' })).toBeVisible();
    return pressed + (await press(page, keys.slice(-1)));
  };
  expect(await logFromChart(['l', '2', '3', '1', 'Control+Enter'])).toBeLessThanOrEqual(6);
  await expect(page.getByText(/^Signed\. Attempt 2, /)).toBeVisible();
  expect(await logFromChart(['l', '2', '1', '1', '5', 'Control+Enter'])).toBeLessThanOrEqual(6);
  await expect(page.getByRole('textbox', { name: 'Enrolled on' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Enrolled Alma Fuentebrisa in ECM.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Enrolled on' })).toBeHidden();

  // The HAP clock runs.
  await find(page, 'fuente', 'Alma Fuentebrisa');
  await expect(page.getByText(/Day 1 of 90/).first()).toBeVisible();

  // A task put off until tomorrow, another one finished.
  await press(page, ['g', 't']);
  await expect(page.getByRole('grid', { name: 'Today' })).toBeVisible();
  const task = page.getByRole('row', { name: /Call the clinic/ });
  await expect(task).toBeVisible();
  await choose(page, task);
  await page.keyboard.press('s');
  await expect(task).toHaveCount(0);
  const form = page.getByRole('row', { name: /Bring the form/ });
  await choose(page, form);
  await page.keyboard.press('e');
  await expect(page.getByRole('status').filter({ hasText: 'Done: Bring the form.' })).toBeVisible();
  await expect(form).toHaveCount(0);
});
