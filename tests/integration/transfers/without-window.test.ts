import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { headlessShell } from '#main/backend/headless-shell.ts';
import { transferWithoutWindow } from '#main/backend/transfers/without-window.ts';
import { pointAt, queueFile } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../../fixtures/workspace.ts';

let sshd: DemoSftpServer;
let w: TestWorkspace;

beforeAll(async () => {
  sshd = await startSshd();
  mkdirSync(join(sshd.root, 'outbound'));
  w = await openTestWorkspace();
  const id = await addPlan(w.api);
  await pointAt(w, id, sshd);
  const { name, shortName, profile } = await w.api.plans.get({ id });
  if (!profile.sftp) throw new Error('No server in the profile');
  const sftp = { ...profile.sftp, responseFolders: ['outbound'] };
  await w.api.plans.save({ id, name, shortName, profile: { ...profile, sftp } });
  await sshd.authorize((await w.api.plans.createKey({ id })).publicKey);
  await w.api.plans.confirmHostKey({ id, fingerprint: sshd.fingerprint });
  for (let index = 0; index < 3; index += 1) await queueFile(w, id, randomBytes(1000));
  await w.backend.close();
});
afterAll(async () => {
  await w.close();
  await sshd.stop();
});

async function run(
  user: string | null,
  passphrase = PASSPHRASE,
  folder = w.folder,
  stopAt: RegExp | null = null,
) {
  const lines: string[] = [];
  const backend = createBackend({ folder, version: 'test', shell: headlessShell() });
  const stop = new AbortController();
  const say = (line: string) => {
    lines.push(line);
    if (stopAt?.test(line)) stop.abort();
  };
  const exit = await transferWithoutWindow(backend, { user, passphrase }, say, stop.signal);
  await backend.close();
  return { exit, lines };
}

test('says why nothing could begin and ends with 2', async () => {
  expect(await run('Nobody Known')).toEqual({
    exit: 2,
    lines: ['Nobody Known is not a user of this workspace.'],
  });
  expect(await run(null, PASSPHRASE, join(w.root, 'empty'))).toMatchObject({ exit: 2 });
});

test('stops when it is told to, ends with 1, and what was not sent waits for the next run', async () => {
  const { exit, lines } = await run(null, PASSPHRASE, w.folder, /^Sunpoppy has /);
  expect(exit).toBe(1);
  expect(lines.at(-1)).toBe('Stopped. What was not sent waits in the outbox.');
  expect(readdirSync(join(sshd.root, 'inbound'))).toHaveLength(1);
});

test('sends and fetches, prints a line each and the counts, and ends with 0; then 1 while the plan is away', async () => {
  writeFileSync(join(sshd.root, 'outbound', 'notice.txt'), 'Holiday schedule\n');
  const { exit, lines } = await run(null);
  expect(lines.at(-1)).toBe('2 sent, 0 not sent, 1 received, 0 problems.');
  expect(lines.filter((line) => /^Sunpoppy has /.test(line))).toHaveLength(2);
  expect(exit).toBe(0);
  expect(readdirSync(join(sshd.root, 'inbound'))).toHaveLength(3);
  await sshd.stop();
  const away = await run('Lena Vantree');
  expect(away.exit).toBe(1);
  expect(away.lines.join(' ')).toContain('1 problems.');
  expect((await run(null, 'not the passphrase at all')).exit).toBe(2);
});
