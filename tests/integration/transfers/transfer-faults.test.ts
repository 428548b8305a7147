import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BuiltInServer,
  type SftpFault,
  type SftpRequest,
  startBuiltInServer,
} from '#main/backend/demo/built-in-sftp-server.ts';
import { queueTransfer } from '#main/backend/transfers/queue-transfer.ts';
import { operationContext, pointAt, queueFile, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

describe('a transfer to a server with faults', () => {
  const { folder, clean } = temporaryFolder('hearth-faults-', ['inbound']);
  let server: BuiltInServer;
  let fault: (request: SftpRequest) => SftpFault | null = () => null;
  let w: TestWorkspace;
  let planId: string;
  const inbound = (name = '') => join(folder, 'inbound', name);

  beforeAll(async () => {
    server = await startBuiltInServer({
      root: folder,
      password: 'right',
      fault: (request) => fault(request),
    });
    w = await openTestWorkspace();
    planId = await addPlan(w.api);
    await pointAt(w, planId, { port: server.port, user: 'larkmeadow' });
  });
  afterAll(async () => {
    await w.close();
    await server.stop();
    clean();
  });
  beforeEach(async () => {
    for (const name of readdirSync(inbound())) rmSync(inbound(name));
    fault = () => null;
    await w.api.plans.setPassword({ id: planId, password: 'right' });
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: server.fingerprint });
  });

  const problemOf = async (id: string) => (await w.api.transfers.get({ id })).problem;

  it('says that the password was refused, in the words of a person', async () => {
    await w.api.plans.setPassword({ id: planId, password: 'marker-wrong-password' });
    const file = await queueFile(w, planId, randomBytes(10));
    const error = await send(w, file.transferId).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'TRANSFER_FAILED', data: { facts: { reason: 'login_refused' } } });
    expect(await problemOf(file.transferId)).toBe(
      'Sunpoppy refused the password. Nothing was sent. Change it in the plan’s profile.',
    );
    expect(JSON.stringify([error, await w.api.transfers.get({ id: file.transferId })])).not.toContain(
      'marker-wrong',
    );
  });

  it('keeps the file when the disk of the plan is full', async () => {
    const file = await queueFile(w, planId, randomBytes(200_000));
    fault = ({ name }) => (name === 'WRITE' ? { status: 'FAILURE', message: 'Disk quota exceeded' } : null);
    await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'TRANSFER_FAILED' });
    expect(await problemOf(file.transferId)).toBe(
      'Sunpoppy’s server has no room left. The file waits here. Call the plan, then send it again.',
    );
    fault = () => null;
    await send(w, file.transferId);
    expect(readFileSync(inbound(file.fileName)).equals(file.bytes)).toBe(true);
  });

  it('finishes without sending again when only the last answer was lost', async () => {
    const file = await queueFile(w, planId, randomBytes(80_000));
    fault = ({ name }) => (name === 'RENAME' ? 'do-and-cut' : null);
    await expect(send(w, file.transferId)).rejects.toMatchObject({
      data: { facts: { reason: 'maybe_arrived' } },
    });
    let writes = 0;
    fault = ({ name }) => {
      if (name === 'WRITE') writes += 1;
      return null;
    };
    const events = await send(w, file.transferId);
    expect(writes).toBe(0);
    expect(events.find((event) => event.step === 'name' && event.state === 'done')?.sentence).toContain(
      'already there',
    );
    expect(readdirSync(inbound())).toEqual([file.fileName]);
    expect((await w.api.transfers.get({ id: file.transferId })).state).toBe('sent');
  });

  it('sends what a crash left in the middle', async () => {
    const file = await queueFile(w, planId, randomBytes(5000));
    // What kill -9 during the upload leaves behind: a row that says "sending" and a part of the file.
    const database = w.backend.host.session?.workspace.db;
    await database
      ?.updateTable('transfer')
      .set({ state: 'sending', attempts: 1 })
      .where('id', '=', file.transferId)
      .execute();
    writeFileSync(inbound(`${file.fileName}.part`), file.bytes.subarray(0, 1000));
    const [row] = (await w.api.transfers.list({})).outbox.filter((one) => one.id === file.transferId);
    expect(row).toMatchObject({
      state: 'queued',
      problem: expect.stringContaining('Hearth was closed while'),
    });
    await send(w, file.transferId);
    expect(readdirSync(inbound())).toEqual([file.fileName]);
    expect(readFileSync(inbound(file.fileName)).equals(file.bytes)).toBe(true);
  });

  it.each([
    [true, 'sent'],
    [false, 'queued'],
  ] as const)('waits for a person when the file may have been picked up (%s)', async (arrived, state) => {
    const file = await queueFile(w, planId, randomBytes(5000));
    await expect(w.api.transfers.settle({ id: file.transferId, arrived })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    fault = ({ name }) => (name === 'RENAME' ? 'do-and-cut' : null);
    await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'TRANSFER_FAILED' });
    rmSync(inbound(file.fileName));
    fault = () => null;
    await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'HELD' });
    await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'HELD' });
    expect(await problemOf(file.transferId)).toContain('Ask Sunpoppy whether they have it');
    expect(readdirSync(inbound())).toEqual([]);

    expect(await w.api.transfers.settle({ id: file.transferId, arrived })).toEqual({ state });
    const { batches } = await w.api.encounters.batches({});
    expect(batches.find((batch) => batch.id === file.batchId)?.state).toBe(arrived ? 'sent' : 'built');
    if (arrived) return;
    await send(w, file.transferId);
    expect(readdirSync(inbound())).toEqual([file.fileName]);
  });

  it('names what is missing before anything is tried', async () => {
    const bare = await addPlan(w.api, 'Bluelark Health Plan');
    const file = await queueFile(w, bare, randomBytes(10));
    await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'VALIDATION' });
    await expect(w.api.transfers.settle({ id: file.transferId, arrived: false })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const byHand = await queueFile(w, bare, randomBytes(10));
    expect(await w.api.transfers.settle({ id: byHand.transferId, arrived: true })).toEqual({ state: 'sent' });
    await pointAt(w, bare, { port: server.port, user: 'larkmeadow' });
    await expect(send(w, file.transferId)).rejects.toMatchObject({
      code: 'VALIDATION',
      message: 'Hearth has no password or key for Bluelark. Add one under Admin, Plans.',
    });
    expect((await w.api.transfers.get({ id: file.transferId })).attempts).toBe(0);
  });

  it('queues a file once, never with other bytes, and keeps it a test when the plan goes to production', async () => {
    const plan = await addPlan(w.api, 'Marigold Health Plan');
    const file = await queueFile(w, plan, randomBytes(10));
    const { sha256, title, fileName, bytes } = await w.api.transfers.get({ id: file.transferId });
    const { name, shortName, profile } = await w.api.plans.get({ id: plan });
    await w.api.plans.save({
      id: plan,
      name,
      shortName,
      profile: { ...profile, edi: { ...profile.edi, usage: 'P' } },
    });
    const again = {
      planId: plan,
      kind: 'encounters',
      sourceId: file.batchId,
      title,
      fileName,
      bytes,
      sha256,
    } as const;
    expect(await queueTransfer(operationContext(w), again)).toBe(file.transferId);
    expect((await w.api.transfers.get({ id: file.transferId })).usage).toBe('T');
    await expect(
      queueTransfer(operationContext(w), { ...again, sha256: '0'.repeat(64) }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('finds entries of the ledger by name and plan', async () => {
    const file = await queueFile(w, planId, randomBytes(10));
    await send(w, file.transferId);
    const found = await w.api.transfers.list({ find: file.fileName.toLowerCase() });
    expect(found.ledger.map((row) => row.id)).toEqual([file.transferId]);
    expect((await w.api.transfers.list({ find: 'SUNPOPPY', ledgerLimit: 1 })).ledger).toHaveLength(1);
    expect((await w.api.transfers.list({ find: 'no such file' })).ledgerCount).toBe(0);
  });

  it('keeps transfers from those who do not bill', async () => {
    const nurse = w.asRole('care_coordinator');
    await expect(nurse.transfers.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(nurse.transfers.testConnection({ planId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
