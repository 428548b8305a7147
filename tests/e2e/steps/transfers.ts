import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Goes to Transfers with the keyboard. */
export async function openTransfers(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await expect(page.getByRole('heading', { name: 'Transfers', level: 1 })).toBeVisible();
}

/** Sends everything that waits, with the keyboard, and confirms the server when its fingerprint is this one. */
export async function sendAndConfirmServer(page: Page, fingerprint: string): Promise<void> {
  await expect(page.getByRole('button', { name: /^Send( \d+)? now$/ })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: /^Is this .*’s server\?$/ });
  await expect(dialog.getByText(fingerprint, { exact: true })).toBeVisible();
  // The safe answer has the focus: Enter alone sends nothing.
  await expect(dialog.getByRole('button', { name: 'Send nothing' })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
}

/** Expects no offence against accessibility on the page itself. */
export async function expectNoAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .include('[data-key-layer="page"]')
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
