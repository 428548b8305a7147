import styles from './saved-mark.module.css';
import { Tag } from './tag.tsx';
import { clockTime } from './time-text.ts';

/**
 * When the open thing was last saved: "Saved 9:41:52 AM". Not a live region: keystroke saves are silent.
 *
 * `failed` shows that the last save did not work and what is kept.
 */
export function SavedMark({
  at,
  saving = false,
  failed = false,
  note,
}: {
  readonly at: string | number | Date | null;
  readonly saving?: boolean;
  readonly failed?: boolean;
  /** Added after the time: "every keystroke kept". */
  readonly note?: string;
}) {
  if (failed) return <Tag state="urgent">Not saved yet. Your text is kept here and tried again.</Tag>;
  if (at === null) return saving ? <Tag state="neutral">Saving</Tag> : null;
  return (
    <span className={styles.mark}>
      <Tag state="done">
        Saved {clockTime(at)}
        {note ? `, ${note}` : ''}
      </Tag>
    </span>
  );
}
