import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ClaimDraft, groupClaims } from '#shared/encounters/claims.ts';
import type { PlanProfile } from '#shared/plans/profile.ts';
import type { ServiceTag } from '#shared/programs/tag-service.ts';
import type { CallContext } from '../../context.ts';
import type { StoredLine } from '../lines/store.ts';
import { checkOpenLines } from '../open-lines.ts';
import { selectOpenMembers } from '../store.ts';

/** About this many lines are looked at together; a member's are never parted. */
const CHUNK = 250;

/** Whether a line goes out with another code than it was signed with. */
function hasChanged(line: StoredLine, tag: ServiceTag): boolean {
  return (
    tag.code !== line.code ||
    tag.units !== line.units ||
    tag.ruleId !== line.ruleId ||
    tag.modifiers.join() !== line.modifiers.join()
  );
}

/**
 * The claims of a plan's ready lines, a few hundred at a time, in the order in which they go out.
 *
 * Lines are read, checked and let go again chunk by chunk, so that a file of any size needs the same memory. A
 * member's lines stay in one chunk: what stands together in a claim or conflicts is seen together.
 */
export async function* claimsOfPlan(
  context: CallContext,
  plan: { readonly id: string; readonly profile: PlanProfile },
  billingNpi: string,
): AsyncGenerator<ClaimDraft[]> {
  const waiting = await selectOpenMembers(context.db, plan.id);
  for (let from = 0; from < waiting.length; ) {
    const memberIds: string[] = [];
    for (let lines = 0; lines < CHUNK && from < waiting.length; from += 1) {
      const { memberId, lines: own } = waiting[from] as (typeof waiting)[number];
      memberIds.push(memberId);
      lines += own;
    }
    const checked = await checkOpenLines(context, { planIds: [plan.id], memberIds });
    const ready = checked.flatMap(({ line, tag, holds }) =>
      holds.length === 0 ? [{ ...line, tag, changed: hasChanged(line, tag) }] : [],
    );
    if (ready.length > 0) yield groupClaims(ready, plan.profile.edi.rendering, billingNpi);
    await nextTurn();
    context.signal?.throwIfAborted();
  }
}
