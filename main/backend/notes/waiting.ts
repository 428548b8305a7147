import type { WaitingNote } from '#shared/notes/contract.ts';
import type { CallContext } from '../context.ts';
import { ownHeldLines } from '../encounters/own-held-lines.ts';
import { selectWaitingFor } from './after/store.ts';

/** What fits beside Today; the number says how many there are. */
const MOST = 5;

/** Notes that wait for the user: colleagues' to sign as well, then their own that cannot be billed as they are. */
export async function listWaiting(context: CallContext): Promise<{ notes: WaitingNote[]; total: number }> {
  const toSign = (await selectWaitingFor(context.db, context.user.id)).map(
    (row): WaitingNote => ({
      kind: 'cosign',
      noteId: row.note_id,
      memberId: row.member_id,
      text: `Co-sign ${row.author.split(' ')[0]}’s note`,
      member: shortName(row.first_name, row.last_name),
      serviceOn: row.service_on,
    }),
  );
  const held = (await ownHeldLines(context)).map(
    ({ noteId, serviceOn, member, words }): WaitingNote => ({
      kind: 'held',
      noteId,
      memberId: member.id,
      text: words,
      member: shortName(member.firstName, member.lastName),
      serviceOn,
    }),
  );
  return { notes: [...toSign, ...held].slice(0, MOST), total: toSign.length + held.length };
}

function shortName(first: string, last: string): string {
  return `${first} ${last.slice(0, 1)}.`;
}
