import type { BenchSession } from './bench-session.ts';
import { median, report, say, timedInTurns } from './measure.ts';
import { someMembers } from './workspace-benches.ts';

const ROUNDS = 7;

/** The same calls on the encrypted database and on a plain copy of it, turn by turn. */
export async function benchEncryption(encrypted: BenchSession, plain: BenchSession): Promise<void> {
  const ids = await someMembers(encrypted, 40);
  const mixes: readonly (readonly [name: string, work: (session: BenchSession) => Promise<unknown>])[] = [
    ['reads (40 charts, 40 searches, caseload)', (session) => reads(session, ids)],
    ['writes (20 notes saved and signed)', (session) => writes(session, ids.slice(0, 20))],
    ['report (units of every encounter by worker and day)', unitsReport],
  ];
  const totals = { encrypted: 0, plain: 0 };
  for (const [name, work] of mixes) {
    say(`encrypted against plain: ${name}, ${ROUNDS} rounds`);
    const { one, other } = await timedInTurns(
      ROUNDS,
      () => work(encrypted),
      () => work(plain),
    );
    report(`encrypted database, ${name}`, median(one), { what: 'a plain database', value: median(other) });
    totals.encrypted += median(one);
    totals.plain += median(other);
  }
  report('encrypted database, all of these', totals.encrypted, {
    what: 'a plain database',
    value: totals.plain,
  });
  say('encrypted against plain: the text of every note, more than the page cache holds, 3 rounds');
  const { one, other } = await timedInTurns(
    3,
    () => scan(encrypted),
    () => scan(plain),
  );
  report('encrypted database, worst case (text of every note)', median(one), {
    what: 'a plain database',
    value: median(other),
  });
}

async function reads({ api }: BenchSession, ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await api.members.chart({ id });
    await api.members.search({ text: SEARCHES[index % SEARCHES.length] ?? '' });
  }
  await api.members.list({ view: 'mine', limit: 100 });
}

const SEARCHES = ['w', 'wi', 'willow', 'mar', 'thistle', '9001', 'grace ash', 'brook'];

async function writes({ api }: BenchSession, ids: readonly string[]): Promise<void> {
  for (const memberId of ids) {
    const { id } = await api.notes.start({ memberId });
    const place = { code: '10', label: 'Telehealth, at home' };
    const content = { mode: 'phone' as const, minutes: 15, place, services: ['health_promotion'] };
    await api.notes.saveDraft({ id, content });
    await api.notes.saveDraft({
      id,
      content: { text: 'Short check-in. Sleeping better, eats twice a day.' },
    });
    await api.notes.sign({ id });
  }
}

/** Units by worker and day over every encounter: the shape of the reports. */
async function unitsReport({ backend }: BenchSession): Promise<void> {
  const { session } = backend.host;
  if (!session) throw new Error('The workspace is not open.');
  await session.workspace.db
    .selectFrom('encounter')
    .select((eb) => ['staff_id', 'service_on', eb.fn.sum<number>('units').as('units')])
    .where('billable', '=', 1)
    .groupBy(['staff_id', 'service_on'])
    .execute();
}

/** Reads the text of every note: nothing in Hearth does that, and nothing costs decryption more. */
async function scan({ backend }: BenchSession): Promise<void> {
  const { session } = backend.host;
  if (!session) throw new Error('The workspace is not open.');
  await session.workspace.db
    .selectFrom('note')
    .select((eb) => ['mode', eb.fn.count<number>('id').as('notes'), eb.fn.max('summary').as('last')])
    .groupBy('mode')
    .execute();
}
