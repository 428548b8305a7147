import type { Goal, PlanContent, Step } from './content.ts';

/** Steps of a goal that are still to be done; a goal that is met has none. */
export function openSteps(goal: Goal): readonly Step[] {
  return goal.status === 'met' ? [] : goal.steps.filter((step) => !step.done);
}

/** What signing does to a member's tasks. */
export interface StepTasks {
  /** Steps that get a task, with their goal, in the order of the plan. */
  readonly set: readonly { readonly goal: Goal; readonly step: Step }[];
  /** Ids of steps whose open task is closed: taken out, done, or changed. */
  readonly close: readonly string[];
}

function sameTask(one: Step, other: Step): boolean {
  return one.text === other.text && one.ownerId === other.ownerId && one.dueOn === other.dueOn;
}

/**
 * Compares a plan with the last signed version: which steps need a task, and whose task is over.
 *
 * A step nobody touched keeps the task it has. One whose task was done, but that is open again here, is to be done
 * again.
 */
export function stepTasks(
  content: PlanContent,
  before: PlanContent | null,
  doneSteps: ReadonlySet<string>,
): StepTasks {
  const old = new Map((before?.goals ?? []).flatMap(openSteps).map((step) => [step.id, step]));
  const steps = content.goals.flatMap((goal) => openSteps(goal).map((step) => ({ goal, step })));
  const now = new Map(steps.map(({ step }) => [step.id, step]));
  return {
    set: steps.filter(({ step }) => {
      const known = old.get(step.id);
      return !known || !sameTask(known, step) || doneSteps.has(step.id);
    }),
    close: [...old.values()]
      .filter((step) => {
        const still = now.get(step.id);
        return !still || !sameTask(step, still);
      })
      .map((step) => step.id),
  };
}
