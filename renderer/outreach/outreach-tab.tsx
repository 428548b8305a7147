import { useQuery } from '@tanstack/react-query';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useSession } from '../app/session.tsx';
import { Button } from '../components/button.tsx';
import { Clock } from '../components/clock.tsx';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ChartRail, useChart } from '../members/chart-context.tsx';
import { AttemptTitle, afterWords } from './attempt-words.tsx';
import styles from './outreach.module.css';
import { OutreachSections } from './outreach-rail.tsx';

/** Attempts, clock and where the person may be; read-only once the member is enrolled. */
export function OutreachTab() {
  const { memberId, today } = useChart();
  const go = useGo();
  const { user } = useSession();
  const query = useQuery(orpc.outreach.card.queryOptions({ input: { memberId } }));
  const card = query.data;
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!card) return null;
  const mayLog = CARE_TEAM.includes(user.role) && !card.readOnly;
  const logButton = mayLog && (
    <Button keys="l" onClick={() => go('/outreach', { member: memberId })}>
      Log attempt
    </Button>
  );
  return (
    <div className={styles.tab}>
      <div className={styles.tabHead}>
        {card.clock ? <Clock clock={card.clock} name="Outreach clock" /> : <span>{card.statusWords}</span>}
        <span className="quiet">
          {card.attempts} of {card.wanted} attempts
        </span>
        <span>{logButton}</span>
      </div>
      {card.history.length === 0 ? (
        <EmptyState
          fact="No attempt on file."
          next="Each attempt stands here with its result, place and encounter line."
        />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Day</th>
              <th scope="col">Attempt</th>
              <th scope="col">Where or number</th>
              <th scope="col">Min</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {card.history.map((attempt) => (
              <tr key={attempt.id}>
                <td>{attempt.number ?? 'not counted'}</td>
                <td>
                  <DateWord date={attempt.on} today={today} />
                </td>
                <th scope="row">
                  <AttemptTitle attempt={attempt} />
                  {attempt.text && <span className={styles.origin}> {attempt.text}</span>}
                  {afterWords(attempt, today) && (
                    <span className={styles.origin}> {afterWords(attempt, today)}</span>
                  )}
                </th>
                <td>{attempt.place ?? attempt.tried ?? ''}</td>
                <td>{attempt.minutes || ''}</td>
                <td>{attempt.staff}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ChartRail width={276}>
        <OutreachSections card={card} today={today} />
      </ChartRail>
    </div>
  );
}
