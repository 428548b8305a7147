import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import {
  GOAL_STATUS_WORDS,
  type Goal,
  needsInOrder,
  type PlanContent,
} from '#shared/action-plans/content.ts';
import { DOMAIN_WORDS } from '#shared/action-plans/domains.ts';
import { dateInWords } from '#shared/dates.ts';
import { fullDate } from '../components/date-text.ts';
import { Tag } from '../components/tag.tsx';
import styles from './plan-view.module.css';
import { countOf, type MemberWords, quoted } from './wording.ts';

/** One version as it can be read: goals with where they stand, then the rest of the plan. Nothing can be changed. */
export function PlanView({
  content,
  words,
  today,
  doneSteps,
}: {
  readonly content: PlanContent;
  readonly words: MemberWords;
  readonly today: string;
  /** Steps whose task is done, besides those the plan marks itself. */
  readonly doneSteps: ReadonlySet<string>;
}) {
  const crisis = [content.crisisPlan, content.crisisContact && `Call at night: ${content.crisisContact}`];
  return (
    <div className={styles.view}>
      <section aria-label="Goals">
        <h2 className={styles.section}>
          Goals <span>{content.goals.length}</span>
        </h2>
        <ol className={styles.goals}>
          {content.goals.map((goal, index) => (
            <li key={goal.id} className={styles.goal}>
              <GoalView goal={goal} number={index + 1} today={today} doneSteps={doneSteps} />
            </li>
          ))}
        </ol>
        {content.goals.length === 0 && <p className={styles.none}>No goals written.</p>}
      </section>
      <div className={styles.columns}>
        <Part title={`What ${words.brings}`}>{content.strengths}</Part>
        <Part title="What matters">{content.preferences}</Part>
        <Needs content={content} />
        <Part title="In a crisis">{crisis.filter((line) => line).join('\n')}</Part>
        <Part title="After a hospital stay or a move">{content.transitionPlan}</Part>
        {content.careTeam.length > 0 && (
          <section aria-label="Care team">
            <h2 className={styles.section}>
              Care team <span>{content.careTeam.length}</span>
            </h2>
            <ul className={styles.team}>
              {content.careTeam.map((person) => (
                <li key={person.id}>
                  {person.name}
                  <span>{[person.role, person.phone].filter((part) => part).join(', ')}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Part title="Medicines">{content.snapshot.medications}</Part>
        <Part title="Diagnoses">
          {content.snapshot.diagnoses.map(({ code, label }) => `${label}, ${code}`).join('\n')}
        </Part>
        <Part title="Emergency room and hospital">{content.snapshot.utilization}</Part>
        {content.reviewOn && (
          <Part title="Next review">
            <time dateTime={content.reviewOn} title={fullDate(content.reviewOn)}>
              {dateInWords(content.reviewOn, today)}
            </time>
          </Part>
        )}
      </div>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  if (!children) return null;
  return (
    <section aria-label={title}>
      <h2 className={styles.section}>{title}</h2>
      <p className={styles.text}>{children}</p>
    </section>
  );
}

function Needs({ content }: { readonly content: PlanContent }) {
  const needs = needsInOrder(content);
  if (needs.length === 0) return <Part title="Needs found">{content.needs}</Part>;
  return (
    <section aria-label="Needs found">
      <h2 className={styles.section}>
        Needs found <span>{needs.length}</span>
      </h2>
      <dl className={styles.needs}>
        {needs.map(({ domain, text }) => (
          <div key={domain}>
            <dt>{DOMAIN_WORDS[domain]}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {content.needs && <p className={styles.text}>{content.needs}</p>}
    </section>
  );
}

function GoalView({
  goal,
  number,
  today,
  doneSteps,
}: {
  readonly goal: Goal;
  readonly number: number;
  readonly today: string;
  readonly doneSteps: ReadonlySet<string>;
}) {
  const done = goal.steps.filter((step) => step.done || doneSteps.has(step.id)).length;
  return (
    <>
      <div className={styles.head}>
        <span className={styles.number}>{number}</span>
        <h3 className={styles.words}>{quoted(goal.words)}</h3>
        <Tag state={goal.status === 'met' ? 'done' : 'neutral'}>{GOAL_STATUS_WORDS[goal.status]}</Tag>
      </div>
      <div className={styles.body}>
        {goal.measure && <p className={styles.text}>{goal.measure}</p>}
        <p className={styles.line}>
          {DOMAIN_WORDS[goal.domain]}
          {goal.targetDate && (
            <>
              , by{' '}
              <time dateTime={goal.targetDate} title={fullDate(goal.targetDate)}>
                {dateInWords(goal.targetDate, today)}
              </time>
            </>
          )}
          {goal.steps.length > 0 && `, ${done} of ${countOf(goal.steps.length, 'step')} done`}
        </p>
        {goal.steps.length > 0 && (
          <table className={styles.steps}>
            <caption className="visually-hidden">Steps of goal {number}</caption>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">What</th>
                <th scope="col">Who</th>
                <th scope="col">By when</th>
              </tr>
            </thead>
            <tbody>
              {goal.steps.map((step) => {
                const over = step.done || doneSteps.has(step.id);
                return (
                  <tr key={step.id}>
                    <td>{step.text}</td>
                    <td>{step.ownerName}</td>
                    <td>
                      {over ? (
                        <span className={styles.over}>
                          <IconCheck size={14} stroke={1.75} aria-hidden />
                          done
                        </span>
                      ) : (
                        step.dueOn && (
                          <time dateTime={step.dueOn} title={fullDate(step.dueOn)}>
                            {dateInWords(step.dueOn, today)}
                          </time>
                        )
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        {(goal.barriers || goal.strengths) && (
          <dl className={styles.more}>
            {goal.barriers && (
              <div>
                <dt>What gets in the way</dt>
                <dd>{goal.barriers}</dd>
              </div>
            )}
            {goal.strengths && (
              <div>
                <dt>What helps</dt>
                <dd>{goal.strengths}</dd>
              </div>
            )}
          </dl>
        )}
      </div>
    </>
  );
}
