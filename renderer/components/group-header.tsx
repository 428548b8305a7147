import type { ReactNode } from 'react';
import styles from './group-header.module.css';

/** The header of a group of rows: icon, name, count, and a quiet text or action at the right. */
export function GroupHeader({
  title,
  count,
  icon,
  right,
  id,
}: {
  readonly title: string;
  readonly count?: ReactNode;
  readonly icon?: ReactNode;
  readonly right?: ReactNode;
  readonly id?: string;
}) {
  return (
    <div className={styles.header}>
      {icon}
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {count !== undefined && <span className={styles.count}>{count}</span>}
      {right && <span className={styles.right}>{right}</span>}
    </div>
  );
}
