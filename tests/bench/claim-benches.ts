import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X12Interchange } from 'node-x12';
import { write837p } from '#shared/encounters/x12/write-837p.ts';
import { fileOf, members } from './claim-files.ts';
import { budget, median, report, reportSize, say, timedInTurns } from './measure.ts';

const CLAIMS = 20_000;
const LARGE = 100_000;
const ROUNDS = 3;

/** The same segments, put together by the public library. */
function withLibrary(segments: readonly (readonly string[])[]): string {
  const interchange = new X12Interchange({
    elementDelimiter: '*',
    segmentTerminator: '~',
    subElementDelimiter: ':',
  });
  const [isa, gs, st] = segments as [string[], string[], string[]];
  interchange.setHeader(isa.slice(1));
  const group = interchange.addFunctionalGroup();
  group.setHeader(gs.slice(1));
  const set = group.addTransaction();
  set.setHeader(st.slice(1));
  for (const [tag = '', ...elements] of segments.slice(3, -3)) set.addSegment(tag, elements);
  return interchange.toString();
}

/** The writer alone against the public library putting the same segments together, turn by turn. */
export async function benchClaims(): Promise<void> {
  say(`${CLAIMS} claims to segments: ${ROUNDS} rounds each`);
  const subscribers = [...members(CLAIMS)];
  const text = write837p(fileOf(subscribers));
  const segments = text
    .split('~')
    .slice(0, -1)
    .map((segment) => segment.split('*'));
  if (withLibrary(segments) !== text) throw new Error('The two files are not the same.');
  let length = 0;
  const times = await timedInTurns(
    ROUNDS,
    async () => {
      length += write837p(fileOf(subscribers)).length;
    },
    async () => {
      length += withLibrary(segments).length;
    },
  );
  if (length === 0) throw new Error('Nothing was written.');
  const library = { what: 'node-x12 given the finished elements', value: median(times.other) };
  report(`${CLAIMS} claims from records to 837P`, median(times.one), library);
  await benchLargeFile();
  await benchLargeBuild();
}

/** What a measurement in a process of its own prints. */
interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** Runs a script beside this one and reads what it measured; its memory is what its own work needed. */
async function measuredAlone(script: string, args: readonly string[]): Promise<Measured> {
  const child = spawn(process.execPath, [new URL(script, import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let answer = '';
  child.stdout.on('data', (part: Buffer) => {
    answer += part.toString();
  });
  await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(null) : reject(new Error(`ended with ${code}`))));
  });
  return answer === '' ? { milliseconds: 0, megabytes: 0 } : (JSON.parse(answer) as Measured);
}

/** A file of 100,000 claims in a process of its own: written and checked as it goes, nothing kept. */
async function benchLargeFile(): Promise<void> {
  say(`${LARGE} claims written and checked in a process of their own`);
  const { milliseconds, megabytes } = await measuredAlone('large-claim-file.ts', [String(LARGE)]);
  report(`${LARGE} claims written and checked`, milliseconds, budget(20_000));
  reportSize(`${LARGE} claims written and checked, memory at its highest`, megabytes, 300);
}

/** The same through the encrypted database: 100,000 lines read, scrubbed, written, kept and queued. */
async function benchLargeBuild(): Promise<void> {
  say(`${LARGE} encounters through the database, each step in a process of its own`);
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-claims-'));
  try {
    const workspace = join(folder, 'workspace');
    await measuredAlone('database-claims.ts', ['prepare', workspace, String(LARGE)]);
    const { milliseconds, megabytes } = await measuredAlone('database-claims.ts', ['build', workspace]);
    report(`${LARGE} encounters read, scrubbed, written and kept`, milliseconds, budget(20_000));
    reportSize(`${LARGE} encounters read, scrubbed, written and kept, memory at its highest`, megabytes, 300);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
