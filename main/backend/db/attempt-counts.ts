import type { ExpressionBuilder } from 'kysely';
import type { Database } from './schema.ts';

type MemberExpression = ExpressionBuilder<Database, 'member'>;

// What counts as an attempt is asked for by the queue, the card and Today: it is said once, here.

/** Logged attempts of a member that count and were not struck, neither themselves nor their note. */
export function loggedAttempts(eb: MemberExpression) {
  return standing(eb)
    .select((sub) => sub.fn.countAll<number>().as('n'))
    .where('outreach_attempt.counted', '=', 1);
}

/** The day of a member's last attempt that was not struck; a mailing to many is none. */
export function lastAttemptOn(eb: MemberExpression) {
  return standing(eb)
    .select((sub) => sub.fn.max('outreach_attempt.happened_on').as('on'))
    .where('outreach_attempt.bulk', '=', 0);
}

function standing(eb: MemberExpression) {
  return eb
    .selectFrom('outreach_attempt')
    .leftJoin('outreach_strike', 'outreach_strike.attempt_id', 'outreach_attempt.id')
    .leftJoin('note_strike', 'note_strike.note_id', 'outreach_attempt.note_id')
    .whereRef('outreach_attempt.member_id', '=', 'member.id')
    .where('outreach_strike.id', 'is', null)
    .where('note_strike.id', 'is', null);
}

/** Signed notes with the member that no attempt stands behind and nobody struck: they were attempts too. */
export function notedAttempts(eb: MemberExpression) {
  return eb
    .selectFrom('note')
    .leftJoin('outreach_attempt', 'outreach_attempt.note_id', 'note.id')
    .leftJoin('note_strike', 'note_strike.note_id', 'note.id')
    .select((sub) => sub.fn.countAll<number>().as('n'))
    .whereRef('note.member_id', '=', 'member.id')
    .where('note.state', '=', 'signed')
    .where('note.mode', '!=', 'without_member')
    .where('outreach_attempt.id', 'is', null)
    .where('note_strike.id', 'is', null);
}
