import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { replaceItem } from '#shared/assessments/design/tree.ts';
import {
  type AppFolders,
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

let folders: AppFolders;
let started: StartedApp;
test.setTimeout(180_000);

test.beforeEach(async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, async (backend) => {
    const api = backend.client;
    const member = await addPerson(api, await addPlan(api), { firstName: 'Desmond', lastName: 'Rainfallow' });
    await api.assessments.start({ memberId: member.id, formId: 'phq-9' });
    await api.assessments.start({ memberId: member.id, formId: 'comprehensive' });

    // A form of the agency that asks for a second signature, signed by a coordinator.
    const { formId } = await api.forms.startDraft({ from: null, title: 'Home visit check' });
    const { form, revision } = await api.forms.draft({ formId });
    const first = form.questionnaire.item[0]?.item?.[0];
    if (!first) throw new Error('A blank form has a question.');
    const own = structuredClone({
      ...form,
      questionnaire: replaceItem(form.questionnaire, [0, 0], { ...first, text: 'Is somebody at home?' }),
      cosign: { role: 'clinical_lead', why: 'A clinical lead reads every home visit.' },
    }) as unknown as Parameters<typeof api.forms.saveDraft>[0]['form'];
    const saved = await api.forms.saveDraft({ form: own, revision });
    await api.forms.publish({ formId, revision: saved.revision, note: 'First' });
    const teo = await api.users.add({ name: 'Teo Marrowbank', role: 'care_coordinator', clinical: false });
    const coordinator = backend.clientAs({ id: teo.id, name: teo.name, role: 'care_coordinator' });
    const begun = await coordinator.assessments.start({ memberId: member.id, formId });
    await coordinator.assessments.sign({ id: begun.id });
  });
  started = await startApp({ folders });
  await unlock(started.page);
});
test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

test('a safety answer opens the protocol, which prints as a page', async () => {
  const { app, page } = started;
  await page.getByRole('button', { name: /Desmond Rainfallow.*PHQ-9/ }).click();
  const answer = (words: RegExp, choice: number) =>
    page.getByRole('radiogroup', { name: words }).getByRole('radio').nth(choice).click();
  // The first two open the other seven.
  await answer(/interest or pleasure/, 3);
  await answer(/down, depressed/, 3);
  await answer(/better off dead/, 1);
  const notice = page.getByRole('alert');
  await expect(notice.getByRole('button', { name: 'Open protocol' })).toBeVisible();
  await checkScreen(app, page, 'assessment, safety prompt');
  await notice.getByRole('button', { name: 'Open protocol' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Plain text, to be replaced')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Back to the form' })).toBeFocused();
  const path = join(folders.files, 'protocol.pdf');
  await answerSaveDialog(app, path);
  await dialog.getByRole('button', { name: 'Save PDF' }).click();
  await expect(page.getByText('Saved protocol.pdf.')).toBeVisible();
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
  await checkScreen(app, page, 'assessment, safety protocol');
});

test('an answer that shuts out the others gives them back with Ctrl+Z', async () => {
  const { page } = started;
  await page.getByRole('button', { name: /Desmond Rainfallow.*Comprehensive/ }).click();
  const item = page.getByRole('group', { name: /^How should written things come/ });
  const choice = (words: string) => item.getByRole('checkbox', { name: words });
  await choice('Audio').click();
  await choice('Braille').click();
  await choice('None of these').click();
  await expect(choice('Audio')).toHaveAttribute('aria-checked', 'false');
  await expect(choice('None of these')).toHaveAttribute('aria-checked', 'true');
  await page.keyboard.press('Control+z');
  await expect(choice('None of these')).toHaveAttribute('aria-checked', 'false');
  await expect(choice('Audio')).toHaveAttribute('aria-checked', 'true');
  await expect(choice('Braille')).toHaveAttribute('aria-checked', 'true');
});

test('somebody else co-signs what a coordinator signed', async () => {
  const { app, page } = started;
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox').first()).toBeFocused();
  await page.keyboard.type('rainfallow');
  await expect(page.getByRole('option', { name: /Rainfallow/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: /^Assessments/ }).click();
  await expect(page.getByText('To co-sign')).toBeVisible();
  await page.getByRole('button', { name: /^Open, Home visit check/ }).click();
  await checkScreen(app, page, 'assessment, to co-sign');
  await page.getByRole('button', { name: 'Co-sign', exact: true }).click();
  await expect(page.getByText('Co-signed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Co-sign', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Back to the chart' }).click();
  await expect(page.getByText('To co-sign')).toHaveCount(0);
});
