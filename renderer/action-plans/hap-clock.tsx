import type { CurrentPlan } from '#shared/action-plans/contract.ts';
import { dateInWords } from '#shared/dates.ts';
import { Clock } from '../components/clock.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import styles from './editor.module.css';

/** "Day 83 of 90, by Nov 25" with its bar, and the tag while nobody confirmed the rule. */
export function HapClock({
  clock,
  today,
}: {
  readonly clock: NonNullable<CurrentPlan['clock']>;
  readonly today: string;
}) {
  const by = clock.dueOn ? `, by ${dateInWords(clock.dueOn, today)}` : '';
  return (
    <span className={styles.clock}>
      <Clock clock={{ ...clock, label: `${clock.label}${by}` }} name="HAP clock" />
      {clock.confirmWithPlan && <ConfirmWithPlan what="days for the first plan" />}
    </span>
  );
}
