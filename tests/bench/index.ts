import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type LargeWorkspace, largeWorkspace } from '#main/backend/demo/large-workspace.ts';
import { copyOf, exportPlain, openPlainTwin, openSession } from './bench-session.ts';
import { benchClaims } from './claim-benches.ts';
import { benchEncryption } from './encryption-bench.ts';
import { benchEncounters, benchLargeRoster, benchRoster } from './file-benches.ts';
import { benchFirstWindow } from './first-window.ts';
import { benchForms } from './form-benches.ts';
import { say } from './measure.ts';
import { benchPackets } from './packet-benches.ts';
import { benchPaper } from './paper-benches.ts';
import { benchTransfer } from './transfer-bench.ts';
import { benchAudit, benchBackup, benchGate, benchLock } from './trust-benches.ts';
import {
  benchCaseload,
  benchChart,
  benchNotes,
  benchReports,
  benchSearch,
  benchUnlock,
} from './workspace-benches.ts';

// Prints one JSON line for each measurement and asserts nothing: what counts is the ratio, in this run.

const NAMES = [
  'window',
  'unlock',
  'lock',
  'backup',
  'audit',
  'gate',
  'search',
  'chart',
  'caseload',
  'reports',
  'notes',
  'encryption',
  'roster',
  'large-roster',
  'encounters',
  'paper',
  'forms',
  'packets',
  'claims',
  'transfer',
];
// Those that need no workspace.
const ALONE = ['window', 'paper', 'forms', 'packets', 'claims', 'transfer'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '7' },
    members: { type: 'string', default: '5000' },
    notes: { type: 'string', default: '250000' },
    audit: { type: 'string', default: '1000000' },
  },
});
const unknown = positionals.find((name) => !NAMES.includes(name));
if (unknown !== undefined) {
  say(`there is no benchmark "${unknown}". Benchmarks: ${NAMES.join(', ')}.`);
  process.exit(2);
}
const wanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name);

await attempt('window', benchFirstWindow);
await attempt('paper', benchPaper);
await attempt('transfer', benchTransfer);
await attempt('forms', benchForms);
await attempt('packets', benchPackets);
await attempt('claims', benchClaims);
if (positionals.length === 0 || positionals.some((name) => !ALONE.includes(name))) await benchWorkspace();

/** Runs one benchmark; a failure is said and the others still run. */
async function attempt(name: string, bench: () => Promise<void>): Promise<void> {
  if (!wanted(name)) return;
  try {
    await bench();
  } catch (error) {
    say(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}

async function benchWorkspace(): Promise<void> {
  const size = {
    seed: Number(values.seed),
    members: Number(values.members),
    notes: Number(values.notes),
    auditRows: Number(values.audit),
  };
  say(`a workspace of ${size.members} members, ${size.notes} notes, ${size.auditRows} audit rows`);
  const cached = await largeWorkspace(size, say);
  const scratch = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  try {
    const large = copyOf(cached, join(scratch, 'workspace'));
    await attempt('unlock', () => benchUnlock(large));
    await attempt('lock', () => benchLock(large));
    await attempt('encryption', () => encryption(large));
    const session = await openSession(large);
    try {
      await attempt('audit', () => benchAudit(session));
      await attempt('gate', () => benchGate(session));
      await attempt('backup', () => benchBackup(session, large));
      await attempt('search', () => benchSearch(session));
      await attempt('chart', () => benchChart(session));
      await attempt('caseload', () => benchCaseload(session));
      await attempt('reports', () => benchReports(session));
      await attempt('notes', () => benchNotes(session));
      await attempt('roster', () => benchRoster(session, large, { ...size, scratch }));
      await attempt('large-roster', () => benchLargeRoster(session, large, { scratch }));
      await attempt('encounters', () => benchEncounters(session, large));
    } finally {
      await session.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function encryption(large: LargeWorkspace): Promise<void> {
  say('encrypted against plain: copying the database without a key');
  const path = await exportPlain(large);
  const encrypted = await openSession(large);
  const plain = await openPlainTwin(path, encrypted);
  try {
    await benchEncryption(encrypted, plain);
  } finally {
    await plain.close();
    await encrypted.close();
  }
}
