import { AppError } from '#shared/errors.ts';
import { isCin } from '#shared/fields.ts';
import type { Duplicate } from '#shared/members/contract.ts';
import type { CallContext } from '../context.ts';
import { findDuplicates } from '../members/duplicates.ts';
import { getMember } from '../members/members.ts';
import { membersByIds } from '../members/stays/stays.ts';
import { closeReceived } from '../transfers/received/close.ts';
import { placeNotices } from './place.ts';
import { type StoredNotice, selectNotice, selectWaitingFor, updateNotice } from './store.ts';
import { keepPlaced, summary } from './take-in.ts';

async function waitingNotice(context: CallContext, id: string): Promise<StoredNotice> {
  const found = await selectNotice(context.db, id);
  if (!found) throw new AppError('NOT_FOUND', 'This notice is not on record.');
  if (found.state !== 'waiting') throw new AppError('CONFLICT', 'This notice does not wait any more.');
  return found;
}

/** Who a notice may be about, the surest first: whoever has its id at any plan, then a like name and birthday. */
export async function proposeMembers(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ proposals: Duplicate[] }> {
  const { notice } = await waitingNotice(context, input.id);
  if (!notice) return { proposals: [] };
  const { person } = notice;
  const named = (await membersByIds(context, person.ids)).map((member) => ({
    id: member.id,
    name: member.name,
    cin: member.cin,
    birthDate: member.birthDate,
    because: isCin(member.cin) && person.ids.includes(member.cin) ? 'same CIN' : 'same member id',
  }));
  const { duplicates } = await findDuplicates(context, {
    firstName: person.firstName,
    lastName: person.lastName,
    birthDate: person.birthDate,
    cin: null,
    phone: null,
  });
  const all = [...named, ...duplicates];
  const proposals = all
    .filter((one, index) => all.findIndex(({ id }) => id === one.id) === index)
    .slice(0, 8);
  context.about({ entityId: input.id, detail: { proposals: proposals.length } });
  return { proposals };
}

/**
 * Puts a notice into the chart of the member a person named, and with it every other one of the plan that waits and
 * calls the person by the same words.
 */
export async function confirmNotice(
  context: CallContext,
  input: { readonly id: string; readonly memberId: string },
): Promise<{ settled: number; sentence: string }> {
  const asked = await waitingNotice(context, input.id);
  const member = await getMember(context, input.memberId);
  if (!asked.notice) {
    throw new AppError(
      'CONFLICT',
      'This notice cannot be understood. Record it in the chart by hand, then say that there is nothing left to do.',
    );
  }
  const same =
    asked.personKey === null ? [] : await selectWaitingFor(context.db, asked.planId, asked.personKey);
  const all = [asked, ...same.filter(({ id }) => id !== asked.id)].toSorted(
    (a, b) => a.createdAt.localeCompare(b.createdAt) || a.ordinal - b.ordinal,
  );
  const placed = await placeNotices(
    context,
    asked.planId,
    all.flatMap(({ id, notice, createdAt }) =>
      // Only the one that was looked at counts as looked at: a death in another waits for its own answer.
      notice ? [{ id, notice, createdAt, memberId: member.id, confirmed: id === asked.id }] : [],
    ),
  );
  for (const one of placed) await keepPlaced(context, one, context.user.id);
  for (const receivedId of new Set(all.map((one) => one.receivedId))) await closeIfDone(context, receivedId);
  const done = placed.filter(({ state }) => state === 'applied');
  context.about({ memberId: member.id, entityId: asked.id, detail: { notices: done.length } });
  const own = placed.find(({ id }) => id === asked.id);
  const others = done.filter(({ id }) => id !== asked.id).length;
  const more =
    others === 0 ? '' : others === 1 ? ' 1 more notice followed.' : ` ${others} more notices followed.`;
  return { settled: done.length, sentence: `${member.name}: ${own?.sentence ?? ''}${more}` };
}

/** Says that nothing is to be done about a notice. */
export async function dismissNotice(
  context: CallContext,
  input: { readonly id: string },
): Promise<Record<string, never>> {
  const asked = await waitingNotice(context, input.id);
  await updateNotice(context.db, asked.id, {
    state: 'nothing',
    sentence: `${asked.sentence} ${context.user.name} says there is nothing to do.`.trim(),
    settled_at: context.now(),
    settled_by: context.user.id,
  });
  await closeIfDone(context, asked.receivedId);
  context.about({ entityId: asked.id });
  return {};
}

async function closeIfDone(context: CallContext, receivedId: string): Promise<void> {
  await closeReceived(context, receivedId, await summary(context, receivedId));
}
