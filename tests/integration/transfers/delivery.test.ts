import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BuiltInServer,
  type SftpFault,
  type SftpRequest,
  startBuiltInServer,
} from '#main/backend/demo/built-in-sftp-server.ts';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { makeLoginKey } from '#main/backend/plans/ssh-keys.ts';
import type { SftpTarget } from '#main/backend/transfers/connect.ts';
import { type Delivery, deliver, type SendSteps } from '#main/backend/transfers/deliver.ts';
import { SftpFailure } from '#main/backend/transfers/sftp-failure.ts';
import { StepsLog } from '#main/backend/transfers/steps-log.ts';
import type { TransferEvent } from '#shared/transfers/contract.ts';
import { type CuttingProxy, startCuttingProxy, startSshd } from '../../fixtures/sshd.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const NAME = 'CBCME001_837P_20261118_01.x12';
const key = makeLoginKey('Larkmeadow to Sunpoppy');

/** A delivery attempt with its memory of a begun rename, as the transfer row keeps it. */
function attemptOn(
  target: SftpTarget,
  bytes: Uint8Array,
  options: { testFolder?: string; usage?: 'T' | 'P' } = {},
) {
  const memory = { renaming: null as string | null };
  const events: TransferEvent[] = [];
  const run = async (
    signal: AbortSignal = new AbortController().signal,
    emit?: (event: TransferEvent) => void,
  ) => {
    events.length = 0;
    const steps: SendSteps = new StepsLog(
      (event) => {
        events.push(event);
        emit?.(event);
      },
      () => '2026-11-18T18:06:04Z',
    );
    const delivery: Delivery = {
      fileName: NAME,
      usage: options.usage ?? 'P',
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      begunRename: memory.renaming,
    };
    return deliver(
      {
        target,
        sftp: {
          host: target.host,
          port: target.port,
          user: target.user,
          inboundFolder: 'inbound',
          testFolder: options.testFolder ?? null,
        },
        facts: {
          plan: 'Sunpoppy',
          host: target.host,
          port: target.port,
          user: target.user,
          login: target.secret.kind,
          confirmed: { fingerprint: target.pinned ?? '', words: 'on Mar 2' },
        },
      },
      delivery,
      steps,
      {
        renaming: async (path) => {
          memory.renaming = path;
        },
      },
      signal,
    );
  };
  return { run, memory, events };
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof SftpFailure) return error.kind;
  throw new Error(`Expected a failure, got ${String(error)}`);
}

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
      'Size on the server is the same, 700,001 bytes',
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

