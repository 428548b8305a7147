import type { PlanContent } from '#shared/action-plans/content.ts';
import { TextArea } from '../components/text-field.tsx';
import { fieldId } from './change-plan.ts';
import styles from './editor.module.css';

/** Medicines, diagnoses and hospital use on the day of the version. Diagnoses come from the problem list. */
export function SnapshotSection({
  content,
  onChange,
}: {
  readonly content: PlanContent;
  readonly onChange: (part: Partial<PlanContent>) => void;
}) {
  const { snapshot } = content;
  const set = (change: Partial<typeof snapshot>) => onChange({ snapshot: { ...snapshot, ...change } });
  return (
    <div className={styles.form}>
      <TextArea
        id={fieldId('snapshot.medications')}
        label="Medicines"
        help="one a line, with dose and how often"
        optional
        value={snapshot.medications}
        maxLength={4000}
        onChange={(medications) => set({ medications })}
      />
      <div className={styles.labelled}>
        <span className={styles.label}>Diagnoses on the problem list</span>
        <p className={styles.quiet}>
          {snapshot.diagnoses.length === 0
            ? 'None on the problem list.'
            : snapshot.diagnoses.map(({ code, label }) => `${label}, ${code}`).join('; ')}
        </p>
        <p className={styles.quiet}>Copied again from the problem list when the version is signed.</p>
      </div>
      <TextArea
        label="Emergency room and hospital"
        help="visits and stays, with dates where known"
        optional
        value={snapshot.utilization}
        maxLength={4000}
        onChange={(utilization) => set({ utilization })}
      />
    </div>
  );
}
