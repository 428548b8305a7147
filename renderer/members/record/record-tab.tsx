import { CARE_TEAM } from '#shared/roles.ts';
import { useOwnCaseloadOnly } from '../../app/own-caseload.ts';
import { useSession } from '../../app/session.tsx';
import { Merges, SamePerson } from '../merge/same-person.tsx';
import { IdsSection } from './ids-section.tsx';
import styles from './record.module.css';
import { RecordSections } from './record-sections.tsx';

/** Who the member is and how to reach them: what holds today in bold, what was before one press away. */
export function RecordTab() {
  const { user } = useSession();
  const ownOnly = useOwnCaseloadOnly();
  // Whoever sees only their own caseload cannot compare with the charts of others.
  const mayMerge = CARE_TEAM.includes(user.role) && !ownOnly;
  return (
    <>
      {mayMerge && <SamePerson />}
      {mayMerge && <Merges />}
      <div className={styles.record}>
        <div className={styles.column}>
          <RecordSections kinds={['phone', 'address', 'contact']} />
        </div>
        <div className={styles.column}>
          <IdsSection />
          <RecordSections kinds={['name', 'language', 'identity']} />
        </div>
      </div>
    </>
  );
}
