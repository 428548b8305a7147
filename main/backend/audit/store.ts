import type { Expression, Kysely } from 'kysely';
import { sql } from 'kysely';
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
        screen: row.screen,
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

/** What is looked for in the audit; everything left out fits every row. */
export interface AuditFilter {
  readonly memberId?: string | undefined;
  /** A part of the member's name. */
  readonly member?: string | undefined;
  readonly userId?: string | undefined;
  /** Actions in words without punctuation, as `shared/audit/words.ts` has them. */
  readonly actions?: readonly string[] | undefined;
  readonly outcome?: 'done' | 'refused' | undefined;
  /** Instants: rows from this one on, and before that one. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

const SEPARATORS = ['.', '_', '-'];

/** The newest rows that fit. */
export async function listAudit(db: Kysely<Database>, filter: AuditFilter) {
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
      'audit.screen',
      'user.name as userName',
      'member.first_name as firstName',
      'member.last_name as lastName',
    ])
    .orderBy('audit.seq', 'desc')
    .limit(filter.limit);
  if (filter.memberId) query = query.where('audit.member_id', 'in', await withMerged(db, filter.memberId));
  if (filter.userId) query = query.where('audit.user_id', '=', filter.userId);
  if (filter.outcome) query = query.where('audit.outcome', '=', filter.outcome);
  if (filter.since) query = query.where('audit.at', '>=', filter.since);
  if (filter.until) query = query.where('audit.at', '<', filter.until);
  if (filter.before) query = query.where('audit.seq', '<', filter.before);
  const { actions, member } = filter;
  if (actions) {
    query = query.where(({ eb, fn, ref }) => {
      const words = SEPARATORS.reduce(
        (text: Expression<string>, mark) => fn<string>('replace', [text, eb.val(mark), eb.val(' ')]),
        ref('audit.action'),
      );
      return eb(words, 'in', [...actions]);
    });
  }
  if (member) {
    // Each word of the name, in any order.
    for (const word of member.toLowerCase().split(/\s+/).filter(Boolean)) {
      query = query.where(({ eb, fn, ref }) => {
        const like = `%${word.replace(/[%_\\]/g, (mark) => `\\${mark}`)}%`;
        const fits = (column: 'member.first_name' | 'member.last_name') =>
          sql<boolean>`${fn<string>('lower', [ref(column)])} like ${like} escape '\\'`;
        return eb.or([fits('member.first_name'), fits('member.last_name')]);
      });
    }
  }
  const rows = await query.execute();
  return rows.map(({ firstName, lastName, ...row }) => ({
    ...row,
    memberName: row.memberId ? [firstName, lastName].filter(Boolean).join(' ') : null,
  }));
}

/** The authentication code of one row; none when the chain is shorter. */
export async function macAt(db: Kysely<Database>, seq: number): Promise<string | null> {
  const row = await db.selectFrom('audit').select('mac').where('seq', '=', seq).executeTakeFirst();
  return row?.mac ?? null;
}

/** A member's id with those of the charts that were merged into it: what happened there happened to this person. */
async function withMerged(db: Kysely<Database>, memberId: string): Promise<string[]> {
  const ids = [memberId];
  let last = ids;
  while (last.length > 0) {
    const rows = await db.selectFrom('member').select('id').where('merged_into', 'in', last).execute();
    last = rows.map(({ id }) => id).filter((id) => !ids.includes(id));
    ids.push(...last);
  }
  return ids;
}
