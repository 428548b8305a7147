import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import { openDatabase } from '#main/backend/db/open.ts';
import { daysBefore, generatePeople } from '#main/backend/demo/people.ts';
import { rosterCsv } from '#main/backend/demo/roster-file.ts';
import { todayIn } from '#main/backend/procedure.ts';
import { createTestShell } from '../fixtures/workspace.ts';

const PASSPHRASE = 'willow copper meadow lantern';
const MEMBERS = 10;
const root = mkdtempSync(join(tmpdir(), 'hearth-demo-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the demo as its users do: a process of its own, what it prints, how it ends. */
async function runDemo(...args: string[]): Promise<Run> {
  const env = { ...process.env, HEARTH_PASSPHRASE: PASSPHRASE };
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['main/backend/demo/index.ts', ...args],
      { env, maxBuffer: 10_000_000 },
    );
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Run;
    return { code, stdout, stderr };
  }
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('the whole line from a terminal', () => {
  const out = join(root, 'line');
  let run: Run;
  let result: Record<string, string | number>;
  beforeAll(async () => {
    run = await runDemo('--out', out, '--members', String(MEMBERS), '--notes', '14', '--seed', '5');
    result = JSON.parse(lastLine(run.stdout)) as typeof result;
  }, 180_000);

  it('ends well, prints one line, and says which SFTP server it started', () => {
    expect(run.stderr).toMatch(/SFTP server: (OpenSSH sshd|ssh2) on 127\.0\.0\.1:\d+/);
    expect(run.code).toBe(0);
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(Object.keys(result)).toEqual([
      'members',
      'assessments',
      'haps',
      'encounters',
      'file837',
      'bytes',
      'uploadedSha256',
      'localSha256',
      'seconds',
    ]);
    expect(result.members).toBe(MEMBERS);
    expect(result.assessments).toBeGreaterThan(0);
    expect(result.haps).toBe(result.assessments);
    expect(result.encounters).toBeGreaterThan(0);
  });

  it('leaves the same bytes on the server and in the folder', () => {
    expect(result.uploadedSha256).toBe(result.localSha256);
    expect(sha256(join(out, String(result.file837)))).toBe(result.localSha256);
    expect(sha256(join(out, 'sftp-server', 'inbound', String(result.file837)))).toBe(result.localSha256);
    // Nothing under a temporary name is left beside it.
    expect(readdirSync(join(out, 'sftp-server', 'inbound'))).toEqual([result.file837]);
  });

  it('writes an 837P whose counts and control numbers agree', () => {
    const text = readFileSync(join(out, String(result.file837)), 'utf8');
    expect(text).toHaveLength(Number(result.bytes));
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    const segments = text.split('~').filter((segment) => segment !== '');
    const elements = segments.map((segment) => segment.split('*'));
    const only = (id: string): string[] => {
      const found = elements.filter(([name]) => name === id);
      expect(found, id).toHaveLength(1);
      return found[0] ?? [];
    };
    const [isa, gs, st, se, ge, iea] = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'].map(only);
    expect(isa?.[13]).toMatch(/^\d{9}$/);
    expect(iea).toEqual(['IEA', '1', isa?.[13]]);
    expect(ge).toEqual(['GE', '1', gs?.[6]]);
    expect(gs?.[8]).toBe('005010X222A1');
    const from = elements.findIndex(([name]) => name === 'ST');
    const to = elements.findIndex(([name]) => name === 'SE');
    expect(se).toEqual(['SE', String(to - from + 1), st?.[2]]);
    expect(elements.filter(([name]) => name === 'SV1')).toHaveLength(Number(result.encounters));
    const numbers = elements.flatMap(([name, number]) => (name === 'CLM' ? [number] : []));
    expect(new Set(numbers).size).toBe(numbers.length);
    const levels = elements.filter(([name]) => name === 'HL').map(([, number]) => Number(number));
    expect(levels).toEqual(levels.map((_, index) => index + 1));
  });

  it('leaves the roster that the seed stands for, bad rows included', () => {
    const today = todayIn('America/Los_Angeles', new Date());
    const people = generatePeople({ seed: 5, count: MEMBERS, today, onePlan: 'sunpoppy' });
    const producedOn = daysBefore(today, 1);
    const [file] = readdirSync(out).filter((name) => name.endsWith('.csv'));
    expect(readFileSync(join(out, String(file)), 'utf8')).toBe(
      rosterCsv({ plan: 'sunpoppy', people, producedOn, badRows: true }),
    );
    expect(run.stderr).toContain('3 rows left out');
  });

  it('leaves a Health Action Plan as PDF', () => {
    expect(readFileSync(join(out, 'Health Action Plan.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('leaves a database that does not open without its key and shows no name in clear', async () => {
    const path = join(out, 'workspace', 'hearth.db');
    const bytes = readFileSync(path);
    expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    for (const word of ['Guavatree', '90000412A', 'Sunpoppy']) expect(bytes.includes(word)).toBe(false);
    for (const key of [null, Buffer.alloc(32, 1)])
      await expect(openDatabase(path, { key, create: false })).rejects.toMatchObject({
        code: 'WORKSPACE_DAMAGED',
      });
  });

  it('refuses a folder with something in it, and touches nothing there', async () => {
    const taken = join(root, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'mine.txt'), 'mine');
    const refused = await runDemo('--out', taken);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('is not empty. Name a new folder; nothing was written.');
    expect(readdirSync(taken)).toEqual(['mine.txt']);
  });

  it('refuses numbers it cannot use with a sentence', async () => {
    const refused = await runDemo('--out', join(root, 'never'), '--members', 'many');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('--members is many, needs a whole number');
    expect(readdirSync(root)).not.toContain('never');
  });
});

describe('the agency to look at', () => {
  it('has work that cannot wait, drafts, lines sent and held, and a roster nobody has gone through', async () => {
    const out = join(root, 'lively');
    const run = await runDemo('--out', out, '--workspace-only', '--members', '16');
    expect(run.stderr).toContain('16 members');
    const { workspace, users } = JSON.parse(lastLine(run.stdout)) as { workspace: string; users: string[] };
    const backend = createBackend({ folder: workspace, version: 'test', shell: createTestShell().client });
    try {
      const { users: known } = await backend.client.vault.status();
      expect(known.map(({ name }) => name)).toEqual(expect.arrayContaining(users));
      const nadia = known.find(({ name }) => name === 'Nadia Brightwater');
      await backend.client.vault.unlock({ userId: nadia?.id ?? '', passphrase: PASSPHRASE });
      const { groups } = await backend.client.tasks.today({});
      const sizes = new Map(groups.map(({ key, total }) => [key, total]));
      for (const key of ['cannot_wait', 'visits', 'outreach'] as const)
        expect(sizes.get(key), key).toBeGreaterThan(0);
      const { items } = await backend.client.tasks.inProgress({});
      expect(new Set(items.map(({ kind }) => kind))).toEqual(
        new Set(['note', 'assessment', 'hap', 'roster']),
      );
      const billing = backend.clientAs({ id: nadia?.id ?? '', name: 'Sol Inkwell', role: 'billing_lead' });
      const { counts } = await billing.encounters.list({});
      for (const state of ['sent', 'held', 'ready'] as const) expect(counts[state], state).toBeGreaterThan(0);
      const [marisol] = (await backend.client.members.search({ text: 'guavatree' })).members;
      const chart = await backend.client.members.chart({ id: marisol?.id ?? '' });
      expect(chart.counts.hapVersion).toBe(2);
      expect(chart.recentContacts[0]?.summary).toContain('housing application');
    } finally {
      await backend.close();
    }
  }, 180_000);
});
