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
