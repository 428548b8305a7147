import { fileName, fileTokens } from '#shared/transfers/file-name.ts';
import type { CallContext } from '../context.ts';
import { takeNumbers } from '../db/counters.ts';
import { dailyFileCounter, type StoredPlan } from '../plans/plans.ts';

/**
 * Names a file for a plan by one of its templates; in the caller's transaction.
 *
 * A number of the day is taken only where the template shows it.
 */
export async function nameForPlan(
  context: CallContext,
  plan: StoredPlan,
  template: string,
  values: Readonly<Record<string, string>>,
): Promise<string> {
  const { edi } = plan.profile;
  const date = context.today();
  const sequence = template.includes('{sequence}')
    ? await takeNumbers(context.db, dailyFileCounter(plan.id, date), 1)
    : 1;
  return fileName(template, {
    ...fileTokens({ sender: edi.senderId, date, sequence, usage: edi.usage }),
    ...values,
  });
}
