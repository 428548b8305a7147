import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPolicy } from '#main/policy/read-policy.ts';
import { DEFAULT_POLICY, isHostAllowed, SAFEST_POLICY } from '#shared/policy/policy.ts';
import { pointAt, queueFile, send } from '../fixtures/outbox.ts';
import { addPlan } from '../fixtures/people.ts';
import { openTestWorkspace, PASSPHRASE } from '../fixtures/workspace.ts';

let folder: string;
let path: string;
/** Who runs the tests may write the file; outside of tests only the administrator may. */
const ME = [process.getuid?.() ?? 0];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-test-'));
  path = join(folder, 'policy.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(content: unknown, mode = 0o644): void {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(path, mode);
}

const escrow = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('the policy file', () => {
  test('that is not there leaves the defaults', () => {
    expect(readPolicy(path, ME)).toMatchObject({ source: 'none', policy: DEFAULT_POLICY, problem: null });
  });

  test('sets what it names and leaves the rest', () => {
    write({
      format: 1,
      idleMinutes: 3,
      passphrase: { minLength: 20 },
      allowedSftpHosts: ['sftp.sunpoppy.example'],
      escrowPublicKey: escrow,
    });
    const state = readPolicy(path, ME);
    expect(state).toMatchObject({ source: 'file', problem: null });
    expect(state.setByFile).toEqual([
      'idleMinutes',
      'passphrase.minLength',
      'allowedSftpHosts',
      'escrowPublicKey',
    ]);
    expect(state.policy).toEqual({
      ...DEFAULT_POLICY,
      idleMinutes: 3,
      minPassphrase: 20,
      allowedHosts: ['sftp.sunpoppy.example'],
      escrowPublicKey: escrow,
    });
  });

  const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
  test.each<[string, unknown, RegExp]>([
    ['torn', '{"format":1,', /not JSON/],
    ['with a mistyped name', { format: 1, idelMinutes: 3 }, /“idelMinutes” does not fit/],
    ['with a value out of range', { format: 1, idleMinutes: 0 }, /“idleMinutes” does not fit/],
    ['with a shorter passphrase than Hearth asks', { format: 1, passphrase: { minLength: 4 } }, /minLength/],
    ['with a host that is an address of a page', { format: 1, allowedSftpHosts: ['https://x'] }, /Hosts\.0/],
    ['of a later format', { format: 2 }, /“format” does not fit/],
    ['with a relative data folder', { format: 1, dataFolder: 'data' }, /dataFolder/],
    ['with a key of another kind', { format: 1, escrowPublicKey: ed25519 }, /not an X25519 public key/],
    ['that is empty', '', /not JSON/],
    ['that is a list', [], /does not fit/],
  ])('%s gives the safest values and a sentence', (_case, content, sentence) => {
    write(content);
    const state = readPolicy(path, ME);
    expect(state).toMatchObject({ source: 'refused', policy: SAFEST_POLICY, setByFile: [] });
    expect(state.problem).toMatch(sentence);
    expect(state.problem).not.toContain(folder);
  });

  test('that others can write, or that is a link, a device or a folder, is not believed', () => {
    write({ format: 1, idleMinutes: 3 }, 0o646);
    expect(readPolicy(path, ME).problem).toMatch(/others than the administrator can change it/);
    chmodSync(path, 0o664);
    expect(readPolicy(path, ME).source).toBe('refused');
    chmodSync(path, 0o644);
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    expect(readPolicy(link, ME).problem).toMatch(/it is a link/);
    expect(readPolicy('/dev/zero', ME).problem).toMatch(/it is not a file/);
    expect(readPolicy(folder, ME).problem).toMatch(/it is not a file|cannot be read/);
  });

  test('of somebody else than the administrator is not believed', () => {
    write({ format: 1, idleMinutes: 60 });
    // Root can give the file away; anyone else already is somebody else than the administrator.
    if (process.getuid?.() === 0) chownSync(path, 1234, 1234);
    expect(readPolicy(path).problem).toMatch(/does not belong to the administrator/);
  });
});

