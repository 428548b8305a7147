import type { Kysely } from 'kysely';
import { type MonthlyFile, monthlyKindSchema } from '#shared/monthly-files/contract.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

/** A calendar month by its first and last day. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Members of a plan somebody worked with in a month, with their lead, in the order of their names. */
export async function selectMembers(db: Db, planId: string, { from, to }: Span) {
  return db
    .selectFrom('member')
    .leftJoin('user', 'user.id', 'member.lead_id')
    .leftJoin('outreach', 'outreach.member_id', 'member.id')
    .selectAll('member')
    .select(['user.name as lead_name', 'outreach.closed_on', 'outreach.close_reason'])
    .where('member.plan_id', '=', planId)
    .where('member.merged_into', 'is', null)
    .where((eb) => eb.or([eb('member.program', '=', 'ECM'), eb('member.program', 'is', null)]))
    .where((eb) => eb.or([eb('member.assigned_on', 'is', null), eb('member.assigned_on', '<=', to)]))
    .where((eb) => eb.or([eb('member.ended_on', 'is', null), eb('member.ended_on', '>=', from)]))
    .where((eb) => eb.or([eb('outreach.closed_on', 'is', null), eb('outreach.closed_on', '>=', from)]))
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .orderBy('member.id')
    .execute();
}

export type StoredMember = Awaited<ReturnType<typeof selectMembers>>[number];

/** Services of a plan's members up to the end of a month: first and last day, and the month's by mode. */
export async function selectServices(db: Db, planId: string, { from, to }: Span) {
  return db
    .selectFrom('encounter')
    .innerJoin('member', 'member.id', 'encounter.member_id')
    .innerJoin('note', 'note.id', 'encounter.note_id')
    .select((eb) => [
      'encounter.member_id',
      'note.mode',
      eb.fn.min('encounter.service_on').as('first_on'),
      eb.fn.max('encounter.service_on').as('last_on'),
      eb.fn
        .sum<number>(eb.case().when('encounter.service_on', '>=', from).then(1).else(0).end())
        .as('in_month'),
      eb.fn
        .min(
          eb
            .case()
            .when('encounter.service_on', '>=', eb.ref('member.enrolled_on'))
            .then(eb.ref('encounter.service_on'))
            .else(null)
            .end(),
        )
        .as('first_service_on'),
    ])
    .where('member.plan_id', '=', planId)
    .where('encounter.service_on', '<=', to)
    .where('encounter.state', '!=', 'void')
    .groupBy(['encounter.member_id', 'note.mode'])
    .execute();
}

/** When each member's care plan was last signed, up to a day. */
export async function selectPlansSigned(db: Db, planId: string, to: string) {
  return db
    .selectFrom('action_plan')
    .innerJoin('member', 'member.id', 'action_plan.member_id')
    .select((eb) => ['action_plan.member_id', eb.fn.max('action_plan.signed_at').as('at')])
    .where('member.plan_id', '=', planId)
    .where('action_plan.signed_at', '<', `${to}T99`)
    .groupBy('action_plan.member_id')
    .execute();
}

/** When each member's assessments were begun and last signed, up to a day. */
export async function selectAssessments(db: Db, planId: string, to: string) {
  return db
    .selectFrom('assessment')
    .innerJoin('member', 'member.id', 'assessment.member_id')
    .select((eb) => [
      'assessment.member_id',
      eb.fn.max('assessment.created_at').as('begun_at'),
      eb.fn.max('assessment.signed_at').as('signed_at'),
    ])
    .where('member.plan_id', '=', planId)
    .where('assessment.created_at', '<', `${to}T99`)
    .groupBy('assessment.member_id')
    .execute();
}

/** When each member's last care conference was done, up to a day. */
export async function selectConferences(db: Db, planId: string, to: string) {
  return db
    .selectFrom('task')
    .innerJoin('member', 'member.id', 'task.member_id')
    .select((eb) => ['task.member_id', eb.fn.max('task.done_at').as('at')])
    .where('member.plan_id', '=', planId)
    .where('task.kind', '=', 'conference')
    .where('task.done_at', '<', `${to}T99`)
    .groupBy('task.member_id')
    .execute();
}

/** Entries of members' records that a return file speaks about, oldest version first. */
export async function selectEntries(db: Db, planId: string, kinds: readonly string[]) {
  return db
    .selectFrom('member_entry')
    .innerJoin('member', 'member.id', 'member_entry.member_id')
    .select([
      'member_entry.member_id',
      'member_entry.kind',
      'member_entry.series_id',
      'member_entry.content',
      'member_entry.valid_from',
      'member_entry.valid_to',
      'member_entry.state',
      'member_entry.created_at',
    ])
    .where('member.plan_id', '=', planId)
    .where('member_entry.kind', 'in', [...kinds])
    .orderBy('member_entry.series_id')
    .orderBy('member_entry.version')
    .execute();
}

