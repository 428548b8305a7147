import { useMutation } from '@tanstack/react-query';
import type { Condition } from '#shared/members/member.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { AddCondition } from './add-condition.tsx';
import { useChart } from './chart-context.tsx';
import styles from './health.module.css';
import recordStyles from './record/record.module.css';
import { RecordSections } from './record/record-sections.tsx';

/** Conditions, medicines, allergies and hospital use with source and date; what no longer holds stays readable. */
export function HealthTab() {
  const { chart, memberId, today } = useChart();
  const { user } = useSession();
  const mayWrite = CARE_TEAM.includes(user.role);
  const [adding, setAdding] = useKept('HealthTab.adding', false);
  const end = useMutation(orpc.members.endCondition.mutationOptions());
  const held = chart.conditions.filter((condition) => !condition.endedOn);
  const past = chart.conditions.filter((condition) => condition.endedOn);

  const endNow = (condition: Condition) =>
    end.mutate(
      { id: condition.id },
      { onSuccess: () => showToast({ text: `${condition.label} no longer holds, from today.` }) },
    );

  return (
    <div className={styles.health}>
      <div className={styles.head}>
        <h2 className={styles.title}>Conditions</h2>
        {mayWrite && !adding && (
          <Button size="sm" onClick={() => setAdding(true)}>
            Add diagnosis
          </Button>
        )}
      </div>
      {adding && <AddCondition memberId={memberId} held={held} onClose={() => setAdding(false)} />}
      {end.error ? <ErrorLine error={end.error} safe="The list is as before." /> : null}
      {chart.conditions.length === 0 && !adding && (
        <EmptyState
          fact="No diagnosis on file."
          next="An encounter needs at least one. Add what the plan, the clinic or the member says."
          action={mayWrite && <Button onClick={() => setAdding(true)}>Add diagnosis</Button>}
        />
      )}
      {held.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Diagnosis</th>
              <th scope="col">Code</th>
              <th scope="col">Source</th>
              <th scope="col">Since</th>
              <th scope="col">
                <span className="visually-hidden">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {held.map((condition) => (
              <tr key={condition.id}>
                <th scope="row">{condition.label}</th>
                <td className="mono">{condition.code}</td>
                <td>{condition.source}</td>
                <td>
                  <DateWord date={condition.recordedOn} today={today} />
                </td>
                <td className={styles.action}>
                  {mayWrite && (
                    <Button
                      size="sm"
                      variant="quiet"
                      aria-label={`No longer holds, ${condition.label}`}
                      onClick={() => endNow(condition)}
                    >
                      No longer holds
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {past.length > 0 && (
        <>
          <h2 className={styles.title}>No longer held</h2>
          <ul className={styles.past}>
            {past.map((condition) => (
              <li key={condition.id}>
                {condition.label} <span className="mono">{condition.code}</span>, until{' '}
                <DateWord date={condition.endedOn ?? today} today={today} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={recordStyles.record}>
        <div className={recordStyles.column}>
          <RecordSections kinds={['medication', 'allergy']} />
        </div>
        <div className={recordStyles.column}>
          <RecordSections kinds={['utilization', 'hra']} />
        </div>
      </div>
    </div>
  );
}