test('hosts are compared as names', () => {
  const policy = { ...DEFAULT_POLICY, allowedHosts: ['sftp.sunpoppy.example', '*.health.example'] };
  const allowed = [
    'sftp.sunpoppy.example',
    'SFTP.Sunpoppy.Example.',
    'a.health.example',
    'a.b.health.example',
  ];
  const refused = [
    'sunpoppy.example',
    'sftp.sunpoppy.example.evil.example',
    'xsftp.sunpoppy.example',
    'health.example',
    'evilhealth.example',
    '',
  ];
  expect(allowed.filter((host) => !isHostAllowed(policy, host))).toEqual([]);
  expect(refused.filter((host) => isHostAllowed(policy, host))).toEqual([]);
});

describe('under a policy', () => {
  const state = (policy: object, problem: string | null = null) => ({
    source: problem ? ('refused' as const) : ('file' as const),
    path: '/etc/hearth/policy.json',
    policy: { ...DEFAULT_POLICY, ...policy },
    setByFile: [],
    problem,
  });

  test('no connection is opened to a host it does not name, and the refusal says so', async () => {
    let connections = 0;
    const server = createServer(() => {
      connections += 1;
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const w = await openTestWorkspace({ policy: state({}) });
    try {
      const { port } = server.address() as { port: number };
      const planId = await addPlan(w.api);
      await pointAt(w, planId, { port, user: 'larkmeadow' });
      await w.api.plans.createKey({ id: planId });
      const file = await queueFile(w, planId, new Uint8Array(100));
      // The administrator's policy comes after the plan's profile was written.
      await w.restart({ policy: state({ allowedHosts: ['sftp.sunpoppy.example'] }) });
      await w.api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
      await expect(pointAt(w, planId, { port, user: 'larkmeadow' })).rejects.toMatchObject({
        message: expect.stringContaining('does not allow 127.0.0.1.'),
      });
      const drain = async () => {
        for await (const _event of await w.api.transfers.testConnection({ planId })) void _event;
      };
      await expect(drain()).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringContaining('does not allow 127.0.0.1. Nothing was sent.'),
      });
      await expect(send(w, file.transferId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(connections).toBe(0);
    } finally {
      server.close();
      await w.close();
    }
  });

  test('passphrases keep its rules at every door', async () => {
    const w = await openTestWorkspace({
      policy: state({ minPassphrase: 20, refusedWords: ['Larkmeadow'] }),
    });
    try {
      const { id } = await w.api.users.add({
        name: 'Teo Larkspur',
        role: 'outreach_worker',
        clinical: false,
      });
      const allow = (passphrase: string) => w.api.users.allowUnlock({ userId: id, passphrase });
      await expect(allow('willow lantern')).rejects.toMatchObject({
        code: 'VALIDATION',
        data: { field: 'passphrase' },
        message: 'It has 14 characters, needs 20. Four random words do well.',
      });
      await expect(allow('copper larkMEADOW river bell')).rejects.toMatchObject({ code: 'VALIDATION' });
      await allow('willow lantern pasture bell');
      const locked = await w.restart();
      expect((await locked.vault.status()).minPassphrase).toBe(20);
      await expect(
        locked.vault.useRecoveryCode({
          userId: w.user.id,
          code: w.recoveryCode,
          newPassphrase: 'willow lantern',
        }),
      ).rejects.toMatchObject({ code: 'VALIDATION', data: { field: 'newPassphrase' } });
    } finally {
      await w.close();
    }
  });

  test('that cannot be used no workspace is made, and every screen is told', async () => {
    const problem = 'The policy file of this computer is not used: it is not JSON.';
    await expect(openTestWorkspace({ policy: state(SAFEST_POLICY, problem) })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const w = await openTestWorkspace();
    try {
      const locked = await w.restart({ policy: state(SAFEST_POLICY, problem) });
      expect((await locked.vault.status()).policyProblem).toBe(problem);
    } finally {
      await w.close();
    }
  });

  test('everyone sees which settings it sets', async () => {
    const set = state({ idleMinutes: 3 });
    const w = await openTestWorkspace({ policy: { ...set, setByFile: ['idleMinutes'] } });
    try {
      expect(await w.asRole('auditor').policy.current()).toMatchObject({
        source: 'file',
        setByFile: ['idleMinutes'],
        policy: { idleMinutes: 3 },
      });
    } finally {
      await w.close();
    }
  });
});
