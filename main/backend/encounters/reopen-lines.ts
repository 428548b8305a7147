import { recode } from '#shared/encounters/line.ts';
import type { PlanTable } from '#shared/programs/plan-table.ts';
import type { CallContext } from '../context.ts';
import { selectNotBillable } from './lines/store.ts';
import { updateNotBillable } from './store.ts';

/**
 * Opens lines of notes that were not billable when they were signed and are by the plan's table of now.
 *
 * Lines that a person kept back and lines of struck notes stay as they are. Returns how many were opened.
 */
export async function reopenLines(
  context: CallContext,
  { planId, from, table }: { readonly planId: string; readonly from: string; readonly table: PlanTable },
): Promise<number> {
  let opened = 0;
  for (const line of await selectNotBillable(context.db, planId, from)) {
    if (line.keptBackBecause) continue;
    const tag = recode(line.facts, table);
    if (!tag.billable) continue;
    await updateNotBillable(context.db, line.id, {
      state: 'ready',
      billable: 1,
      code: tag.code,
      modifiers: JSON.stringify(tag.modifiers),
      units: tag.units,
      rule_id: tag.ruleId,
      explanation: JSON.stringify({ facts: line.facts, tag }),
    });
    opened += 1;
  }
  return opened;
}
