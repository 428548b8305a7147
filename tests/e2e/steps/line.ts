import { expect, type Page } from '@playwright/test';

/** Goes to a page with `g` and its letter. */
export async function goTo(page: Page, letter: string, heading: string): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
}

/** Opens a section of Admin. */
export async function openAdmin(page: Page, section: string): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: section }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Adds a plan with its SFTP server in Admin, makes a key for it, and gives the public half. */
export async function addPlanWithServer(
  page: Page,
  server: { readonly port: number; readonly user: string; readonly folder: string },
): Promise<string> {
  await openAdmin(page, 'Plans');
  const texts = {
    Name: 'Sunpoppy Health Plan',
    'Short name': 'Sunpoppy',
    'Sender id': 'LARKMEADOW',
    'Receiver id': 'SUNPOPPY',
    'Payer id': 'SUNPOPPY1',
    'Submitter name': 'Larkmeadow Community Care',
    'Contact name': 'Lena Vantree',
    'Contact phone': '5105550100',
  };
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Added Sunpoppy.')).toBeVisible();
  const overSftp = page.getByRole('checkbox', { name: 'This plan takes files over SFTP' });
  await overSftp.check();
  await page.getByLabel('Server', { exact: true }).fill('localhost');
  await page.getByLabel('Port', { exact: true }).fill(String(server.port));
  await page.getByLabel('Login name', { exact: true }).fill(server.user);
  await page.getByLabel('Folder', { exact: true }).fill(server.folder);
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const line = page.getByText(/^ssh-ed25519 /);
  await expect(line).toBeVisible();
  return line.innerText();
}

/** Opens the plan's file and applies its good rows. */
export async function applyRoster(page: Page, rows: number): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Open a plan’s file' }).click();
  await expect(
    page.getByRole('button', { name: rows === 1 ? 'Apply 1 row' : `Apply ${rows} rows` }),
  ).toBeVisible();
  await page.keyboard.press('Control+Enter');
}

/** Confirms with the plan whatever holds a line: the row or the units whose code starts like this. */
export async function confirmRule(page: Page, name: RegExp): Promise<void> {
  await openAdmin(page, 'Program packs');
  await page.getByRole('row', { name }).first().click();
  await page.getByLabel('What says so?').fill('Plan billing guide of October 2026, page 4');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Confirmed .* for Sunpoppy/)).toBeVisible();
}

/** Writes and signs a note of 35 minutes in person at a shelter, with the keyboard where it is quickest. */
export async function writeNote(page: Page, text: string): Promise<void> {
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { name: 'New note' })).toBeVisible();
  await page.getByRole('radio', { name: /In person/ }).click();
  await beganInTheMorning(page);
  await page.getByRole('textbox', { name: 'Where' }).fill('Cedar House shelter');
  await page.getByRole('textbox', { name: 'Minutes' }).fill('35');
  await page.getByRole('checkbox', { name: /[Cc]oordination/ }).click();
  await page.getByRole('textbox', { name: 'What happened' }).fill(text);
  await expect(page.getByRole('region', { name: 'Code line' })).toContainText('G9012 U2');
}

/** Builds the one file that is ready. */
export async function buildFile(page: Page): Promise<void> {
  await goTo(page, 'e', 'Encounters');
  await expect(page.getByRole('button', { name: 'Build 1 file' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
}

/** Says that the service of the open note began in the morning: late at night its minutes would end on another day. */
export async function beganInTheMorning(page: Page): Promise<void> {
  await page.locator('#note-when').click();
  await page.getByRole('textbox', { name: 'Began' }).fill('10:00 AM');
  await page.locator('#note-when').click();
}
