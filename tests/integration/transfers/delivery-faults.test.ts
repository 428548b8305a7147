import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BuiltInServer,
  type SftpFault,
  type SftpRequest,
  startBuiltInServer,
} from '#main/backend/demo/built-in-sftp-server.ts';
import type { SftpTarget } from '#main/backend/transfers/line/connect.ts';
import { attemptOn, failureOf, NAME } from '../../fixtures/delivery.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

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
