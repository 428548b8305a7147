import type { Goal, Step } from '#shared/action-plans/content.ts';

/** Puts one item of a list a place up (-1) or down (1); the same list when it is at the end already. */
export function moved<Item>(list: readonly Item[], from: number, step: -1 | 1): Item[] {
  const to = from + step;
  const copy = [...list];
  const [item] = copy.slice(from, from + 1);
  if (item === undefined || to < 0 || to >= copy.length) return copy;
  copy.splice(from, 1);
  copy.splice(to, 0, item);
  return copy;
}

/** Changes one step of a goal. */
export function withStep(goal: Goal, id: string, change: Partial<Step>): Pick<Goal, 'steps'> {
  return { steps: goal.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) };
}

/** The id of the field a check names, as the form uses it. */
export function fieldId(field: string): string {
  return `hap-${field}`;
}

/** Puts the focus into a field once it is drawn. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}
