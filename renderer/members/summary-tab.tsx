import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Avatar } from '../components/avatar.tsx';
import { Clock } from '../components/clock.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { DateWord } from '../components/date-word.tsx';
import { KindIcon, ModeIcon, modeWords } from '../components/kind-icons.tsx';
import { Tag } from '../components/tag.tsx';
import { billingWords } from './billing-words.ts';
import { ChartRail, useChart } from './chart-context.tsx';
import { Goals } from './goals.tsx';
import styles from './summary.module.css';
import { SummaryRail } from './summary-rail.tsx';
import { TwelveMonths, TwelveMonthsLegend } from './twelve-months.tsx';

const STEPS_SHOWN = 6;

/** The summary: what comes next, goals in the member's words, the year, recent contacts. */
export function SummaryTab() {
  const { chart, memberId, today } = useChart();
  const { nextSteps, recentContacts } = chart;
  return (
    <>
      <div className={styles.columns}>
        <section className={styles.section} aria-labelledby="next-steps">
          <Head id="next-steps" title="Next steps" right={`${chart.counts.tasks} open`} />
          {chart.hapClock && (
            <div className={styles.step}>
              <KindIcon kind="hap" />
              <Link to={`/members/${memberId}/hap`} className={styles.stepText}>
                Write the HAP
              </Link>
              <span className={styles.stepClock}>
                <Clock clock={chart.hapClock} name="HAP clock" bar={false} />
                {chart.hapClock.confirmWithPlan && <ConfirmWithPlan what="the HAP clock" />}
              </span>
            </div>
          )}
          {nextSteps.slice(0, STEPS_SHOWN).map((step) => (
            <div key={step.id} className={styles.step} title={step.why}>
              <KindIcon kind={step.kind} />
              <span className={styles.stepText}>{step.title}</span>
              <span className={styles.stepClock}>
                {step.clock && step.clock.state !== 'none' ? (
                  <Clock clock={step.clock} name={`Clock of ${step.title}`} bar={false} />
                ) : (
                  step.dueOn && <DateWord date={step.dueOn} today={today} />
                )}
              </span>
            </div>
          ))}
          {nextSteps.length > STEPS_SHOWN && (
            <p className={styles.quiet}>{nextSteps.length - STEPS_SHOWN} more under Today and HAP.</p>
          )}
          {nextSteps.length === 0 && !chart.hapClock && (
            <p className={styles.quiet}>Nothing is planned. Signed notes and HAP steps set tasks here.</p>
          )}
        </section>
        <Goals />
      </div>
      <section className={styles.section} aria-labelledby="twelve-months">
        <Head id="twelve-months" title="Twelve months" right={<TwelveMonthsLegend />} />
        <TwelveMonths chart={chart} today={today} />
      </section>
      <section className={styles.section} aria-labelledby="recent-contacts">
        <Head
          id="recent-contacts"
          title="Recent contacts"
          right={chart.counts.notes === 1 ? '1 note' : `${chart.counts.notes} notes`}
        />
        {recentContacts.length === 0 && (
          <p className={styles.quiet}>No contact yet. A signed note puts the first one here.</p>
        )}
        {recentContacts.map((contact) => {
          const billing = billingWords(contact.billing);
          return (
            <article key={contact.noteId} className={styles.contact}>
              <ModeIcon mode={contact.mode} />
              <DateWord date={contact.on} today={today} />
              <div className={styles.contactText}>
                <h3 className={styles.contactTitle}>
                  {contact.title}
                  <span className="visually-hidden">, {modeWords(contact.mode)}</span>
                </h3>
                <p className={styles.contactSummary}>{contact.summary}</p>
              </div>
              <Avatar name={contact.author} />
              <span className={styles.billing}>
                {billing && <Tag state={billing.state}>{billing.words}</Tag>}
              </span>
            </article>
          );
        })}
      </section>
      <ChartRail>
        <SummaryRail />
      </ChartRail>
    </>
  );
}

function Head({
  id,
  title,
  right,
}: {
  readonly id: string;
  readonly title: string;
  readonly right: ReactNode;
}) {
  return (
    <div className={styles.head}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <span className={styles.right}>{right}</span>
    </div>
  );
}
