import { AppError } from '#shared/errors.ts';
import { OUTREACH_STATUSES } from '#shared/members/member.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { setOutreachStatus } from '../members/outreach-status.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import { strikeNote } from '../notes/after/after.ts';
import { reopenOutreach, statusFromHistory } from './change.ts';
import { loadHistory } from './history.ts';
import { findAttempt, insertAttemptStrike, writeOutreach } from './store.ts';

const LEADS = ['clinical_lead', 'administrator'];

/**
 * Strikes an attempt that was logged by mistake: it stays readable with the reason and counts no more.
 *
 * Its note is struck with it, and the line of that note kept back. Counter, next contact, "said yes" and status go
 * back to what the other attempts say; a closing that came with it is taken back.
 *
 * @throws AppError `FORBIDDEN` for anybody but who logged it, a clinical lead or an administrator; `CONFLICT` when
 * it was struck already; `NOT_FOUND`
 */
export async function strikeAttempt(
  context: CallContext,
  input: { readonly memberId: string; readonly attemptId: string; readonly reason: string },
): Promise<{ attempts: number; line: string }> {
  const member = await getMember(context, input.memberId);
  const before = await loadHistory(context, member);
  const shown = before.attempts.find(({ id }) => id === input.attemptId);
  if (!shown) throw new AppError('NOT_FOUND', 'This attempt is not on file.');
  if (shown.strike) throw new AppError('CONFLICT', `${shown.strike.by} struck this attempt already.`);
  const row = await findAttempt(context.db, input.attemptId);
  if (row && row.staff_id !== context.user.id && !LEADS.includes(context.user.role)) {
    throw new AppError(
      'FORBIDDEN',
      `Only ${shown.staff}, a clinical lead or an administrator can strike this attempt.`,
    );
  }
  if (row) {
    await insertAttemptStrike(context.db, {
      id: context.newId(),
      attempt_id: row.id,
      reason: input.reason,
      created_at: context.now(),
      created_by: context.user.id,
    });
  }
  // A note that stands for an attempt is itself what is struck.
  const noteId = row ? row.note_id : shown.id;
  const line = noteId
    ? (await strikeNote(context, { id: noteId, reason: input.reason })).line
    : 'It had no encounter line.';

  const { attempts } = await loadHistory(context, member);
  const standing = attempts.filter(({ strike }) => strike === null);
  if (shown.outcome === 'spoke_declined' && member.status !== 'enrolled') {
    await reopenOutreach(context, { memberId: member.id });
  } else if (OUTREACH_STATUSES.includes(member.status)) {
    const status = statusFromHistory(standing);
    if (status !== member.status) await setOutreachStatus(context, member.id, status);
  }
  if (member.status !== 'enrolled') {
    const last = standing.findLast(({ bulk }) => !bulk);
    await writeOutreach(context.db, member.id, context.now(), {
      next_on: last?.nextOn ?? null,
      next_method: last?.nextOn ? last.method : null,
      ready_on: last?.outcome === 'spoke_agreed' ? last.on : null,
    });
    await refreshClocks(context, [member.id]);
  }
  context.about({ memberId: member.id, entityId: input.attemptId });
  return { attempts: standing.filter(({ counted }) => counted).length, line };
}
