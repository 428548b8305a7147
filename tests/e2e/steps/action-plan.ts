import { expect, type Page } from '@playwright/test';

/** What is typed into a first plan. */
export interface FirstPlan {
  readonly words: string;
  readonly measure: string;
  /** As people type dates: `Feb 26 2027`, `+90`. */
  readonly targetDate: string;
  readonly step: string;
  readonly owner: string;
  readonly stepDue: string;
  readonly strengths: string;
  readonly crisisPlan: string;
  readonly crisisContact: string;
}

/** Writes one goal with one step into an open, empty draft, with the keyboard. */
export async function writeFirstGoal(page: Page, plan: FirstPlan): Promise<void> {
  await expect(page.getByRole('heading', { name: /^Start with what matters/ })).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByLabel(/^Goal 1, in .* own words$/)).toBeFocused();
  await page.keyboard.type(plan.words);
  await page.keyboard.press('Tab');
  await page.keyboard.type(plan.measure);
  await page.getByLabel('Target date', { exact: true }).fill(plan.targetDate);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByLabel('What happens, step 1')).toBeFocused();
  await page.keyboard.type(plan.step);
  await page.keyboard.press('Tab');
  await page.keyboard.type(plan.owner);
  await page.keyboard.press('Tab');
  await page.keyboard.type(plan.stepDue);
  await page.keyboard.press('Tab');
}

/** Fills the rest where Ctrl+Enter leads: every press goes to the next part that is missing. */
export async function fillWhatIsMissing(page: Page, plan: FirstPlan): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel(/^What .* brings?$/)).toBeFocused();
  await page.keyboard.type(plan.strengths);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel('Crisis plan: what helps first')).toBeFocused();
  await page.keyboard.type(plan.crisisPlan);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel('Crisis plan: who to call at night')).toBeFocused();
  await page.keyboard.type(plan.crisisContact);
}

/** Signs with the keyboard and waits for the signed plan. */
export async function signPlan(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog', { name: /^Sign version/ })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Signed\. \d+ tasks? set\.$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start version 2' })).toBeVisible();
}
