import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

type Db = Kysely<Database>;

/** Which members a report is about, and from which day on months are counted. */
export interface ReportScope {
  readonly planId: string | undefined;
  readonly since: string;
}

/** Every member with their plan's assignment, how outreach ended, and their lead. */
export async function selectMembers(db: Db, { planId }: ReportScope) {
  return db
    .selectFrom('member')
    .leftJoin('outreach', 'outreach.member_id', 'member.id')
    .leftJoin('user', 'user.id', 'member.lead_id')
    .select([
      'member.id',
      'member.first_name',
      'member.middle_name',
      'member.last_name',
      'member.program',
      'member.tier',
      'member.language',
      'member.status',
      'member.assigned_on',
      'member.enrolled_on',
      'member.ended_on',
      'member.county',
      'member.homeless',
      'member.lead_id',
      'member.created_at',
      'outreach.closed_on',
      'outreach.close_reason',
      'user.name as lead_name',
    ])
    .where('member.merged_into', 'is', null)
    .$if(planId !== undefined, (query) => query.where('member.plan_id', '=', planId ?? ''))
    .orderBy('member.last_name')
    .orderBy('member.first_name')
    .orderBy('member.id')
    .execute();
}

export type ReportMember = Awaited<ReturnType<typeof selectMembers>>[number];

/** The dated steps that begin and end an enrollment or outreach, oldest first. */
export async function selectSteps(db: Db) {
  return db
    .selectFrom('program_event')
    .select(['member_id', 'program', 'kind', 'happened_on', 'detail'])
    .where('kind', 'in', [
      'enrolled',
      'ended',
      'transferred',
      'declined',
      'unable_to_reach',
      'excluded',
      'returned',
    ])
    .orderBy('happened_on')
    .orderBy('created_at')
    .execute();
}

export type ReportStep = Awaited<ReturnType<typeof selectSteps>>[number];

const SPOKE = ['spoke_agreed', 'spoke_declined', 'spoke_call_back'] as const;

/** Each member's months with an attempt that was not struck, and the day somebody first spoke with them in it. */
export async function selectAttempts(db: Db) {
  return db
    .selectFrom('outreach_attempt')
    .leftJoin('outreach_strike', 'outreach_strike.attempt_id', 'outreach_attempt.id')
    .leftJoin('note_strike', 'note_strike.note_id', 'outreach_attempt.note_id')
    .select((eb) => [
      'outreach_attempt.member_id',
      sql<string>`substr(outreach_attempt.happened_on, 1, 7)`.as('month'),
      eb.fn
        .min(
          eb
            .case()
            .when('outreach_attempt.outcome', 'in', SPOKE)
            .then(eb.ref('outreach_attempt.happened_on'))
            .else(null)
            .end(),
        )
        .as('reached_on'),
    ])
    .where('outreach_strike.id', 'is', null)
    .where('note_strike.id', 'is', null)
    .groupBy(['outreach_attempt.member_id', 'month'])
    .execute();
}

const MONTH_OF_NOTE = sql<string>`substr(note.service_on, 1, 7)`;

/** How many signed notes of a contact each member has in each month; struck ones are counted too. */
export async function countContacts(db: Db, { since }: ReportScope) {
  return (
    db
      .selectFrom('note')
      .select((eb) => ['note.member_id', MONTH_OF_NOTE.as('month'), eb.fn.countAll<number>().as('notes')])
      .where('note.service_on', '>=', since)
      // Written out, not bound: an index of a part of the rows serves only what is plainly that part.
      .where('note.state', '=', sql.lit('signed'))
      .where('note.mode', '!=', 'without_member')
      .groupBy(['note.member_id', 'month'])
      .execute()
  );
}

/** How many of them were struck, where any was. */
export async function countStruckContacts(db: Db, { since }: ReportScope) {
  return (
    db
      .selectFrom('note_strike')
      // Few notes are struck. SQLite keeps to the order of a cross join; by itself it would walk all notes to find them.
      .crossJoin('note')
      .whereRef('note.id', '=', 'note_strike.note_id')
      .select((eb) => ['note.member_id', MONTH_OF_NOTE.as('month'), eb.fn.countAll<number>().as('notes')])
      .where('note.service_on', '>=', since)
      .where('note.state', '=', 'signed')
      .where('note.mode', '!=', 'without_member')
      .groupBy(['note.member_id', 'month'])
      .execute()
  );
}

/** Each member's months with a service that a plan can be billed for. */
export async function selectServices(db: Db, { since }: ReportScope) {
  return (
    db
      .selectFrom('encounter')
      .select(['member_id', sql<string>`substr(service_on, 1, 7)`.as('month')])
      .distinct()
      .where('service_on', '>=', since)
      // Written out, not bound: an index of a part of the rows serves only what is plainly that part.
      .where('billable', '=', sql.lit(1))
      .where('state', 'not in', ['void', 'not_billable'])
      .execute()
  );
}

/** When each member's first HAP was signed. */
export async function selectFirstPlans(db: Db) {
  return db
    .selectFrom('action_plan')
    .select((eb) => ['member_id', eb.fn.min('signed_at').as('at')])
    .where('signed_at', 'is not', null)
    .groupBy('member_id')
    .execute();
}
