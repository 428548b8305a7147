import { Notice } from '../components/notice.tsx';
import styles from './policy-banner.module.css';

/** Says on every screen that the policy file of this computer cannot be used. */
export function PolicyBanner({ problem }: { readonly problem: string | null }) {
  if (problem === null) return null;
  return (
    <aside className={styles.banner} aria-label="Policy of this computer">
      <Notice state="due">{problem} Tell whoever looks after it.</Notice>
    </aside>
  );
}
