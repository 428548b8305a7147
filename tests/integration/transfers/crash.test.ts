import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { pointAt, queueFile, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../../fixtures/workspace.ts';

/** How often the process is killed; the full proof is HEARTH_KILLS=200. */
const KILLS = Number(process.env.HEARTH_KILLS ?? 6);

describe('kill -9 in the middle of a run', () => {
  let sshd: DemoSftpServer;
  let w: TestWorkspace;
  let planId: string;

  beforeAll(async () => {
    sshd = await startSshd();
    mkdirSync(join(sshd.root, 'outbound'));
    w = await openTestWorkspace();
    planId = await addPlan(w.api);
    await pointAt(w, planId, sshd);
    const { name, shortName, profile } = await w.api.plans.get({ id: planId });
    if (!profile.sftp) throw new Error('No server in the profile');
    const sftp = { ...profile.sftp, responseFolders: ['outbound'], afterDownload: 'delete' as const };
    await w.api.plans.save({ id: planId, name, shortName, profile: { ...profile, sftp } });
    await sshd.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
  });
  afterAll(async () => {
    await w.close();
    await sshd.stop();
  });

  function startRun(): ChildProcess {
    return spawn(
      process.execPath,
      ['main/backend/cli.ts', '--workspace', w.folder, '--user', 'Lena Vantree', 'transfers.run'],
      { env: { ...process.env, HEARTH_PASSPHRASE: PASSPHRASE }, stdio: 'ignore' },
    );
  }
  /** Waits until the run has touched the server, so that the kill falls into the transfer and not before it. */
  async function underWay(child: ChildProcess, names: readonly string[]): Promise<void> {
    const inbound = join(sshd.root, 'inbound');
    for (let turn = 0; turn < 4000 && child.exitCode === null; turn += 1) {
      if (names.some((name) => existsSync(join(inbound, name)) || existsSync(join(inbound, `${name}.part`))))
        return;
      await sleep(2);
    }
  }

  it(`loses nothing and sends and keeps nothing twice, ${KILLS} times`, {
    timeout: 30_000 * KILLS,
  }, async () => {
    const outcomes = { upload: 0, later: 0, ended: 0 };
    const sent = new Map<string, Uint8Array>();
    const answers = new Set<string>();
    for (let round = 0; round < KILLS; round += 1) {
      const file = await queueFile(w, planId, randomBytes(4_000_000));
      sent.set(file.fileName, file.bytes);
      for (const part of ['a', 'b', 'c']) {
        const bytes = randomBytes(400_000);
        answers.add(createHash('sha256').update(bytes).digest('hex'));
        writeFileSync(join(sshd.root, 'outbound', `answer-${round}-${part}.bin`), bytes);
      }
      await w.backend.close();
      const child = startRun();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await underWay(child, [file.fileName]);
      await sleep(Math.random() * 400);
      if (child.exitCode !== null) outcomes.ended += 1;
      else if (existsSync(join(sshd.root, 'inbound', file.fileName))) outcomes.later += 1;
      else outcomes.upload += 1;
      child.kill('SIGKILL');
      await gone;
      const locked = await w.restart();
      const { users } = await locked.vault.status();
      await locked.vault.unlock({ userId: users[0]?.id ?? '', passphrase: PASSPHRASE });
    }
    const { outbox } = await w.api.transfers.list({});
    for (const row of outbox) await send(w, row.id);
    for await (const _event of await w.api.transfers.collect({ planId }));

    const inbound = join(sshd.root, 'inbound');
    expect(readdirSync(inbound).toSorted()).toEqual([...sent.keys()].toSorted());
    for (const [name, bytes] of sent) expect(readFileSync(join(inbound, name)).equals(bytes)).toBe(true);
    const db = w.backend.host.session?.workspace.db;
    const kept = (await db?.selectFrom('received').select('sha256').execute()) ?? [];
    expect(kept.map((row) => row.sha256).toSorted()).toEqual([...answers].toSorted());
    expect(readdirSync(join(sshd.root, 'outbound'))).toEqual([]);
    rmSync(inbound, { recursive: true, force: true });
    console.log(
      `kill -9: ${KILLS} times, ${outcomes.upload} in the upload, ${outcomes.later} after it, ${outcomes.ended} too late; ` +
        `${sent.size} files on the server once, ${answers.size} answers kept once`,
    );
  });
});
