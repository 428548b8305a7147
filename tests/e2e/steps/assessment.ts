import { expect, type Page } from '@playwright/test';

/** How many answers are still needed, as the header says; 0 when nothing is left. */
export async function leftToAnswer(page: Page): Promise<number> {
  await expect(page.getByRole('button', { name: /^Sign/ })).toBeVisible();
  const left = page.locator('#answers-left');
  return (await left.count()) === 0 ? 0 : Number.parseInt(await left.innerText(), 10);
}

/** Goes to the next blank with Ctrl+Enter and answers it with the keyboard: the first choice, or something typed. */
export async function answerNext(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  const choice = page.locator('[data-choice]:focus');
  const field = page.locator('[data-question] :is(input, textarea):focus');
  await expect(choice.or(field)).toBeVisible();
  if ((await choice.count()) > 0) {
    await page.keyboard.press('Space');
    await expect(choice).toHaveAttribute('aria-checked', 'true');
  } else {
    await page.keyboard.type('3');
    await expect(field).toHaveValue('3');
  }
}

/** Answers everything that is left; what an answer opens is answered too. */
export async function answerRest(page: Page): Promise<void> {
  for (let answers = 0; (await leftToAnswer(page)) > 0; answers += 1) {
    expect(answers).toBeLessThan(200);
    await answerNext(page);
  }
}

/** The items of a response without the wording beside them. */
export function withoutText(items: unknown): unknown {
  return JSON.parse(JSON.stringify(items, (key, value: unknown) => (key === 'text' ? undefined : value)));
}
