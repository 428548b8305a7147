import type { PackChanges } from '#shared/programs/changes.ts';
import { type PlanTable, planTable } from '#shared/programs/plan-table.ts';
import type { CallContext } from '../context.ts';
import type { StoredPlan } from '../plans/plans.ts';
import { selectLiveChanges } from './store.ts';

type Plan = Pick<StoredPlan, 'id' | 'profile'>;

/** The rules of every plan as they stand: the shipped rows with what went live. */
export interface PlanTables {
  of(plan: Plan): PlanTable;
  /** The same with changes that are not in force. */
  with(plan: Plan, draft: PackChanges): PlanTable;
}

/** Reads what went live, once; each plan's table is laid out when it is first asked for. */
export async function loadTables(context: CallContext): Promise<PlanTables> {
  const live = new Map<string, PackChanges[]>();
  for (const { planId, changes } of await selectLiveChanges(context.db)) {
    live.set(planId, [...(live.get(planId) ?? []), changes]);
  }
  const tables = new Map<string, PlanTable>();
  const changesOf = (plan: Plan) => live.get(plan.id) ?? [];
  return {
    of(plan) {
      const known = tables.get(plan.id);
      if (known) return known;
      const table = planTable(plan.profile.units, changesOf(plan));
      tables.set(plan.id, table);
      return table;
    },
    with: (plan, draft) => planTable(plan.profile.units, [...changesOf(plan), draft]),
  };
}
