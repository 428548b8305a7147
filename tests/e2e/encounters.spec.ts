import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import {
  answerOpenDialog,
  answerSaveDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { ADDRESS, confirmUnits, signNote } from '../fixtures/service-line.ts';
import { claims277, functional999 } from '../fixtures/x12/answers.ts';
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';
import { beganInTheMorning, goTo } from './steps/line.ts';

let started: StartedApp;
test.setTimeout(300_000);
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

/** Fills the open note with the keyboard, reads why it is coded as it is, and signs it. */
async function composeNote(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'New note' })).toBeVisible();
  await page.getByRole('radio', { name: /In person/ }).click();
  await beganInTheMorning(page);
  await page.getByRole('textbox', { name: 'Where' }).fill('Her apartment');
  await page.getByRole('textbox', { name: 'Minutes' }).fill('35');
  await page.getByRole('checkbox', { name: /[Cc]oordination/ }).click();
  const text = page.getByRole('textbox', { name: 'What happened' });
  await page.getByRole('button', { name: /^template/ }).click();
  await page.getByRole('menuitem', { name: 'Visit', exact: true }).click();
  await expect(text).toHaveValue(/Where and how we met:/);
  await expect(page.getByText(/so G9012 U2\. 35 minutes make 2 units of 15\./)).toBeVisible();
  await page.getByRole('button', { name: /^Sign note/ }).click();
  await expect(page.getByText(/^Signed\./)).toBeVisible();
}

/** One segment of the selected file, taken apart. */
async function segmentOf(page: Page, id: string): Promise<string[]> {
  const text = await page
    .getByRole('complementary', { name: 'The selected file' })
    .locator('pre')
    .innerText();
  const segment = text.split('~').find((one) => one.trim().startsWith(`${id}*`)) ?? '';
  return segment.trim().split('*');
}

test('a note with its code, a refused file, a correction, a replacement, and figures that add up at each step', async () => {
  const folders = makeFolders();
  let noted = '';
  await prepareWorkspace(folders.workspace, async ({ client: api }) => {
    const planId = await addPlan(api);
    await confirmUnits(api, planId);
    const today = (await api.tasks.today({})).date;
    for (const lastName of ['Guavatree', 'Thistledown', 'Riverhearth']) {
      const member = await addPerson(api, planId, { ...ADDRESS, lastName, sex: 'F' });
      await api.members.enroll({ id: member.id, program: 'ECM', on: today, authorizationEnd: '2099-12-31' });
      if (lastName === 'Guavatree') {
        noted = member.id;
        await api.members.addCondition({ memberId: noted, code: 'E11.9' });
      } else await signNote(api, member.id, { serviceOn: today });
    }
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);

  /** How many members the month's list shows, by what they lack. */
  const lacks = async (words: RegExp, members: number) => {
    await goTo(page, 'e', 'Encounters');
    await page.getByRole('tab', { name: /^No service this month/ }).click();
    await expect(page.getByText(/of 3 members served/)).toBeVisible();
    await expect(page.getByRole('row', { name: words })).toHaveCount(members);
  };
  const toSend = async () => page.getByRole('tab', { name: /^To send/ }).click();
  await lacks(/, No billable service/, 1);
  await lacks(/, 1 line to send/, 2);
  await shoot(page, 'encounters-no-service');
  await checkScreen(app, page, 'encounters, no service');
  await page.getByRole('row', { name: /, No billable service/ }).click();
  await page.getByRole('button', { name: /^Write a note/ }).click();
  await composeNote(page);
  await lacks(/, No billable service/, 0);
  await lacks(/, 1 line to send/, 3);
  await toSend();
  expect(noted).not.toBe('');

  let shown = '';
  const build = async () => {
    await goTo(page, 'e', 'Encounters');
    await page.getByRole('button', { name: /^Build 1 file/ }).click();
    await expect(page.getByRole('tab', { name: /^Built/, selected: true })).toBeVisible();
    // The new file is selected and read a moment after it was built; until then the one before stands there.
    const file = page.getByRole('complementary', { name: 'The selected file' }).locator('pre');
    let text = '';
    await expect
      .poll(async () => {
        text = await file.innerText();
        return /IEA\*/.test(text) && text !== shown;
      })
      .toBe(true);
    shown = text;
    const [group, set, batch] = await Promise.all(['GS', 'ST', 'BHT'].map((id) => segmentOf(page, id)));
    const claims = [...text.matchAll(/CLM\*(E\d+)/g)].map((match) => match[1] ?? '');
    return { group: group?.[6] ?? '', set: set?.[2] ?? '', batch: batch?.[3] ?? '', claims, text };
  };
  const answer = async (name: string, text: string) => {
    const file = join(folders.files, name);
    writeFileSync(file, text);
    await answerOpenDialog(app, file);
    await goTo(page, 'x', 'Transfers');
    await expect(page.getByRole('button', { name: 'Close', exact: true })).toHaveCount(0, {
      timeout: 15_000,
    });
    const load = page.getByRole('button', { name: /^Load a response/ });
    // Until the plans are read the button says that there is none, and a click on it does nothing.
    await expect(load).not.toHaveAttribute('aria-disabled', 'true');
    await load.click();
    await expect(page.getByText(new RegExp(`^${name}, .*(The plan|accepted)`)).first()).toBeVisible();
  };
  const adds = async (words: string) => {
    await goTo(page, 'e', 'Encounters');
    await page.getByRole('button', { name: 'Reconcile' }).click();
    await expect(page.getByRole('heading', { name: 'Reconciliation', level: 1 })).toBeVisible();
    await expect(page.getByText('It adds up, to the line')).toBeVisible();
    await expect(page.getByText(words).first()).toBeVisible();
  };

  const first = await build();
  await answer(
    '999.x12',
    functional999(first.group, [{ set: first.set, code: 'R', errors: ['IK3*NM1*8**8'] }]),
  );
  await lacks(/, came back/, 3);
  await toSend();
  await adds('3 sent = 0 accepted + 3 came back');
  await checkScreen(app, page, 'reconciliation');

  await page.getByRole('button', { name: /^3 came back, / }).click();
  await expect(page.getByRole('tab', { name: /^Came back/, selected: true })).toBeVisible();
  await checkScreen(app, page, 'encounters, came back');
  await page.keyboard.press('m');
  await expect(page.getByText('3 lines to put right, under To send.')).toBeVisible();

  const second = await build();
  const [one = '', two = '', three = ''] = second.claims;
  await answer(
    '277ca.x12',
    claims277(second.batch, [
      { claim: one, status: 'A2:20', planNumber: 'ICN1' },
      { claim: two, status: 'A7:562:82', planNumber: 'ICN2', note: 'NPI NOT ON FILE' },
      { claim: three, status: 'A2:20', planNumber: 'ICN3' },
    ]),
  );
  await lacks(/, came back/, 1);
  await toSend();
  await adds('6 sent = 2 accepted + 4 came back');
  const back = page.getByRole('grid', { name: 'Lines that came back' });
  await expect(back.getByRole('row', { name: /The plan does not know this staff NPI\./ })).toBeVisible();
  await expect(back.getByRole('button', { name: /^Correct, / })).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'No accepted line yet' })).toContainText('1 came back');
  await checkScreen(app, page, 'reconciliation, two files');
  await shoot(page, 'reconciliation');
  await goTo(page, 'e', 'Encounters');
  await page.getByRole('tab', { name: /^Came back/ }).click();
  await expect(page.getByRole('heading', { name: 'The plan does not know this staff NPI.' })).toBeVisible();
  await expect(page.getByText('STC*A7:562:82')).toBeVisible();
  await shoot(page, 'encounters-came-back');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible();

  const third = await build();
  expect(third.text).toContain(':B:7*');
  expect(third.text).toContain('REF*F8*ICN2');
  await answer('277ca-2.x12', claims277(third.batch, [{ claim: third.claims[0] ?? '', status: 'A2:20' }]));
  await lacks(/./, 0);
  await toSend();
  await adds('7 sent = 3 accepted + 4 came back');
  const pdf = join(folders.files, 'reconciliation.pdf');
  await answerSaveDialog(app, pdf);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Saved as reconciliation.pdf.')).toBeVisible();
  await goTo(page, 'e', 'Encounters');
  await page.getByRole('tab', { name: /^Accepted/ }).click();
  await expect(page.getByRole('row')).not.toHaveCount(0);
  await checkScreen(app, page, 'encounters, accepted');
});

