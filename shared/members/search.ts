import { foldText, phoneDigits } from './normalize.ts';

/** What a member can be found by. */
export interface SearchableMember {
  readonly firstName: string;
  readonly middleName?: string | null | undefined;
  readonly lastName: string;
  readonly preferredName?: string | null | undefined;
  readonly cin: string;
  readonly planMemberId?: string | null | undefined;
  readonly mrn?: string | null | undefined;
  readonly birthDate: string;
  readonly phone?: string | null | undefined;
}

/** The line a member is found by: folded names, ids, birthday and phone, whole and in its parts. */
export function searchLine(member: SearchableMember): string {
  const digits = member.phone ? phoneDigits(member.phone) : null;
  const parts = [
    member.firstName,
    member.middleName,
    member.lastName,
    member.preferredName,
    member.cin,
    member.planMemberId,
    member.mrn,
    member.birthDate,
    digits,
    digits ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}` : null,
  ];
  return foldText(parts.filter(Boolean).join(' ')).replaceAll(/[’']/g, '');
}

/** The words of what somebody typed, folded; at most eight count. */
export function searchWords(text: string): string[] {
  return foldText(text)
    .replaceAll(/[’']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 8);
}

/**
 * Tells whether every typed word is nearly the beginning of some word of a line: one letter wrong, missing, too
 * many, or two swapped. Words under four letters and numbers must be exact.
 */
export function nearlyMatches(line: string, words: readonly string[]): boolean {
  const candidates = line.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => candidates.some((candidate) => nearlyStarts(candidate, word)));
}

function nearlyStarts(candidate: string, word: string): boolean {
  if (candidate.startsWith(word)) return true;
  if (word.length < 4 || /\d/.test(word)) return false;
  // The prefix the word stands for is as long as the word, or one letter longer or shorter.
  let at = 0;
  while (at < word.length && at < candidate.length && word[at] === candidate[at]) at += 1;
  const restWord = word.slice(at);
  const restCandidate = candidate.slice(at);
  return (
    restCandidate.startsWith(restWord.slice(1)) || // one too many, typed
    restCandidate.slice(1).startsWith(restWord) || // one missing
    restCandidate.slice(1).startsWith(restWord.slice(1)) || // one wrong
    (restWord.length > 1 &&
      restCandidate[0] === restWord[1] &&
      restCandidate[1] === restWord[0] &&
      restCandidate.slice(2).startsWith(restWord.slice(2))) // two swapped
  );
}
