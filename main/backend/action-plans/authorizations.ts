import {
  type Authorization,
  authorizationGap,
  type NewAuthorization,
} from '#shared/action-plans/authorizations.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import {
  findAuthorization,
  findAuthorizations,
  insertAuthorization,
  writeWithdrawal,
} from './papers-store.ts';

/** Every authorization to disclose a member signed, newest first, those that ended and were withdrawn too. */
export async function authorizationsOf(
  context: CallContext,
  memberId: string,
): Promise<readonly Authorization[]> {
  return findAuthorizations(context.db, memberId);
}

/** Keeps what a signed authorization says, so that sharing can be checked against it. */
export async function addAuthorization(
  context: CallContext,
  input: NewAuthorization,
): Promise<{ id: string }> {
  const member = await getMember(context, input.memberId);
  const gap = authorizationGap(input, context.today());
  if (gap) throw new AppError('VALIDATION', gap.sentence, { field: gap.field });
  const id = context.newId();
  await insertAuthorization(context.db, {
    id,
    member_id: member.id,
    recipient: input.recipient,
    information: input.information,
    purpose: input.purpose,
    signed_on: input.signedOn,
    signed_by: input.signedBy,
    representative_right: input.representativeRight,
    expires_on: input.expiresOn,
    expires_event: input.expiresEvent,
    substance_use: input.substanceUse ? 1 : 0,
    sensitive: input.sensitive ? 1 : 0,
    kept_where: input.keptWhere,
    withdrawn_on: null,
    withdrawn_how: '',
    withdrawn_by: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  context.about({ memberId: member.id, entityId: id, detail: { until: input.expiresOn } });
  return { id };
}

/** Ends an authorization on the member's word; what was shared before stays on record. */
export async function withdrawAuthorization(
  context: CallContext,
  input: { readonly id: string; readonly on: string; readonly how: string },
): Promise<void> {
  const authorization = await getAuthorization(context, input.id);
  context.about({ memberId: authorization.memberId, entityId: authorization.id });
  if (input.on > context.today() || input.on < authorization.signedOn) {
    throw new AppError('VALIDATION', 'A withdrawal is of a day between the signature and today.', {
      field: 'on',
    });
  }
  const change = { on: input.on, how: input.how, by: context.user.id };
  if (!(await writeWithdrawal(context.db, authorization.id, change))) {
    throw new AppError('CONFLICT', 'This authorization was withdrawn already.');
  }
}

/**
 * One authorization.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function getAuthorization(context: CallContext, id: string): Promise<Authorization> {
  const authorization = await findAuthorization(context.db, id);
  if (!authorization) throw new AppError('NOT_FOUND', 'This authorization is not on file.');
  return authorization;
}
