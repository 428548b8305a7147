import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import type { TestEvent } from '#shared/transfers/contract.ts';
import { pointAt, queueFile, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { type CuttingProxy, startCuttingProxy, startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

describe('a transfer to OpenSSH sshd', () => {
  let sshd: DemoSftpServer;
  let w: TestWorkspace;
  let planId: string;
  const inbound = (name = '') => join(sshd.root, 'inbound', name);

  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  beforeEach(async () => {
    for (const name of readdirSync(inbound())) rmSync(inbound(name));
    w = await openTestWorkspace();
    planId = await addPlan(w.api);
    await pointAt(w, planId, sshd);
    await sshd.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
  });
  afterEach(() => w.close());

  it('asks about the server first, then delivers the recorded bytes and writes the ledger', async () => {
    const file = await queueFile(w, planId, randomBytes(300_000));
    const refused = await send(w, file.transferId).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'HOST_KEY_UNKNOWN',
      data: { facts: { fingerprint: sshd.fingerprint, host: '127.0.0.1' } },
    });
    expect(readdirSync(inbound())).toEqual([]);

    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
    const events = await send(w, file.transferId);
    expect(events.filter((event) => event.state === 'done').map((event) => event.step)).toEqual([
      'reach',
      'host_key',
      'login',
      'name',
      'upload',
      'size',
      'rename',
      'ledger',
    ]);
    expect(events.find((event) => event.step === 'host_key' && event.state === 'done')?.sentence).toBe(
      'Host key is the same as today',
    );
    expect(readFileSync(inbound(file.fileName)).equals(file.bytes)).toBe(true);
    expect(readdirSync(inbound())).toEqual([file.fileName]);

    const { outbox, ledger, ledgerCount } = await w.api.transfers.list({});
    expect(outbox).toEqual([]);
    expect(ledgerCount).toBe(1);
    expect(ledger[0]).toMatchObject({
      id: file.transferId,
      state: 'sent',
      attempts: 2,
      usage: 'T',
      problem: null,
    });
    const transfer = await w.api.transfers.get({ id: file.transferId });
    expect(transfer).toMatchObject({ hostKey: sshd.fingerprint, serverPath: `inbound/${file.fileName}` });
    expect(transfer.steps.map((step) => step.state)).toEqual(Array(8).fill('done'));
    const { batches } = await w.api.encounters.batches({});
    expect(batches.find((batch) => batch.id === file.batchId)?.state).toBe('sent');
  });

  it('sends nothing when it is asked again', async () => {
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
    const file = await queueFile(w, planId, randomBytes(2000));
    await send(w, file.transferId);
    const before = statSync(inbound(file.fileName));
    const again = await send(w, file.transferId);
    expect(again.map((event) => [event.step, event.state])).toEqual([['ledger', 'skipped']]);
    const after = statSync(inbound(file.fileName));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect((await w.api.transfers.get({ id: file.transferId })).attempts).toBe(1);
  });

  it('stops hard at a changed server key, and goes on once an administrator dropped the old one', async () => {
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
    const confirmed = sshd.fingerprint;
    await sshd.restartWithNewHostKey();
    const file = await queueFile(w, planId, randomBytes(100));
    const refused = await send(w, file.transferId).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'HOST_KEY_CHANGED',
      message:
        'The server is not the one you confirmed today. Sending stopped. Call the plan before you go on.',
      data: { facts: { fingerprint: sshd.fingerprint, confirmed } },
    });
    expect(readdirSync(inbound())).toEqual([]);
    await expect(
      w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });

    await w.api.plans.forgetHostKey({ id: planId, reason: 'Dana at Sunpoppy, by phone' });
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
    await send(w, file.transferId);
    expect(readdirSync(inbound())).toEqual([file.fileName]);

    const audit = await w.api.audit.list({});
    const detailOf = (action: string) =>
      JSON.parse(audit.find((row) => row.action === action)?.detail ?? '{}');
    expect(detailOf('transfer.stopped')).toEqual({ reason: 'host_key_changed', shownKey: sshd.fingerprint });
    expect(detailOf('plan.forget_host_key')).toEqual({
      fingerprint: confirmed,
      reason: 'Dana at Sunpoppy, by phone',
    });
    expect(detailOf('transfer.sent')).toMatchObject({
      fileName: file.fileName,
      bytes: 100,
      hostKey: sshd.fingerprint,
    });
  });

  it('tests the connection step by step and remembers how it ended', async () => {
    const test = async () => {
      const events: TestEvent[] = [];
      for await (const event of await w.api.transfers.testConnection({ planId })) events.push(event);
      return events.filter((event) => event.state === 'done').map((event) => event.sentence);
    };
    await expect(test()).rejects.toMatchObject({ code: 'HOST_KEY_UNKNOWN' });
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
    expect(await test()).toEqual([
      'Reached 127.0.0.1',
      'Host key is the same as today',
      `Logged in as ${sshd.user}, with key`,
      'Folder inbound is there',
      'Wrote an empty file into inbound',
      'Renamed it',
      'Deleted it again, nothing is left there',
    ]);
    expect((await w.api.transfers.list({})).plans[0]?.lastTest).toMatchObject({
      passed: true,
      sentence: 'Host key matches',
    });
    expect(readdirSync(inbound())).toEqual([]);
  });

  it('keeps a file whose line broke, with a sentence, and sends the same bytes later', async () => {
    const proxy: CuttingProxy = await startCuttingProxy(sshd.port);
    try {
      await pointAt(w, planId, { ...sshd, port: proxy.port, user: sshd.user });
      await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
      const file = await queueFile(w, planId, randomBytes(3_000_000));
      proxy.cutAfter(1_000_000);
      await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'TRANSFER_FAILED' });
      const [row] = (await w.api.transfers.list({})).outbox;
      expect(row).toMatchObject({ state: 'queued', attempts: 1 });
      expect(row?.problem).toBe(
        'The line to Sunpoppy broke. The file waits here. Send it again: the same bytes, nothing is billed twice.',
      );
      const { steps } = await w.api.transfers.get({ id: file.transferId });
      expect(steps.at(-1)).toMatchObject({ step: 'upload', state: 'failed' });
      proxy.cutAfter(null);
      await send(w, file.transferId);
      expect(readdirSync(inbound())).toEqual([file.fileName]);
      expect(readFileSync(inbound(file.fileName)).equals(file.bytes)).toBe(true);
    } finally {
      await proxy.stop();
    }
  });

  it('leaves the outbox when the caller goes away in mid-upload', async () => {
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
    const file = await queueFile(w, planId, randomBytes(4_000_000));
    for await (const event of await w.api.transfers.send({ id: file.transferId })) {
      if (event.bytes !== undefined) break;
    }
    const transfer = await w.api.transfers.get({ id: file.transferId });
    expect(transfer).toMatchObject({
      state: 'queued',
      problem: 'You stopped this. The file waits here and can be sent again.',
    });
    expect(readdirSync(inbound())).toEqual([]);
  });

  it('refuses a second sending of the same file while the first runs', async () => {
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
    const file = await queueFile(w, planId, randomBytes(50_000));
    const first = await w.api.transfers.send({ id: file.transferId });
    await first.next();
    await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'CONFLICT' });
    for await (const _event of first);
    expect(readdirSync(inbound())).toEqual([file.fileName]);
    expect((await w.api.transfers.get({ id: file.transferId })).state).toBe('sent');
  });
});
