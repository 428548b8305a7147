import type { Kysely } from 'kysely';
import type { TimedLine } from '#shared/encounters/conflicts.ts';
import { displayName } from '#shared/members/member.ts';
import { codeText } from '#shared/programs/pack.ts';
import type { Database, NewRow } from '../db/schema.ts';
import { type LineFilter, matching, waiting } from './lines/store.ts';
import { parseModifiers } from './stored-line.ts';

type Db = Kysely<Database>;

/** How many lines stand in each state. */
export async function countByState(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('encounter')
    .select((eb) => ['state', eb.fn.countAll<number>().as('lines')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.lines)]));
}

/** Every billed or billable line of a worker's day on which one of the open lines stands, in one query. */
export async function selectSameDayLines(db: Db, filter: LineFilter): Promise<TimedLine[]> {
  const rows = await db
    .selectFrom('encounter')
    .innerJoin('encounter as other', (join) =>
      join
        .onRef('other.staff_id', '=', 'encounter.staff_id')
        .onRef('other.service_on', '=', 'encounter.service_on'),
    )
    .innerJoin('member', 'member.id', 'other.member_id')
    .where((eb) => matching(eb, filter))
    .where((eb) => waiting(eb, filter))
    .where('other.billable', '=', 1)
    .where('other.state', '!=', 'void')
    .distinct()
    .select([
      'other.id',
      'other.staff_id',
      'other.member_id',
      'other.service_on',
      'other.start_time',
      'other.minutes',
      'other.code',
      'other.modifiers',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
    ])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    staffId: row.staff_id,
    memberId: row.member_id,
    memberName: displayName(row.first_name, row.middle_name, row.last_name),
    serviceOn: row.service_on,
    startTime: row.start_time,
    minutes: row.minutes,
    code: codeText(row.code ?? '', parseModifiers(row.modifiers)),
  }));
}

/** The running diagnoses of members, by member, in the order of their codes. */
export async function selectConditions(
  db: Db,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, { code: string; label: string }[]>> {
  if (memberIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('condition')
    .select(['member_id', 'code', 'label'])
    .where('member_id', 'in', [...memberIds])
    .where('ended_on', 'is', null)
    .orderBy('code')
    .execute();
  const byMember = new Map<string, { code: string; label: string }[]>();
  for (const { member_id: memberId, code, label } of rows) {
    byMember.set(memberId, [...(byMember.get(memberId) ?? []), { code, label }]);
  }
  return byMember;
}

/** Units of a member's lines on one day, for a plan's daily cap. */
export async function sumUnits(db: Db, memberId: string, serviceOn: string): Promise<number> {
  const row = await db
    .selectFrom('encounter')
    .select((eb) => eb.fn.sum<number | null>('units').as('units'))
    .where('member_id', '=', memberId)
    .where('service_on', '=', serviceOn)
    .where('billable', '=', 1)
    .executeTakeFirst();
  return Number(row?.units ?? 0);
}

/** Units of members by day, `member day` to units, all lines together. */
export async function selectDayUnits(db: Db, memberIds: readonly string[]): Promise<Map<string, number>> {
  const units = new Map<string, number>();
  for (let start = 0; start < memberIds.length; start += 500) {
    const rows = await db
      .selectFrom('encounter')
      .select((eb) => ['member_id', 'service_on', eb.fn.sum<number>('units').as('units')])
      .where('member_id', 'in', memberIds.slice(start, start + 500))
      .where('billable', '=', 1)
      .where('state', '!=', 'void')
      .groupBy(['member_id', 'service_on'])
      .execute();
    for (const row of rows) units.set(`${row.member_id} ${row.service_on}`, Number(row.units));
  }
  return units;
}

export async function insertEncounter(db: Db, row: NewRow<'encounter'>): Promise<void> {
  await db.insertInto('encounter').values(row).execute();
}

/** Changes a line that was not built; returns false when it was. */
export async function updateOpenLine(
  db: Db,
  id: string,
  changes: Partial<
    Pick<
      NewRow<'encounter'>,
      'diagnoses' | 'start_time' | 'state' | 'billable' | 'explanation' | 'units' | 'correction'
    >
  >,
): Promise<boolean> {
  const result = await db
    .updateTable('encounter')
    .set(changes)
    .where('id', '=', id)
    .where('state', '=', 'ready')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Opens a line that was not billable. */
export async function updateNotBillable(
  db: Db,
  id: string,
  changes: Partial<
    Pick<
      NewRow<'encounter'>,
      'state' | 'billable' | 'code' | 'modifiers' | 'units' | 'rule_id' | 'explanation'
    >
  >,
): Promise<void> {
  await db
    .updateTable('encounter')
    .set(changes)
    .where('id', '=', id)
    .where('state', '=', 'not_billable')
    .execute();
}

/** Gives an open line the code it goes out with. */
export async function updateLineCode(
  db: Db,
  id: string,
  change: Pick<NewRow<'encounter'>, 'code' | 'modifiers' | 'units' | 'rule_id'>,
): Promise<void> {
  await db.updateTable('encounter').set(change).where('id', '=', id).where('state', '=', 'ready').execute();
}

/**
 * Marks the open lines that stand in a file under these numbers as built; returns how many.
 *
 * A few hundred at a time: SQLite keeps the old pages of one statement in memory until it is over.
 */
export async function markLinesBuilt(
  db: Db,
  batchId: string,
  lineNumbers: readonly string[],
): Promise<number> {
  const result = await db
    .updateTable('encounter')
    .from('sent_line')
    .set((eb) => ({
      state: 'built',
      correction: null,
      batch_id: batchId,
      claim_number: eb.ref('sent_line.claim_number'),
      line_number: eb.ref('sent_line.line_number'),
    }))
    .whereRef('sent_line.encounter_id', '=', 'encounter.id')
    .where('sent_line.line_number', 'in', [...lineNumbers])
    // Said plainly, the planner walks every line that waits; this way round it finds each by its id.
    .where((eb) => eb.not(eb('encounter.state', '!=', 'ready')))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** How many lines each plan has that nobody has built yet. */
export async function countOpen(
  db: Db,
  planIds: readonly string[] | undefined,
): Promise<{ readonly planId: string; readonly lines: number }[]> {
  let query = db
    .selectFrom('encounter')
    .select((eb) => ['plan_id', eb.fn.countAll<number>().as('lines')])
    .where('state', '=', 'ready');
  if (planIds) query = query.where('plan_id', 'in', [...planIds]);
  const rows = await query.groupBy('plan_id').execute();
  return rows.map((row) => ({ planId: row.plan_id, lines: Number(row.lines) }));
}

/** The members of a plan's open lines, in the order in which they stand in a file, with how many lines each has. */
export async function selectOpenMembers(
  db: Db,
  planId: string,
): Promise<{ readonly memberId: string; readonly lines: number }[]> {
  const rows = await db
    .selectFrom('encounter')
    .innerJoin('member', 'member.id', 'encounter.member_id')
    .select((eb) => ['member.id', eb.fn.countAll<number>().as('lines')])
    .where('encounter.plan_id', '=', planId)
    .where('encounter.state', '=', 'ready')
    .groupBy('member.id')
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .orderBy('member.id')
    .execute();
  return rows.map((row) => ({ memberId: row.id, lines: Number(row.lines) }));
}
