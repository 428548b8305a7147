import { Progress } from '../components/progress.tsx';
import styles from './roster.module.css';
import { rowCount } from './words.tsx';
import { cancelWriting, useWriting } from './writing.ts';

/** How far the applying or undoing of a roster is; stopping it leaves everything as it was. */
export function WritingProgress({ importId }: { readonly importId: string }) {
  const { running, progress, doing } = useWriting(importId);
  if (!running || !progress) return null;
  const { step, done, total } = progress;
  const verb = step === 'comparing' ? 'Comparing once more' : doing === 'apply' ? 'Applying' : 'Taking back';
  const counts =
    step === 'comparing'
      ? ''
      : `, ${done.toLocaleString('en-US')} of ${rowCount(total).replace('row', 'member')}`;
  return (
    <div className={styles.above}>
      <Progress
        label={verb}
        text={`${verb}${counts}`}
        share={total === 0 ? null : done / total}
        onCancel={cancelWriting}
      />
    </div>
  );
}
