import { unquoted } from '#shared/action-plans/content.ts';

/** How the plan speaks about a member: from the pronouns on file, else by name. */
export interface MemberWords {
  /** "his", "her", "their", or "Desmond’s". */
  readonly whose: string;
  /** "he brings", "she brings", "they bring", or "Desmond brings". */
  readonly brings: string;
  /** "him", "her", "them", or "Desmond". */
  readonly whom: string;
}

/** Reads pronouns such as "he/him" or "they/them". */
export function memberWords(calledName: string, pronouns: string | null): MemberWords {
  const first = pronouns?.trim().toLowerCase().split(/[/ ]/)[0];
  if (first === 'he') return { whose: 'his', brings: 'he brings', whom: 'him' };
  if (first === 'she') return { whose: 'her', brings: 'she brings', whom: 'her' };
  if (first === 'they') return { whose: 'their', brings: 'they bring', whom: 'them' };
  return { whose: `${calledName}’s`, brings: `${calledName} brings`, whom: calledName };
}

/** A goal's words in the plan's own quotation marks; says so when there are none yet. */
export function quoted(words: string): string {
  const bare = unquoted(words);
  return bare === '' ? 'No words yet' : `“${bare}”`;
}

/** "1 task", "3 tasks". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
