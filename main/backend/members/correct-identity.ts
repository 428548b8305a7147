import { AppError } from '#shared/errors.ts';
import type { Member } from '#shared/members/member.ts';
import { normalizeCin } from '#shared/members/normalize.ts';
import { searchLine } from '#shared/members/search.ts';
import type { CallContext } from '../context.ts';
import { getMember } from './members.ts';
import { need } from './normalized.ts';
import { refreshClocks } from './refresh-clocks.ts';
import { findByCin, findExtra, updateMember } from './store.ts';

/** What identifies a member, and the flags nobody else keeps, as somebody found out. */
export interface IdentityCorrection {
  readonly id: string;
  readonly cin: string;
  readonly planMemberId: string | null;
  readonly mrn: string | null;
  readonly birthDate: string;
  readonly email: string | null;
  readonly onTel: boolean;
  readonly homeless: boolean;
}

/**
 * Corrects ids, birthday, email and flags; the fields that changed are kept against later rosters.
 *
 * @throws AppError `VALIDATION` for a CIN that is none, a birthday to come or an email that is none; `CONFLICT` when
 * somebody else is on file with this CIN
 */
export async function correctIdentity(
  context: CallContext,
  input: IdentityCorrection,
): Promise<{ member: Member }> {
  const before = await getMember(context, input.id);
  const after = {
    cin: need(normalizeCin(input.cin), 'cin'),
    planMemberId: input.planMemberId || null,
    mrn: input.mrn || null,
    birthDate: input.birthDate,
    email: input.email || null,
    onTel: input.onTel,
    homeless: input.homeless,
  };
  if (after.birthDate > context.today()) {
    throw new AppError('VALIDATION', 'Birthday is in the future.', { field: 'birthDate' });
  }
  if (after.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(after.email)) {
    throw new AppError('VALIDATION', 'Email needs a name, @ and a domain.', { field: 'email' });
  }
  const other = await findByCin(context.db, after.cin, before.id);
  if (other) throw new AppError('CONFLICT', `${other} is on file with this CIN.`, { field: 'cin' });
  const fields = ['cin', 'planMemberId', 'mrn', 'birthDate', 'email', 'onTel', 'homeless'] as const;
  const corrected = fields.filter((field) => after[field] !== before[field]);
  const extra = await findExtra(context.db, before.id);
  await updateMember(context.db, before.id, {
    cin: after.cin,
    plan_member_id: after.planMemberId,
    mrn: after.mrn,
    birth_date: after.birthDate,
    email: after.email,
    on_tel: after.onTel ? 1 : 0,
    homeless: after.homeless ? 1 : 0,
    search_text: searchLine({ ...before, ...after }),
    extra: JSON.stringify({ ...extra, corrected: [...new Set([...extra.corrected, ...corrected])] }),
    updated_at: context.now(),
  });
  await refreshClocks(context, [before.id]);
  context.about({ memberId: before.id, detail: { fields: corrected.join(' ') } });
  return { member: await getMember(context, before.id) };
}