/** How members' service or outreach ended, newest step last. */
export async function selectEndings(db: Db, planId: string, to: string) {
  return db
    .selectFrom('program_event')
    .innerJoin('member', 'member.id', 'program_event.member_id')
    .select([
      'program_event.member_id',
      'program_event.kind',
      'program_event.happened_on',
      'program_event.detail',
    ])
    .where('member.plan_id', '=', planId)
    .where('program_event.happened_on', '<=', to)
    .where('program_event.kind', 'in', [
      'ended',
      'transferred',
      'declined',
      'unable_to_reach',
      'excluded',
      'returned',
    ])
    .orderBy('program_event.happened_on')
    .orderBy('program_event.created_at')
    .execute();
}

/** The first counted attempt of each member, up to a day. */
export async function selectFirstAttempts(db: Db, planId: string, to: string) {
  return db
    .selectFrom('outreach_attempt')
    .innerJoin('member', 'member.id', 'outreach_attempt.member_id')
    .select((eb) => ['outreach_attempt.member_id', eb.fn.min('outreach_attempt.happened_on').as('on')])
    .where('member.plan_id', '=', planId)
    .where('outreach_attempt.counted', '=', 1)
    .where('outreach_attempt.happened_on', '<=', to)
    .groupBy('outreach_attempt.member_id')
    .execute();
}

/** A plan's counted attempts in a month, in the order of their days. */
export async function selectAttempts(db: Db, planId: string, { from, to }: Span) {
  return db
    .selectFrom('outreach_attempt')
    .innerJoin('member', 'member.id', 'outreach_attempt.member_id')
    .innerJoin('user', 'user.id', 'outreach_attempt.staff_id')
    .select([
      'outreach_attempt.happened_on',
      'outreach_attempt.method',
      'outreach_attempt.outcome',
      'outreach_attempt.minutes',
      'outreach_attempt.clinical',
      'user.name as staff_name',
      'member.id as member_id',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
      'member.cin',
      'member.plan_member_id',
      'member.birth_date',
    ])
    .where('member.plan_id', '=', planId)
    .where('outreach_attempt.counted', '=', 1)
    .where('outreach_attempt.bulk', '=', 0)
    .where('outreach_attempt.happened_on', '>=', from)
    .where('outreach_attempt.happened_on', '<=', to)
    .orderBy('outreach_attempt.happened_on')
    .orderBy('outreach_attempt.created_at')
    .orderBy('outreach_attempt.id')
    .execute();
}

/** How many files of a kind a plan has for a month. */
export async function countFiles(db: Db, planId: string, kind: string, month: string): Promise<number> {
  const row = await db
    .selectFrom('monthly_file')
    .select((eb) => eb.fn.countAll<number>().as('files'))
    .where('plan_id', '=', planId)
    .where('kind', '=', kind)
    .where('month', '=', month)
    .executeTakeFirst();
  return Number(row?.files ?? 0);
}

export async function insertFile(db: Db, row: NewRow<'monthly_file'>): Promise<void> {
  await db.insertInto('monthly_file').values(row).execute();
}

/** Built files, newest first, with the moment the plan had each. */
export async function selectFiles(
  db: Db,
  filter: { readonly planId?: string | undefined; readonly id?: string | undefined },
): Promise<MonthlyFile[]> {
  let query = db
    .selectFrom('monthly_file')
    .innerJoin('plan', 'plan.id', 'monthly_file.plan_id')
    .leftJoin('user', 'user.id', 'monthly_file.created_by')
    .leftJoin('transfer', (join) =>
      join
        .onRef('transfer.source_id', '=', 'monthly_file.id')
        .on('transfer.kind', 'in', ['return_file', 'outreach_tracker']),
    )
    .select([
      'monthly_file.id',
      'monthly_file.plan_id',
      'monthly_file.kind',
      'monthly_file.month',
      'monthly_file.file_name',
      'monthly_file.rows',
      'monthly_file.gaps',
      'monthly_file.bytes',
      'monthly_file.sha256',
      'monthly_file.created_at',
      'plan.short_name',
      'user.name as by_name',
      'transfer.sent_at',
    ]);
  if (filter.planId) query = query.where('monthly_file.plan_id', '=', filter.planId);
  if (filter.id) query = query.where('monthly_file.id', '=', filter.id);
  const rows = await query.orderBy('monthly_file.created_at', 'desc').limit(500).execute();
  return rows.map((row) => ({
    id: row.id,
    planId: row.plan_id,
    planName: row.short_name,
    kind: monthlyKindSchema.parse(row.kind),
    month: row.month,
    fileName: row.file_name,
    rows: row.rows,
    gaps: row.gaps,
    bytes: row.bytes,
    sha256: row.sha256,
    createdAt: row.created_at,
    createdBy: row.by_name ?? 'unknown',
    sentAt: row.sent_at,
  }));
}

export async function selectContent(db: Db, id: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('monthly_file').select('content').where('id', '=', id).executeTakeFirst();
  return row?.content;
}
