import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { STATE_ICONS, type State } from './states.ts';
import styles from './tag.module.css';

/** The icon of a state, always beside its word. */
export function StateIcon({ state, size = 15 }: { readonly state: State; readonly size?: number }) {
  const Icon = STATE_ICONS[state];
  return <Icon size={size} stroke={1.75} aria-hidden className={cx(styles.icon, styles[`${state}Icon`])} />;
}

/**
 * A state in words with its icon.
 *
 * Urgent, due and held colour the word too; sent and done colour only the icon, so that good news stays grey.
 * `tinted` sets it on its tint (a tag); without, it stands in the line.
 */
export function Tag({
  state,
  tinted = false,
  children,
}: {
  readonly state: State;
  readonly tinted?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={cx(styles.tag, styles[state], tinted && styles.tinted)} data-state={state}>
      <StateIcon state={state} />
      <span>{children}</span>
    </span>
  );
}
