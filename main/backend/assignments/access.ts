import { CASELOAD_ROLES, OPENED_HOURS } from '#shared/assignments/access.ts';
import { AppError } from '#shared/errors.ts';
import { normalizeCin } from '#shared/members/normalize.ts';
import type { CallContext } from '../context.ts';
import { readSetting, writeSetting } from '../settings/settings.ts';
import { findExactly, insertAccess } from './store.ts';

/** The setting that says whether caseloads are `open` or `closed`. */
export const CASELOADS = 'caseloads';

/** Whether caseloads are closed, and whether that concerns the current user. */
export async function getAccess(context: CallContext): Promise<{ closed: boolean; ownOnly: boolean }> {
  const closed = (await readSetting(context, CASELOADS)) === 'closed';
  return { closed, ownOnly: closed && CASELOAD_ROLES.includes(context.user.role) };
}

/** Closes caseloads, or opens them again; it counts from the next thing anybody asks for. */
export async function setAccess(context: CallContext, input: { readonly closed: boolean }): Promise<void> {
  context.about({ detail: { closed: input.closed } });
  await writeSetting(context, CASELOADS, input.closed ? 'closed' : 'open');
}

type Exactly = { readonly cin: string } | { readonly lastName: string; readonly birthDate: string };

/**
 * Opens a chart outside the own caseload for some hours, with a reason.
 *
 * @throws AppError `NOT_FOUND` when nobody or more than one fits: it never says which
 */
export async function openChart(
  context: CallContext,
  input: { readonly member: Exactly; readonly reason: string },
): Promise<{ memberId: string; until: string }> {
  const found = await findExactly(context.db, wanted(input.member));
  const [member] = found;
  if (!member || found.length > 1) {
    throw new AppError('NOT_FOUND', 'Nobody on file is exactly that. Check it, or use the CIN.', {
      field: 'cin' in input.member ? 'member.cin' : 'member.lastName',
    });
  }
  const until = new Date(Date.parse(context.now()) + OPENED_HOURS * 3_600_000).toISOString();
  await insertAccess(context.db, {
    id: context.newId(),
    user_id: context.user.id,
    member_id: member.id,
    reason: input.reason,
    until,
    created_at: context.now(),
    created_by: context.user.id,
  });
  context.about({ memberId: member.id, detail: { hours: OPENED_HOURS, reason: input.reason } });
  return { memberId: member.id, until };
}

function wanted(member: Exactly): Exactly {
  if (!('cin' in member)) return member;
  const cin = normalizeCin(member.cin);
  return 'value' in cin ? { cin: cin.value } : member;
}
