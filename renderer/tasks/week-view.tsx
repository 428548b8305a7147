import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays, dateInWords } from '#shared/dates.ts';
import type { Task } from '#shared/tasks/contract.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { cx } from '../components/cx.ts';
import { dayTitle } from '../components/date-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { mondayOf } from './task-groups.ts';
import styles from './tasks.module.css';

/** A week of tasks, a column a day; late ones stand on the day they were due. */
export function WeekView({
  today,
  whose,
  onOpen,
}: {
  readonly today: string;
  readonly whose: string;
  readonly onOpen: (task: Task) => void;
}) {
  const [from, setFrom] = useState(() => mondayOf(today));
  const week = useQuery(orpc.tasks.week.queryOptions({ input: { from, whose } }));
  const count = week.data?.days.reduce((sum, day) => sum + day.tasks.length, 0) ?? 0;
  return (
    <section aria-label={`Week of ${dateInWords(from, today)}`}>
      <div className={styles.weekBar}>
        <Button
          size="sm"
          icon={<IconChevronLeft size={15} stroke={1.75} aria-hidden />}
          onClick={() => setFrom(addDays(from, -7))}
        >
          Week before
        </Button>
        <Button size="sm" onClick={() => setFrom(mondayOf(today))}>
          This week
        </Button>
        <Button
          size="sm"
          icon={<IconChevronRight size={15} stroke={1.75} aria-hidden />}
          onClick={() => setFrom(addDays(from, 7))}
        >
          Week after
        </Button>
        <span className="quiet" aria-live="polite">
          {dateInWords(from, today)} to {dateInWords(addDays(from, 6), today)}, {count}{' '}
          {count === 1 ? 'task' : 'tasks'}
        </span>
      </div>
      {week.error && <ErrorLine error={week.error} onRetry={() => void week.refetch()} />}
      {week.isPending && <SkeletonRows height={46} />}
      <ol className={styles.week}>
        {(week.data?.days ?? []).map((day) => (
          <li key={day.date} className={styles.day}>
            <h2 className={cx(styles.dayHead, day.date === today && styles.dayToday)}>
              <span>{dayTitle(day.date).replace(/, .*/, '')}</span>
              <span>{Number(day.date.slice(8))}</span>
            </h2>
            {day.tasks.length === 0 && <span className={styles.none}>Nothing</span>}
            {day.tasks.map((task) => (
              <button
                key={task.id}
                type="button"
                className={cx(styles.card, task.state === 'done' && styles.done)}
                onClick={() => onOpen(task)}
              >
                <span className={styles.cardTitle}>{task.title}</span>
                <span className={styles.cardSecond}>
                  {task.memberName ?? 'No member'}
                  {task.state === 'done' ? ', done' : ''}
                </span>
              </button>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
