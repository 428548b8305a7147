import type { ReactNode } from 'react';
import styles from './flag.module.css';
import { Tip } from './tip.tsx';

/** A fact about a member: outlined, icon and word. */
export function Flag({
  icon,
  hint,
  children,
}: {
  readonly icon?: ReactNode;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  const flag = (
    <span className={styles.flag}>
      {icon}
      <span className={styles.text}>{children}</span>
    </span>
  );
  return hint ? <Tip text={hint}>{flag}</Tip> : flag;
}

/** A row of flags, folded behind "+n" past `max` (six in a chart header, two in a row). */
export function Flags({
  items,
  max,
}: {
  readonly items: readonly {
    readonly key: string;
    readonly text: string;
    readonly icon?: ReactNode;
    readonly hint?: string;
  }[];
  readonly max: number;
}) {
  const shown = items.slice(0, max);
  const folded = items.slice(max);
  return (
    <span className={styles.row}>
      {shown.map((item) => (
        <Flag key={item.key} icon={item.icon} {...(item.hint ? { hint: item.hint } : {})}>
          {item.text}
        </Flag>
      ))}
      {folded.length > 0 && (
        <Flag hint={folded.map((item) => item.text).join(', ')}>
          +{folded.length}
          <span className="visually-hidden">: {folded.map((item) => item.text).join(', ')}</span>
        </Flag>
      )}
    </span>
  );
}
