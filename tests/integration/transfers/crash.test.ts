import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const inbound = (name = '') => join(sshd.root, 'inbound', name);
  const outbound = (name = '') => join(sshd.root, 'outbound', name);
  const PHASES = ['upload', 'download', 'import'] as const;

  /** Waits until the run has come to this phase, so that the kill falls into it and not before it. */
  async function underWay(child: ChildProcess, phase: (typeof PHASES)[number], name: string): Promise<void> {
    const answers = readdirSync(outbound()).length;
    const there = {
      upload: () => existsSync(inbound(name)) || existsSync(inbound(`${name}.part`)),
      download: () => existsSync(inbound(name)),
      // An answer is deleted on the server once it is kept and opened: the next ones are being opened.
      import: () => readdirSync(outbound()).length < answers,
    }[phase];
    for (let turn = 0; turn < 8000 && child.exitCode === null; turn += 1) {
      if (there()) return;
      await sleep(2);
    }
  }

  /** Where the kill fell, by what it left behind. */
  async function whereItFell(name: string, wasGone: boolean): Promise<string> {
    if (wasGone) return 'after the run';
    if (existsSync(inbound(`${name}.part`))) return 'in the upload';
    if (!existsSync(inbound(name))) return 'before the upload';
    const db = w.backend.host.session?.workspace.db;
    const open = await db?.selectFrom('received').select('id').where('state', '=', 'new').execute();
    if ((open ?? []).length > 0) return 'in an import';
    return readdirSync(outbound()).length > 0 ? 'in the downloads' : 'at the end';
  }

  it(`loses nothing and sends, keeps and opens nothing twice, ${KILLS} times`, {
    timeout: 60_000 * KILLS,
  }, async () => {
    const outcomes = new Map<string, number>();
    const sent = new Map<string, Uint8Array>();
    const answers = new Set<string>();
    const rosters = new Set<string>();
    const lay = (name: string, bytes: Uint8Array, into: Set<string>) => {
      into.add(createHash('sha256').update(bytes).digest('hex'));
      writeFileSync(outbound(name), bytes);
    };
    for (let round = 0; round < KILLS; round += 1) {
      const phase = PHASES[round % PHASES.length] ?? 'upload';
      const file = await queueFile(w, planId, randomBytes(phase === 'upload' ? 6_000_000 : 50_000));
      sent.set(file.fileName, file.bytes);
      for (const part of ['a', 'b']) lay(`answer-${round}-${part}.bin`, randomBytes(400_000), answers);
      for (const part of ['c', 'd', 'e']) lay(`roster-${round}-${part}.csv`, roster(round, part), rosters);
      await w.backend.close();
      const child = startRun();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await underWay(child, phase, file.fileName);
      await sleep(Math.random() * 150);
      const wasGone = child.exitCode !== null;
      // A run that ended by itself went through; one that could not begin would prove nothing.
      if (wasGone) expect(child.exitCode).toBe(0);
      child.kill('SIGKILL');
      await gone;
      const locked = await w.restart();
      const { users } = await locked.vault.status();
      await locked.vault.unlock({ userId: users[0]?.id ?? '', passphrase: PASSPHRASE });
      const where = await whereItFell(file.fileName, wasGone);
      outcomes.set(where, (outcomes.get(where) ?? 0) + 1);
    }
    const { outbox } = await w.api.transfers.list({});
    for (const row of outbox) await send(w, row.id);
    for await (const _event of await w.api.transfers.collect({ planId }));

    expect(readdirSync(inbound()).toSorted()).toEqual([...sent.keys()].toSorted());
    for (const [name, bytes] of sent) expect(readFileSync(inbound(name)).equals(bytes)).toBe(true);
    const db = w.backend.host.session?.workspace.db;
    const kept = (await db?.selectFrom('received').select(['sha256', 'state']).execute()) ?? [];
    expect(kept.map((row) => row.sha256).toSorted()).toEqual([...answers, ...rosters].toSorted());
    expect(kept.filter((row) => row.state === 'new')).toEqual([]);
    const imports = (await db?.selectFrom('roster_import').select('sha256').execute()) ?? [];
    expect(imports.map((row) => row.sha256).toSorted()).toEqual([...rosters].toSorted());
    expect(readdirSync(outbound())).toEqual([]);
    expect(outcomes.get('after the run') ?? 0).toBeLessThan(KILLS / 2);
    const words = [...outcomes].map(([where, count]) => `${count} ${where}`).join(', ');
    console.log(
      `kill -9: ${KILLS} times, ${words}; ${sent.size} files on the server once, ` +
        `${answers.size + rosters.size} answers kept once, ${rosters.size} rosters opened once`,
    );
  });
});

/** A roster of fifty people, another one each time. */
function roster(round: number, part: string): Buffer {
  const serial = round * 10 + part.charCodeAt(0);
  const people = Array.from({ length: 50 }, (_, index) => {
    const cin = `${90_000_000 + serial * 100 + index}A`;
    return `${cin},Marisol,Guavatree${serial}x${index},03/03/1992,ECM`;
  });
  return Buffer.from(`CIN,First Name,Last Name,DOB,Program\r\n${people.join('\r\n')}\r\n`);
}