test('lines are changed many at once, with a preview, and one undo; / finds in the list', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client: api }) => {
    const planId = await addPlan(api);
    await confirmUnits(api, planId);
    const today = (await api.tasks.today({})).date;
    for (const lastName of ['Guavatree', 'Thistledown', 'Riverhearth']) {
      const member = await addPerson(api, planId, { ...ADDRESS, lastName, sex: 'F' });
      await api.members.enroll({ id: member.id, program: 'ECM', on: today, authorizationEnd: '2099-12-31' });
      await signNote(api, member.id, lastName === 'Riverhearth' ? { mode: 'phone' } : { diagnoses: [] });
    }
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);
  await goTo(page, 'e', 'Encounters');
  await expect(page.getByRole('row', { name: /Guavatree/ })).toBeVisible();
  await checkScreen(app, page, 'encounters-to-send');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find in list' })).toBeFocused();
  await page.keyboard.type('river');
  await expect(page.getByRole('row', { name: /Guavatree/ })).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Riverhearth/ })).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');

  // From here with the keyboard alone: the first held line, m for all alike, what, the code, and the change.
  const first = page.getByRole('row', { name: /Add one/ }).first();
  await page.keyboard.press('ArrowDown');
  for (let step = 0; step < 6 && !(await first.getAttribute('data-selected')); step += 1)
    await page.keyboard.press('j');
  await expect(first).toBeFocused();
  await page.keyboard.press('m');
  const what = page.getByRole('combobox', { name: 'What', exact: true });
  await expect(what).toHaveValue('Diagnosis');
  await expect(page.getByRole('heading', { name: 'Change 2 lines' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Diagnosis', exact: true }).fill('E11.9');
  await page.getByRole('option', { name: /^E11\.9 / }).click();
  await expect(page.getByText('2 lines are ready then.')).toBeVisible();
  await checkScreen(app, page, 'encounters-change-many');
  const diagnosis = page.getByRole('combobox', { name: 'Diagnosis', exact: true });
  for (let step = 0; step < 12; step += 1) {
    if (await diagnosis.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(diagnosis).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('E11.9');
  await expect(page.getByRole('option', { name: /^E11\.9 / })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 lines are ready then.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change 2 lines' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  // Ctrl+Enter makes the change, and builds no file meanwhile.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Changed 2 lines.')).toBeVisible();
  await expect(page.getByText('0 held, 3 ready, 3 in all')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('2 held, 1 ready, 3 in all')).toBeVisible();
  await page.getByRole('button', { name: /^\d+ rules$/ }).click();
  await expect(page.getByRole('dialog').getByText('Times overlap for the same worker.')).toBeVisible();
  await checkScreen(app, page, 'encounters-rules');
});
