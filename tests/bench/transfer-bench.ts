import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSftpServer } from '#main/backend/demo/sftp-server.ts';
import { makeLoginKey } from '#main/backend/plans/ssh-keys.ts';
import type { ByteSource } from '#main/backend/transfers/byte-source.ts';
import { openSession } from '#main/backend/transfers/session.ts';
import { median, report, say, timedInTurns } from './measure.ts';

const MEGABYTE = 1024 * 1024;
const SIZE = 256 * MEGABYTE;
const ROUNDS = 3;

/** Sending one large file over the loopback, beside OpenSSH's own sftp in the same run; both log in first. */
export async function benchTransfer(): Promise<void> {
  say(`a file of ${SIZE / MEGABYTE} MB to OpenSSH's server: ${ROUNDS} rounds each, in turns`);
  const server = await startSftpServer();
  const scratch = mkdtempSync(join(tmpdir(), 'hearth-bench-transfer-'));
  const path = join(scratch, 'large.bin');
  try {
    const key = makeLoginKey('bench');
    await server.authorize(key.publicKey);
    const block = randomBytes(MEGABYTE);
    const file = await open(path, 'w+');
    for (let at = 0; at < SIZE; at += MEGABYTE) await file.write(block);
    const source: ByteSource = {
      size: SIZE,
      read: async (offset, length) => {
        const buffer = Buffer.allocUnsafe(length);
        await file.read(buffer, 0, length, offset);
        return buffer;
      },
    };
    writeFileSync(join(scratch, 'id'), key.privateKey, { mode: 0o600 });
    writeFileSync(join(scratch, 'batch'), `put "${path}" inbound/theirs.bin\n`);
    const user = userInfo().username;
    const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
    const target = {
      host: '127.0.0.1',
      port: server.port,
      user,
      secret: { kind: 'key', ...key },
      pinned: server.fingerprint,
    } as const;
    const times = await timedInTurns(
      ROUNDS,
      async () => {
        const session = await openSession(target, () => undefined, new AbortController().signal);
        await session.write('inbound/ours.bin', source, 0, () => undefined);
        session.close();
      },
      () =>
        promisify(execFile)('sftp', [
          ...options.flatMap((option) => ['-o', option]),
          ...['-i', join(scratch, 'id'), '-P', String(server.port), '-b', join(scratch, 'batch')],
          `${user}@127.0.0.1`,
        ]),
    );
    await file.close();
    report(`${SIZE / MEGABYTE} MB over SFTP`, median(times.one), {
      what: 'OpenSSH’s sftp, at most 1.11 ×',
      value: median(times.other),
    });
  } finally {
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
