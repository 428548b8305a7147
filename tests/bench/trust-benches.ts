import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LargeWorkspace } from '#main/backend/demo/large-workspace.ts';
import { type BenchSession, openSession } from './bench-session.ts';
import { budget, median, report, say, timed, timedInTurns } from './measure.ts';

/** Ending an open session, as a lock does in the backend: the log is brought in and the keys are overwritten. */
export async function benchLock(large: LargeWorkspace): Promise<void> {
  say('lock: 5 rounds');
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const session = await openSession(large);
    await session.api.members.list({ view: 'mine', limit: 100, offset: 0 });
    times.push(...(await timed(1, () => session.close())));
  }
  report('lock', median(times), budget(500));
}

/** A backup, copied and read back whole, and reading one back again; against copying the file alone. */
export async function benchBackup(session: BenchSession, large: LargeWorkspace): Promise<void> {
  say('backup and verify: 1 round');
  const api = session.as('administrator');
  const bare = join(large.folder, 'bare-copy.db');
  const [copy = 0] = await timed(1, () => copyFileSync(join(large.folder, 'hearth.db'), bare));
  rmSync(bare);
  const against = { what: 'copying the file alone', value: copy };
  let name = '';
  const [made = 0] = await timed(1, async () => {
    for await (const event of await api.backups.make()) name = event.backup?.name ?? name;
  });
  report('make a backup and read it back', made, against);
  const [checked = 0] = await timed(1, () => api.backups.check({ name }));
  report('read a backup back', checked, against);
  const [walked = 0] = await timed(1, () => api.audit.verify());
  report('check the audit chain', walked, against);
}

/** What the audit row costs a write: the same write with its row and without. */
export async function benchAudit(session: BenchSession): Promise<void> {
  say('audit: 200 writes with and without their row');
  const { workspace } = session.backend.host.session ?? {};
  if (!workspace) throw new Error('The workspace is not open.');
  const { appendAudit } = await import('#main/backend/audit/store.ts');
  const entry = {
    at: new Date().toISOString(),
    userId: null,
    action: 'settings.remember_place',
    outcome: 'done',
    memberId: null,
    entityId: null,
    detail: '{}',
    screen: '/today',
  };
  let serial = 0;
  const write = (audited: boolean) =>
    workspace.db.transaction().execute(async (db) => {
      serial += 1;
      const value = { value: String(serial), updated_at: entry.at, updated_by: 'bench' };
      await db
        .insertInto('setting')
        .values({ key: `bench:${serial % 10}`, ...value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(value))
        .execute();
      if (audited) await appendAudit(db, workspace.keys.audit, [entry]);
    });
  const { one, other } = await timedInTurns(
    200,
    () => write(true),
    () => write(false),
  );
  report('a write with its audit row', median(one), { what: 'the same write without', value: median(other) });
}

/** What closed caseloads cost who sees only their own: the same calls through the gate and with it open. */
export async function benchGate(session: BenchSession): Promise<void> {
  say('caseload gate: 100 rounds of three calls, closed and open');
  const admin = session.as('administrator');
  const { leads } = await admin.assignments.board({ limit: 1 });
  const lead = leads.toSorted((one, other) => other.members - one.members)[0];
  if (!lead) throw new Error('Nobody leads anybody.');
  const api = session.backend.clientAs({ id: lead.id, name: lead.name, role: 'care_coordinator' });
  const { rows } = await api.members.list({ view: 'mine', limit: 100, offset: 0 });
  const calls = {
    'a small call': () => api.settings.place({}),
    'the own caseload': () => api.members.list({ view: 'mine', limit: 100, offset: 0 }),
    'an own chart': () => api.members.chart({ id: rows[0]?.id ?? '' }),
  };
  for (const [name, call] of Object.entries(calls)) {
    const closed: number[] = [];
    const open: number[] = [];
    // In turns of ten, so that whatever else the machine does falls on both.
    for (let turn = 0; turn < 10; turn += 1) {
      await admin.assignments.setAccess({ closed: true });
      closed.push(...(await timed(10, call)));
      await admin.assignments.setAccess({ closed: false });
      open.push(...(await timed(10, call)));
    }
    report(`closed caseloads: ${name}`, median(closed), { what: 'caseloads open', value: median(open) });
  }
}
