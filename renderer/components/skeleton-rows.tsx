import { useEffect, useState } from 'react';
import styles from './skeleton-rows.module.css';

/** Rows that hold the place of a list while it loads: nothing for the first 150 ms, never a spinner. */
export function SkeletonRows({
  rows = 6,
  height = 38,
}: {
  readonly rows?: number;
  readonly height?: number;
}) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never change places
        <div key={index} className={styles.row} style={{ blockSize: height }} aria-hidden>
          <span className={styles.block} />
          <span className={styles.long} />
        </div>
      ))}
    </div>
  );
}
