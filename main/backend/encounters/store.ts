import type { ExpressionBuilder, Kysely } from 'kysely';
import type { TimedLine } from '#shared/encounters/conflicts.ts';
import type { OpenLine } from '#shared/encounters/line.ts';
import { displayName } from '#shared/members/member.ts';
import { codeText } from '#shared/programs/pack.ts';
import type { Database, NewRow } from '../db/schema.ts';
import { parseCorrection, parseDiagnoses, parseExplanation, parseModifiers } from './stored-line.ts';

type Db = Kysely<Database>;

/** Which of the lines a question is about; without any, all of them. */
export interface LineFilter {
  readonly memberId?: string | undefined;
  readonly planIds?: readonly string[] | undefined;
  readonly noteIds?: readonly string[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

const MEMBER_COLUMNS = [
  'member.first_name',
  'member.middle_name',
  'member.last_name',
  'member.cin',
  'member.plan_member_id',
  'member.birth_date',
  'member.sex',
  'member.address',
  'member.city',
  'member.state as member_state',
  'member.zip',
  'member.homeless',
  'member.housing_note',
  'member.enrolled_on',
  'member.ended_on',
  'member.authorization_number',
  'member.authorization_start',
  'member.authorization_end',
] as const;

/** A line joined with the member, the worker and the note's mode, as it is read. */
export interface StoredLine extends OpenLine {
  readonly planName: string;
  readonly program: string;
  readonly code: string | null;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly ruleId: string | null;
  readonly state: string;
  readonly keptBackBecause: string | null;
  readonly batchId: string | null;
  readonly claimNumber: string | null;
  readonly lineNumber: string | null;
}

function lines(db: Db) {
  return (
    db
      .selectFrom('encounter')
      .innerJoin('member', 'member.id', 'encounter.member_id')
      .innerJoin('user', 'user.id', 'encounter.staff_id')
      // The credential of the day of the service; the one on the account itself holds for all days before the first.
      .leftJoin('staff_credential as held', (join) =>
        join.on('held.id', '=', (eb) =>
          eb
            .selectFrom('staff_credential')
            .select('staff_credential.id')
            .whereRef('staff_credential.user_id', '=', 'encounter.staff_id')
            .whereRef('staff_credential.effective_from', '<=', 'encounter.service_on')
            .orderBy('staff_credential.effective_from', 'desc')
            .orderBy('staff_credential.created_at', 'desc')
            .orderBy('staff_credential.id', 'desc')
            .limit(1),
        ),
      )
      .innerJoin('plan', 'plan.id', 'encounter.plan_id')
      .innerJoin('note', 'note.id', 'encounter.note_id')
      .leftJoin('note_cosign', (join) =>
        join.onRef('note_cosign.note_id', '=', 'encounter.note_id').on('note_cosign.signed_at', 'is', null),
      )
      .leftJoin('user as cosigner', 'cosigner.id', 'note_cosign.asked_of')
      .selectAll('encounter')
      .select(MEMBER_COLUMNS)
      .select(['user.name as staff_name', 'user.credential', 'user.clinical', 'user.npi', 'user.taxonomy'])
      .select([
        'held.id as held_id',
        'held.credential as held_credential',
        'held.clinical as held_clinical',
        'held.npi as held_npi',
        'held.taxonomy as held_taxonomy',
      ])
      .select(['plan.short_name as plan_name', 'note.mode as note_mode', 'cosigner.name as waits_for'])
  );
}

type LineQuery = ReturnType<typeof lines>;
type LineRow = Awaited<ReturnType<LineQuery['execute']>>[number];

/** The filter as a condition on `encounter`. */
function matching(eb: ExpressionBuilder<Database, 'encounter'>, filter: LineFilter) {
  const { memberId, planIds, noteIds, ids } = filter;
  return eb.and([
    ...(memberId === undefined ? [] : [eb('encounter.member_id', '=', memberId)]),
    ...(planIds ? [eb('encounter.plan_id', 'in', [...planIds])] : []),
    ...(noteIds ? [eb('encounter.note_id', 'in', [...noteIds])] : []),
    ...(ids ? [eb('encounter.id', 'in', [...ids])] : []),
  ]);
}

function toLine(row: LineRow): StoredLine {
  const held = row.held_id !== null;
  const explanation = parseExplanation(row.explanation, {
    program: row.program,
    serviceOn: row.service_on,
    ruleId: row.rule_id,
    mode: row.note_mode,
    clinical: (held ? row.held_clinical : row.clinical) === 1,
    minutes: row.minutes,
  });
  return {
    id: row.id,
    noteId: row.note_id,
    planId: row.plan_id,
    planName: row.plan_name,
    program: row.program,
    serviceOn: row.service_on,
    startTime: row.start_time,
    minutes: row.minutes,
    placeOfService: row.place_of_service,
    diagnoses: parseDiagnoses(row.diagnoses),
    facts: explanation.facts,
    keptBackBecause: explanation.keptBackBecause,
    code: row.code,
    modifiers: parseModifiers(row.modifiers),
    units: row.units,
    ruleId: row.rule_id,
    state: row.state,
    batchId: row.batch_id,
    claimNumber: row.claim_number,
    lineNumber: row.line_number,
    correction: parseCorrection(row.correction),
    waitsFor: row.waits_for,
    member: {
      id: row.member_id,
      firstName: row.first_name,
      middleName: row.middle_name,
      lastName: row.last_name,
      name: displayName(row.first_name, row.middle_name, row.last_name),
      cin: row.cin,
      planMemberId: row.plan_member_id,
      birthDate: row.birth_date,
      sex: row.sex,
      address: row.address,
      city: row.city,
      state: row.member_state,
      zip: row.zip,
      homeless: row.homeless === 1,
      housingNote: row.housing_note,
      enrolledOn: row.enrolled_on,
      endedOn: row.ended_on,
      authorizationNumber: row.authorization_number,
      authorizationStart: row.authorization_start,
      authorizationEnd: row.authorization_end,
    },
    staff: {
      id: row.staff_id,
      name: row.staff_name,
      credential: (held ? row.held_credential : row.credential) ?? '',
      npi: held ? row.held_npi : row.npi,
      taxonomy: held ? row.held_taxonomy : row.taxonomy,
    },
  };
}

/** Lines that nobody has built yet, newest service first. */
export async function selectOpenLines(db: Db, filter: LineFilter): Promise<StoredLine[]> {
  const rows = await lines(db)
    .where((eb) => matching(eb, filter))
    .where('encounter.state', '=', 'ready')
    .orderBy('encounter.service_on', 'desc')
    .orderBy('encounter.id')
    .execute();
  return rows.map(toLine);
}

/** Lines in given states, newest service first, a page of them. */
export async function selectLines(
  db: Db,
  filter: LineFilter & { readonly states?: readonly string[]; readonly text?: string },
  page: { readonly limit: number; readonly offset: number },
): Promise<StoredLine[]> {
  let query = lines(db).where((eb) => matching(eb, filter));
  if (filter.states) query = query.where('encounter.state', 'in', [...filter.states]);
  if (filter.text) query = query.where('member.search_text', 'like', `%${filter.text}%`);
  const rows = await query
    .orderBy('encounter.service_on', 'desc')
    .orderBy('encounter.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(toLine);
}

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
    .where('encounter.state', '=', 'ready')
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

/** Gives an open line the code it goes out with. */
export async function updateLineCode(
  db: Db,
  id: string,
  change: Pick<NewRow<'encounter'>, 'code' | 'modifiers' | 'units' | 'rule_id'>,
): Promise<void> {
  await db.updateTable('encounter').set(change).where('id', '=', id).where('state', '=', 'ready').execute();
}

/** Marks every open line that stands in a file as built, with its numbers; returns how many. */
export async function markLinesBuilt(db: Db, batchId: string): Promise<number> {
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
    .where('sent_line.batch_id', '=', batchId)
    .where('encounter.state', '=', 'ready')
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

/** The open lines of a plan by member, in the order in which members stand in a file. */
export async function selectOpenOrder(
  db: Db,
  planId: string,
): Promise<{ readonly id: string; readonly memberId: string }[]> {
  const rows = await db
    .selectFrom('encounter')
    .innerJoin('member', 'member.id', 'encounter.member_id')
    .select(['encounter.id', 'encounter.member_id'])
    .where('encounter.plan_id', '=', planId)
    .where('encounter.state', '=', 'ready')
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .orderBy('member.id')
    .execute();
  return rows.map((row) => ({ id: row.id, memberId: row.member_id }));
}
