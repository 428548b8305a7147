import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BuiltInServer,
  type ListedEntry,
  type SftpFault,
  type SftpRequest,
  startBuiltInServer,
} from '#main/backend/demo/built-in-sftp-server.ts';
import type { CollectEvent } from '#shared/transfers/contract.ts';
import { attemptOn, failureOf } from '../../fixtures/delivery.ts';
import { pointAt } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

const PLAIN = 0o100644;
const LINK = 0o120777;
const entry = (name: string, more: Partial<ListedEntry> = {}): ListedEntry => ({
  name,
  size: 5,
  mode: PLAIN,
  modified: 1_763_000_000,
  ...more,
});

describe('answers on a hostile server', () => {
  const { folder, clean } = temporaryFolder('hearth-hostile-', ['inbound', 'outbound']);
  let listing: ((piece: number) => ListedEntry[] | null) | null = null;
  let fault: (request: SftpRequest) => SftpFault | null = () => null;
  let server: BuiltInServer;
  let w: TestWorkspace;
  let planId: string;

  async function look(): Promise<CollectEvent[]> {
    const events: CollectEvent[] = [];
    for await (const event of await w.api.transfers.collect({ planId })) events.push(event);
    return events;
  }
  const sentences = (events: readonly CollectEvent[]) => events.map((event) => event.sentence);

  beforeAll(async () => {
    server = await startBuiltInServer({
      root: folder,
      password: 'correct horse',
      banner: 'Welcome. '.repeat(2000),
      fault: (request) => fault(request),
      listing: (_path, piece) => (listing ? listing(piece) : null),
    });
  });
  afterAll(async () => {
    await server.stop();
    clean();
  });
  beforeEach(async () => {
    listing = null;
    fault = () => null;
    w = await openTestWorkspace();
    planId = await addPlan(w.api);
    await pointAt(w, planId, { port: server.port, user: 'larkmeadow' });
    const { name, shortName, profile } = await w.api.plans.get({ id: planId });
    if (!profile.sftp) throw new Error('No server in the profile');
    await w.api.plans.save({
      id: planId,
      name,
      shortName,
      profile: { ...profile, sftp: { ...profile.sftp, responseFolders: ['outbound'] } },
    });
    await w.api.plans.setPassword({ id: planId, password: 'correct horse' });
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: server.fingerprint });
  });
  afterEach(() => w.close());

  it('writes nothing outside the store, whatever a file is called', async () => {
    const before = readdirSync(w.root).toSorted();
    const names = [
      '../../evil.csv',
      '/etc/cron.d/evil',
      '..\\evil.csv',
      'a\u0000b.csv',
      'bell\u0007.csv',
      'turned\u202Evsc.exe',
      'x'.repeat(300),
      '..',
      '.',
      '',
    ];
    listing = (piece) => (piece === 0 ? [...names.map((name) => entry(name)), entry('good.csv')] : null);
    writeFileSync(join(folder, 'outbound', 'good.csv'), 'hello');
    const events = await look();
    expect(events.at(-1)?.counts).toMatchObject({ kept: 1, problems: 0 });
    expect(sentences(events).find((sentence) => /left there/.test(sentence))).toMatch(
      /^8 entries in outbound/,
    );
    const { inbox } = await w.api.transfers.list({});
    expect(inbox.map((row) => row.fileName)).toEqual(['good.csv']);
    expect(readdirSync(w.root).toSorted()).toEqual(before);
    expect(existsSync(join(folder, '..', 'evil.csv'))).toBe(false);
  });

  it('follows no link', async () => {
    mkdirSync(join(folder, 'outbound'), { recursive: true });
    listing = (piece) => (piece === 0 ? [entry('passwd', { mode: LINK })] : null);
    const events = await look();
    expect(events.at(-1)?.counts).toEqual({ kept: 0, known: 0, waiting: 0, problems: 0 });
  });

  it('stops reading a folder of a million entries', async () => {
    let pieces = 0;
    listing = (piece) => {
      pieces = piece + 1;
      if (piece >= 10_000) return null;
      return Array.from({ length: 100 }, (_, index) =>
        entry(`${piece}-${index}.part`, { modified: piece * 100 + index }),
      );
    };
    const began = Date.now();
    const events = await look();
    console.log(`A million entries: ${pieces * 100} looked at in ${Date.now() - began} ms`);
    expect(pieces).toBeLessThanOrEqual(201);
    expect(sentences(events)).toContainEqual(expect.stringMatching(/holds more than 20,000 entries/));
  });

  it('is not held up by a greeting without an end', async () => {
    const endless = createServer((socket) => {
      socket.on('error', () => undefined);
      const talk = () => {
        while (!socket.destroyed && socket.write('Welcome to Sunpoppy. '.repeat(500)));
      };
      socket.on('drain', talk);
      talk();
    });
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', () => resolve()));
    const address = endless.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const began = Date.now();
    const target = {
      host: '127.0.0.1',
      port,
      user: 'larkmeadow',
      secret: { kind: 'password', password: 'never sent' },
      pinned: server.fingerprint,
    } as const;
    expect(await failureOf(attemptOn(target, Uint8Array.of(1)).run())).toBe('not_ssh');
    expect(Date.now() - began).toBeLessThan(10_000);
    await new Promise((resolve) => endless.close(resolve));
  });

  it('ends a listing of empty pieces', async () => {
    listing = () => [];
    expect((await look()).at(-1)?.step).toBe('finished');
  });

  it('believes no size: neither one that lies nor one that never ends', async () => {
    writeFileSync(join(folder, 'outbound', 'liar.csv'), 'hello, this is longer');
    listing = (piece) => (piece === 0 ? [entry('liar.csv')] : null);
    const lied = await look();
    expect(lied.at(-1)?.counts).toMatchObject({ kept: 0, problems: 1 });
    expect(sentences(lied)).toContainEqual(expect.stringMatching(/^liar\.csv changed while Hearth read it/));
    listing = (piece) => (piece === 0 ? [entry('huge.csv', { size: 9e12 })] : null);
    const huge = await look();
    expect(sentences(huge)).toContainEqual(expect.stringMatching(/^huge\.csv is larger than the 2 GB/));
    expect((await w.api.transfers.list({})).inbox).toEqual([]);
  });

  it('says in words when the line breaks in the middle, and fetches everything the next time', async () => {
    for (const name of ['one.csv', 'two.csv']) writeFileSync(join(folder, 'outbound', name), name.padEnd(5));
    listing = (piece) =>
      piece === 0 ? [entry('one.csv', { size: 7 }), entry('two.csv', { size: 7, modified: 2e9 })] : null;
    for (const name of ['OPEN', 'READ', 'LIST', 'STAT', 'CLOSE'] as const) {
      let seen = 0;
      fault = (request) => {
        if (request.name !== name) return null;
        seen += 1;
        return seen === 2 ? 'cut' : null;
      };
      await look();
    }
    fault = () => null;
    await look();
    const { inbox } = await w.api.transfers.list({});
    expect(inbox.map((row) => row.fileName).toSorted()).toEqual(['one.csv', 'two.csv']);
  });
});