describe('delivery to a server with faults', () => {
  const { folder, clean } = temporaryFolder('hearth-faults-', ['inbound']);
  let server: BuiltInServer;
  let fault: (request: SftpRequest) => SftpFault | null = () => null;
  let writes = 0;
  let target: SftpTarget;
  const inbound = (name = '') => join(folder, 'inbound', name);

  beforeAll(async () => {
    server = await startBuiltInServer({
      root: folder,
      password: 'correct horse',
      fault: (request) => {
        if (request.name === 'WRITE') writes += 1;
        return fault(request);
      },
    });
  });
  afterAll(async () => {
    await server.stop();
    clean();
  });
  beforeEach(() => {
    for (const name of readdirSync(inbound())) rmSync(inbound(name));
    fault = () => null;
    writes = 0;
    target = {
      host: '127.0.0.1',
      port: server.port,
      user: 'larkmeadow',
      secret: { kind: 'password', password: 'correct horse' },
      pinned: server.fingerprint,
    };
  });

  it('logs in with a password', async () => {
    const attempt = attemptOn(target, Buffer.from('ISA*'));
    await attempt.run();
    expect(readFileSync(inbound(NAME), 'utf8')).toBe('ISA*');
    expect(attempt.events.map((event) => event.sentence)).toContain('Logged in as larkmeadow, with password');
  });

  it('names a wrong password', async () => {
    const secret = { kind: 'password', password: 'wrong' } as const;
    expect(await failureOf(attemptOn({ ...target, secret }, Uint8Array.of(1)).run())).toBe('login_refused');
  });

  it('names a full disk, in the server’s words or as a bare failure, and leaves nothing behind', async () => {
    const bytes = randomBytes(400_000);
    const attempt = attemptOn(target, bytes);
    fault = ({ name, count }) =>
      name === 'WRITE' && count >= 5 ? { status: 'FAILURE', message: 'No space left on device' } : null;
    expect(await failureOf(attempt.run())).toBe('no_room');
    fault = ({ name }) => (name === 'CLOSE' ? { status: 'FAILURE' } : null);
    expect(await failureOf(attempt.run())).toBe('server_failure');
    expect(readdirSync(inbound())).toEqual([]);
    fault = () => null;
    await attempt.run();
    expect(readFileSync(inbound(NAME)).equals(bytes)).toBe(true);
  });

  it('names missing rights in the folder', async () => {
    fault = ({ name, path }) =>
      name === 'OPEN' && path.endsWith('.part') ? { status: 'PERMISSION_DENIED' } : null;
    expect(await failureOf(attemptOn(target, Uint8Array.of(1)).run())).toBe('permission_denied');
  });

  it('does not rename a file of the wrong size', async () => {
    fault = ({ name }) => {
      if (name !== 'CLOSE') return null;
      writeFileSync(inbound(`${NAME}.part`), 'short');
      return null;
    };
    expect(await failureOf(attemptOn(target, randomBytes(100)).run())).toBe('size_differs');
    expect(readdirSync(inbound())).toEqual([]);
  });

  it('finds the file when the answer to the rename was lost, and sends nothing again', async () => {
    const bytes = randomBytes(100_000);
    const attempt = attemptOn(target, bytes);
    fault = ({ name }) => (name === 'RENAME' ? 'do-and-cut' : null);
    expect(await failureOf(attempt.run())).toBe('maybe_arrived');
    expect(attempt.memory.renaming).toBe(`inbound/${NAME}`);
    expect(readdirSync(inbound())).toEqual([NAME]);
    fault = () => null;
    const before = writes;
    await attempt.run();
    expect(writes).toBe(before);
    expect(readdirSync(inbound())).toEqual([NAME]);
  });

  it('takes the size for proof where the server lets nobody read, but only of its own rename', async () => {
    const bytes = randomBytes(1000);
    const attempt = attemptOn(target, bytes);
    fault = ({ name }) => (name === 'RENAME' ? 'do-and-cut' : null);
    expect(await failureOf(attempt.run())).toBe('maybe_arrived');
    fault = ({ name, path }) =>
      name === 'OPEN' && !path.endsWith('.part') ? { status: 'PERMISSION_DENIED' } : null;
    expect(await failureOf(attemptOn(target, bytes).run())).toBe('name_taken');
    await expect(attempt.run()).resolves.toMatchObject({ serverPath: `inbound/${NAME}` });
  });

  it('sends again when the line broke before the rename was done', async () => {
    const bytes = randomBytes(50_000);
    const attempt = attemptOn(target, bytes);
    fault = ({ name }) => (name === 'RENAME' ? 'cut' : null);
    expect(await failureOf(attempt.run())).toBe('maybe_arrived');
    expect(readdirSync(inbound())).toEqual([`${NAME}.part`]);
    fault = () => null;
    await attempt.run();
    expect(readdirSync(inbound())).toEqual([NAME]);
    expect(readFileSync(inbound(NAME)).equals(bytes)).toBe(true);
  });

  it('asks a person when the plan may have picked the file up already', async () => {
    const attempt = attemptOn(target, randomBytes(50_000));
    fault = ({ name }) => (name === 'RENAME' ? 'do-and-cut' : null);
    expect(await failureOf(attempt.run())).toBe('maybe_arrived');
    rmSync(inbound(NAME));
    fault = () => null;
    expect(await failureOf(attempt.run())).toBe('unsure');
    expect(readdirSync(inbound())).toEqual([]);
  });

  it('names a refused rename and forgets that it began', async () => {
    const attempt = attemptOn(target, randomBytes(10));
    fault = ({ name }) => (name === 'RENAME' ? { status: 'PERMISSION_DENIED' } : null);
    expect(await failureOf(attempt.run())).toBe('rename_refused');
    expect(attempt.memory.renaming).toBe(null);
    fault = ({ name }) => {
      if (name === 'RENAME') writeFileSync(inbound(NAME), 'somebody was faster');
      return null;
    };
    expect(await failureOf(attempt.run())).toBe('name_taken');
    expect(readFileSync(inbound(NAME), 'utf8')).toBe('somebody was faster');
  });
});

describe('a server that is not there', () => {
  const secret = { kind: 'password', password: 'never sent' } as const;
  const nobody = { user: 'larkmeadow', secret, pinned: null };

  it('tells an unknown name, a closed port and something else on the port apart', async () => {
    const unknown = { ...nobody, host: 'sftp.sunpoppy.invalid', port: 22 };
    expect(await failureOf(attemptOn(unknown, Uint8Array.of(1)).run())).toBe('no_such_server');

    let heard = '';
    const web = createServer((socket) => {
      socket.on('data', (data) => {
        heard += data.toString('latin1');
      });
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', () => resolve()));
    const address = web.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const other = { ...nobody, host: '127.0.0.1', port };
    expect(await failureOf(attemptOn(other, Uint8Array.of(1)).run())).toBe('not_ssh');
    expect(heard).not.toContain('never sent');
    await new Promise((resolve) => web.close(resolve));
    expect(await failureOf(attemptOn(other, Uint8Array.of(1)).run())).toBe('refused');
  });
});
