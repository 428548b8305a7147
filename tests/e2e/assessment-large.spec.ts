import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  type AppFolders,
  answerOpenDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { openChart, openTab } from './steps/chart.ts';
import { unlock } from './steps/entry.ts';

/** A thousand items in one section: half choices, half text, each third waiting for the one before. */
const FORM = {
  resourceType: 'Questionnaire',
  url: 'https://example.org/thousand',
  version: '1',
  status: 'active',
  title: 'Thousand',
  item: [
    {
      linkId: 'all',
      type: 'group',
      text: 'Everything',
      item: Array.from({ length: 999 }, (_, index) => ({
        linkId: `q${index}`,
        type: index % 2 === 0 ? 'string' : 'boolean',
        text: `Question ${index + 1}`,
        ...(index % 3 === 2 && {
          enableWhen: [{ question: `q${index - 1}`, operator: 'exists', answerBoolean: false }],
        }),
      })),
    },
  ],
};

let folders: AppFolders;
let started: StartedApp;
test.afterEach(async () => {
  await started.close();
  removeFolders(folders);
});

test('a form of a thousand items opens and answers without lag', async () => {
  folders = makeFolders();
  await prepareWorkspace(folders.workspace, async ({ client }) => {
    const planId = await addPlan(client);
    await client.members.add({
      planId,
      cin: '90000412A',
      firstName: 'Desmond',
      lastName: 'Rainfallow',
      pronouns: 'he/him',
      birthDate: '1971-05-02',
      program: 'ECM',
      leadId: null,
    });
  });
  started = await startApp({ folders });
  const { page, app } = started;
  await unlock(page);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await openChart(page, 'des rai', 'Desmond Rainfallow');
  await openTab(page, 'Assessments');
  const file = join(folders.files, 'thousand.json');
  writeFileSync(file, JSON.stringify(FORM));
  await answerOpenDialog(app, file);
  await page.getByRole('button', { name: 'Import a form' }).click();
  const start = page.getByRole('button', { name: 'Start Thousand' });
  await start.click();
  await page.getByRole('button', { name: 'Stop here' }).click();
  const again = page.getByRole('button', { name: 'Continue Thousand' });
  await expect(again).toBeVisible();
  // From the press to the first question standing on the screen, measured in the page itself.
  const opening = await again.evaluate(
    (button) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        (button as HTMLButtonElement).click();
        const look = () => {
          if (document.querySelector('[data-question="q0"] input')) resolve(performance.now() - begun);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );
  // Of 999 questions only those near the screen are drawn.
  expect(await page.locator('[data-question]').count()).toBeLessThan(200);
  await page.locator('[data-question="q0"] input').focus();
  const strokes: number[] = [];
  for (const letter of 'a sentence of some length') {
    await page.evaluate(() => {
      const field = document.querySelector('[data-question="q0"] input') as HTMLInputElement;
      const store = window as unknown as { stroke: Promise<number> };
      store.stroke = new Promise((resolve) => {
        field.addEventListener(
          'keydown',
          (event) => {
            const begun = event.timeStamp;
            requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => resolve(performance.now() - begun);
              channel.port2.postMessage(null);
            });
          },
          { once: true },
        );
      });
    });
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    strokes.push(await page.evaluate(() => (window as unknown as { stroke: Promise<number> }).stroke));
  }
  strokes.sort((left, right) => left - right);
  const median = strokes[Math.floor(strokes.length / 2)] ?? 0;
  test.info().annotations.push({
    type: 'measured',
    description: `open ${opening.toFixed(0)} ms, stroke ${median.toFixed(1)} ms`,
  });
  process.stdout.write(
    `    opened in ${opening.toFixed(0)} ms; a keystroke drawn in ${median.toFixed(1)} ms (median)\n`,
  );
  // The budgets are 300 ms and one frame; a shared machine gets room.
  expect(opening).toBeLessThan(900);
  expect(median).toBeLessThan(50);
});
