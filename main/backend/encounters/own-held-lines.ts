import { type Fix, HELD_SENTENCES, WHO_FIXES } from '#shared/encounters/held.ts';
import type { CallContext } from '../context.ts';
import { checkOpenLines } from './open-lines.ts';

/** A line of one's own note that cannot be billed as it is. */
export interface OwnHeldLine {
  readonly noteId: string;
  readonly serviceOn: string;
  readonly member: { readonly id: string; readonly firstName: string; readonly lastName: string };
  /** What is missing, without its full stop: "No diagnosis on the note". */
  readonly words: string;
}

/** Where nobody but the office puts things right. */
const OFFICE: ReadonlySet<Fix['page']> = new Set(['users', 'rules', 'plans', 'agency']);

/** The lines of the current user's notes that wait for what the author knows; not those that wait for the office. */
export async function ownHeldLines(context: CallContext): Promise<OwnHeldLine[]> {
  const checked = await checkOpenLines(context, { staffId: context.user.id });
  return checked.flatMap(({ line, holds }) => {
    const own = holds.find(
      ({ reason, fix }) => reason !== 'cosign_waiting' && !WHO_FIXES[reason] && !OFFICE.has(fix.page),
    );
    if (!own) return [];
    const { id, firstName, lastName } = line.member;
    const words = HELD_SENTENCES[own.reason].replace(/\.$/, '');
    return [{ noteId: line.noteId, serviceOn: line.serviceOn, member: { id, firstName, lastName }, words }];
  });
}
