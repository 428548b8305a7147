import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decrypt, generateKey, readMessage, readPrivateKey } from 'openpgp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { unattendedContext } from '#main/backend/procedure.ts';
import { runWhatIsDue } from '#main/backend/transfers/schedule.ts';
import type { RunEvent } from '#shared/transfers/contract.ts';
import { pointAt, queueFile, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { type CuttingProxy, startCuttingProxy, startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../../fixtures/workspace.ts';

describe('transfers without a person, to OpenSSH sshd', () => {
  let sshd: DemoSftpServer;
  let proxy: CuttingProxy;
  let w: TestWorkspace;
  let planId: string;
  let clock: Date;
  const inbound = (name = '') => join(sshd.root, 'inbound', name);

  async function setPlan(change: Record<string, unknown>, sftp: Record<string, unknown> = {}) {
    const { name, shortName, profile } = await w.api.plans.get({ id: planId });
    if (!profile.sftp) throw new Error('No server in the profile');
    const next = { ...profile, ...change, sftp: { ...profile.sftp, ...sftp } };
    await w.api.plans.save({ id: planId, name, shortName, profile: next });
  }
  async function due(): Promise<boolean> {
    const { session } = w.backend.host;
    if (!session) throw new Error('The workspace is locked.');
    const { signal } = new AbortController();
    return runWhatIsDue(unattendedContext(w.backend.host, session, signal), signal);
  }

  beforeAll(async () => {
    sshd = await startSshd();
    mkdirSync(join(sshd.root, 'outbound'));
    proxy = await startCuttingProxy(sshd.port);
  });
  afterAll(async () => {
    await proxy.stop();
    await sshd.stop();
  });
  beforeEach(async () => {
    proxy.cutAfter(null);
    for (const name of readdirSync(inbound())) rmSync(inbound(name));
    clock = new Date('2026-11-18T18:00:00Z');
    w = await openTestWorkspace({ clock: () => clock });
    planId = await addPlan(w.api);
    await pointAt(w, planId, { port: proxy.port, user: sshd.user });
    await setPlan({}, { responseFolders: ['outbound'] });
    await sshd.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
  });
  afterEach(() => w.close());

  it('goes on from where a broken line stopped, and tries again by itself later', async () => {
    // Far more than is under way at once, so that something has surely arrived before the cut.
    const file = await queueFile(w, planId, randomBytes(8_000_000));
    proxy.cutAfter(6_000_000);
    await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'TRANSFER_FAILED' });
    const waiting = await w.api.transfers.get({ id: file.transferId });
    const wait = Date.parse(waiting.nextTryAt ?? '') - clock.getTime();
    expect(wait).toBeGreaterThanOrEqual(30_000);
    expect(wait).toBeLessThanOrEqual(60_000);

    proxy.cutAfter(7_500_000);
    expect(await due()).toBe(false);
    clock = new Date(clock.getTime() + 61_000);
    // Fewer bytes than the file has may pass: only going on from the middle gets it there.
    expect(await due()).toBe(true);
    expect(readFileSync(inbound(file.fileName)).equals(file.bytes)).toBe(true);
    const sent = await w.api.transfers.get({ id: file.transferId });
    expect(sent.steps.find((step) => step.step === 'upload')?.sentence).toMatch(/from byte [\d,]+ on$/);
    expect(readdirSync(inbound())).toEqual([file.fileName]);
  });

  it('sends and looks at the plan’s times, also when Hearth was closed then, and once', async () => {
    await setPlan({ schedule: { times: ['12:00'] } });
    const { nextRunAt } = await w.api.transfers.list({});
    expect(nextRunAt).toBe('2026-11-18T20:00:00.000Z');
    expect(await due()).toBe(false);
    const file = await queueFile(w, planId, randomBytes(1000));
    clock = new Date('2026-11-18T19:59:00Z');
    expect(await due()).toBe(false);
    clock = new Date('2026-11-19T16:00:00Z');
    expect(await due()).toBe(true);
    expect(readdirSync(inbound())).toEqual([file.fileName]);
    expect(await due()).toBe(false);
  });

  it('holds a paused file back, keeps what is there, and goes on', async () => {
    const file = await queueFile(w, planId, randomBytes(30_000_000));
    let paused = false;
    const sending = (async () => {
      for await (const event of await w.api.transfers.send({ id: file.transferId })) {
        if (!paused && (event.bytes ?? 0) > 3_000_000) {
          paused = true;
          await w.api.transfers.pause({ id: file.transferId, paused: true });
        }
      }
    })();
    await expect(sending).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(inbound())).toEqual([`${file.fileName}.part`]);
    expect(await w.api.transfers.get({ id: file.transferId })).toMatchObject({
      paused: true,
      state: 'queued',
    });
    const ran: RunEvent[] = [];
    for await (const event of await w.api.transfers.run()) ran.push(event);
    expect(ran.at(-1)?.counts).toMatchObject({ sent: 0, notSent: 0 });
    await w.api.transfers.pause({ id: file.transferId, paused: false });
    for await (const event of await w.api.transfers.run()) ran.push(event);
    expect(readFileSync(inbound(file.fileName)).equals(file.bytes)).toBe(true);
  });

  it('runs from the command line, for a task scheduler', async () => {
    const file = await queueFile(w, planId, randomBytes(5000));
    writeFileSync(join(sshd.root, 'outbound', 'notice.txt'), 'Holiday schedule');
    await w.backend.close();
    const done = await promisify(execFile)(
      process.execPath,
      ['main/backend/cli.ts', '--workspace', w.folder, '--user', 'Lena Vantree', 'transfers.run'],
      { env: { ...process.env, HEARTH_PASSPHRASE: PASSPHRASE } },
    );
    expect(done.stderr).toBe('');
    const last = JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '') as RunEvent;
    expect(last.counts).toEqual({ sent: 1, notSent: 0, kept: 1, problems: 0 });
    expect(readdirSync(inbound())).toEqual([file.fileName]);
    await w.restart();
  });

  it('encrypts for the plan, sends the same bytes again, and shows what was sent', async () => {
    const { publicKey, privateKey } = await generateKey({
      userIDs: [{ name: 'Sunpoppy EDI' }],
      date: new Date('2026-01-01T00:00:00Z'),
      format: 'armored',
    });
    await setPlan({ pgpPublicKey: publicKey });
    const file = await queueFile(w, planId, randomBytes(5000));
    await send(w, file.transferId);
    const onServer = readFileSync(inbound(`${file.fileName}.pgp`));
    const opened = await decrypt({
      message: await readMessage({ binaryMessage: onServer }),
      decryptionKeys: await readPrivateKey({ armoredKey: privateKey }),
      format: 'binary',
      date: clock,
    });
    expect(Buffer.from(opened.data as Uint8Array).equals(Buffer.from(file.bytes))).toBe(true);

    rmSync(inbound(`${file.fileName}.pgp`));
    await w.api.transfers.sendAgain({ id: file.transferId, reason: 'Their disk was lost' });
    await send(w, file.transferId);
    expect(readFileSync(inbound(`${file.fileName}.pgp`)).equals(onServer)).toBe(true);
    const copy = join(w.root, 'copy.pgp');
    w.shell.willSave(copy);
    await w.api.transfers.saveSent({ id: file.transferId });
    expect(readFileSync(copy).equals(onServer)).toBe(true);
  });
});
