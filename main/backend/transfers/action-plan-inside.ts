import { comparePlans } from '#shared/action-plans/compare.ts';
import type { Transfer } from '#shared/transfers/contract.ts';
import { getPlan, signedPlanOf } from '../action-plans/plans.ts';
import type { CallContext } from '../context.ts';
import { selectTransferState } from './store.ts';

/** Which version of whose Health Action Plan a file holds, and what changed in the plan since. */
export async function actionPlanInside(
  context: CallContext,
  transfer: { readonly sourceId: string },
): Promise<Transfer['actionPlan']> {
  const sent = await getPlan(context, transfer.sourceId);
  const newest = await signedPlanOf(context, sent.memberId);
  const about = { memberId: sent.memberId, version: sent.version ?? 0 };
  if (!newest || newest.id === sent.id || newest.signedAt === null) {
    return { ...about, newer: null, changes: [] };
  }
  const state = await selectTransferState(context.db, 'action_plans', newest.id);
  const changes = comparePlans(sent.content, newest.content)
    .filter((row) => row.change !== '')
    .map(
      (row) =>
        `${row.group === row.label ? row.label : `${row.group}, ${row.label.toLowerCase()}`}: ${row.change}`,
    );
  return {
    ...about,
    newer: {
      version: newest.version ?? 0,
      signedAt: newest.signedAt,
      transfer: state === null ? 'none' : state === 'sent' ? 'sent' : 'queued',
    },
    changes: changes.slice(0, 20),
  };
}
