import { planSuggestions, type Suggestion } from '#shared/action-plans/suggestions.ts';
import { latestResults } from '../assessments/results.ts';
import type { CallContext } from '../context.ts';
import { listConditions } from '../members/members.ts';
import { todayIn } from '../procedure.ts';

/** What a member's plan can start from: results of assessments, conditions on file, else questions. */
export async function suggestionsFor(context: CallContext, memberId: string): Promise<readonly Suggestion[]> {
  const conditions = await listConditions(context, memberId);
  const results = await latestResults(context, memberId);
  return planSuggestions({
    conditions: conditions.filter((condition) => condition.endedOn === null),
    results: results.map(({ signedAt, ...result }) => ({
      ...result,
      signedOn: todayIn(context.workspace.timeZone, new Date(signedAt)),
    })),
    today: context.today(),
  });
}
