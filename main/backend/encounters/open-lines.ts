import { findConflicts } from '#shared/encounters/conflicts.ts';
import type { EncounterDiagnosis } from '#shared/encounters/contract.ts';
import { type Hold, heldReasons } from '#shared/encounters/held-reasons.ts';
import { recode } from '#shared/encounters/line.ts';
import { checkDiagnosis, homelessDiagnosis } from '#shared/programs/diagnoses.ts';
import type { ServiceTag } from '#shared/programs/tag-service.ts';
import type { CallContext } from '../context.ts';
import { getPlan, type StoredPlan } from '../plans/plans.ts';
import { loadConfirmations, unconfirmed } from '../programs/confirmations.ts';
import { loadTables } from '../programs/tables.ts';
import { type LineFilter, type StoredLine, selectOpenLines } from './lines/store.ts';
import { selectConditions, selectSameDayLines } from './store.ts';

/** Up to this many lines are named one by one in a query. */
const FEW = 500;

/** A line that was not built yet, with its code by today's rules and everything that holds it. */
export interface CheckedLine {
  readonly line: StoredLine;
  readonly tag: ServiceTag;
  readonly holds: readonly Hold[];
  readonly suggestion: (EncounterDiagnosis & { readonly words: string }) | null;
}

/** A diagnosis that the member's own records suggest for a line without one. */
function suggest(line: StoredLine, conditions: readonly EncounterDiagnosis[]): CheckedLine['suggestion'] {
  const housing = homelessDiagnosis(line.member, line.serviceOn);
  if (housing) {
    const { code, label } = housing;
    return { code, label, words: `Housing record suggests ${code}` };
  }
  const known = conditions.find(({ code }) => checkDiagnosis(code, line.serviceOn).state === 'good');
  return known ? { ...known, words: `Problem list has ${known.code}` } : null;
}

/** What is taken back carries the code it was sent with, whatever today's rules say. */
function asSent(line: StoredLine, tag: ServiceTag): ServiceTag {
  return {
    ...tag,
    billable: true,
    notBillableBecause: null,
    code: line.code,
    modifiers: [...line.modifiers],
    units: line.units,
    ruleId: line.ruleId,
    needs: [],
  };
}

/** Each plan once, however many lines it has. */
async function plansOf(context: CallContext, lines: readonly StoredLine[]) {
  const plans = new Map<string, StoredPlan>();
  for (const { planId } of lines) {
    if (!plans.has(planId)) plans.set(planId, await getPlan(context, planId));
  }
  return plans;
}

/**
 * Checks every open line against the rules of today: a handful of queries, however many lines there are.
 *
 * Nothing about holds is stored, so a fix on the chart, in Users or by a confirmed rule counts at once.
 */
export async function checkOpenLines(context: CallContext, filter: LineFilter = {}): Promise<CheckedLine[]> {
  const lines = await selectOpenLines(context.db, filter);
  if (lines.length === 0) return [];
  // A few lines are looked up by their ids: the planner would else walk every line that waits.
  const few = lines.length <= FEW ? { ids: lines.map((line) => line.id) } : filter;
  const conflicts = findConflicts(await selectSameDayLines(context.db, few));
  const plans = await plansOf(context, lines);
  const confirmations = await loadConfirmations(context);
  const tables = await loadTables(context);
  const bare = lines.filter((line) => line.diagnoses.length === 0).map((line) => line.member.id);
  const conditions = await selectConditions(context.db, [...new Set(bare)]);
  const today = context.today();
  return lines.map((line) => {
    const plan = plans.get(line.planId);
    if (!plan) throw new Error('A line without its plan');
    const current = recode(line.facts, tables.of(plan));
    const tag = line.correction?.frequency === '8' ? asSent(line, current) : current;
    const suggestion =
      line.diagnoses.length === 0 ? suggest(line, conditions.get(line.member.id) ?? []) : null;
    const conflict = conflicts.get(line.id);
    const holds = heldReasons(line, {
      today,
      edi: plan.profile.edi,
      tag,
      unconfirmed: unconfirmed(tag.needs, line.planId, confirmations),
      overlap: conflict?.overlap ?? null,
      twice: conflict?.twice ?? null,
      suggestion: suggestion?.words ?? null,
    });
    return { line, tag, holds, suggestion };
  });
}
