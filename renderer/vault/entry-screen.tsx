import type { ReactNode } from 'react';
import { Mark } from '../components/mark.tsx';
import styles from './entry-screen.module.css';

/** The screen before the workspace: mark, title, one card, quiet facts below, version at the foot. */
export function EntryScreen({
  title,
  subtitle,
  facts,
  version,
  children,
}: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly facts?: ReactNode;
  readonly version?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.screen}>
      <div className={styles.drag} />
      <main className={styles.main} data-region="main" data-key-layer="page">
        <Mark size={44} />
        <h1 className={styles.title}>{title}</h1>
        {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
        <div className={styles.card}>{children}</div>
        {facts && <div className={styles.facts}>{facts}</div>}
      </main>
      <footer className={styles.foot}>
        <span>{version ? `Hearth ${version}` : 'Hearth'}</span>
        <span>No network needed</span>
      </footer>
    </div>
  );
}

/** One quiet fact with its icon. */
export function EntryFact({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <p className={styles.fact}>
      {icon}
      <span>{children}</span>
    </p>
  );
}
