import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import type { QueueEvent, RunEvent } from '#shared/transfers/contract.ts';
import { pointAt, queueFile, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

const MEGABYTE = 1024 * 1024;
/** For the daily check; HEARTH_TRANSFER_FILES=1000 and HEARTH_TRANSFER_MB=1024 for the full proof. */
const FILES = Number(process.env.HEARTH_TRANSFER_FILES ?? 60);
const SIZE = Number(process.env.HEARTH_TRANSFER_MB ?? 24) * MEGABYTE;

let sshd: DemoSftpServer;
let w: TestWorkspace;
let planId: string;
const inbound = (name = '') => join(sshd.root, 'inbound', name);

beforeAll(async () => {
  sshd = await startSshd();
  w = await openTestWorkspace();
  planId = await addPlan(w.api);
  await pointAt(w, planId, sshd);
  await sshd.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
  await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
});
afterAll(async () => {
  await w.close();
  await sshd.stop();
});

/** How much memory a piece of work needed beyond what was there before, in megabytes. */
async function grownBy(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  await work();
  clearInterval(watch);
  return (most - before) / MEGABYTE;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

test(`${FILES} files go in one run over one line, each once`, { timeout: 1_200_000 }, async () => {
  const files = [];
  for (let index = 0; index < FILES; index += 1) files.push(await queueFile(w, planId, randomBytes(5000)));
  let last: RunEvent | undefined;
  const grown = await grownBy(async () => {
    for await (const event of await w.api.transfers.run({})) last = event;
  });
  expect(last?.counts).toEqual({ sent: FILES, notSent: 0, kept: 0, problems: 0 });
  const names = readdirSync(inbound());
  expect(names.toSorted()).toEqual(files.map((file) => file.fileName).toSorted());
  for (const file of files) expect(readFileSync(inbound(file.fileName)).equals(file.bytes)).toBe(true);
  const database = w.backend.host.session?.workspace.db;
  const rows = (await database?.selectFrom('transfer').select('steps').execute()) ?? [];
  const logins = rows.filter((row) => row.steps.includes('"Reached 127.0.0.1"')).length;
  expect(logins).toBe(1);
  console.log(`${FILES} files over ${logins} login, memory grew by ${grown.toFixed(0)} MB`);
  for (const name of names) rmSync(inbound(name));
});

test(`a file of ${SIZE / MEGABYTE} MB is kept and sent with little memory`, {
  timeout: 1_200_000,
}, async () => {
  const path = join(w.root, 'large.bin');
  const file = await open(path, 'w');
  for (let written = 0; written < SIZE; written += MEGABYTE) await file.write(randomBytes(MEGABYTE));
  await file.close();
  w.shell.willOpen(path);
  let queued: QueueEvent | undefined;
  const keeping = await grownBy(async () => {
    for await (const event of await w.api.transfers.queueDocument({ planId })) queued = event;
  });
  const sending = await grownBy(async () => {
    await send(w, queued?.id ?? '');
  });
  expect(statSync(inbound('large.bin')).size).toBe(SIZE);
  expect(await sha256Of(inbound('large.bin'))).toBe(await sha256Of(path));
  console.log(
    `${SIZE / MEGABYTE} MB: memory grew by ${keeping.toFixed(0)} MB while it was kept, ${sending.toFixed(0)} MB while it was sent`,
  );
  // The database's own cache may take 256 MB; the file itself is far larger in the full proof.
  expect(keeping).toBeLessThan(500);
  expect(sending).toBeLessThan(500);
});
