import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { makeLoginKey } from '#main/backend/plans/ssh-keys.ts';
import type { SftpTarget } from '#main/backend/transfers/line/connect.ts';
import { attemptOn, failureOf, key, NAME } from '../../fixtures/delivery.ts';
import { type CuttingProxy, startCuttingProxy, startSshd } from '../../fixtures/sshd.ts';
import { unreadableKey } from '../../fixtures/unreadable-key.ts';

describe('delivery to OpenSSH sshd', () => {
  let sshd: DemoSftpServer;
  let target: SftpTarget;
  const inbound = (name = '') => join(sshd.root, 'inbound', name);

  beforeAll(async () => {
    sshd = await startSshd();
    await sshd.authorize(key.publicKey);
  });
  afterAll(() => sshd.stop());
  beforeEach(() => {
    for (const name of readdirSync(inbound())) rmSync(inbound(name));
    target = {
      host: sshd.host,
      port: sshd.port,
      user: sshd.user,
      secret: { kind: 'key', ...key },
      pinned: sshd.fingerprint,
    };
  });

  it('uploads under a temporary name, compares the size and renames', async () => {
    const bytes = randomBytes(700_001);
    let seenWhileUploading: string[] = [];
    const attempt = attemptOn(target, bytes);
    const delivered = await attempt.run(undefined, (event) => {
      if (event.step === 'upload' && event.bytes !== undefined) seenWhileUploading = readdirSync(inbound());
    });
    expect(delivered).toEqual({ serverPath: `inbound/${NAME}`, hostKey: sshd.fingerprint });
    expect(readFileSync(inbound(NAME)).equals(bytes)).toBe(true);
    expect(seenWhileUploading).toEqual([`${NAME}.part`]);
    expect(readdirSync(inbound())).toEqual([NAME]);
    const done = attempt.events.filter((event) => event.state === 'done').map((event) => event.sentence);
    expect(done).toEqual([
      'Reached 127.0.0.1',
      'Host key is the same as on Mar 2',
      `Logged in as ${sshd.user}, with key`,
      'Name not taken in inbound',
      'Uploaded under a temporary name',
      'Same size and content on the server, 700,001 bytes',
      'Renamed, so the plan can see it',
    ]);
    const bar = attempt.events.filter((event) => event.bytes !== undefined);
    expect(bar.at(-1)).toMatchObject({ bytes: 700_001, total: 700_001 });
  });

  it('delivers an empty and a one-byte file', async () => {
    await attemptOn(target, new Uint8Array()).run();
    expect(statSync(inbound(NAME)).size).toBe(0);
    rmSync(inbound(NAME));
    await attemptOn(target, Uint8Array.of(42)).run();
    expect([...readFileSync(inbound(NAME))]).toEqual([42]);
  });

  it('sends a test file to the test folder', async () => {
    await attemptOn(target, Uint8Array.of(1), { testFolder: 'test', usage: 'T' }).run();
    expect(existsSync(join(sshd.root, 'test', NAME))).toBe(true);
    expect(readdirSync(inbound())).toEqual([]);
    rmSync(join(sshd.root, 'test', NAME));
  });

  it('sends nothing the second time when the file is already there', async () => {
    const bytes = randomBytes(90_000);
    await attemptOn(target, bytes).run();
    const before = statSync(inbound(NAME));
    const again = attemptOn(target, bytes);
    await again.run();
    const after = statSync(inbound(NAME));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(again.events.filter((event) => event.state === 'skipped').map((event) => event.step)).toEqual([
      'upload',
      'size',
      'rename',
    ]);
  });

  it.each([
    ['the same size', Buffer.from('THEIRS')],
    ['another size', Buffer.from('SOMETHING ELSE')],
  ])('never touches another file of that name and %s', async (_words, theirs) => {
    writeFileSync(inbound(NAME), theirs);
    expect(await failureOf(attemptOn(target, Buffer.from('OURS!!')).run())).toBe('name_taken');
    expect(readFileSync(inbound(NAME)).equals(theirs)).toBe(true);
    expect(readdirSync(inbound())).toEqual([NAME]);
  });

  it('replaces what a broken upload left behind', async () => {
    writeFileSync(inbound(`${NAME}.part`), randomBytes(500_000));
    const bytes = randomBytes(1000);
    await attemptOn(target, bytes).run();
    expect(readdirSync(inbound())).toEqual([NAME]);
    expect(readFileSync(inbound(NAME)).equals(bytes)).toBe(true);
  });

  it('says that the folder is missing', async () => {
    renameSync(inbound(), join(sshd.root, 'elsewhere'));
    try {
      expect(await failureOf(attemptOn(target, Uint8Array.of(1)).run())).toBe('folder_missing');
    } finally {
      renameSync(join(sshd.root, 'elsewhere'), inbound());
    }
  });

  it('refuses a key the server does not know', async () => {
    const secret = { kind: 'key', ...makeLoginKey('stranger') } as const;
    expect(await failureOf(attemptOn({ ...target, secret }, Uint8Array.of(1)).run())).toBe('login_refused');
  });

  it('says so when the key kept for the plan cannot be read, once the server is known to be the right one', async () => {
    const secret = { kind: 'key', ...unreadableKey() } as const;
    const attempt = attemptOn({ ...target, secret }, Uint8Array.of(1));
    expect(await failureOf(attempt.run())).toBe('login_key_unreadable');
    expect(attempt.events.filter(({ state }) => state === 'done').map(({ step }) => step)).toEqual([
      'reach',
      'host_key',
    ]);
    const unconfirmed = attemptOn({ ...target, secret, pinned: null }, Uint8Array.of(1));
    expect(await failureOf(unconfirmed.run())).toBe('host_key_unknown');
  });

  it('stops at a server nobody confirmed and shows its fingerprint', async () => {
    const error = await attemptOn({ ...target, pinned: null }, Uint8Array.of(1))
      .run()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'host_key_unknown', fingerprint: sshd.fingerprint });
    expect(readdirSync(inbound())).toEqual([]);
  });

  it('stops at a server with another key', async () => {
    const confirmed = target;
    await sshd.restartWithNewHostKey();
    expect(sshd.fingerprint).not.toBe(confirmed.pinned);
    const error = await attemptOn(confirmed, Uint8Array.of(1))
      .run()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'host_key_changed', fingerprint: sshd.fingerprint });
    expect(readdirSync(inbound())).toEqual([]);
  });

  it('removes the half-sent file when it is cancelled', async () => {
    const controller = new AbortController();
    const attempt = attemptOn(target, randomBytes(8_000_000));
    const failure = failureOf(
      attempt.run(controller.signal, (event) => {
        if (event.bytes !== undefined) controller.abort();
      }),
    );
    expect(await failure).toBe('cancelled');
    expect(readdirSync(inbound())).toEqual([]);
    expect(attempt.memory.renaming).toBe(null);
  });

  describe('with the cable pulled', () => {
    let proxy: CuttingProxy;
    beforeEach(async () => {
      proxy = await startCuttingProxy(sshd.port);
      target = { ...target, port: proxy.port };
    });
    afterEach(() => proxy.stop());

    it('keeps the plan from seeing half a file, and sends it whole the next time', async () => {
      const bytes = randomBytes(2_000_000);
      const attempt = attemptOn(target, bytes);
      proxy.cutAfter(600_000);
      expect(await failureOf(attempt.run())).toBe('line_dropped');
      expect(readdirSync(inbound())).toEqual([`${NAME}.part`]);
      proxy.cutAfter(null);
      await attempt.run();
      expect(readdirSync(inbound())).toEqual([NAME]);
      expect(readFileSync(inbound(NAME)).equals(bytes)).toBe(true);
    });

    it('says so when the line breaks before the login', async () => {
      for (const bytes of [1, 1500]) {
        proxy.cutAfter(bytes);
        expect(await failureOf(attemptOn(target, Uint8Array.of(1)).run())).toMatch(
          /^(not_ssh|line_dropped)$/,
        );
      }
    });
  });
});
