import type { AttemptDraft } from '#shared/outreach/contract.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { deleteDraft, writeDraft } from './store.ts';

/** Keeps what was chosen so far about a member; null puts it away. */
export async function saveAttemptDraft(
  context: CallContext,
  input: { readonly memberId: string; readonly draft: AttemptDraft | null },
): Promise<{ savedAt: string }> {
  const member = await getMember(context, input.memberId);
  const savedAt = context.now();
  if (input.draft === null) await deleteDraft(context.db, member.id, context.user.id);
  else {
    await writeDraft(context.db, {
      member_id: member.id,
      author_id: context.user.id,
      content: JSON.stringify(input.draft),
      updated_at: savedAt,
    });
  }
  return { savedAt };
}
