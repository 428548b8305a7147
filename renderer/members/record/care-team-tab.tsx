import styles from './record.module.css';
import { RecordSections } from './record-sections.tsx';

/** The people around the member, inside and outside, and what each may be told until when. */
export function CareTeamTab() {
  return (
    <div className={styles.record}>
      <div className={styles.column}>
        <RecordSections kinds={['team']} />
      </div>
      <div className={styles.column}>
        <RecordSections kinds={['pcp', 'representative']} />
      </div>
    </div>
  );
}
