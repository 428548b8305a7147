import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { expect, test } from '@playwright/test';
import PDFDocument from 'pdfkit';
import {
  answerOpenDialog,
  answerSaveDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  startApp,
} from '../fixtures/electron-app.ts';
import { findInClear } from '../fixtures/find-in-clear.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { checkScreen } from './steps/axe.ts';
import { openChart, openTab } from './steps/chart.ts';
import { unlock } from './steps/entry.ts';

let started: StartedApp;
test.setTimeout(240_000);
test.afterEach(async () => {
  await started.close();
  removeFolders(started.folders);
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=1"><script>window.hacked=1</script></svg>';

test('documents: added, looked at without running anything, copied, taken off with undo', async () => {
  const folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    await addPerson(client, await addPlan(client), { firstName: 'Anahit', lastName: 'Willowmarsh' });
  });
  const pdf = join(folders.files, 'Release of information.pdf');
  const paper = new PDFDocument({ size: 'LETTER' });
  const written = paper.pipe(createWriteStream(pdf));
  paper.fontSize(24).text('Release of information for Anahit Willowmarsh');
  paper.addPage().text('The second page');
  paper.end();
  await finished(written);
  const svg = join(folders.files, 'holiday.jpg');
  writeFileSync(svg, SVG);

  started = await startApp({ folders });
  const { app, page } = started;
  await unlock(page);
  await expect(page.getByRole('grid', { name: 'Today' })).toBeVisible();
  await openChart(page, 'willow', 'Anahit Willowmarsh');
  await openTab(page, 'Documents');
  await expect(page.getByText('No document on this chart.')).toBeVisible();
  await checkScreen(app, page, 'chart, documents, none');

  await answerOpenDialog(app, pdf);
  await page.getByRole('button', { name: 'Add document' }).click();
  const detail = page.getByRole('region', { name: 'Release of information', exact: true });
  await expect(
    detail.getByRole('img', { name: /page 1: Release of information for Anahit Willowmarsh/ }),
  ).toBeVisible();
  await detail.getByRole('button', { name: 'Next page' }).click();
  await expect(detail.getByRole('img', { name: /page 2: The second page/ })).toBeVisible();
  const inked = await detail.getByRole('img').evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
    return (pixels ?? []).some((value, at) => at % 4 === 0 && value < 80);
  });
  expect(inked).toBe(true);
  // Away from the button, so that its tip does not stand over the screen.
  await page.getByRole('button', { name: /^Release of information/ }).focus();
  await page.mouse.move(700, 800);
  await checkScreen(app, page, 'chart, documents');

  await answerOpenDialog(app, svg);
  await page.getByRole('button', { name: 'Add document' }).click();
  await expect(page.getByRole('region', { name: 'Text of holiday' })).toContainText('<script>');
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);

  // Dropped on the tab: the page holds the bytes and sends them, no path.
  const transfer = await page.evaluateHandle(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'photo of the key.png', { type: 'image/png' }));
      return data;
    },
    [...PNG],
  );
  await page
    .getByRole('list', { name: 'Documents on the chart' })
    .dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByRole('img', { name: 'Picture: photo of the key' })).toBeVisible();

  const copy = join(folders.files, 'copy.pdf');
  await answerSaveDialog(app, copy);
  await page.getByRole('button', { name: /^Release of information/ }).click();
  await detail.getByRole('button', { name: 'Save a copy…' }).click();
  await expect(page.getByText('Saved copy.pdf. That copy is not encrypted.')).toBeVisible();
  expect(readFileSync(copy).equals(readFileSync(pdf))).toBe(true);

  await detail.getByRole('button', { name: 'Take off…' }).click();
  await detail.getByLabel('Why it is taken off').fill('scanned twice');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Documents taken off the chart' })).toContainText('Release');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('list', { name: 'Documents taken off the chart' })).toBeHidden();
  expect(
    findInClear([folders.workspace, folders.profile, folders.temp], ['holiday.jpg', 'hacked=1']),
  ).toEqual([]);
});
