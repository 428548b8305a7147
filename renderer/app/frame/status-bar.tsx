import { IconTransfer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { SavedMark } from '../../components/saved-mark.tsx';
import { useSaved } from '../saved.ts';
import styles from './status-bar.module.css';

/** Saved time, where the data lives, files waiting, when it locks: in plain words, always there, never read out. */
export function StatusBar() {
  const saved = useSaved();
  const counts = useQuery(orpc.tasks.navCounts.queryOptions({ input: {} }));
  const waiting = counts.data?.transfers ?? 0;
  return (
    <div className={styles.bar}>
      <SavedMark at={saved.at} failed={saved.failed} />
      <span>On this computer, encrypted</span>
      <span className={styles.right}>
        {waiting > 0 && (
          <span className={styles.item}>
            <IconTransfer size={14} stroke={1.75} aria-hidden />
            {waiting === 1 ? '1 file waiting' : `${waiting} files waiting`}
          </span>
        )}
        <span>Locks after 10 min</span>
      </span>
    </div>
  );
}
