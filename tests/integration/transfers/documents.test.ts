import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMessage, decrypt, encrypt, generateKey, readKey, readMessage, readPrivateKey } from 'openpgp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import type { QueueEvent } from '#shared/transfers/contract.ts';
import { pointAt, queueFile, send } from '../../fixtures/outbox.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let sshd: DemoSftpServer;
let w: TestWorkspace;
let planId: string;
const inbound = (name = '') => join(sshd.root, 'inbound', name);

beforeAll(async () => {
  sshd = await startSshd();
  mkdirSync(join(sshd.root, 'outbound'));
  w = await openTestWorkspace();
  planId = await addPlan(w.api);
  await pointAt(w, planId, sshd);
  await saveProfile({ responseFolders: ['outbound'] });
  await sshd.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
  await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
});
afterAll(async () => {
  await w.close();
  await sshd.stop();
});

async function saveProfile(part: object, whole: object = {}): Promise<void> {
  const { name, shortName, profile } = await w.api.plans.get({ id: planId });
  if (!profile.sftp) throw new Error('No server in the profile');
  const sftp = { ...profile.sftp, ...part };
  await w.api.plans.save({ id: planId, name, shortName, profile: { ...profile, ...whole, sftp } });
}
async function add(path: string, more: { title?: string; memberIds?: string[] } = {}): Promise<QueueEvent> {
  w.shell.willOpen(path);
  let last: QueueEvent | undefined;
  for await (const event of await w.api.transfers.queueDocument({ planId, ...more })) last = event;
  if (!last) throw new Error('Nothing was queued');
  return last;
}
function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(w.root, name);
  writeFileSync(path, bytes);
  return path;
}
const auditOf = async (action: string) => {
  const rows = await w.backend.host.session?.workspace.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', action)
    .execute();
  return rows ?? [];
};

test('any file goes to a plan once, with whose data is inside', async () => {
  const member = await addPerson(w.api, planId);
  const bytes = randomBytes(3_500_000);
  const path = fileOf('Return file, October.xlsx', bytes);
  const first = await add(path, { title: 'Return file (RTF), October', memberIds: [member.id] });
  expect(first.sentence).toBe('Return file, October.xlsx waits in the outbox.');
  const again = await add(fileOf('same bytes.xlsx', bytes));
  expect(again).toMatchObject({
    id: first.id,
    sentence: expect.stringContaining('was queued for Sunpoppy before'),
  });
  expect((await w.api.transfers.list({})).outbox).toHaveLength(1);

  await send(w, first.id ?? '');
  expect(readdirSync(inbound())).toEqual(['Return_file_October.xlsx']);
  expect(readFileSync(inbound('Return_file_October.xlsx')).equals(bytes)).toBe(true);
  expect((await auditOf('transfer.disclosed')).map((row) => row.member_id)).toEqual([member.id]);
  expect(await w.api.transfers.members({ id: first.id ?? '' })).toEqual({
    members: [{ id: member.id, name: expect.stringContaining('Marisol'), cin: member.cin }],
  });
  expect((await w.api.transfers.list({ find: member.cin })).ledger.map((row) => row.id)).toEqual([first.id]);

  const copy = join(w.root, 'copy.xlsx');
  w.shell.willSave(copy);
  await w.api.transfers.saveSent({ id: first.id ?? '' });
  expect(readFileSync(copy).equals(bytes)).toBe(true);
});

test('a document is called as the plan’s profile says, with a number of the day that all its files share', async () => {
  const named = (template: string) => saveProfile({}, { documents: { fileNameTemplate: template } });
  await named('{sender}_RTF_{MMDDYY}_{sequence}.{extension}');
  const one = await add(fileOf('October.xlsx', randomBytes(900)));
  const two = await add(fileOf('Marisol Guavatree, corrected.CSV', randomBytes(900)));
  const names = await Promise.all([one, two].map(({ id }) => w.api.transfers.get({ id: id ?? '' })));
  const days = names.map(({ fileName }) => fileName.replace(/_\d{6}_/, '_MMDDYY_'));
  expect(days).toEqual(['CBCME001_RTF_MMDDYY_01.xlsx', 'CBCME001_RTF_MMDDYY_02.CSV']);
  await expect(named('../{name}')).rejects.toMatchObject({
    code: 'VALIDATION',
    data: { field: 'profile.documents.fileNameTemplate' },
  });
  await named('{name}');
  for (const { id } of [one, two]) await send(w, id ?? '');
});

