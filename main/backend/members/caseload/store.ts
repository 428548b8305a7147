import type { ExpressionBuilder, Kysely } from 'kysely';
import type { CaseloadView } from '#shared/members/contract.ts';
import { OPEN_STATUSES } from '#shared/members/member.ts';
import type { Database } from '../../db/schema.ts';
import { membersMatching } from '../../db/search.ts';

type Db = Kysely<Database>;

/** What the views of the caseload depend on besides the members. */
export interface CaseloadScope {
  readonly userId: string;
  /** True for those who look after one caseload: "HAP not done" and "no contact" then mean their own members. */
  readonly ownOnly: boolean;
  /** The day before which a last contact counts as more than 30 days ago. */
  readonly noContactBefore: string;
}

/** The rows of a view in the order of their next clock, passed ones first, in one query. */
export async function findCaseload(
  db: Db,
  query: CaseloadScope & { view: CaseloadView; words: readonly string[]; limit: number; offset: number },
) {
  return caseloadQuery(db, query).execute();
}

/** The query of `findCaseload`, apart so that its plan can be looked at. */
export function caseloadQuery(
  db: Db,
  query: CaseloadScope & { view: CaseloadView; words: readonly string[]; limit: number; offset: number },
) {
  let rows = selectRows(db).where((eb) => inView(eb, query.view, query));
  if (query.words.length > 0) rows = rows.where('member.id', 'in', membersMatching(query.words));
  return rows
    .orderBy('member.next_due_on', (order) => order.asc().nullsLast())
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .limit(query.limit)
    .offset(query.offset);
}

function selectRows(db: Db) {
  return db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .leftJoin('user as lead', 'lead.id', 'member.lead_id')
    .select([
      'member.id',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
      'member.cin',
      'member.status',
      'member.program',
      'member.tier',
      'member.pronouns',
      'member.birth_date',
      'member.homeless',
      'member.on_tel',
      'member.flags',
      'member.language',
      'member.phone',
      'member.assigned_on',
      'member.enrolled_on',
      'member.last_contact_on',
      'member.last_contact_mode',
      'member.last_contact_place',
      'member.next_due_on',
      'member.next_due_label',
      'member.lead_id',
      'plan.short_name as plan_name',
      'lead.name as lead_name',
    ]);
}

/** A row of the caseload as the query gives it. */
export type CaseloadRecord = Awaited<ReturnType<typeof findCaseload>>[number];

type MemberExpression = ExpressionBuilder<Database, 'member'>;

function inView(eb: MemberExpression, view: CaseloadView, scope: CaseloadScope) {
  const mine = eb('member.lead_id', '=', scope.userId);
  const open = eb('member.status', 'in', OPEN_STATUSES);
  const enrolled = eb('member.status', '=', 'enrolled');
  const own = scope.ownOnly ? mine : eb.lit(true);
  switch (view) {
    case 'mine':
      return eb.and([mine, open]);
    case 'unassigned':
      return eb.and([eb('member.lead_id', 'is', null), open]);
    case 'hap_not_done':
      return eb.and([own, enrolled, eb.not(hapSigned(eb))]);
    case 'no_contact_30':
      return eb.and([own, enrolled, eb(lastSeen(eb), '<', scope.noContactBefore)]);
    case 'all':
      return eb('member.merged_into', 'is', null);
  }
}

function hapSigned(eb: MemberExpression) {
  return eb.exists(
    eb
      .selectFrom('action_plan')
      .select('action_plan.id')
      .whereRef('action_plan.member_id', '=', 'member.id')
      .where('action_plan.signed_at', 'is not', null),
  );
}

/** Nobody can have been seen before enrollment started the clock. */
function lastSeen(eb: MemberExpression) {
  return eb
    .case()
    .when('member.last_contact_on', '>', eb.ref('member.enrolled_on'))
    .then(eb.ref('member.last_contact_on'))
    .else(eb.ref('member.enrolled_on'))
    .end();
}

/** How many members each view holds, in one pass over the members. */
export async function countViews(db: Db, scope: CaseloadScope): Promise<Record<CaseloadView, number>> {
  const count = (eb: MemberExpression, view: CaseloadView) =>
    eb.fn.countAll<number>().filterWhere(inView(eb, view, scope));
  return db
    .selectFrom('member')
    .select((eb) => [
      count(eb, 'mine').as('mine'),
      count(eb, 'hap_not_done').as('hap_not_done'),
      count(eb, 'no_contact_30').as('no_contact_30'),
      count(eb, 'unassigned').as('unassigned'),
      count(eb, 'all').as('all'),
    ])
    .executeTakeFirstOrThrow();
}

/** How many members of a view match the typed words. */
export async function countMatches(
  db: Db,
  query: CaseloadScope & { view: CaseloadView; words: readonly string[] },
): Promise<number> {
  const { count } = await db
    .selectFrom('member')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => inView(eb, query.view, query))
    .where('member.id', 'in', membersMatching(query.words))
    .executeTakeFirstOrThrow();
  return count;
}

/** Members whose names, ids or phone begin with the typed words, by name. */
export async function findByWords(
  db: Db,
  words: readonly string[],
  limit: number,
): Promise<CaseloadRecord[]> {
  return selectRows(db)
    .where('member.id', 'in', membersMatching(words))
    .where('member.merged_into', 'is', null)
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .limit(limit)
    .execute();
}

/** The caseload rows of some members, by name. */
export async function findRowsOf(db: Db, ids: readonly string[]): Promise<CaseloadRecord[]> {
  if (ids.length === 0) return [];
  return selectRows(db)
    .where('member.id', 'in', ids)
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .execute();
}

/** Every search line, for the second look that forgives a mistyped letter. */
export async function findSearchLines(db: Db): Promise<{ id: string; line: string }[]> {
  return db
    .selectFrom('member')
    .select(['id', 'search_text as line'])
    .where('merged_into', 'is', null)
    .execute();
}
