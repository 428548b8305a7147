import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { type AppFolders, makeFolders, removeFolders, startApp } from '../fixtures/electron-app.ts';
import { queueFile } from '../fixtures/outbox.ts';
import { addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { startSshd } from '../fixtures/sshd.ts';
import { PASSPHRASE } from '../fixtures/workspace.ts';
import { unlock } from './steps/entry.ts';

let folders: AppFolders;
let sshd: DemoSftpServer;

test.beforeEach(async () => {
  folders = makeFolders();
  sshd = await startSshd();
  mkdirSync(join(sshd.root, 'outbound'));
  await prepareWorkspace(folders.workspace, async (backend) => {
    const { client: api, host } = backend;
    if (!host.session) throw new Error('The workspace is locked.');
    const id = await addPlan(api);
    const { name, shortName, profile } = await api.plans.get({ id });
    const sftp = {
      host: '127.0.0.1',
      port: sshd.port,
      user: sshd.user,
      inboundFolder: 'inbound',
      testFolder: null,
      responseFolders: ['outbound'],
      // Slow enough to be stopped in the middle of the large file.
      kilobytesPerSecond: 4000,
    };
    await api.plans.save({ id, name, shortName, profile: { ...profile, sftp } });
    await sshd.authorize((await api.plans.createKey({ id })).publicKey);
    await api.plans.confirmHostKey({ id, fingerprint: sshd.fingerprint });
    const workspace = { backend, api, user: host.session.user };
    await queueFile(workspace, id, randomBytes(20_000));
    await queueFile(workspace, id, randomBytes(24_000_000));
  });
});

test.afterEach(async () => {
  await sshd.stop();
  removeFolders(folders);
});

/** Starts the app as a task scheduler does, and stops it as one does when a line of its output says so. */
async function runWithoutWindow(
  passphrase: string,
  stopAt?: () => boolean,
): Promise<{ exit: number | null; lines: string[] }> {
  const { HEARTH_ELECTRON: executable = '', HEARTH_APP: app = '' } = process.env;
  const child = spawn(
    executable,
    [
      app,
      '--disable-gpu',
      `--user-data-dir=${folders.profile}`,
      `--workspace=${folders.workspace}`,
      '--transfer',
    ],
    { env: { ...process.env, TMPDIR: folders.temp, HOME: folders.home, HEARTH_HOME: folders.home } },
  );
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString('utf8');
  });
  child.stdin.end(`${passphrase}\n`);
  const watch = setInterval(() => {
    if (!stopAt?.()) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 20);
  const exit = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(watch);
  return { exit, lines: output.split('\n').filter((line) => line !== '') };
}

test('hearth --transfer says what it does, can be stopped and goes on, and ends with 0, 1 or 2', async () => {
  test.setTimeout(120_000);
  const inbound = () => readdirSync(join(sshd.root, 'inbound'));
  const stopped = await runWithoutWindow(PASSPHRASE, () =>
    inbound().some((name) => name.endsWith('.part') && inbound().length > 1),
  );
  expect(stopped).toMatchObject({ exit: 1 });
  expect(stopped.lines.at(-1)).toBe('Stopped. What was not sent waits in the outbox.');
  expect(inbound()).toHaveLength(1);

  // While somebody works in the window, the workspace is theirs.
  const started = await startApp({ folders });
  await unlock(started.page);
  await expect(started.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  const busy = await runWithoutWindow(PASSPHRASE);
  expect(busy.exit).toBe(2);
  expect(busy.lines).toHaveLength(1);
  await started.close();

  writeFileSync(join(sshd.root, 'outbound', 'notice.txt'), 'Holiday schedule\n');
  const whole = await runWithoutWindow(PASSPHRASE);
  expect(whole.lines.at(-1)).toBe('1 sent, 0 not sent, 1 received, 0 problems.');
  expect(whole.exit).toBe(0);
  expect(inbound()).toHaveLength(2);

  await sshd.stop();
  const away = await runWithoutWindow(PASSPHRASE);
  expect(away.lines.at(-1)).toBe('1 thing did not go.');
  expect(away.exit).toBe(1);

  // Last, because the next try has to wait after a wrong one.
  expect(await runWithoutWindow('not the passphrase at all')).toMatchObject({ exit: 2 });
});
