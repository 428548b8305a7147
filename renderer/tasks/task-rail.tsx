import { useMutation, useQuery } from '@tanstack/react-query';
import { dateInWords } from '#shared/dates.ts';
import type { Task } from '#shared/tasks/contract.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useToday } from '../app/today.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { Pairs, Rail, RailSection } from '../components/rail.tsx';
import { CheckField } from '../components/text-field.tsx';
import styles from './tasks.module.css';
import type { useTaskActions } from './use-task-actions.ts';

/** About the selected task: why it is there, whose it is, when it is due, and what Hearth reminds of. */
export function TaskRail({
  task,
  act,
  mayChange,
}: {
  readonly task: Task;
  readonly act: ReturnType<typeof useTaskActions>;
  readonly mayChange: boolean;
}) {
  const go = useGo();
  const today = useToday();
  const move = useMutation(orpc.tasks.move.mutationOptions());
  const reminders = useQuery(orpc.tasks.reminders.queryOptions({ input: {} }));
  const setReminders = useMutation(orpc.tasks.setReminders.mutationOptions());
  const on = reminders.data?.on ?? true;
  return (
    <Rail label={`About ${task.title}`}>
      <RailSection title={task.title}>
        <div className={styles.railBody}>
          <p>{task.why}</p>
          <Pairs
            rows={[
              { label: 'Member', value: task.memberName },
              { label: 'Owner', value: task.owner?.name ?? 'the member’s lead' },
              { label: 'Comes', value: task.repeats },
              {
                label: 'Snoozed',
                value:
                  task.snoozedUntil && task.snoozedUntil > today
                    ? `until ${dateInWords(task.snoozedUntil, today)}`
                    : null,
              },
            ]}
          />
          {mayChange && task.state === 'open' && (
            <DateField
              key={`${task.id}:${task.dueOn}`}
              label="Due"
              optional
              value={task.dueOn}
              today={today}
              onChange={(dueOn) => move.mutate({ id: task.id, dueOn })}
            />
          )}
          <div className={styles.railButtons}>
            {task.memberId && (
              <Button size="sm" onClick={() => go(`/members/${task.memberId}`)}>
                Open chart
              </Button>
            )}
            {mayChange && task.repeats && (
              <Button size="sm" onClick={() => act.stopRepeating(task)}>
                Stop repeating
              </Button>
            )}
          </div>
        </div>
      </RailSection>
      <RailSection title="Reminders on this computer">
        <CheckField
          label="Say when something cannot wait"
          checked={on}
          onChange={(next) => setReminders.mutate({ on: next })}
        />
        <p className="quiet">In counts only, never a name, so that it may stand on a locked screen.</p>
      </RailSection>
    </Rail>
  );
}
