import type { Member } from '#shared/members/member.ts';
import type { CallContext } from '../context.ts';
import { getMember } from './members.ts';
import { keepEntry, strikeEntry } from './record/entries.ts';
import { readEntries } from './record/read.ts';
import { updateMember } from './store.ts';

/** An authorization that was put on a chart, with what the chart said before, to take it back by. */
export interface GrantedAuthorization {
  readonly memberId: string;
  readonly seriesId: string;
  readonly before: Member['authorization'];
}

/** Where an authorization on a chart came from. */
const SOURCE = 'encounter lines';

/**
 * Makes sure that the authorization the member's row holds is an entry of its own, so that earlier services keep it
 * when a new one takes its place.
 */
async function rememberCurrent(context: CallContext, member: Member): Promise<void> {
  const { number, start, end } = member.authorization;
  const from = start ?? member.enrolledOn;
  if (!number || !from || (end !== null && end < from)) return;
  const known = await readEntries(context, member.id, ['authorization']);
  if (known.some((entry) => entry.content.number === number && entry.state !== 'struck')) return;
  await keepEntry(context, {
    memberId: member.id,
    kind: 'authorization',
    seriesId: end === null || end >= context.today() ? 'on_file' : null,
    content: { number, services: null },
    from,
    to: end,
    source: SOURCE,
    reason: '',
  });
}

/** Puts an authorization the plan gave on a member's chart; services of earlier days keep the one they had. */
export async function grantAuthorization(
  context: CallContext,
  input: {
    readonly memberId: string;
    readonly number: string;
    readonly from: string;
    readonly to: string | null;
  },
): Promise<GrantedAuthorization> {
  const member = await getMember(context, input.memberId);
  await rememberCurrent(context, member);
  const { entry } = await keepEntry(context, {
    memberId: member.id,
    kind: 'authorization',
    seriesId: null,
    content: { number: input.number, services: null },
    from: input.from,
    to: input.to,
    source: SOURCE,
    reason: '',
  });
  return { memberId: member.id, seriesId: entry.seriesId, before: member.authorization };
}

/** Takes a granted authorization back; the chart says again what it said before. */
export async function takeAuthorizationBack(
  context: CallContext,
  granted: GrantedAuthorization,
): Promise<void> {
  const { memberId, seriesId, before } = granted;
  await strikeEntry(context, {
    memberId,
    seriesId,
    reason: 'Taken back with the change of many lines',
  });
  await updateMember(context.db, memberId, {
    authorization_number: before.number,
    authorization_start: before.start,
    authorization_end: before.end,
    updated_at: context.now(),
  });
}
