import styles from './clock.module.css';
import { cx } from './cx.ts';
import type { State } from './states.ts';
import { Tag } from './tag.tsx';

/** What a clock needs to be drawn; the clocks of the contract fit as they are. */
export interface ClockLike {
  readonly label: string;
  readonly state: 'urgent' | 'due' | 'none';
  /** How much of it has passed, 0 to 1; null draws no bar. */
  readonly fraction: number | null;
}

/** The state a clock's words are drawn in. */
export function stateOfClock(clock: Pick<ClockLike, 'state'>): State {
  return clock.state === 'none' ? 'neutral' : clock.state;
}

/**
 * A clock such as "Day 83 of 90" with a thin bar; the words alone are enough.
 *
 * `name` says what the clock measures, for screen readers: "HAP clock". `bar={false}` leaves the words alone.
 */
export function Clock({
  clock,
  name,
  bar = true,
}: {
  readonly clock: ClockLike;
  readonly name: string;
  readonly bar?: boolean;
}) {
  const state = stateOfClock(clock);
  return (
    <span className={cx(styles.clock, styles[state], bar && styles.withBar)}>
      {state === 'neutral' ? (
        <span className={styles.text}>{clock.label}</span>
      ) : (
        <Tag state={state}>{clock.label}</Tag>
      )}
      {bar && clock.fraction !== null && <Bar share={clock.fraction} label={name} text={clock.label} />}
    </span>
  );
}

/** A thin bar, for example how far a goal is; `label` says what it measures and `text` how far it is. */
export function Bar({
  share,
  label,
  text,
}: {
  readonly share: number;
  readonly label: string;
  readonly text?: string;
}) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the native meter cannot be drawn in our tokens
    <span
      className={styles.track}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
    >
      <span className={styles.bar} style={{ inlineSize: `${percent}%` }} />
    </span>
  );
}
