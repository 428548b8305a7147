import { expect, type Page, test } from '@playwright/test';
import { makeFolders, removeFolders, type StartedApp, startApp } from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { ADDRESS, confirmUnits, signNote } from '../fixtures/service-line.ts';
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';
import { goTo, openAdmin } from './steps/line.ts';

let started: StartedApp;
test.setTimeout(180_000);
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

test('a changed row is a draft, is replayed note by note, and goes live on its day', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client: api }) => {
    const planId = await addPlan(api);
    await confirmUnits(api, planId);
    const today = (await api.tasks.today({})).date;
    for (const lastName of ['Guavatree', 'Thistledown']) {
      const member = await addPerson(api, planId, { ...ADDRESS, lastName, sex: 'F' });
      await api.members.enroll({ id: member.id, program: 'ECM', on: today, authorizationEnd: '2099-12-31' });
      await signNote(api, member.id, { serviceOn: today });
    }
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);
  await openAdmin(page, 'Program packs');
  await expect(page.getByRole('heading', { name: 'ECM coding', level: 1 })).toBeVisible();
  const replay = page.getByRole('button', { name: 'Replay last month' });
  await expect(replay).toHaveAttribute('aria-disabled', 'true');
  await checkScreen(app, page, 'admin-packs');

  await page.getByRole('row', { name: /^Member there, in person, non-clinical/ }).click();
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('textbox', { name: 'Modifiers' }).fill('U2 U9');
  await page.getByRole('textbox', { name: 'What says so?' }).fill('Half a sen');
  // At 200 % the rail becomes a drawer that is not open; back again the form is there with what was typed.
  await checkScreen(app, page, 'admin-packs-change');
  await expect(page.getByRole('textbox', { name: 'Modifiers' })).toHaveValue('U2 U9');
  await expect(page.getByRole('textbox', { name: 'What says so?' })).toHaveValue('Half a sen');
  await page.getByRole('textbox', { name: 'Valid from' }).fill('today');
  await page.getByRole('textbox', { name: 'What says so?' }).fill('Sunpoppy manual, p. 41');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('A draft with 1 change, not in force.')).toBeVisible();
  await expect(page.getByRole('row', { name: /G9012 U2 U9/ })).toContainText('Draft');
  await checkScreen(app, page, 'admin-packs-draft');

  await replay.click();
  await expect(page.getByRole('heading', { name: 'Replay', level: 1 })).toBeVisible();
  await expect(page.getByText('No note was signed for this plan in that time.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Services from' }).fill('1/1/2025');
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('today');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByRole('row', { name: /Guavatree.*G9012 U2 to G9012 U2 U9/ })).toContainText(
    'changes when live',
  );
  await expect(page.getByText('2 lines change when it goes live')).toBeVisible();
  await checkScreen(app, page, 'admin-packs-replay');
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Go live/ })
    .click();
  await expect(page.getByText('1 change is in force.')).toBeVisible();
  await expect(page.getByRole('row', { name: /in person, non-clinical, G9012 U2 U9/ })).toContainText(
    'Vantree',
  );
  await expect(page.getByText('A draft with 1 change, not in force.')).toHaveCount(0);
  await page.getByRole('button', { name: /^Places/ }).click();
  await page.getByRole('row', { name: /^Other place/ }).click();
  await page.getByRole('button', { name: 'Not taken…' }).click();
  await page.getByRole('textbox', { name: 'What says so?' }).fill('Call with Dana');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('A draft with 1 change, not in force.')).toBeVisible();
  await page.getByRole('button', { name: 'Put the draft away' }).click();
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(page.getByText('A draft with 1 change, not in force.')).toBeVisible();
});

/** Presses Tab until the element with this name has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true });
  await expect(wanted).toBeVisible();
  for (let step = 0; step < 60; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} was not reached with Tab`);
}

test('a plan’s own word on a diagnosis, by the keyboard alone: drafted, replayed, live, and the line held', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client: api }) => {
    const planId = await addPlan(api);
    await confirmUnits(api, planId);
    const today = (await api.tasks.today({})).date;
    const member = await addPerson(api, planId, { ...ADDRESS, lastName: 'Guavatree', sex: 'F' });
    await api.members.enroll({ id: member.id, program: 'ECM', on: today, authorizationEnd: '2099-12-31' });
    await signNote(api, member.id, { serviceOn: today });
  });
  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);
  await openAdmin(page, 'Program packs');
  await expect(page.getByRole('heading', { name: 'ECM coding', level: 1 })).toBeVisible();

  const { keyboard } = page;
  await tabTo(page, 'button', 'Diagnoses 0');
  await keyboard.press('Enter');
  await expect(page.getByText(/takes diagnoses as the code list/)).toBeVisible();
  await checkScreen(app, page, 'admin-packs-diagnoses-empty');
  await tabTo(page, 'button', 'New diagnosis');
  await keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Diagnosis');
  await keyboard.type('e119');
  await tabTo(page, 'textbox', 'Use instead');
  await keyboard.type('E11.65');
  await tabTo(page, 'textbox', 'Valid from');
  await keyboard.press('Control+a');
  await keyboard.type('today');
  await tabTo(page, 'textbox', 'What says so?');
  await keyboard.type('Sunpoppy letter, Nov 2');
  await keyboard.press('Control+Enter');
  await expect(page.getByRole('row', { name: /E11\.9/ })).toContainText('Draft');
  await checkScreen(app, page, 'admin-packs-diagnoses');

  await tabTo(page, 'button', 'Replay last month');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Replay', level: 1 })).toBeVisible();
  await tabTo(page, 'textbox', 'To');
  await keyboard.press('Control+a');
  await keyboard.type('today');
  await tabTo(page, 'button', 'Replay');
  await keyboard.press('Enter');
  await expect(page.getByText('The plan does not take E11.9 on that day. Use E11.65.').first()).toBeVisible();
  await checkScreen(app, page, 'admin-packs-replay-diagnosis');
  await keyboard.press('Control+Enter');
  const live = page.getByRole('dialog').getByRole('button', { name: /^Go live/ });
  await expect(live).toBeVisible();
  for (let step = 0; step < 6; step += 1) {
    if (await live.evaluate((element) => element === document.activeElement)) break;
    await keyboard.press('Tab');
  }
  await expect(live).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByText('1 change is in force.')).toBeVisible();
  await goTo(page, 'e', 'Encounters');
  await expect(page.getByRole('row', { name: /Guavatree.*does not take E11\.9/ })).toBeVisible();
});
