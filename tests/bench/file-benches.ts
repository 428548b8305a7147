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
  report(`${lines} encounters checked and written as 837P`, median(times), budget(5000));
}
