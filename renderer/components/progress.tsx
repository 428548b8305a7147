import { Button } from './button.tsx';
import styles from './progress.module.css';

/** Long work: a bar, counts in words, what is left, and Cancel. `share` is 0 to 1, or null while unknown. */
export function Progress({
  label,
  text,
  share,
  left,
  onCancel,
}: {
  readonly label: string;
  /** "1,240 of 2,000 rows" */
  readonly text: string;
  readonly share: number | null;
  /** "6 s left" */
  readonly left?: string;
  readonly onCancel?: () => void;
}) {
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <span className="tabular">{text}</span>
        <span className={styles.left}>{left ?? (percent === null ? '' : `${percent} %`)}</span>
        {onCancel && (
          <Button size="sm" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        aria-valuetext={text}
        className={styles.track}
      >
        <div
          className={styles.bar}
          data-unknown={percent === null || undefined}
          style={{ inlineSize: `${percent ?? 100}%` }}
        />
      </div>
    </div>
  );
}
