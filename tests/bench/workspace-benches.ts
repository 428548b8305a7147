import type { LargeWorkspace } from '#main/backend/demo/large-workspace.ts';
import { deriveSlotKey } from '#main/backend/vault/kdf.ts';
import { readKeyFile } from '#main/backend/vault/key-file.ts';
import { type BenchSession, lockedBackend } from './bench-session.ts';
import { budget, median, percentile, report, say, timed, timedInTurns } from './measure.ts';

/** Unlocking a large workspace, against the key derivation alone, which is meant to be slow. */
export async function benchUnlock(large: LargeWorkspace): Promise<void> {
  say('unlock: 5 rounds');
  const [slot] = readKeyFile(large.folder).slots.filter(({ userId }) => userId === large.userId);
  if (slot?.kind !== 'passphrase') throw new Error('The coordinator has no slot.');
  const salt = Buffer.from(slot.salt, 'hex');
  const { one, other } = await timedInTurns(
    5,
    async () => {
      const backend = lockedBackend(large.folder);
      await backend.client.vault.unlock({ userId: large.userId, passphrase: large.passphrase });
      await backend.close();
    },
    () => deriveSlotKey(large.passphrase, salt, slot.kdf),
  );
  report('unlock', median(one), { what: 'Argon2id alone', value: median(other) });
}

/** What somebody types letter by letter: names, two words, a CIN, a birthday, a name with a slip. */
const TYPED = [
  'copperbrook',
  'mar gu',
  'thistle',
  'ximena',
  '900103',
  'willowm',
  'grace ash',
  '1961-07',
  'lantren',
];

/** What somebody looks for in notes and tasks. */
const WRITTEN = ['pharmacy', 'housing appl', 'pill box', 'called'];

/** Search as you type: every keystroke is one call. */
export async function benchSearch({ api }: BenchSession): Promise<void> {
  const keystrokes = TYPED.flatMap((text) => [...text].map((_, end) => text.slice(0, end + 1)));
  say(`search: ${keystrokes.length} keystrokes, 5 rounds`);
  const times: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (const text of keystrokes) {
      const [time = 0] = await timed(1, () => api.members.search({ text }));
      if (round > 0) times.push(time);
    }
  }
  report('search, one keystroke, p95', percentile(times, 95), budget(50));
  const everything: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    for (const text of [
      ...keystrokes,
      ...WRITTEN.flatMap((one) => [...one].map((_, end) => one.slice(0, end + 1))),
    ]) {
      const [time = 0] = await timed(1, async () => {
        await api.members.search({ text });
        if (text.length > 1) {
          await api.search.work({ text });
          await api.documents.find({ text });
        }
      });
      if (round > 0) everything.push(time);
    }
  }
  report('search over everything, one keystroke, p95', percentile(everything, 95), budget(50));
}

/** The ids of some members, spread over the caseload. */
export async function someMembers({ api }: BenchSession, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = 0; ids.length < count; offset += 97) {
    const { rows, total } = await api.members.list({ view: 'all', limit: 1, offset });
    if (offset >= total) break;
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

/** Opening charts, each of another member. */
export async function benchChart(session: BenchSession): Promise<void> {
  const ids = await someMembers(session, 50);
  say(`open a chart: ${ids.length} members`);
  await session.api.members.chart({ id: ids[0] ?? '' });
  const times = await timed(ids.length, (round) => session.api.members.chart({ id: ids[round] ?? '' }));
  report('open a chart, p95', percentile(times, 95), budget(150));
}

/** The first page of the caseload in its usual order. */
export async function benchCaseload({ api }: BenchSession): Promise<void> {
  say('caseload: first page, 11 rounds');
  const times = await timed(12, () => api.members.list({ view: 'mine', limit: 100 }));
  report('caseload, first page', median(times.slice(1)), budget(150));
}

/** The program's numbers over twelve months, and the members behind one of them. */
export async function benchReports(session: BenchSession): Promise<void> {
  const api = session.as('administrator');
  say('reports: every number of twelve months, 6 rounds');
  const times = await timed(6, () => api.reports.measures({}));
  report('reports, every number of twelve months', median(times.slice(1)), budget(1000));
  const behind = await timed(6, () => api.reports.behind({ key: 'seen' }));
  report('reports, the members behind a number', median(behind.slice(1)), budget(1000));
}

/** Saving a note while it is typed, and signing it. */
export async function benchNotes(session: BenchSession): Promise<void> {
  const { api } = session;
  const ids = await someMembers(session, 25);
  say(`save a note: ${ids.length} notes, 10 saves each`);
  const saves: number[] = [];
  const signatures: number[] = [];
  const text = 'Went through the pill box together. Two morning pills were left over from last week. ';
  for (const [index, memberId] of ids.entries()) {
    // The first few only warm up.
    if (index === 5) {
      saves.length = 0;
      signatures.length = 0;
    }
    const { id } = await api.notes.start({ memberId });
    const place = { code: '12', label: 'Home' };
    const facts = { mode: 'in_person' as const, minutes: 30, place, services: ['care_coordination'] };
    await api.notes.saveDraft({ id, content: facts });
    saves.push(
      ...(await timed(10, (round) => api.notes.saveDraft({ id, content: { text: text.repeat(round + 1) } }))),
    );
    signatures.push(...(await timed(1, () => api.notes.sign({ id }))));
  }
  report('save a note', median(saves), budget(30));
  report('sign a note', median(signatures), budget(30));
}
