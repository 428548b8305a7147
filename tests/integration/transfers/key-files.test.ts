import { createHmac, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey } from 'openpgp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { keysOf } from '#main/backend/plans/load-files.ts';
import { fingerprintOf, makeLoginKey } from '#main/backend/plans/ssh-keys.ts';
import { pointAt, queueFile, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let sshd: DemoSftpServer;
let w: TestWorkspace;
let planId: string;
const path = (name: string, text: string) => {
  const at = join(w.root, name);
  writeFileSync(at, text);
  return at;
};

beforeAll(async () => {
  sshd = await startSshd();
  w = await openTestWorkspace();
  planId = await addPlan(w.api);
  await pointAt(w, planId, sshd);
});
afterAll(async () => {
  await w.close();
  await sshd.stop();
});

test('logs in with an RSA key from a file, locked with a passphrase', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'meadow' },
  });
  const file = path('id_rsa', privateKey);
  w.shell.willOpen(file);
  await expect(w.api.plans.loadLoginKey({ id: planId, passphrase: 'wrong' })).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  });
  w.shell.willOpen(file);
  const loaded = await w.api.plans.loadLoginKey({ id: planId, passphrase: 'meadow' });
  expect(loaded?.publicKey).toMatch(/^ssh-rsa /);
  await sshd.authorize(loaded?.publicKey ?? '');
  await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
  const queued = await queueFile(w, planId, Uint8Array.of(1, 2, 3));
  expect((await send(w, queued.transferId)).at(-1)?.step).toBe('ledger');
});

test('logs in with an RSA key made here, whose line goes to the plan', async () => {
  const { publicKey } = await w.api.plans.createKey({ id: planId, type: 'rsa' });
  const [type, blob = '', comment] = publicKey.split(' ');
  expect([type, comment]).toEqual([
    'ssh-rsa',
    expect.stringMatching(/^Larkmeadow-Community-Care-to-Sunpoppy-/),
  ]);
  // 4096 bits of modulus and the few bytes around them.
  expect(Buffer.from(blob, 'base64')).toHaveLength(535);
  expect((await w.api.plans.get({ id: planId })).login).toEqual({ kind: 'key', publicKey });
  await sshd.authorize(publicKey);
  // OpenSSH 8.8 and newer refuse RSA with SHA-1, so this log-in signed with SHA-2.
  const queued = await queueFile(w, planId, Uint8Array.of(4, 5, 6));
  expect((await send(w, queued.transferId)).at(-1)?.step).toBe('ledger');
});

test('finds a server in a known_hosts file by its plain and its hashed name', async () => {
  const [type = '', blob = ''] = makeLoginKey('host').publicKey.split(' ');
  const salt = Buffer.from('12345678901234567890');
  const hash = createHmac('sha1', salt).update('[127.0.0.1]:2222').digest('base64');
  const text = [
    '# a comment',
    `@revoked sftp.plan.org ${type} AAAA`,
    `sftp.plan.org,10.0.0.1 ${type} ${blob}`,
    `|1|${salt.toString('base64')}|${hash} ${type} ${blob}`,
  ].join('\n');
  expect(keysOf(text, 'SFTP.plan.org', 22).get(type)).toBe(blob);
  expect(keysOf(text, '127.0.0.1', 2222).get(type)).toBe(blob);
  expect(keysOf(text, 'other.org', 22).size).toBe(0);

  await w.api.plans.forgetHostKey({ id: planId, reason: 'Moved' });
  w.shell.willOpen(path('known_hosts', `[127.0.0.1]:${sshd.port} ${type} ${blob}\n`));
  const expected = fingerprintOf(Buffer.from(blob, 'base64'));
  expect(await w.api.plans.importKnownHosts({ id: planId })).toEqual({ fingerprint: expected });
  w.shell.willOpen(path('known_hosts', `other ${type} ${blob}\n`));
  await expect(w.api.plans.importKnownHosts({ id: planId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('takes the public half of a PGP key and nothing else', async () => {
  const { privateKey } = await generateKey({ userIDs: [{ name: 'Sunpoppy EDI' }], format: 'armored' });
  w.shell.willOpen(path('plan.asc', privateKey));
  expect(await w.api.plans.loadPgpKey({ id: planId })).toMatchObject({ owner: 'Sunpoppy EDI' });
  const { profile } = await w.api.plans.get({ id: planId });
  expect(profile.pgpPublicKey).toMatch(/^-----BEGIN PGP PUBLIC KEY BLOCK-----/);
  w.shell.willOpen(path('plan.asc', 'hello'));
  await expect(w.api.plans.loadPgpKey({ id: planId })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});
