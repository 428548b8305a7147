import { expect, type Page } from '@playwright/test';

/** Finds a member in the caseload by typing, and opens the chart with Enter. */
export async function openChart(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { name: 'Caseload', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: /^All/ }).click();
  await page.keyboard.press('/');
  await page.keyboard.type(typed);
  await page.getByRole('row', { name: new RegExp(`^${name}`) }).dblclick();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Enrolls the open member from today, with an authorization that is in force. */
export async function enroll(page: Page, authorization: { readonly number: string; readonly to: string }) {
  await page.getByRole('button', { name: 'Enroll', exact: true }).click();
  const panel = page.locator('form#enroll');
  await panel.getByLabel('Authorization number').fill(authorization.number);
  await panel.getByRole('textbox', { name: 'Authorized from' }).fill('today');
  await panel.getByRole('textbox', { name: 'Authorized to' }).fill(authorization.to);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Enrolled .* in ECM\.$/)).toBeVisible();
}

/** Opens a tab of the chart. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page
    .getByRole('tablist', { name: /^Chart of/ })
    .getByRole('tab', { name: new RegExp(`^${name}`) })
    .click();
}

/** Adds a diagnosis by its code. */
export async function addDiagnosis(page: Page, code: string): Promise<void> {
  await openTab(page, 'Health');
  await page.getByRole('button', { name: 'Add diagnosis' }).first().click();
  await page.getByLabel('Diagnosis').fill(code);
  await page.getByRole('option', { name: new RegExp(`^${code.replace('.', '\\.')}`) }).click();
  await page.getByRole('button', { name: 'Add diagnosis' }).last().click();
  await expect(page.getByText(/^Added .*\.$/)).toBeVisible();
}

/** Answers PHQ-9 questions of the open runner with digits: each moves on to the next. */
export async function answerWithDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) {
    await page.keyboard.press(digit);
    await page.waitForTimeout(60);
  }
}
