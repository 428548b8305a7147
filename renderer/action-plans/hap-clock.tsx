import type { CurrentPlan } from '#shared/action-plans/contract.ts';
import { Clock } from '../components/clock.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import styles from './editor.module.css';

/** "Day 83 of 90, by Nov 25" with its bar, and the tag while nobody confirmed the rule. */
export function HapClock({
  clock,
  today,
}: {
  readonly clock: NonNullable<CurrentPlan['clock']>;
  readonly today: string;
}) {
  const by = clock.dueOn ? `, by ${shortDay(clock.dueOn, today)}` : '';
  return (
    <span className={styles.clock}>
      <Clock clock={{ ...clock, label: `${clock.label}${by}` }} name="HAP clock" />
      {clock.confirmWithPlan && <ConfirmWithPlan what="days for the first plan" />}
    </span>
  );
}

/** "Nov 25", with the year only where it is another one: the clock has no room for the weekday. */
function shortDay(date: string, today: string): string {
  const words = shortDateWithYear(date);
  return date.slice(0, 4) === today.slice(0, 4) ? words.replace(/, \d{4}$/, '') : words;
}
