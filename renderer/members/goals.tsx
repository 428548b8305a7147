import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dateInWords } from '#shared/dates.ts';
import { orpc } from '../api.ts';
import { Bar } from '../components/clock.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { useChart } from './chart-context.tsx';
import { pronounWords } from './member-words.tsx';
import styles from './summary.module.css';

const SHOWN = 4;

/** The goals of the signed HAP in the member's own words, each with how many of its steps are done. */
export function Goals() {
  const { chart, memberId, today } = useChart();
  const signed = chart.counts.hapVersion !== null;
  const plan = useQuery({
    ...orpc.actionPlans.current.queryOptions({ input: { memberId } }),
    enabled: signed,
  });
  const words = pronounWords(chart.member.pronouns);
  const version = plan.data?.signed;
  const done = new Set(plan.data?.doneSteps ?? []);
  const goals = version?.content.goals ?? [];
  return (
    <section className={styles.section} aria-labelledby="goals">
      <div className={styles.head}>
        <h2 id="goals" className={styles.title}>
          Goals, in {words.possessive} words
        </h2>
        {version?.signedAt && (
          <span className={styles.right}>
            HAP v{version.version}, signed {shortDateWithYear(version.signedAt.slice(0, 10))}
          </span>
        )}
      </div>
      {!signed && (
        <p className={styles.quiet}>
          No signed HAP yet.{' '}
          <Link to={`/members/${memberId}/hap`} className={styles.link}>
            Open the HAP
          </Link>
        </p>
      )}
      {goals.slice(0, SHOWN).map((goal) => {
        const finished = goal.steps.filter((step) => step.done || done.has(step.id)).length;
        const share = goal.status === 'met' ? 1 : goal.steps.length > 0 ? finished / goal.steps.length : 0;
        return (
          <div key={goal.id} className={styles.goal}>
            <div className={styles.goalText}>
              <p className={styles.goalWords}>“{goal.words}”</p>
              <p className={styles.goalMeasure}>
                {[
                  goal.measure.trim().replace(/\.$/, ''),
                  goal.targetDate && `by ${dateInWords(goal.targetDate, today)}`,
                ]
                  .filter(Boolean)
                  .join(', ')}
              </p>
            </div>
            <span className={styles.goalBar}>
              <Bar
                share={share}
                label={`Goal: ${goal.words}`}
                text={goal.status === 'met' ? 'met' : `${finished} of ${goal.steps.length} steps done`}
              />
            </span>
          </div>
        );
      })}
      {goals.length > SHOWN && <p className={styles.quiet}>{goals.length - SHOWN} more in the HAP.</p>}
    </section>
  );
}
