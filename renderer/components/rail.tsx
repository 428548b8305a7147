import type { ReactNode } from 'react';
import { Bar } from './clock.tsx';
import { cx } from './cx.ts';
import styles from './rail.module.css';

/** The right rail: answers "what about the selected thing?". Give it sections. */
export function Rail({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <aside className={styles.rail} aria-label={label}>
      {children}
    </aside>
  );
}

/** One section of a rail, with an optional quiet text at the right of its heading. */
export function RailSection({
  title,
  right,
  plain = false,
  children,
}: {
  readonly title?: string;
  readonly right?: ReactNode;
  /** On the surface instead of the sunken ground: for the head of a peek. */
  readonly plain?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={cx(styles.section, plain && styles.plain)} aria-label={title}>
      {title && (
        <div className={styles.head}>
          <h2 className={styles.title}>{title}</h2>
          {right !== undefined && <span className={styles.right}>{right}</span>}
        </div>
      )}
      {children}
    </section>
  );
}

/** Label and value pairs, as rails show reach and plan; rows without a value are left out. */
export function Pairs({
  rows,
}: {
  readonly rows: readonly {
    readonly label: string;
    readonly value: ReactNode | null | undefined;
    readonly lang?: string;
  }[];
}) {
  const shown = rows.filter((row) => row.value !== null && row.value !== undefined && row.value !== '');
  return (
    <dl className={styles.pairs}>
      {shown.map((row) => (
        <div key={row.label} className={styles.pair}>
          <dt>{row.label}</dt>
          <dd lang={row.lang}>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * Lines of a rail with a figure at the right; the figure may be a link to the rows behind it.
 *
 * `share`, 0 to 1, draws a thin bar before the figure, for lines that are weighed against each other.
 */
export function Figures({
  rows,
}: {
  readonly rows: readonly { readonly label: string; readonly value: ReactNode; readonly share?: number }[];
}) {
  return (
    <dl className={styles.figures}>
      {rows.map((row) => (
        <div key={row.label} className={styles.figure}>
          <dt>{row.label}</dt>
          {row.share === undefined ? (
            <dd>{row.value}</dd>
          ) : (
            <dd className={styles.weighed}>
              <span className={styles.share}>
                <Bar share={row.share} label={row.label} />
              </span>
              {row.value}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** Lines with an icon, a bold first line and a quiet second one. */
export function RailLines({
  lines,
}: {
  readonly lines: readonly {
    readonly key: string;
    readonly icon: ReactNode;
    readonly text: ReactNode;
    readonly second?: ReactNode;
    readonly right?: ReactNode;
  }[];
}) {
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line.key} className={styles.line}>
          {line.icon}
          <span className={styles.lineText}>
            {line.text}
            {line.second && <span className={styles.second}>{line.second}</span>}
          </span>
          {line.right !== undefined && <span className={styles.right}>{line.right}</span>}
        </li>
      ))}
    </ul>
  );
}
