import { useEffect, useState } from 'react';
import { api } from '../../api.ts';
import { Notice } from '../../components/notice.tsx';
import { announce } from '../announce.tsx';
import styles from './lock-warning.module.css';

/** Says half a minute before the idle lock that it comes; any key or movement puts it off. */
export function LockWarning() {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void (async () => {
      try {
        const stream = await api.vault.lockWarnings({}, { signal: leaving.signal });
        for await (const { seconds } of stream) {
          setLeft(seconds);
          if (seconds !== null)
            announce(`Hearth locks in ${seconds} seconds. Press any key to stay.`, 'assertive');
        }
      } catch {
        // The backend ended: the lock has come, and the window goes with it.
      }
    })();
    return () => leaving.abort();
  }, []);
  const counting = left !== null;
  useEffect(() => {
    if (!counting) return undefined;
    const timer = setInterval(() => setLeft((now) => (now === null ? null : Math.max(0, now - 1))), 1000);
    return () => clearInterval(timer);
  }, [counting]);
  if (left === null) return null;
  return (
    <aside className={styles.warning} aria-label="Lock">
      <Notice state="due" title={`Locks in ${left} seconds.`}>
        Press any key or move the mouse to stay. What you typed is kept either way.
      </Notice>
    </aside>
  );
}
