import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

type Db = Kysely<Database>;

/** How much stands behind each tab of a chart, and the month's services, in one query. */
export async function countTabs(db: Db, memberId: string, monthStart: string) {
  return db
    .selectFrom('member')
    .where('member.id', '=', memberId)
    .select((eb) => {
      const encounters = eb.selectFrom('encounter').where('encounter.member_id', '=', memberId);
      const services = encounters
        .where('encounter.service_on', '>=', monthStart)
        .where('encounter.billable', '=', 1)
        .where('encounter.state', '!=', 'void');
      return [
        eb
          .selectFrom('assessment')
          .where('assessment.member_id', '=', memberId)
          .where('assessment.state', '!=', 'discarded')
          .select((sub) => sub.fn.countAll<number>().as('n'))
          .as('assessments'),
        eb
          .selectFrom('note')
          .where('note.member_id', '=', memberId)
          .where('note.signed_at', 'is not', null)
          .select((sub) => sub.fn.countAll<number>().as('n'))
          .as('notes'),
        encounters.select((sub) => sub.fn.countAll<number>().as('n')).as('encounters'),
        services.select((sub) => sub.fn.countAll<number>().as('n')).as('services'),
        services
          .where('encounter.state', '=', 'accepted')
          .select((sub) => sub.fn.countAll<number>().as('n'))
          .as('accepted'),
        eb
          .selectFrom('task')
          .where('task.member_id', '=', memberId)
          .where('task.state', '=', 'open')
          .select((sub) => sub.fn.countAll<number>().as('n'))
          .as('tasks'),
        eb
          .selectFrom('document')
          .where('document.member_id', '=', memberId)
          .where('document.state', '=', 'kept')
          .select((sub) => sub.fn.countAll<number>().as('n'))
          .as('documents'),
      ];
    })
    .executeTakeFirstOrThrow();
}

/** The days of signed contacts since a date. */
export async function findContactDays(db: Db, memberId: string, since: string) {
  return db
    .selectFrom('note')
    .select(['note.service_on', 'note.mode'])
    .where('note.member_id', '=', memberId)
    .where('note.service_on', '>=', since)
    .where('note.signed_at', 'is not', null)
    .orderBy('note.service_on')
    .execute();
}

/** Every signed version of the HAP with the instant it was signed. */
export async function findSignedPlans(db: Db, memberId: string) {
  return db
    .selectFrom('action_plan')
    .select(['version', 'signed_at'])
    .where('member_id', '=', memberId)
    .where('signed_at', 'is not', null)
    .orderBy('version')
    .execute();
}
