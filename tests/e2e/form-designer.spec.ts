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
import { checkScreen } from './steps/axe.ts';
import { unlock } from './steps/entry.ts';
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

async function openForms(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: 'Forms' }).click();
  await expect(page.getByRole('grid', { name: 'Forms' })).toBeVisible();
}

/** Chooses in a searchable select by typing. */
async function pick(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).last().click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('a form is made by keyboard: questions, a rule, scores, checks, a version, and what the next one changed', async () => {
  test.setTimeout(240_000);
  let { page } = started;
  await unlock(page);
  await openForms(page);
  await page.keyboard.press('Control+Enter');
  const outline = page.getByRole('tree', { name: 'Items of the form' });
  await expect(outline).toBeVisible();
  await page.getByLabel('Title', { exact: true }).fill('Tea check');
  await expect(page.getByRole('heading', { name: 'Tea check', level: 1 })).toBeVisible();

  // The one question there is, then two more.
  await outline.getByRole('treeitem', { name: /^Title/ }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Do you drink tea?');
  await expect(page.getByRole('radiogroup', { name: /Do you drink tea/ })).toBeVisible();
  await outline.getByRole('treeitem', { name: /Do you drink tea/ }).focus();
  await page.keyboard.press('a');
  await expect(page.getByLabel('Question', { exact: true })).toBeFocused();
  await page.keyboard.type('How strong?');
  await pick(page, 'Kind', 'Choose one');
  await page.getByRole('textbox', { name: 'Answer 1' }).fill('Weak');
  await page.getByLabel('Score', { exact: true }).first().fill('0');
  await page.getByRole('textbox', { name: 'Answer 2' }).fill('Strong');
  await page.getByLabel('Score', { exact: true }).last().fill('3');
  await page.getByRole('radio', { name: 'When all hold' }).click();
  await pick(page, 'Condition', 'is');
  await pick(page, 'Answer', 'Yes');
  // Not asked until the first says yes; the bench says why.
  await expect(page.getByRole('radiogroup', { name: /How strong/ })).toBeHidden();
  await page.getByRole('tab', { name: 'Test bench' }).click();
  await expect(page.getByText('0 of 1 rules hold with these answers.')).toBeVisible();
  await expect(page.getByText('there is no answer')).toBeVisible();
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page
    .getByRole('radiogroup', { name: /Do you drink tea/ })
    .getByRole('radio', { name: /Yes/ })
    .click();
  await expect(page.getByRole('radiogroup', { name: /How strong/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('3');
  await page.getByRole('tab', { name: 'Test bench' }).click();
  await expect(page.getByText('1 of 1 rules hold with these answers.')).toBeVisible();
  await shoot(page, 'form-designer-bench');

  // Order and nesting by keys, and both taken back.
  await outline.getByRole('treeitem', { name: /^How strong/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(outline.getByRole('treeitem').nth(2)).toHaveAccessibleName(/^How strong/);
  await expect(outline.getByRole('treeitem', { name: /^How strong/ })).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(outline.getByRole('treeitem').nth(3)).toHaveAccessibleName(/^How strong/);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(outline.getByRole('treeitem', { name: /^How strong/ })).toHaveAttribute('aria-level', '4');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(outline.getByRole('treeitem', { name: /^How strong/ })).toHaveAttribute('aria-level', '3');

  // A score over the one weighted question.
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Score', exact: true }).click();
  await expect(page.getByText('1 questions, 0 to 3.')).toBeVisible();
  await expect(page.getByText('Score', { exact: true }).last()).toBeVisible();

  // A question without words keeps it from being published, and Ctrl+Enter leads there.
  await outline.getByRole('treeitem', { name: /^How strong/ }).focus();
  await page.keyboard.press('a');
  await expect(page.getByText('1 thing to mend')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/has no words\./).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Checks' }).click();
  await expect(page.getByText('Keeps it from being published')).toBeVisible();
  await shoot(page, 'form-designer-checks');
  await outline.getByRole('treeitem', { name: /^No words yet/ }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('1 thing to mend')).toBeHidden();

  // Nothing is lost in a power cut.
  await page.waitForTimeout(1_000);
  await started.kill();
  started = await startApp({ folders });
  page = started.page;
  await unlock(page);
  await openForms(page);
  await page.getByRole('row', { name: /^Tea check/ }).dblclick();
  await expect(page.getByRole('treeitem', { name: /^How strong/ })).toBeVisible();

  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog', { name: 'Publish version 1?' })).toBeVisible();
  await page.getByLabel('What is new').fill('First version');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Published Tea check, version 1.')).toBeVisible();

  // The next version, compared with the first while it is made and after.
  await page.getByRole('row', { name: /^Tea check/ }).click();
  await page.getByRole('button', { name: 'Begin version 2' }).click();
  await page.getByRole('treeitem', { name: /^How strong/ }).click();
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('How strong is it?');
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(page.getByRole('list').getByText('How strong?', { exact: true })).toBeVisible();
  await shoot(page, 'form-designer-changes');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog', { name: 'Publish version 2?' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Published Tea check, version 2.')).toBeVisible();
  await page.getByRole('row', { name: /^Tea check/ }).click();
  await page.getByRole('button', { name: 'What version 2 changed' }).click();
  await expect(page.getByRole('dialog').getByText('How strong is it?').first()).toBeVisible();
});

test('the forms pages in both themes and at 200 %', async () => {
  test.setTimeout(240_000);
  const { app, page } = started;
  await unlock(page);
  await openForms(page);
  await page.getByRole('row', { name: /^Comprehensive assessment/ }).click();
  await checkScreen(app, page, 'forms list');
  await page.getByRole('button', { name: 'Start a copy' }).click();
  const outline = page.getByRole('tree', { name: 'Items of the form' });
  await expect(outline).toBeVisible();
  await checkScreen(app, page, 'forms designer, the form');
  await outline
    .getByRole('treeitem', { name: /has a rule/ })
    .first()
    .click();
  await checkScreen(app, page, 'forms designer, an item');
  await outline
    .getByRole('treeitem', { name: /scored/ })
    .first()
    .click();
  await page.getByRole('tab', { name: 'Test bench' }).click();
  await checkScreen(app, page, 'forms designer, bench');
  await page.getByRole('button', { name: 'Stop here' }).click();
  await page.getByRole('button', { name: 'Safety protocols' }).click();
  await expect(page.getByText('Plain text, to be replaced').first()).toBeVisible();
  await checkScreen(app, page, 'forms protocols');
});
