import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { addDays } from '#shared/dates.ts';
import { adt } from '../fixtures/adt.ts';
import {
  type AppFolders,
  answerOpenDialog,
  makeFolders,
  removeFolders,
  type StartedApp,
  shoot,
  startApp,
} from '../fixtures/electron-app.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { startSshd } from '../fixtures/sshd.ts';
import { unlock } from './steps/entry.ts';
import { goTo } from './steps/line.ts';
import { expectNoAxe, openTransfers } from './steps/transfers.ts';

const WORDS = 'willow lantern pasture';
const HOUR = 3_600_000;
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(new Date());
const compact = (date: string) => date.replaceAll('-', '');

let folders: AppFolders;
let started: StartedApp;
let sshd: DemoSftpServer;
let cin: string;

test.beforeEach(async () => {
  folders = makeFolders();
  sshd = await startSshd();
  mkdirSync(join(sshd.root, 'outbound'));
  // The coordinator worked three hours ago and has been away since.
  await prepareWorkspace(
    folders.workspace,
    async ({ client: api, clientAs }) => {
      const id = await addPlan(api);
      const { name, shortName, profile } = await api.plans.get({ id });
      const sftp = {
        host: '127.0.0.1',
        port: sshd.port,
        user: sshd.user,
        inboundFolder: 'inbound',
        testFolder: null,
        responseFolders: ['outbound'],
      };
      await api.plans.save({ id, name, shortName, profile: { ...profile, sftp } });
      await sshd.authorize((await api.plans.createKey({ id })).publicKey);
      await api.plans.confirmHostKey({ id, fingerprint: sshd.fingerprint });
      const teo = await api.users.add({ name: 'Teo Larkspur', role: 'care_coordinator', clinical: false });
      await api.users.allowUnlock({ userId: teo.id, passphrase: WORDS, typedByThem: true });
      const ana = await addPerson(api, id, {
        firstName: 'Ana',
        lastName: 'Willowmarsh',
        birthDate: '1985-04-02',
        leadId: teo.id,
      });
      await api.members.enroll({ id: ana.id, program: 'ECM', on: addDays(TODAY, -60), leadId: teo.id });
      cin = ana.cin;
      await clientAs({ id: teo.id, name: 'Teo Larkspur', role: 'care_coordinator' }).members.chart({
        id: ana.id,
      });
    },
    () => new Date(Date.now() - 3 * HOUR),
  );
  started = await startApp({ folders });
});

test.afterEach(async () => {
  await started.close();
  await sshd.stop();
  removeFolders(folders);
});

test('hospital notices come from the plan’s server, a person says who an unmatched one is about, and the coordinator finds them in Today and in the chart', async () => {
  test.setTimeout(120_000);
  const { app } = started;
  let { page } = started;
  const ana = { last: 'Willowmarsh', first: 'Ana', born: '19850402' };
  const stay = { patientClass: 'I', visit: 'V1', admitted: compact(addDays(TODAY, -4)) };
  const yesterday = compact(addDays(TODAY, -1));
  writeFileSync(
    join(sshd.root, 'outbound', 'ADT_1.hl7'),
    `FHS|^~\\&|X\rBHS|^~\\&|X\r${adt({ event: 'A01', ...ana, ...stay, cin, at: `${compact(addDays(TODAY, -4))}0800` })}${adt({ event: 'A03', ...ana, ...stay, cin, at: `${yesterday}1100`, left: yesterday, disposition: '01' })}${adt({ event: 'A04', ...ana, cin: '97777777Z', visit: 'V2', at: `${compact(addDays(TODAY, -2))}2215`, hospital: 'FOGMERE GENERAL HOSPITAL AND MEDICAL CENTER OF THE EAST BAY', reason: 'Chest pain' })}BTS|4\rFTS|1\r`,
  );
  await unlock(page);
  await openTransfers(page);
  await page.getByRole('button', { name: 'Look for answers' }).click();
  const row = page.getByRole('row', { name: /^Hospital notices \(ADT\), Sunpoppy, You decide/ });
  await expect(row).toBeVisible();
  await row.click();
  const rail = page.getByRole('complementary', { name: 'The selected file' });
  await expect(rail.getByText('4 notices: 2 in charts, 2 wait for a person.')).toBeVisible();
  await expect(rail.getByText(/the sender counts 4 messages, 3 are in the file/)).toBeVisible();
  await expect(rail.getByText(/No member of this plan has this id/)).toBeVisible();
  await shoot(page, 'notices-waiting');
  await expectNoAxe(page);
  await rail.getByRole('button', { name: 'It is Ana Willowmarsh' }).focus();
  await page.keyboard.press('Enter');
  await expect(rail.getByText('4 notices: 3 in charts, 1 waits for a person.')).toBeVisible();
  await rail.getByRole('button', { name: /^Nothing to do about Nobody named, line/ }).click();
  await expect(page.getByRole('row', { name: /^Hospital notices \(ADT\), Sunpoppy, Read/ })).toBeVisible();
  await shoot(page, 'notices-settled');
  await expectNoAxe(page);

  // The same notices again, by hand: nothing is done twice.
  writeFileSync(
    join(folders.files, 'again.csv'),
    `Member ID,Last,First,DOB,Patient Class,Facility,Admit Date,Discharge Date\r\n${cin},Willowmarsh,Ana,4/2/1985,Inpatient,OAK HOSPITAL,${addDays(TODAY, -4)},${addDays(TODAY, -1)}\r\n`,
  );
  await answerOpenDialog(app, join(folders.files, 'again.csv'));
  await page.getByRole('button', { name: 'Load a response' }).click();
  await expect(page.getByText('1 notice: 1 in charts.').first()).toBeVisible();
  await shoot(page, 'notices-list');
  await expectNoAxe(page);

  const next = app.waitForEvent('window');
  await page.keyboard.press('Control+Shift+L').catch(() => {});
  page = await next;
  await page.getByRole('button', { name: 'Who are you?' }).click();
  await page.getByRole('option', { name: /Teo Larkspur/ }).click();
  await unlock(page, WORDS);
  const since = page.getByRole('region', { name: /^Since you left/ });
  await expect(since.getByText(/^emergency visit at FOGMERE GENERAL/)).toBeVisible();
  await expect(since.getByText(/^left OAK HOSPITAL/)).toBeVisible();
  await expect(page.getByRole('row', { name: /Call after the emergency visit/ })).toBeVisible();
  await shoot(page, 'notices-today');
  await since.getByRole('button', { name: 'Ana Willowmarsh' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /Ana Willowmarsh/ })).toBeVisible();
  await page
    .getByRole('link', { name: 'Health' })
    .or(page.getByRole('tab', { name: 'Health' }))
    .first()
    .click();
  const hospital = page.getByText('Inpatient stay, OAK HOSPITAL');
  await expect(hospital).toHaveCount(1);
  await expect(page.getByText(/^Emergency department, FOGMERE GENERAL/)).toBeVisible();
  await shoot(page, 'notices-chart');
  await goTo(page, 'k', 'Tasks');
  await expect(page.getByRole('row', { name: /Visit after the hospital stay/ })).toBeVisible();
});
