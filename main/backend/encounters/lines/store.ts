import type { ExpressionBuilder, Kysely } from 'kysely';
import type { OpenLine } from '#shared/encounters/line.ts';
import { displayName } from '#shared/members/member.ts';
import type { Database } from '../../db/schema.ts';
import { parseCorrection, parseDiagnoses, parseExplanation, parseModifiers } from '../stored-line.ts';

type Db = Kysely<Database>;

/** Which of the lines a question is about; without any, all of them. */
export interface LineFilter {
  readonly memberId?: string | undefined;
  readonly memberIds?: readonly string[] | undefined;
  readonly planIds?: readonly string[] | undefined;
  readonly noteIds?: readonly string[] | undefined;
  readonly staffId?: string | undefined;
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
export function matching(eb: ExpressionBuilder<Database, 'encounter'>, filter: LineFilter) {
  const { memberId, memberIds, planIds, noteIds, staffId, ids } = filter;
  return eb.and([
    ...(memberId === undefined ? [] : [eb('encounter.member_id', '=', memberId)]),
    ...(memberIds ? [eb('encounter.member_id', 'in', [...memberIds])] : []),
    ...(planIds ? [eb('encounter.plan_id', 'in', [...planIds])] : []),
    ...(noteIds ? [eb('encounter.note_id', 'in', [...noteIds])] : []),
    ...(staffId === undefined ? [] : [eb('encounter.staff_id', '=', staffId)]),
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

/**
 * That nobody has built the line yet.
 *
 * Lines that are named one by one or by their members are found by those names: said plainly, the planner takes the
 * state's index and walks every line that waits, once for each piece of a large file.
 */
export function waiting(eb: ExpressionBuilder<Database, 'encounter'>, filter: LineFilter) {
  const open = eb('encounter.state', '=', 'ready');
  return filter.ids || filter.memberIds ? eb.not(eb('encounter.state', '!=', 'ready')) : open;
}

/** Lines that nobody has built yet, newest service first. */
export async function selectOpenLines(db: Db, filter: LineFilter): Promise<StoredLine[]> {
  const rows = await lines(db)
    .where((eb) => matching(eb, filter))
    .where((eb) => waiting(eb, filter))
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

/** Whether the note of a line still holds. */
function notStruck(eb: ExpressionBuilder<Database, 'encounter'>) {
  return eb.not(
    eb.exists(
      eb
        .selectFrom('note_strike')
        .select('note_strike.id')
        .whereRef('note_strike.note_id', '=', 'encounter.note_id'),
    ),
  );
}

/** A plan's lines of a span of service dates, whatever became of them. */
function ofPeriod(
  eb: ExpressionBuilder<Database, 'encounter'>,
  period: { readonly planId: string; readonly from: string; readonly to: string },
) {
  return eb.and([
    eb('encounter.plan_id', '=', period.planId),
    eb('encounter.service_on', '>=', period.from),
    eb('encounter.service_on', '<=', period.to),
    notStruck(eb),
  ]);
}

/** How many lines a period has. */
export async function countPeriod(
  db: Db,
  period: { readonly planId: string; readonly from: string; readonly to: string },
): Promise<number> {
  const row = await db
    .selectFrom('encounter')
    .select((eb) => eb.fn.countAll<number>().as('lines'))
    .where((eb) => ofPeriod(eb, period))
    .executeTakeFirst();
  return Number(row?.lines ?? 0);
}

/** The lines of a period in the order of their ids, those after one, a page of them. */
export async function selectPeriod(
  db: Db,
  page: {
    readonly planId: string;
    readonly from: string;
    readonly to: string;
    readonly after: string;
    readonly limit: number;
  },
): Promise<StoredLine[]> {
  const rows = await lines(db)
    .where((eb) => ofPeriod(eb, page))
    .where('encounter.id', '>', page.after)
    .orderBy('encounter.id')
    .limit(page.limit)
    .execute();
  return rows.map(toLine);
}

/** Lines of a plan that are not billed, of services from a day on. */
export async function selectNotBillable(db: Db, planId: string, from: string): Promise<StoredLine[]> {
  const rows = await lines(db)
    .where('encounter.plan_id', '=', planId)
    .where('encounter.service_on', '>=', from)
    .where('encounter.state', '=', 'not_billable')
    .where((eb) => notStruck(eb))
    .execute();
  return rows.map(toLine);
}
