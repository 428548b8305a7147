import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { type AuditEntry, CHAIN_START, chainRows, macOf } from './chain.ts';

/** Appends rows to the audit chain: each carries an HMAC over itself and the row before. */
export async function appendAudit(
  db: Kysely<Database>,
  key: Uint8Array,
  entries: readonly AuditEntry[],
): Promise<void> {
  const last = await db
    .selectFrom('audit')
    .select(['seq', 'mac'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  for (const row of chainRows(key, last ?? CHAIN_START, entries)) {
    await db.insertInto('audit').values(row).execute();
  }
}

/** Walks the chain from its start; gives the number of rows and the first one that does not fit, if any. */
export async function findBrokenRow(
  db: Kysely<Database>,
  key: Uint8Array,
): Promise<{ readonly rows: number; readonly firstBroken: number | null }> {
  let previousMac = CHAIN_START.mac;
  let expected = 1;
  for (;;) {
    const page = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>=', expected)
      .orderBy('seq')
      .limit(5000)
      .execute();
    for (const row of page) {
      const entry: AuditEntry = {
        at: row.at,
        userId: row.user_id,
        action: row.action,
        outcome: row.outcome,
        memberId: row.member_id,
        entityId: row.entity_id,
        detail: row.detail,
      };
      const fits =
        row.seq === expected &&
        row.previous_mac === previousMac &&
        row.mac === macOf(key, row.seq, entry, previousMac);
      if (!fits) return { rows: expected - 1, firstBroken: expected };
      previousMac = row.mac;
      expected += 1;
    }
    if (page.length === 0) return { rows: expected - 1, firstBroken: null };
  }
}

/** The newest rows, or those about one member. */
export async function listAudit(
  db: Kysely<Database>,
  filter: {
    readonly memberId?: string | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
) {
  let query = db
    .selectFrom('audit')
    .leftJoin('user', 'user.id', 'audit.user_id')
    .leftJoin('member', 'member.id', 'audit.member_id')
    .select([
      'audit.seq',
      'audit.at',
      'audit.action',
      'audit.outcome',
      'audit.member_id as memberId',
      'audit.detail',
      'user.name as userName',
      'member.first_name as firstName',
      'member.last_name as lastName',
    ])
    .orderBy('audit.seq', 'desc')
    .limit(filter.limit);
  if (filter.memberId) query = query.where('audit.member_id', '=', filter.memberId);
  if (filter.before) query = query.where('audit.seq', '<', filter.before);
  const rows = await query.execute();
  return rows.map(({ firstName, lastName, ...row }) => ({
    ...row,
    memberName: row.memberId ? [firstName, lastName].filter(Boolean).join(' ') : null,
  }));
}
