import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BuiltInServer,
  type SftpFault,
  type SftpRequest,
  startBuiltInServer,
} from '#main/backend/demo/built-in-sftp-server.ts';
import { pointAt, type QueuedFile, queueFile, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

interface Condition {
  readonly name: string;
  readonly arrange: (file: QueuedFile) => unknown;
  /** What the person reads; null when nothing stops it. */
  readonly says: RegExp | null;
  readonly mend: (file: QueuedFile) => unknown;
}

describe('an upload under each condition', () => {
  const { folder, clean } = temporaryFolder('hearth-conditions-', ['inbound']);
  let server: BuiltInServer;
  let fault: (request: SftpRequest) => SftpFault | null = () => null;
  let w: TestWorkspace;
  let planId: string;
  let done = 0;
  const inbound = (name = '') => join(folder, 'inbound', name);
  const pages = async (most: number) => {
    const db = w.backend.host.session?.workspace.db;
    if (db) await sql.raw(`PRAGMA max_page_count = ${most}`).execute(db);
  };
  const faultOn =
    (name: SftpRequest['name'], what: SftpFault, path = '') =>
    () => {
      fault = (request) => (request.name === name && request.path.endsWith(path) ? what : null);
    };
  const noFault = () => {
    fault = () => null;
  };

  beforeAll(async () => {
    server = await startBuiltInServer({
      root: folder,
      password: 'right',
      fault: (request) => fault(request),
    });
    w = await openTestWorkspace();
    planId = await addPlan(w.api);
    await pointAt(w, planId, { port: server.port, user: 'larkmeadow' });
    // Every change of a transfer needs room, as it does on a disk that is really full.
    const db = w.backend.host.session?.workspace.db;
    if (!db) throw new Error('The workspace is locked.');
    await sql`CREATE TABLE room (content BLOB)`.execute(db);
    await sql`CREATE TEMP TRIGGER needs_room BEFORE UPDATE ON transfer
      BEGIN INSERT INTO room VALUES (zeroblob(20000)); END`.execute(db);
  });
  afterAll(async () => {
    await w.close();
    await server.stop();
    clean();
    console.log(
      `Conditions of uploads: ${done} of ${CONDITIONS.length} on the server exactly once, each stop with a sentence`,
    );
  });
  beforeEach(async () => {
    for (const name of readdirSync(inbound())) rmSync(inbound(name));
    noFault();
    await w.api.plans.setPassword({ id: planId, password: 'right' });
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: server.fingerprint });
  });

  const CONDITIONS: readonly Condition[] = [
    {
      name: 'wrong password',
      arrange: () => w.api.plans.setPassword({ id: planId, password: 'wrong' }),
      says: /^Sunpoppy refused the password\. .* Change it in the plan’s profile\.$/,
      mend: () => w.api.plans.setPassword({ id: planId, password: 'right' }),
    },
    {
      name: 'key refused',
      arrange: () => w.api.plans.createKey({ id: planId }),
      says: /^Sunpoppy refused Hearth’s key\. .* Ask the plan to add the key/,
      mend: async () => server.authorize((await w.api.plans.createKey({ id: planId })).publicKey),
    },
    {
      name: 'changed host key',
      arrange: () => server.restartWithNewHostKey(),
      says: /^The server is not the one you confirmed today\. Sending stopped\. Call the plan/,
      mend: async () => {
        await w.api.plans.forgetHostKey({ id: planId, reason: 'Dana at Sunpoppy, by phone' });
        await w.api.plans.confirmHostKey({ id: planId, fingerprint: server.fingerprint });
      },
    },
    {
      name: 'no permission to write',
      arrange: faultOn('OPEN', { status: 'PERMISSION_DENIED' }, '.part'),
      says: /^Sunpoppy does not let larkmeadow use inbound\. .* Ask the plan for the right/,
      mend: noFault,
    },
    {
      name: 'no permission to rename',
      arrange: faultOn('RENAME', { status: 'PERMISSION_DENIED' }),
      says: /^Sunpoppy does not let larkmeadow rename files/,
      mend: noFault,
    },
    {
      name: 'another file of that name',
      arrange: (file) => writeFileSync(inbound(file.fileName), 'somebody else’s'),
      says: /^Another file called .* is already in inbound\. Nothing was sent\. Call the plan/,
      mend: (file) => rmSync(inbound(file.fileName)),
    },
    {
      name: 'another file of that name and size',
      arrange: (file) => writeFileSync(inbound(file.fileName), randomBytes(file.bytes.length)),
      says: /^Another file called .* is already in inbound\./,
      mend: (file) => rmSync(inbound(file.fileName)),
    },
    {
      name: 'this very file is there',
      arrange: (file) => writeFileSync(inbound(file.fileName), file.bytes),
      says: null,
      mend: noFault,
    },
    {
      name: 'full disk at the plan, in words',
      arrange: faultOn('WRITE', { status: 'FAILURE', message: 'No space left on device' }),
      says: /^Sunpoppy’s server has no room left\. The file waits here\./,
      mend: noFault,
    },
    {
      name: 'full disk at the plan, told at the end',
      arrange: faultOn('CLOSE', { status: 'FAILURE' }),
      says: /^Sunpoppy’s server stopped taking the file/,
      mend: noFault,
    },
    {
      name: 'full disk here before anything is sent',
      arrange: () => pages(1),
      says: /^The disk of this computer is full\. .* Make room on it/,
      mend: () => pages(1_073_741_823),
    },
    {
      name: 'full disk here after the plan has it',
      arrange: () => {
        fault = ({ name }) => {
          if (name === 'RENAME') void pages(1);
          return null;
        };
      },
      says: /^The disk of this computer is full\. .* Make room on it/,
      mend: async () => {
        noFault();
        await pages(1_073_741_823);
      },
    },
    {
      name: 'a size that lies',
      arrange: faultOn('STAT', { size: 12 }, '.part'),
      says: /^Sunpoppy’s server did not keep all bytes\./,
      mend: noFault,
    },
    {
      name: 'other bytes than were sent',
      arrange: faultOn('WRITE', 'flip'),
      says: /^Sunpoppy’s server has the right size but other bytes\./,
      mend: noFault,
    },
    {
      name: 'a broken upload that the plan’s clock dates years ahead',
      arrange: () => {
        let writes = 0;
        fault = ({ name }) => {
          if (name !== 'WRITE') return null;
          writes += 1;
          return writes === 5 ? 'cut' : null;
        };
      },
      says: /^The line to Sunpoppy broke\. The file waits here\. Send it again/,
      mend: (file) => {
        noFault();
        const later = new Date('2037-01-01T00:00:00Z');
        utimesSync(inbound(`${file.fileName}.part`), later, later);
      },
    },
  ];

  it('goes to the plan once, or is held with a sentence until a person acted', async () => {
    for (const { name, arrange, says, mend } of CONDITIONS) {
      const file = await queueFile(w, planId, randomBytes(300_000));
      await arrange(file);
      const stopped = await send(w, file.transferId).then(
        () => null,
        (error: Error) => error.message,
      );
      if (says === null) expect(stopped, name).toBe(null);
      else expect(stopped, name).toMatch(says);
      await mend(file);
      await send(w, file.transferId);
      expect((await w.api.transfers.get({ id: file.transferId })).state, name).toBe('sent');
      const there = readdirSync(inbound()).filter((entry) => entry.startsWith(file.fileName));
      expect(there, name).toEqual([file.fileName]);
      expect(readFileSync(inbound(file.fileName)).equals(file.bytes), name).toBe(true);
      done += 1;
      await w.api.plans.setPassword({ id: planId, password: 'right' });
    }
  });
});
