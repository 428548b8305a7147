import type { Duplicate } from '#shared/members/contract.ts';
import { displayName } from '#shared/members/member.ts';
import type { CallContext } from '../../context.ts';
import { findDuplicates } from '../duplicates.ts';
import { getMember } from '../members.ts';
import { findMergedInto, findMergesInto } from './store.ts';

/** Others on file who may be the same person as this member, the surest first. */
export async function listLookalikes(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ lookalikes: Duplicate[] }> {
  const member = await getMember(context, input.id);
  context.about({ memberId: member.id });
  const { duplicates } = await findDuplicates(context, member);
  return { lookalikes: duplicates.filter(({ id }) => id !== member.id) };
}

/** Where a merged chart lives on, and which charts were merged into this one. */
export async function mergeLines(context: CallContext, memberId: string) {
  const into = await findMergedInto(context.db, memberId);
  const merges = await findMergesInto(context.db, memberId);
  return {
    mergedInto: into
      ? { id: into.id, name: displayName(into.first_name, into.middle_name, into.last_name) }
      : null,
    merges: merges.map((row) => ({
      mergeId: row.id,
      memberId: row.merged_id,
      name: displayName(row.first_name, row.middle_name, row.last_name),
      cin: row.cin,
      at: row.created_at,
      by: row.author ?? '',
    })),
  };
}
