import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import type { ByteSource } from '#main/backend/transfers/byte-source.ts';
import { openSession } from '#main/backend/transfers/session.ts';
import { key } from '../../fixtures/delivery.ts';
import { startSshd } from '../../fixtures/sshd.ts';

const MEGABYTE = 1024 * 1024;
/** 32 for the daily check; HEARTH_TRANSFER_MB=1024 for a file of 1 GB. */
const SIZE = Number(process.env.HEARTH_TRANSFER_MB ?? 32) * MEGABYTE;

let sshd: DemoSftpServer;
const scratch = mkdtempSync(join(tmpdir(), 'hearth-throughput-'));

beforeAll(async () => {
  sshd = await startSshd();
  await sshd.authorize(key.publicKey);
});
afterAll(async () => {
  await sshd.stop();
  rmSync(scratch, { recursive: true, force: true });
});

it('sends a large file from a disk with little memory, beside OpenSSH’s own sftp', {
  timeout: 300_000,
}, async () => {
  const path = join(scratch, 'large.bin');
  const file = await open(path, 'w');
  const block = randomBytes(MEGABYTE);
  for (let written = 0; written < SIZE; written += MEGABYTE) await file.write(block);
  await file.close();
  const reading = await open(path, 'r');
  const source: ByteSource = {
    size: SIZE,
    read: async (offset, length) => {
      const buffer = Buffer.alloc(length);
      await reading.read(buffer, 0, length, offset);
      return buffer;
    },
  };
  const { signal } = new AbortController();
  const target = {
    host: '127.0.0.1',
    port: sshd.port,
    user: userInfo().username,
    secret: { kind: 'key', ...key },
    pinned: sshd.fingerprint,
  } as const;
  global.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const session = await openSession(target, () => undefined, signal);
  const began = performance.now();
  await session.write('inbound/large.bin', source, 0, () => undefined);
  const ours = SIZE / MEGABYTE / ((performance.now() - began) / 1000);
  session.close();
  clearInterval(watch);
  await reading.close();
  expect(statSync(join(sshd.root, 'inbound', 'large.bin')).size).toBe(SIZE);

  writeFileSync(join(scratch, 'id'), key.privateKey, { mode: 0o600 });
  writeFileSync(join(scratch, 'batch'), `put "${path}" inbound/theirs.bin\n`);
  const options = [
    '-o',
    'StrictHostKeyChecking=no',
    '-o',
    'UserKnownHostsFile=/dev/null',
    '-o',
    'LogLevel=ERROR',
  ];
  const theirsBegan = performance.now();
  await promisify(execFile)('sftp', [
    ...options,
    '-i',
    join(scratch, 'id'),
    '-P',
    String(sshd.port),
    '-b',
    join(scratch, 'batch'),
    `${userInfo().username}@127.0.0.1`,
  ]);
  const theirs = SIZE / MEGABYTE / ((performance.now() - theirsBegan) / 1000);
  const grown = (most - before) / MEGABYTE;
  console.log(
    `${SIZE / MEGABYTE} MB: Hearth ${ours.toFixed(0)} MB/s, OpenSSH sftp ${theirs.toFixed(0)} MB/s with login, ` +
      `ratio ${(ours / theirs).toFixed(2)}, memory grew by ${grown.toFixed(0)} MB`,
  );
  expect(grown).toBeLessThan(200);
});
