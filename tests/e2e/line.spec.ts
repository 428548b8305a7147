import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createBackend } from '#main/backend/backend.ts';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import {
  type AppFolders,
  answerOpenDialog,
  answerSaveDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { coreDumps, filesBelow, findInClear } from '../fixtures/find-in-clear.ts';
import { readPdf } from '../fixtures/read-pdf.ts';
import { startSshd } from '../fixtures/sshd.ts';
import { createTestShell, PASSPHRASE } from '../fixtures/workspace.ts';
import { fillWhatIsMissing, signPlan, writeFirstGoal } from './steps/action-plan.ts';
import { addDiagnosis, answerWithDigits, enroll, openChart, openTab } from './steps/chart.ts';
import { setUpByKeyboard, unlock } from './steps/entry.ts';
import { addPlanWithServer, applyRoster, buildFile, confirmRule, goTo, writeNote } from './steps/line.ts';
import { openTransfers, sendAndConfirmServer } from './steps/transfers.ts';

const PLAN = {
  words: 'My own door with a lock before the rains.',
  measure: 'Holds a signed lease.',
  targetDate: '+90',
  step: 'Housing application, page 3',
  owner: 'Lena Vantree',
  stepDue: '+14',
  strengths: 'Keeps every appointment she makes herself.',
  crisisPlan: 'Sit down, breathe, call Inez.',
  crisisContact: 'Inez, (510) 555-0177',
} as const;

/** The plan's file: one good row, and one whose CIN is too short. */
const ROSTER = [
  'MCP_CIN,Member Last Name,Member First Name,Member Date of Birth,Member Gender,Member Residential Address,' +
    'Member Resdidential City,State,Residential Zip,Member Primary Phone,Preferred Spoken Language,' +
    'Member Homelessness Indicator,PCP Name',
  '90000412A,Guavatree,Marisol,03/03/1992,F,12 Cedar House Ln,Oakland,CA,94607,(510) 555-0142,Spanish,1,Dr. Mossgrove',
  '9000031,Pinefeather,Orla,01/02/1970,F,9 Elm St,Oakland,CA,94607,,English,0,',
  '',
].join('\r\n');

const NOTE = 'Filled page 3 of the housing application together outside Cedar House.';

/** What must be found nowhere in clear: names, ids, free text, answers' words, the passphrase. */
const MARKERS = [
  'Guavatree',
  'Marisol',
  'Pinefeather',
  '90000412A',
  'Cedar House',
  'Mossgrove',
  'lock before the rains',
  'housing application',
  'SPA-77120',
  'copper river lantern',
];

let folders: AppFolders;
let started: StartedApp;
let sshd: DemoSftpServer;

test.beforeEach(async () => {
  folders = makeFolders();
  sshd = await startSshd();
});
test.afterEach(async () => {
  await started.close();
  await sshd.stop();
  removeFolders(folders);
});

test('one member, from the plan’s roster file to a file on the plan’s server', async () => {
  test.setTimeout(600_000);
  started = await startApp({ folders });
  const { page, app } = started;
  await setUpByKeyboard(page);
  const publicKey = await addPlanWithServer(page, { port: sshd.port, user: sshd.user, folder: 'inbound' });
  await sshd.authorize(publicKey);

  const roster = join(folders.files, 'SUNPOPPY_MIF_20261117.csv');
  writeFileSync(roster, ROSTER);
  await answerOpenDialog(app, roster);
  await applyRoster(page, 1);
  await shoot(page, 'roster-applied');
  await openChart(page, 'gua mar', 'Marisol Guavatree');
  await shoot(page, 'chart-assigned');
  await enroll(page, { number: 'SPA-77120', to: '+365' });
  await addDiagnosis(page, 'Z59.01');

  await openTab(page, 'Assessments');
  await page.getByRole('button', { name: 'Start PHQ-9' }).click();
  await expect(page.getByRole('heading', { name: /PHQ-9/, level: 1 })).toBeVisible();
  await answerWithDigits(page, '2232');
  await page.waitForTimeout(1000);
  await started.kill();

  started = await startApp({ folders });
  const again = started.page;
  await unlock(again);
  await expect(again.getByRole('heading', { name: /PHQ-9/, level: 1 })).toBeVisible();
  for (const [item, digit] of ['2', '2', '3', '2'].entries()) {
    const answered = again.locator('[data-question]').nth(item).getByRole('radio', { checked: true });
    await expect(answered).toHaveAccessibleName(new RegExp(`, ${digit}$`));
  }
  await answerWithDigits(again, '12110');
  await shoot(again, 'assessment');
  await answerWithDigits(again, '1');
  await again.keyboard.press('Control+Enter');
  await expect(again.getByText(/^Signed\./)).toBeVisible();

  await openChart(again, 'gua mar', 'Marisol Guavatree');
  await openTab(again, 'HAP');
  await again
    .getByRole('button', { name: /^Start/ })
    .first()
    .click();
  await writeFirstGoal(again, PLAN);
  await fillWhatIsMissing(again, PLAN);
  await signPlan(again);
  const pdf = join(folders.files, 'hap.pdf');
  await answerSaveDialog(started.app, pdf);
  await again.getByRole('button', { name: 'Save PDF' }).click();
  await expect(again.getByText(/^Saved hap\.pdf/)).toBeVisible();
  expect((await readPdf(readFileSync(pdf))).text).toContain(PLAN.words);

  await openChart(again, 'gua mar', 'Marisol Guavatree');
  await writeNote(again, NOTE);
  await shoot(again, 'note');
  await again.keyboard.press('Control+Enter');
  await expect(again.getByText(/^Signed\./)).toBeVisible();

  await goTo(again, 'e', 'Encounters');
  await expect(
    again.getByRole('heading', { name: 'The rule is not confirmed with the plan.' }),
  ).toBeVisible();
  await shoot(again, 'encounters-held');
  await confirmRule(again, /[Mm]inutes in one unit/);
  await buildFile(again);
  await openTransfers(again);
  await sendAndConfirmServer(again, sshd.fingerprint);
  await expect(again.getByRole('row', { name: /Sent as a test$/ })).toHaveCount(1);
  await shoot(again, 'transfer-sent');
  // SECURITY: nothing of the day is left on the clipboard either.
  const clipboard = await started.app.evaluate((electron) => electron.clipboard.readText());
  expect(clipboard).not.toMatch(new RegExp(MARKERS.join('|'), 'i'));
  await started.close();

  const [name, ...others] = readdirSync(join(sshd.root, 'inbound'));
  expect(others).toEqual([]);
  const onServer = readFileSync(join(sshd.root, 'inbound', name ?? ''));
  expect(onServer.toString('ascii')).toMatch(
    /^ISA\*00\*.*~SV1\*HC:G9012:U2\*0\*UN\*2\*\*\*1~.*IEA\*1\*\d{9}~$/,
  );
  const recorded = await readRecorded(folders.workspace);
  expect(recorded.content.equals(onServer)).toBe(true);
  expect(createHash('sha256').update(onServer).digest('hex')).toBe(recorded.sha256);

  // Everything the app could have written to: workspace, profile, temp, home. `files` holds what the user saved.
  const { workspace, profile, temp, home } = folders;
  const searched = [workspace, profile, temp, home];
  expect(searched.flatMap(filesBelow).length).toBeGreaterThan(3);
  expect(findInClear(searched, MARKERS)).toEqual([]);
  expect(coreDumps(searched)).toEqual([]);
  expect(started.output()).not.toMatch(new RegExp(MARKERS.join('|'), 'i'));
  // The same search finds the member in the files that were meant to leave, so finding nothing means something.
  expect(findInClear([join(sshd.root, 'inbound')], ['GUAVATREE', '90000412A']).length).toBe(2);
});

/** The bytes and hash that Hearth recorded for the one file it sent. */
async function readRecorded(
  workspace: string,
): Promise<{ readonly content: Buffer; readonly sha256: string }> {
  const backend = createBackend({ folder: workspace, version: 'test', shell: createTestShell().client });
  try {
    const [user] = (await backend.client.vault.status()).users;
    await backend.client.vault.unlock({ userId: user?.id ?? '', passphrase: PASSPHRASE });
    const { db } = backend.host.session?.workspace ?? {};
    const [batch] = (await db?.selectFrom('batch').select(['content', 'sha256']).execute()) ?? [];
    return { content: Buffer.from(batch?.content ?? []), sha256: batch?.sha256 ?? '' };
  } finally {
    await backend.close();
  }
}
