import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DemoSftpServer, startSftpServer } from '#main/backend/demo/sftp-server.ts';
import { makeLoginKey } from '#main/backend/plans/ssh-keys.ts';
import { type ByteSource, PIECE_BYTES, pieceSource } from '#main/backend/transfers/byte-source.ts';
import { openSession } from '#main/backend/transfers/session.ts';
import { pointAt, send } from '../fixtures/outbox.ts';
import { addPlan } from '../fixtures/people.ts';
import { openTestWorkspace } from '../fixtures/workspace.ts';
import { median, report, say, timedInTurns } from './measure.ts';

const MEGABYTES = 256;
const SIZE = MEGABYTES * 1024 * 1024;
const ROUNDS = 5;

/**
 * Sending one large file over the loopback, beside OpenSSH's own sftp in the same run; everyone logs in first.
 *
 * Once from a disk, as sftp does, and once as people do it: out of the encrypted workspace, with the look before,
 * the comparison and the ledger after it.
 */
export async function benchTransfer(): Promise<void> {
  say(`a file of ${MEGABYTES} MB to OpenSSH's server: ${ROUNDS} rounds each, in turns`);
  const server = await startSftpServer();
  const scratch = mkdtempSync(join(tmpdir(), 'hearth-bench-transfer-'));
  const path = join(scratch, 'large.bin');
  const w = await openTestWorkspace();
  try {
    const file = await open(path, 'w+');
    const block = randomBytes(PIECE_BYTES);
    for (let at = 0; at < SIZE; at += PIECE_BYTES) await file.write(block);
    const key = makeLoginKey('bench');
    await server.authorize(key.publicKey);
    const target = {
      host: '127.0.0.1',
      port: server.port,
      user: userInfo().username,
      secret: { kind: 'key', ...key },
      pinned: server.fingerprint,
    } as const;
    const source = fromDisk(file);
    const theirs = sftpOf(server, scratch, path, key.privateKey);
    const fromFile = await timedInTurns(
      ROUNDS,
      async () => {
        const session = await openSession(target, () => undefined, new AbortController().signal);
        await session.write('inbound/ours.bin', source, 0, () => undefined);
        session.close();
      },
      theirs,
    );
    await file.close();
    report(`${MEGABYTES} MB over SFTP`, median(fromFile.one), {
      what: 'OpenSSH’s sftp, at most 1.11 ×',
      value: median(fromFile.other),
    });

    const planId = await addPlan(w.api);
    await pointAt(w, planId, server);
    await server.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: server.fingerprint });
    w.shell.willOpen(path);
    let id = '';
    for await (const event of await w.api.transfers.queueDocument({ planId })) id = event.id ?? id;
    const kept = await timedInTurns(
      ROUNDS,
      async () => {
        await send(w, id);
        // The next round's bytes go over the line again, not into a file that is there.
        rmSync(join(server.root, 'inbound', 'large.bin'));
        await w.api.transfers.sendAgain({ id, reason: 'The next round' });
      },
      theirs,
    );
    report(
      `${MEGABYTES} MB out of the encrypted workspace, from the first look to the ledger`,
      median(kept.one),
      {
        what: 'OpenSSH’s sftp, which decrypts nothing,',
        value: median(kept.other),
      },
    );
  } finally {
    await w.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function fromDisk(file: FileHandle): ByteSource {
  return pieceSource(SIZE, async (number) => {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    await file.read(piece, 0, PIECE_BYTES, number * PIECE_BYTES);
    return piece;
  });
}

/** OpenSSH's own program, sending the same file to the same server. */
function sftpOf(
  server: DemoSftpServer,
  scratch: string,
  path: string,
  privateKey: string,
): () => Promise<unknown> {
  writeFileSync(join(scratch, 'id'), privateKey, { mode: 0o600 });
  writeFileSync(join(scratch, 'batch'), `put "${path}" inbound/theirs.bin\n`);
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
  const words = [
    ...options.flatMap((option) => ['-o', option]),
    ...['-i', join(scratch, 'id'), '-P', String(server.port), '-b', join(scratch, 'batch')],
    `${userInfo().username}@127.0.0.1`,
  ];
  return () => promisify(execFile)('sftp', words);
}
