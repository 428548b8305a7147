import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BuiltInServer,
  type SftpFault,
  type SftpRequest,
  startBuiltInServer,
} from '#main/backend/demo/built-in-sftp-server.ts';
import { explainFailure } from '#main/backend/transfers/explain-failure.ts';
import type { SftpTarget } from '#main/backend/transfers/line/connect.ts';
import { passes } from '#main/backend/transfers/retry.ts';
import { SftpFailure } from '#main/backend/transfers/sftp-failure.ts';
import { attemptOn, NAME } from '../../fixtures/delivery.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const SIZE = 640 * 1024;
/** Writes carry 32 KB, so every second one is a 64 KB border. */
const BORDERS = Array.from({ length: 10 }, (_, index) => (index + 1) * 2);

interface Case {
  readonly name: string;
  readonly on: SftpRequest['name'];
  readonly nth: number;
  readonly fault: SftpFault;
}

const WAYS: readonly { readonly word: string; readonly fault: SftpFault }[] = [
  { word: 'cut before', fault: 'cut' },
  { word: 'cut after', fault: 'do-and-cut' },
  { word: 'stalled', fault: 'stall' },
  { word: 'slow', fault: { delayMilliseconds: 60 } },
  { word: 'disk full', fault: { status: 'FAILURE', message: 'No space left on device' } },
  { word: 'bare failure', fault: { status: 'FAILURE' } },
  { word: 'no permission', fault: { status: 'PERMISSION_DENIED' } },
];

const STEPS: readonly { readonly on: SftpRequest['name']; readonly nth: readonly number[] }[] = [
  { on: 'OPEN', nth: [1, 2] },
  { on: 'WRITE', nth: BORDERS },
  // The uploaded file, and the same read back to be compared.
  { on: 'CLOSE', nth: [1, 2] },
  { on: 'READ', nth: [1, 10, 20] },
  // The folder, the name, the temporary name, and the size after the upload.
  { on: 'STAT', nth: [1, 2, 3, 4] },
  { on: 'RENAME', nth: [1] },
];

const CASES: readonly Case[] = [
  ...STEPS.flatMap(({ on, nth }) =>
    nth.flatMap((count) =>
      WAYS.map(({ word, fault }) => ({ name: `${on} ${count} ${word}`, on, nth: count, fault })),
    ),
  ),
  { name: 'lies about the size', on: 'STAT', nth: 4, fault: { size: 12 } },
  ...BORDERS.map(
    (nth): Case => ({ name: `WRITE ${nth} keeps another byte`, on: 'WRITE', nth, fault: 'flip' }),
  ),
];

/** What the person reads: what happened, and what to do. */
const sentenceOf = (failure: SftpFailure) =>
  explainFailure(failure, {
    plan: 'Sunpoppy',
    host: 'localhost',
    port: 22,
    user: 'larkmeadow',
    login: 'password',
    folder: 'inbound',
    fileName: NAME,
    confirmed: null,
  }).message;

describe('the fault matrix of an upload', () => {
  const { folder, clean } = temporaryFolder('hearth-matrix-', ['inbound']);
  const counts = new Map<string, number>();
  const bytes = randomBytes(SIZE);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  let server: BuiltInServer;
  let fault: (request: SftpRequest) => SftpFault | null = () => null;
  let target: SftpTarget;
  const inbound = (name = '') => join(folder, 'inbound', name);
  const count = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);

  beforeAll(async () => {
    server = await startBuiltInServer({
      root: folder,
      password: 'correct horse',
      fault: (request) => fault(request),
    });
    target = {
      host: '127.0.0.1',
      port: server.port,
      user: 'larkmeadow',
      secret: { kind: 'password', password: 'correct horse' },
      pinned: server.fingerprint,
      stallSeconds: 0.4,
    };
  });
  afterAll(async () => {
    await server.stop();
    clean();
    const words = [...counts].map(([word, number]) => `${number} ${word}`).join(', ');
    console.log(`Fault matrix of uploads: ${CASES.length} cases, ${words}`);
  });
  beforeEach(() => {
    for (const name of readdirSync(inbound())) rmSync(inbound(name));
  });

  it.each(CASES)('$name', async (one) => {
    const attempt = attemptOn(target, bytes);
    let seen = 0;
    fault = ({ name }) => {
      if (name !== one.on) return null;
      seen += 1;
      return seen === one.nth ? one.fault : null;
    };
    const first = await attempt.run().then(
      () => null,
      (error: unknown) => error,
    );
    expect(seen).toBeGreaterThanOrEqual(one.nth);
    if (first === null) count('went through at once');
    else {
      if (!(first instanceof SftpFailure)) throw first;
      // The plan never sees a file that is not whole.
      const visible = existsSync(inbound(NAME)) ? readFileSync(inbound(NAME)) : null;
      if (visible) expect(visible.equals(bytes)).toBe(true);
      expect(sentenceOf(first)).toMatch(/\. [A-Z].*\.$/s);
      count(passes(first.kind) ? 'tried again by themselves' : 'held with a sentence');
    }
    fault = () => null;
    if (first !== null) await attempt.run();
    expect(readdirSync(inbound())).toEqual([NAME]);
    expect(
      createHash('sha256')
        .update(readFileSync(inbound(NAME)))
        .digest('hex'),
    ).toBe(sha256);
    count('on the server exactly once with the right hash');
  });
});
