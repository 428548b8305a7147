import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import { type LargeWorkspace, largeWorkspace } from '#main/backend/demo/large-workspace.ts';
import { createTestShell } from '../fixtures/workspace.ts';

const before = process.env.TMPDIR;
const root = mkdtempSync(join(tmpdir(), 'hearth-large-test-'));
const size = { seed: 2, members: 60, notes: 2300, auditRows: 1500 };
let large: LargeWorkspace;
let backend: ReturnType<typeof createBackend>;

beforeAll(async () => {
  process.env.TMPDIR = root;
  large = await largeWorkspace(size, () => {});
  backend = createBackend({ folder: large.folder, version: 'test', shell: createTestShell().client });
  await backend.client.vault.unlock({ userId: large.userId, passphrase: large.passphrase });
});
afterAll(async () => {
  await backend?.close();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(root, { recursive: true, force: true });
});

describe('the large workspace of the benchmarks', () => {
  it('holds as many rows as asked for', async () => {
    const db = backend.host.session?.workspace.db;
    const count = async (table: 'member' | 'note' | 'encounter' | 'member_search') => {
      const row = await db
        ?.selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('rows'))
        .executeTakeFirst();
      return Number(row?.rows);
    };
    expect(await count('member')).toBe(size.members);
    expect(await count('member_search')).toBe(size.members);
    expect(await count('note')).toBe(size.notes);
    expect(await count('encounter')).toBe(size.notes);
  });

  it('has an audit chain that is whole from the set-up to the last row', async () => {
    const administrator = backend.clientAs({ id: large.userId, name: 'Lena Vantree', role: 'administrator' });
    const { rows, firstBroken } = await administrator.audit.verify({});
    expect(firstBroken).toBeNull();
    expect(rows).toBeGreaterThan(size.auditRows);
  });

  it('reads like any other workspace: search, chart, notes, HAP, lines ready for a file', async () => {
    const { members } = await backend.client.members.search({ text: 'guavatree' });
    const [marisol] = members;
    expect(marisol?.cin).toBe('90000412A');
    const memberId = marisol?.id ?? '';
    const chart = await backend.client.members.chart({ id: memberId });
    expect(chart.counts.notes).toBeGreaterThan(10);
    expect(chart.counts.hapVersion).toBe(1);
    expect(
      (await backend.client.actionPlans.current({ memberId })).signed?.content.goals[0]?.words,
    ).toContain('My own door');
    const { notes } = await backend.client.notes.list({ memberId });
    const note = await backend.client.notes.get({ id: notes[0]?.id ?? '' });
    expect(note.content.text).toBe(note.content.text.trim());
    expect(note.content.minutes).toBeGreaterThan(0);
    const billing = backend.clientAs({ id: large.userId, name: 'Sol Inkwell', role: 'billing_lead' });
    const { counts } = await billing.encounters.list({});
    expect(counts.toSend).toBe(1000);
    // So few members have several contacts on one day; each second one is held as the same line twice.
    expect(counts.ready).toBeGreaterThan(500);
  });

  it('is made once: the second call finds it', async () => {
    await backend.close();
    const said: string[] = [];
    const again = await largeWorkspace(size, (text) => said.push(text));
    expect(again).toEqual(large);
    expect(said).toEqual([`using the workspace in ${dirname(large.folder)}`]);
    expect(existsSync(join(large.folder, 'hearth.db'))).toBe(true);
  });
});
