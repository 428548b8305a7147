import { createHash } from 'node:crypto';
import { printSignedPlan } from '../action-plans/print-signed.ts';
import type { CallContext } from '../context.ts';
import { showPlans } from '../plans/plans.ts';
import { nameForPlan } from './file-names.ts';
import { countSentVersions, selectActionPlansDue } from './inside/store.ts';
import { queueTransfer } from './queue-transfer.ts';

/**
 * Puts every signed Health Action Plan that its plan wants and does not have into the outbox, as a PDF.
 *
 * Only the newest signed version of a member goes. The printed bytes are kept with the transfer, so that what was
 * sent can be shown later and sent again as it was.
 */
export async function queueActionPlans(
  context: CallContext,
  input: { readonly planId?: string | undefined },
): Promise<{ queued: number }> {
  const plans = new Map((await showPlans(context)).map((plan) => [plan.id, plan]));
  const wanted = [...plans.values()]
    .filter((plan) => plan.profile.actionPlans.send && (!input.planId || plan.id === input.planId))
    .map((plan) => plan.id);
  const due = await selectActionPlansDue(context.db, wanted);
  let queued = 0;
  for (const one of due) {
    context.signal?.throwIfAborted();
    const plan = plans.get(one.planId);
    if (!plan) continue;
    const printed = await printSignedPlan(context, one.id);
    await context.write(async (inside) => {
      const name = await nameForPlan(inside, plan, plan.profile.actionPlans.fileNameTemplate, {
        cin: one.cin,
        version: String(printed.version),
        signed: printed.signedOn.replaceAll('-', ''),
      });
      const before = await countSentVersions(inside.db, one.id);
      const replaces = before > 0 ? ', replaces an older one' : '';
      const id = await queueTransfer(inside, {
        planId: one.planId,
        kind: 'action_plans',
        sourceId: one.id,
        title: `Health Action Plan, version ${printed.version}${replaces}`,
        fileName: name,
        bytes: printed.bytes.byteLength,
        sha256: createHash('sha256').update(printed.bytes).digest('hex'),
        content: printed.bytes,
        memberIds: [one.memberId],
      });
      await inside.record('transfer.queue_action_plan', {
        memberId: one.memberId,
        entityId: id,
        detail: { version: printed.version, bytes: printed.bytes.byteLength },
      });
    });
    queued += 1;
  }
  context.about({ detail: { queued } });
  return { queued };
}
