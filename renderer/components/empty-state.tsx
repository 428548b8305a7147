import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** A list without rows: one sentence of fact, one of what brings rows here, one action. */
export function EmptyState({
  fact,
  next,
  action,
  icon,
}: {
  readonly fact: ReactNode;
  readonly next?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {icon}
      <p className={styles.fact}>{fact}</p>
      {next && <p className={styles.next}>{next}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
