import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pointAt, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

test('after a plan’s years of keeping the bytes go and the lines of the ledger stay', async () => {
  let now = new Date('2026-11-18T18:00:00Z');
  const sshd = await startSshd();
  const w = await openTestWorkspace({ clock: () => now });
  try {
    mkdirSync(join(sshd.root, 'outbound'));
    const id = await addPlan(w.api);
    await pointAt(w, id, sshd);
    const { name, shortName, profile } = await w.api.plans.get({ id });
    if (!profile.sftp) throw new Error('No server in the profile');
    const sftp = { ...profile.sftp, responseFolders: ['outbound'] };
    await w.api.plans.save({ id, name, shortName, profile: { ...profile, sftp, retentionYears: 7 } });
    await sshd.authorize((await w.api.plans.createKey({ id })).publicKey);
    await w.api.plans.confirmHostKey({ id, fingerprint: sshd.fingerprint });
    writeFileSync(join(w.root, 'document.csv'), 'CIN,Units\r\n');
    w.shell.willOpen(join(w.root, 'document.csv'));
    let transferId = '';
    for await (const event of await w.api.transfers.queueDocument({ planId: id }))
      transferId = event.id ?? '';
    await send(w, transferId);
    writeFileSync(join(sshd.root, 'outbound', 'answer.txt'), 'Thank you\n');
    for await (const _event of await w.api.transfers.run({}));
    const [answer] = (await w.api.transfers.list({})).inbox;
    await w.api.transfers.settleReceived({ id: answer?.id ?? '', as: 'nothing' });

    const pieces = async () =>
      (
        await w.backend.host.session?.workspace.db
          .selectFrom('transfer_file_piece')
          .select('number')
          .execute()
      )?.length;
    now = new Date('2033-11-17T18:00:00Z');
    for await (const _event of await w.api.transfers.run({}));
    expect((await w.api.transfers.get({ id: transferId })).contentRemovedAt).toBe(null);
    expect(await pieces()).toBe(1);

    now = new Date('2033-11-19T18:00:00Z');
    for await (const _event of await w.api.transfers.run({}));
    expect(await pieces()).toBe(0);
    expect(await w.api.transfers.get({ id: transferId })).toMatchObject({
      state: 'sent',
      contentRemovedAt: now.toISOString(),
    });
    await expect(w.api.transfers.saveSent({ id: transferId })).rejects.toMatchObject({
      message: expect.stringMatching(/^The years for which Hearth keeps this file are over\./),
    });
    await expect(w.api.transfers.saveReceived({ id: answer?.id ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const lists = await w.api.transfers.list({});
    expect([lists.ledgerCount, lists.receivedCount]).toEqual([1, 1]);
  } finally {
    await w.close();
    await sshd.stop();
  }
});
