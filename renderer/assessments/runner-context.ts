import { createContext, useContext } from 'react';
import type { Answer } from '#shared/assessments/questionnaire.ts';
import type { Runner } from './use-runner.ts';

/** What every question of the runner needs from its page. */
export interface RunnerControls {
  readonly runner: Runner;
  /** The question the keys are on. */
  readonly current: string | null;
  readonly setCurrent: (linkId: string) => void;
  readonly answer: (linkId: string, value: readonly Answer[]) => void;
  /** Signed or put away: everything shows, nothing changes. */
  readonly locked: boolean;
  /** Whether the current question's reason stands open (w). */
  readonly whyOpen: boolean;
  /** Tried out in the designer: nothing is saved, and prompts lead nowhere. */
  readonly trial?: boolean;
}

export const RunnerContext = createContext<RunnerControls | null>(null);

/** The runner a question stands in. */
export function useRunnerControls(): RunnerControls {
  const controls = useContext(RunnerContext);
  if (!controls) throw new Error('A question needs its runner.');
  return controls;
}