test('an empty file and one that is gone are refused by name', async () => {
  await expect(add(fileOf('empty.csv', new Uint8Array()))).rejects.toMatchObject({
    message: 'empty.csv is empty. Nothing was queued.',
  });
  await expect(add(join(w.root, 'gone.csv'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('the outbox is put in another order, and sent again is on record with its reason', async () => {
  const files = [];
  for (let index = 0; index < 3; index += 1) files.push(await queueFile(w, planId, randomBytes(100)));
  const order = async () => (await w.api.transfers.list({})).outbox.map((row) => row.id);
  const [a, b, c] = files.map((file) => file.transferId);
  if (!a || !b || !c) throw new Error('Three files');
  expect(await w.api.transfers.move({ id: c, to: 'up' })).toEqual({ moved: true });
  expect(await order()).toEqual([a, c, b]);
  expect(await w.api.transfers.move({ id: a, to: 'up' })).toEqual({ moved: false });
  const later = await queueFile(w, planId, randomBytes(100));
  expect(await order()).toEqual([a, c, b, later.transferId]);
  for (const id of await order()) await send(w, id);
  await expect(w.api.transfers.move({ id: a, to: 'down' })).rejects.toMatchObject({ code: 'NOT_FOUND' });

  await w.api.transfers.sendAgain({ id: a, reason: 'Sunpoppy lost it' });
  await send(w, a);
  expect((await w.api.transfers.get({ id: a })).sentBefore).toMatchObject([
    { by: 'Lena Vantree', reason: 'Sunpoppy lost it' },
  ]);
});

test('a look at the list or at a file is one row, not one a refresh', async () => {
  const before = (await auditOf('transfer.view_list')).length;
  for (let turn = 0; turn < 5; turn += 1) await w.api.transfers.list({ find: 'october' });
  expect((await auditOf('transfer.view_list')).length - before).toBe(1);
  const [row] = (await w.api.transfers.list({})).ledger;
  const looks = (await auditOf('transfer.view')).filter((one) => one.entity_id === row?.id).length;
  for (let turn = 0; turn < 5; turn += 1) await w.api.transfers.get({ id: row?.id ?? '' });
  expect(
    (await auditOf('transfer.view')).filter((one) => one.entity_id === row?.id).length,
  ).toBeLessThanOrEqual(looks + 1);
  expect((await auditOf('transfer.view')).some((one) => one.entity_id === row?.id)).toBe(true);
});

test('PGP both ways: a large file is encrypted part by part, an answer for our key opens by itself', async () => {
  const theirs = await generateKey({
    type: 'curve25519',
    userIDs: [{ name: 'Sunpoppy EDI' }],
    format: 'armored',
  });
  await saveProfile({}, { pgpPublicKey: theirs.publicKey });
  const bytes = randomBytes(2_500_000);
  const queued = await add(fileOf('secret.csv', bytes));
  await send(w, queued.id ?? '');
  const decryptionKeys = await readPrivateKey({ armoredKey: theirs.privateKey });
  const message = await readMessage({ binaryMessage: readFileSync(inbound('secret.csv.pgp')) });
  const { data } = await decrypt({ message, decryptionKeys, format: 'binary' });
  expect(Buffer.from(data as Uint8Array).equals(bytes)).toBe(true);

  const first = await w.api.plans.createPgpKey({ id: planId });
  const ours = await w.api.plans.createPgpKey({ id: planId });
  expect((await w.api.plans.get({ id: planId })).pgpKey).toEqual(ours);
  const csv = 'CIN,First Name,Last Name,DOB,Program\r\n90000777A,Marisol,Guavatree,03/03/1992,ECM\r\n';
  for (const [name, { publicKey }] of Object.entries({ 'old.csv.pgp': first, 'new.csv.pgp': ours })) {
    const encrypted = await encrypt({
      message: await createMessage({ text: `${csv}${name === 'old.csv.pgp' ? '' : '\r\n'}` }),
      encryptionKeys: await readKey({ armoredKey: publicKey }),
      format: 'binary',
    });
    writeFileSync(join(sshd.root, 'outbound', name), encrypted as Uint8Array);
  }
  for await (const _event of await w.api.transfers.collect({ planId }));
  const { received } = await w.api.transfers.list({});
  expect(received.map((row) => [row.kind, row.state])).toEqual([
    ['roster', 'done'],
    ['roster', 'done'],
  ]);
});
