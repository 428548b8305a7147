import { dateInWords } from '#shared/dates.ts';
import type { Program } from '#shared/members/member.ts';
import {
  attemptMethodSchema,
  attemptOutcomeSchema,
  METHOD_WORDS,
  OUTCOME_WORDS,
  reachedWhoSchema,
} from '#shared/outreach/attempt.ts';
import type { Attempt, OutreachEvent } from '#shared/outreach/contract.ts';
import { closeReason } from '#shared/programs/close-reasons.ts';
import type { CallContext } from '../context.ts';
import { todayIn } from '../procedure.ts';
import { type AttemptRow, findAttempts, findEvents, findNotedAttempts } from './store.ts';

/** A stored attempt with its number among the counted ones. */
export type NumberedAttempt = AttemptRow & { readonly number: number | null };

/** Every attempt of a member, oldest first: logged ones, and notes from before enrollment. */
export async function loadHistory(
  context: CallContext,
  member: { readonly id: string; readonly enrolledOn: string | null },
): Promise<{ attempts: Attempt[]; logged: NumberedAttempt[] }> {
  const rows = await findAttempts(context.db, member.id);
  const noted = await findNotedAttempts(context.db, member.id, member.enrolledOn);
  const merged = [
    ...rows.map((row) => ({
      on: row.happened_on,
      id: row.id,
      counted: row.counted === 1 && row.struck_at === null,
      row,
    })),
    ...noted.map((note) => ({
      on: note.service_on ?? '',
      id: note.id,
      counted: note.struck_at === null,
      note,
    })),
  ].sort((one, other) => one.on.localeCompare(other.on) || one.id.localeCompare(other.id));
  let counted = 0;
  const attempts: Attempt[] = [];
  const logged: NumberedAttempt[] = [];
  for (const one of merged) {
    if (one.counted) counted += 1;
    const number = one.counted ? counted : null;
    if ('row' in one) {
      if (one.row.struck_at === null) logged.push({ ...one.row, number });
      attempts.push(fromRow(one.row, number));
    } else {
      const method = attemptMethodSchema.catch('other').parse(one.note.mode);
      attempts.push({
        id: one.id,
        number,
        on: one.on,
        method,
        outcome: null,
        who: null,
        title: `${METHOD_WORDS[method]}, note`,
        text: one.note.summary,
        place: null,
        tried: null,
        language: null,
        interpreter: false,
        minutes: one.note.minutes ?? 0,
        staff: one.note.staff_name ?? '',
        counted: one.counted,
        bulk: false,
        nextOn: null,
        strike: strikeOf(one.note),
        letter: null,
        noteId: one.id,
      });
    }
  }
  return { attempts, logged };
}

function fromRow(row: AttemptRow, number: number | null): Attempt {
  const method = attemptMethodSchema.parse(row.method);
  const outcome = attemptOutcomeSchema.parse(row.outcome);
  return {
    id: row.id,
    number,
    on: row.happened_on,
    method,
    outcome,
    who: row.who === null ? null : reachedWhoSchema.parse(row.who),
    title: row.bulk === 1 ? row.text : `${METHOD_WORDS[method]}, ${OUTCOME_WORDS[outcome]}`,
    text: row.bulk === 1 ? mailingText(row) : row.text,
    place: row.place,
    tried: row.tried,
    language: row.language,
    interpreter: row.interpreter === 1,
    minutes: row.minutes,
    staff: row.staff_name,
    counted: row.counted === 1 && row.struck_at === null,
    bulk: row.bulk === 1,
    nextOn: row.next_on,
    strike: strikeOf(row),
    letter:
      row.letter_id === null
        ? null
        : {
            mailedOn: row.mailed_on,
            returnedOn: row.returned_on,
            returnedReason: row.returned_reason,
          },
    noteId: row.note_id,
  };
}

function mailingText(row: AttemptRow): string {
  if (row.letter_id === null) return 'Mailed to many.';
  return row.mailed_on === null ? 'Printed letter.' : 'Letter, mailed.';
}

function strikeOf(row: {
  readonly struck_at: string | null;
  readonly struck_by: string | null;
  readonly strike_reason: string | null;
}): Attempt['strike'] {
  if (row.struck_at === null) return null;
  return { reason: row.strike_reason ?? '', by: row.struck_by ?? '', at: row.struck_at };
}

/** What happened to the outreach itself, newest first. */
export async function loadEvents(
  context: CallContext,
  memberId: string,
  program: Program | null,
): Promise<OutreachEvent[]> {
  const today = context.today();
  return (await findEvents(context.db, memberId)).map((row) => {
    const detail = JSON.parse(row.detail) as Record<string, string | number>;
    const kind = row.kind as OutreachEvent['kind'];
    return {
      id: row.id,
      at: row.created_at,
      on: todayIn(context.workspace.timeZone, new Date(row.created_at)),
      kind,
      words: eventWords(kind, detail, program, today),
      by: row.by_name,
    };
  });
}

function eventWords(
  kind: OutreachEvent['kind'],
  detail: Readonly<Record<string, string | number>>,
  program: Program | null,
  today: string,
): string {
  switch (kind) {
    case 'extended':
      return `${detail.days} more days, until ${dateInWords(String(detail.until), today)}: ${detail.reason}`;
    case 'closed': {
      const label = closeReason(program, String(detail.reasonId))?.label ?? 'Closed';
      return detail.note ? `${label}: ${detail.note}` : label;
    }
    case 'reopened':
      return 'Opened again';
  }
}
