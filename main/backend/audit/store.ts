import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';

/** One audit row before it is chained. */
export interface AuditEntry {
  readonly at: string;
  readonly userId: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly memberId: string | null;
  readonly entityId: string | null;
  readonly detail: string;
}

const FIRST_MAC = '0'.repeat(64);

function macOf(key: Uint8Array, seq: number, entry: AuditEntry, previousMac: string): string {
  const { at, userId, action, outcome, memberId, entityId, detail } = entry;
  const text = JSON.stringify([seq, at, userId, action, outcome, memberId, entityId, detail, previousMac]);
  return createHmac('sha256', key).update(text).digest('hex');
}

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
  let seq = last?.seq ?? 0;
  let previousMac = last?.mac ?? FIRST_MAC;
  for (const entry of entries) {
    seq += 1;
    const mac = macOf(key, seq, entry, previousMac);
    await db
      .insertInto('audit')
      .values({
        seq,
        at: entry.at,
        user_id: entry.userId,
        action: entry.action,
        outcome: entry.outcome,
        member_id: entry.memberId,
        entity_id: entry.entityId,
        detail: entry.detail,
        previous_mac: previousMac,
        mac,
      })
      .execute();
    previousMac = mac;
  }
}

/** Walks the chain from its start; gives the number of rows and the first one that does not fit, if any. */
export async function findBrokenRow(
  db: Kysely<Database>,
  key: Uint8Array,
): Promise<{ readonly rows: number; readonly firstBroken: number | null }> {
  let previousMac = FIRST_MAC;
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
    .select([
      'audit.seq',
      'audit.at',
      'audit.action',
      'audit.outcome',
      'audit.member_id as memberId',
      'audit.detail',
      'user.name as userName',
    ])
    .orderBy('audit.seq', 'desc')
    .limit(filter.limit);
  if (filter.memberId) query = query.where('audit.member_id', '=', filter.memberId);
  if (filter.before) query = query.where('audit.seq', '<', filter.before);
  return query.execute();
}
