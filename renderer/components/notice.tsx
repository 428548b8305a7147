import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './notice.module.css';
import type { State } from './states.ts';
import { StateIcon } from './tag.tsx';

/**
 * A tinted band inside the page where the thing is.
 *
 * `alert` is for safety prompts: read out at once, and never gone by itself.
 */
export function Notice({
  state = 'neutral',
  title,
  icon,
  alert = false,
  actions,
  children,
}: {
  readonly state?: State;
  readonly title?: ReactNode;
  readonly icon?: ReactNode;
  readonly alert?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={cx(styles.notice, styles[state])} role={alert ? 'alert' : undefined}>
      {icon ?? <StateIcon state={state} size={17} />}
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div className={styles.body}>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
