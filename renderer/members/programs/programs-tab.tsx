import { useQuery } from '@tanstack/react-query';
import { OPEN_STATUSES } from '#shared/members/member.ts';
import type { RecordEntry } from '#shared/members/record-contract.ts';
import { overlapRule, VERDICT_WORDS } from '#shared/programs/other-programs.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../../api.ts';
import { useSession } from '../../app/session.tsx';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { DateWord } from '../../components/date-word.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Tag } from '../../components/tag.tsx';
import { useChart } from '../chart-context.tsx';
import styles from '../record/record.module.css';
import { RecordSections } from '../record/record-sections.tsx';
import { ChangeLead, ChangeTier } from './change-step.tsx';
import { Eligibility } from './eligibility.tsx';
import { EndProgram } from './end-program.tsx';

const VERDICT_STATE = { allowed: 'done', choose_one: 'due', excluded: 'urgent' } as const;

/** Programs as dated steps, what goes with them, other programs with their rule, and who may be in. */
export function ProgramsTab() {
  const { chart, memberId, today } = useChart();
  const { member } = chart;
  const { user } = useSession();
  const [form, setForm] = useKept<'end' | 'lead' | 'tier' | null>('ProgramsTab.form', null);
  const close = () => setForm(null);
  const query = useQuery(orpc.members.programHistory.queryOptions({ input: { id: memberId } }));
  const mayChange = CARE_TEAM.includes(user.role) && OPEN_STATUSES.includes(member.status);
  const overlap = (entry: RecordEntry) => {
    if (entry.kind !== 'other_program') return null;
    const rule = overlapRule(member.program ?? 'ECM', String(entry.content.code), today);
    return (
      <p className={styles.detail}>
        {rule ? (
          <>
            <Tag state={VERDICT_STATE[rule.verdict]}>{VERDICT_WORDS[rule.verdict]}</Tag> {rule.words}{' '}
            <span className={styles.quiet}>
              {rule.source}
              {rule.confirmed === 'confirm_with_plan' ? ' Confirm with plan.' : ''}
            </span>
          </>
        ) : (
          'No rule about it is on file. Ask the plan.'
        )}
      </p>
    );
  };
  return (
    <div className={styles.record}>
      <div className={styles.column}>
        <section className={styles.section} aria-label="Steps">
          <div className={styles.head}>
            <h2 className={styles.title}>
              Steps{query.data?.phase ? `, phase ${query.data.phase} of HHP` : ''}
            </h2>
            {mayChange && form === null && (
              <span>
                <Button size="sm" variant="quiet" onClick={() => setForm('lead')}>
                  Change lead…
                </Button>
                <Button size="sm" variant="quiet" onClick={() => setForm('tier')}>
                  Change tier…
                </Button>
                {member.status === 'enrolled' && (
                  <Button size="sm" variant="quiet" onClick={() => setForm('end')}>
                    End or transfer…
                  </Button>
                )}
              </span>
            )}
          </div>
          {form === 'lead' && <ChangeLead onClose={close} />}
          {form === 'tier' && <ChangeTier onClose={close} />}
          {form === 'end' && query.data && (
            <EndProgram
              memberId={memberId}
              memberName={member.name}
              reasons={query.data.reasons}
              today={today}
              onClose={close}
            />
          )}
          {query.error ? <ErrorLine error={query.error} onRetry={() => void query.refetch()} /> : null}
          {!query.data && !query.error && <SkeletonRows />}
          <ol className={styles.list}>
            {query.data?.events.map((event) => (
              <li key={event.id} className={styles.entry}>
                <div className={styles.line}>
                  <p className={styles.entryTitle}>{event.words}</p>
                  <p className={styles.quiet}>
                    <DateWord date={event.on} today={today} />
                    {event.by ? ` · by ${event.by}` : ''}
                  </p>
                </div>
              </li>
            ))}
          </ol>
        </section>
        <RecordSections kinds={['authorization', 'consent', 'focus', 'other_program']} after={overlap} />
      </div>
      <div className={styles.column}>
        <Eligibility memberId={memberId} today={today} />
      </div>
    </div>
  );
}
