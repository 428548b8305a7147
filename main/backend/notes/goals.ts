import { getPlan, listPlans } from '../action-plans/plans.ts';
import type { CallContext } from '../context.ts';

/** A goal as a chip shows it. */
export interface GoalChoice {
  readonly id: string;
  readonly label: string;
}

/** A goal's words, short enough for a chip, cut at a word. */
function chipWords(words: string): string {
  const flat = words.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  if (flat.length <= 40) return flat;
  const cut = flat.slice(0, 39);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 20))}…`;
}

/** The open goals of the member's current plan, in their order; the draft's when none is signed yet. */
export async function memberGoals(context: CallContext, memberId: string): Promise<GoalChoice[]> {
  const { versions } = await listPlans(context, { memberId });
  const current =
    versions.find(({ state }) => state === 'signed') ?? versions.find(({ state }) => state === 'draft');
  if (!current) return [];
  const { content } = await getPlan(context, current.id);
  return content.goals
    .filter((goal) => goal.status !== 'met' && goal.words.trim() !== '')
    .map((goal) => ({ id: goal.id, label: chipWords(goal.words) }));
}
