import { expect, type Page } from '@playwright/test';
import { PASSPHRASE, TEST_AGENCY } from '../../fixtures/workspace.ts';

/** Goes through the set-up with the keyboard, as an administrator on the first day would. */
export async function setUpByKeyboard(page: Page): Promise<{ readonly recoveryCode: string }> {
  await expect(page.getByRole('heading', { name: 'Your agency' })).toBeVisible();
  await page.keyboard.type(TEST_AGENCY.name);
  for (const text of [TEST_AGENCY.npi, TEST_AGENCY.tin, TEST_AGENCY.address, TEST_AGENCY.city]) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  await page.getByLabel('ZIP').fill(TEST_AGENCY.zip);
  await page.getByLabel('Phone').fill(TEST_AGENCY.phone);
  await page.keyboard.press('Enter');
  await page.getByLabel('Your name').fill('Lena Vantree');
  await page.keyboard.press('Enter');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase, again').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('region', { name: /^Recovery code for/ });
  await expect(sheet).toBeVisible();
  const items = await sheet.getByRole('listitem').allInnerTexts();
  const groups = items.map((text) => text.replace(/^\d/, '').trim());
  expect(groups).toHaveLength(9);
  for (const field of await page.getByRole('textbox', { name: /^Group \d$/ }).all()) {
    const label = (await field.getAttribute('aria-label')) ?? (await labelOf(page, field));
    await field.fill(groups[Number(label.match(/\d/)?.[0]) - 1] ?? '');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open Hearth' }).click();
  return { recoveryCode: groups.join('-') };
}

async function labelOf(page: Page, field: ReturnType<Page['getByRole']>): Promise<string> {
  const id = await field.getAttribute('id');
  return page.locator(`label[for="${id}"]`).innerText();
}

/** Unlocks with the keyboard alone: the caret already stands in the passphrase. */
export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  const field = page.getByLabel('Passphrase', { exact: true });
  await expect(field).toBeFocused();
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
}
