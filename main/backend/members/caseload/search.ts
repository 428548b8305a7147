import type { z } from 'zod';
import type { memberHitSchema } from '#shared/members/contract.ts';
import { nearlyMatches, searchWords } from '#shared/members/search.ts';
import type { CallContext } from '../../context.ts';
import { toCaseloadRow } from './rows.ts';
import { findByWords, findRowsOf, findSearchLines } from './store.ts';

type MemberHit = z.infer<typeof memberHitSchema>;

/**
 * Members for the palette: the beginnings of words first, and only when nothing begins so, words with one letter
 * mistyped.
 */
export async function searchMembers(
  context: CallContext,
  input: { text: string; limit: number },
): Promise<{ members: MemberHit[] }> {
  const words = searchWords(input.text);
  if (words.length === 0) return { members: [] };
  let records = await findByWords(context.db, words, input.limit);
  if (records.length === 0)
    records = await findRowsOf(context.db, await nearHits(context, words, input.limit));
  const today = context.today();
  return {
    members: records.map((record) => {
      const row = toCaseloadRow(record, today);
      return {
        id: row.id,
        name: row.name,
        cin: row.cin,
        birthDate: row.birthDate,
        age: row.age,
        pronouns: row.pronouns,
        programLine: row.programLine,
        planName: row.planName,
        language: row.language,
        homeless: row.homeless,
        onTel: row.onTel,
      };
    }),
  };
}

async function nearHits(context: CallContext, words: readonly string[], limit: number): Promise<string[]> {
  // Without a word long enough to be mistyped a second look cannot find more.
  if (!words.some((word) => word.length >= 4 && !/\d/.test(word))) return [];
  const lines = await findSearchLines(context.db);
  return lines
    .filter(({ line }) => nearlyMatches(line, words))
    .slice(0, limit)
    .map(({ id }) => id);
}
