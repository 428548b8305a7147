import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { emptyGoal, type Goal, MOST_GOALS, type PlanContent } from '#shared/action-plans/content.ts';
import type { Suggestion } from '#shared/action-plans/suggestions.ts';
import { announce } from '../app/announce.tsx';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { showToast } from '../app/toast/toast.ts';
import { fieldId, focusSoon, moved } from './change-plan.ts';
import type { Draft } from './use-draft.ts';

/** Which goal is open, and what can be done with the list of goals. */
export interface Goals {
  /** The open goal, or undefined while there is none. */
  readonly goal: Goal | undefined;
  /** Its place in the list, from 0; -1 while there is none. */
  readonly at: number;
  readonly open: (id: string) => void;
  readonly add: (suggestion?: Suggestion) => void;
  readonly change: (change: Partial<Goal>) => void;
  readonly move: (step: -1 | 1) => boolean;
  readonly remove: () => void;
}

/** Keeps the list of goals of a draft in order, with the keys for it: a, j, k, Alt+arrows. */
export function useGoals(
  draft: Draft,
  options: { readonly shown: boolean; readonly show: () => void },
): Goals {
  const { goals } = draft.content;
  const [goalId, setGoalId] = useState<string | null>(goals[0]?.id ?? null);
  const goal = goals.find((one) => one.id === goalId) ?? goals[0];
  const at = goal ? goals.indexOf(goal) : -1;
  const full = goals.length >= MOST_GOALS;
  const put = (make: (before: readonly Goal[]) => Goal[]) =>
    draft.change((before): PlanContent => ({ ...before, goals: make(before.goals) }));

  const open = (id: string) => {
    options.show();
    setGoalId(id);
  };
  const add = (suggestion?: Suggestion) => {
    if (full) {
      announce(`${MOST_GOALS} goals are the most a plan holds.`);
      return;
    }
    const id = newId();
    const known = suggestion ? { domain: suggestion.domain, from: [suggestion.key] } : {};
    put((before) => [...before, emptyGoal(id, known)]);
    open(id);
    focusSoon(fieldId(`goals.${id}.words`));
  };
  const move = (step: -1 | 1) => {
    if (!goal || !options.shown) return false;
    const to = at + step;
    if (to < 0 || to >= goals.length) return true;
    put((before) => moved(before, at, step));
    announce(`Goal moved to place ${to + 1} of ${goals.length}.`);
    return true;
  };
  const remove = () => {
    if (!goal) return;
    put((before) => before.filter((one) => one.id !== goal.id));
    setGoalId((goals[at + 1] ?? goals[at - 1])?.id ?? null);
    showToast({
      text: `Removed goal ${at + 1}.`,
      undo: () => {
        put((before) => before.toSpliced(at, 0, goal));
        open(goal.id);
      },
    });
  };
  const select = (step: -1 | 1) => {
    const next = goals[at + step];
    if (!options.shown || !next) return false;
    open(next.id);
    return true;
  };
  useKeys([
    { keys: 'a', label: 'Add goal', group: 'screen', run: () => add() },
    { keys: 'j', label: 'Next goal', group: 'screen', run: () => select(1) },
    { keys: 'k', label: 'Previous goal', group: 'screen', run: () => select(-1) },
    { keys: 'Alt+ArrowUp', label: 'Move goal up', group: 'screen', run: () => move(-1) },
    { keys: 'Alt+ArrowDown', label: 'Move goal down', group: 'screen', run: () => move(1) },
  ]);
  return {
    goal,
    at,
    open,
    add,
    move,
    remove,
    change: (change) =>
      put((before) => before.map((one) => (one.id === goal?.id ? { ...one, ...change } : one))),
  };
}
