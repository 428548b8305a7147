import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { weightText } from '#shared/assignments/workload.ts';
import type { CaseloadView } from '#shared/members/contract.ts';
import type { tasksContract } from '#shared/tasks/contract.ts';
import { orpc } from '../api.ts';
import { Bar } from '../components/clock.tsx';
import { cx } from '../components/cx.ts';
import { dayTitle } from '../components/date-text.ts';
import { Figures, Rail, RailSection } from '../components/rail.tsx';
import { Tag } from '../components/tag.tsx';
import { NotesWaiting } from './notes-waiting.tsx';
import { SinceYouLeft } from './since-left.tsx';
import styles from './today.module.css';

/** What Today shows, as the contract gives it. */
export type TodayData = z.output<NonNullable<(typeof tasksContract)['today']['~orpc']['outputSchema']>>;

/** The rail of Today: the caseload in figures, and the week. */
export function TodayRail({
  data,
  onView,
}: {
  readonly data: TodayData;
  readonly onView: (view: CaseloadView) => void;
}) {
  const { caseload, week } = data;
  const { data: mine } = useQuery(orpc.assignments.mine.queryOptions({ input: {} }));
  const link = (view: CaseloadView, label: string, count: number, state?: 'due' | 'urgent'): ReactNode => (
    <button
      type="button"
      className={styles.figure}
      aria-label={`${count} ${label}, open the list`}
      onClick={() => onView(view)}
    >
      {state && count > 0 ? <Tag state={state}>{count}</Tag> : count}
    </button>
  );
  return (
    <Rail label="Since you left, caseload and week">
      <SinceYouLeft />
      <RailSection
        title={caseload.own ? 'My caseload' : 'Everybody’s caseload'}
        right={caseload.own && mine && `weight ${weightText(mine.weight)} of ${weightText(mine.capacity)}`}
      >
        {caseload.own && mine && mine.capacity > 0 && (
          <Bar
            share={Math.min(1, mine.weight / mine.capacity)}
            label="My caseload"
            text={`${weightText(mine.weight)} of ${weightText(mine.capacity)}`}
          />
        )}
        <Figures
          rows={[
            { label: 'Members', value: link(caseload.own ? 'mine' : 'all', 'members', caseload.members) },
            {
              label: 'HAP not done',
              value: link('hap_not_done', 'HAP not done', caseload.hapNotDone, 'due'),
            },
            { label: 'HAP done within 90 days', value: caseload.hapWithin90 },
            { label: 'HAP done after 90 days', value: caseload.hapAfter90 },
            {
              label: 'No contact in 30 days',
              value: link('no_contact_30', 'without contact in 30 days', caseload.noContact30, 'urgent'),
            },
            { label: 'No billable service this month', value: caseload.noBillableService },
          ]}
        />
      </RailSection>
      <RailSection title="This week">
        <ol className={styles.week}>
          {week.map((day) => (
            <li
              key={day.date}
              className={cx(styles.day, day.today && styles.dayToday)}
              aria-current={day.today ? 'date' : undefined}
            >
              <span className="visually-hidden">
                {dayTitle(day.date)}, {day.open} open, {day.done} done
              </span>
              <span aria-hidden>{dayTitle(day.date).slice(0, 3)}</span>
              <span aria-hidden className={styles.dayNumber}>
                {Number(day.date.slice(8))}
              </span>
              <span aria-hidden className={styles.dayCount}>
                {day.open === 0 && day.done > 0 ? `✓ ${day.done}` : day.open}
              </span>
            </li>
          ))}
        </ol>
      </RailSection>
      <NotesWaiting />
    </Rail>
  );
}
