import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LargeWorkspace } from '#main/backend/demo/large-workspace.ts';
import { generatePeople } from '#main/backend/demo/people.ts';
import { rosterCsv } from '#main/backend/demo/roster-file.ts';
import type { BenchSession } from './bench-session.ts';
import { budget, median, report, say, timed } from './measure.ts';

const ROSTER_ROWS = 2000;
const ROUNDS = 3;

/** Reading a member file of 2,000 rows and comparing it with the caseload; nothing is applied. */
export async function benchRoster(
  session: BenchSession,
  large: LargeWorkspace,
  options: { readonly seed: number; readonly members: number; readonly scratch: string },
): Promise<void> {
  say(`roster: ${ROSTER_ROWS} rows, ${ROUNDS} rounds`);
  const today = new Date().toISOString().slice(0, 10);
  const people = generatePeople({ seed: options.seed, count: options.members, today })
    .filter(({ plan }) => plan === 'sunpoppy')
    .slice(0, ROSTER_ROWS);
  const times = await timed(ROUNDS, async (round) => {
    // Another file each time: a file that was seen before is not compared again.
    const changed = people.map((person, index) =>
      index % 20 === round ? { ...person, city: `Fogmere ${round}` } : person,
    );
    const path = join(options.scratch, `roster-${round}.csv`);
    writeFileSync(path, rosterCsv({ plan: 'sunpoppy', people: changed, producedOn: today, badRows: true }));
    session.willOpen(path);
    let importId: string | null = null;
    for await (const event of await session.api.roster.open({ planId: large.planId }))
      if (event.step === 'done') importId = event.importId;
    if (importId === null) throw new Error('The roster was not compared.');
  });
  report(`roster of ${people.length} rows, compared`, median(times), budget(3000));
}

const LARGE_ROWS = 50_000;

/** The text of a member file far larger than any, half of it people who have moved since the last one. */
function largeRoster(round: number): string {
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
  const lines = Array.from({ length: LARGE_ROWS }, (_, index) => {
    const born = `${1940 + (index % 60)}-${pad(1 + (index % 12), 2)}-${pad(1 + (index % 28), 2)}`;
    const city = index % 2 === 0 ? 'Fogmere' : `Fogmere ${round}`;
    return `8${pad(index, 7)}B,Reed${index % 977},Sam${index % 1013},${born},510555${pad(index % 10_000, 4)},${index} Main St,${city},94612,Spanish`;
  });
  return ['CIN,Last Name,First Name,DOB,Phone,Address,City,ZIP,Language', ...lines].join('\n');
}

/** 50,000 rows: compared, applied, compared again, and taken back, with the longest silence between two signs of life. */
export async function benchLargeRoster(
  session: BenchSession,
  large: LargeWorkspace,
  options: { readonly scratch: string },
): Promise<void> {
  const { api } = session;
  say(`roster: ${LARGE_ROWS} rows`);
  let silence = 0;
  const follow = async <Event extends { readonly step: string }>(stream: AsyncIterable<Event>) => {
    let last: Event | undefined;
    let since = performance.now();
    for await (const event of stream) {
      silence = Math.max(silence, performance.now() - since);
      since = performance.now();
      last = event;
    }
    return last;
  };
  const open = async (round: number) => {
    const path = join(options.scratch, `large-roster-${round}.csv`);
    writeFileSync(path, largeRoster(round));
    session.willOpen(path);
    const last = await follow(await api.roster.open({ planId: large.planId }));
    if (last?.step !== 'done' || last.importId === null) throw new Error('The roster was not compared.');
    return last.importId;
  };
  let importId = '';
  const once = async (name: string, work: () => Promise<unknown>) => {
    const [time = 0] = await timed(1, work);
    report(`roster of ${LARGE_ROWS} rows, ${name}`, time, budget(30_000));
  };
  await once('compared', async () => {
    importId = await open(1);
  });
  await once('applied', async () => follow(await api.roster.apply({ importId })));
  let second = '';
  await once('compared with as many members', async () => {
    second = await open(2);
  });
  await api.roster.discard({ importId: second });
  await once('taken back', async () => follow(await api.roster.undo({ importId })));
  report(`roster of ${LARGE_ROWS} rows, longest time without a sign of life`, silence, budget(5000));
}

/** Checking a thousand lines and writing them as one 837P; the lines are put back between the rounds. */
export async function benchEncounters(session: BenchSession, large: LargeWorkspace): Promise<void> {
  say(`1,000 encounters to 837P: ${ROUNDS} rounds`);
  const billing = session.as('billing_lead');
  const { workspace } = session.backend.host.session ?? {};
  if (!workspace) throw new Error('The workspace is not open.');
  const ready = await workspace.db
    .selectFrom('encounter')
    .select('id')
    .where('state', '=', 'ready')
    .execute();
  await workspace.db
    .updateTable('encounter')
    .set({ plan_id: large.planId })
    .where('state', '=', 'ready')
    .execute();
  let lines = 0;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(
      ...(await timed(1, async () => {
        const { batches } = await billing.encounters.build({ planIds: [large.planId] });
        lines = batches.reduce((sum, batch) => sum + batch.lines, 0);
      })),
    );
    await workspace.db
      .updateTable('encounter')
      .set({ state: 'ready', batch_id: null, claim_number: null, line_number: null })
      .where(
        'id',
        'in',
        ready.map(({ id }) => id),
      )
      .execute();
  }
  report(`${lines} encounters checked and written as 837P`, median(times), budget(500));
}
