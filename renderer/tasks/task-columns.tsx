import { dateInWords } from '#shared/dates.ts';
import { dueDateClock } from '#shared/tasks/clock.ts';
import type { Task } from '#shared/tasks/contract.ts';
import { Avatar } from '../components/avatar.tsx';
import { Clock } from '../components/clock.tsx';
import { KindIcon } from '../components/kind-icons.tsx';
import { RowAction, RowName, RowText } from '../components/list-row.tsx';
import type { Column } from '../components/list-types.ts';
import { Tag } from '../components/tag.tsx';
import styles from './today.module.css';

/** What a task says under its title: its words, how often it comes, until when it is put away. */
export function secondLine(task: Task, today: string): string {
  return [
    task.detail,
    task.repeats && `Comes ${task.repeats}.`,
    task.snoozedUntil &&
      task.snoozedUntil > today &&
      `Snoozed until ${dateInWords(task.snoozedUntil, today)}.`,
    task.sourceKind === 'rule' && 'Set by a rule.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** The columns of the task list. */
export function taskColumns({
  today,
  why,
  onOpen,
}: {
  readonly today: string;
  /** The row whose reason is shown. */
  readonly why: string | null;
  readonly onOpen: (task: Task) => void;
}): readonly Column<Task>[] {
  return [
    {
      key: 'kind',
      header: 'Kind',
      width: '20px',
      cell: (task) => (
        <span className={styles.kind}>
          <KindIcon kind={task.kind} />
          <span className="visually-hidden">{task.kind.replaceAll('_', ' ')}</span>
        </span>
      ),
    },
    {
      key: 'what',
      header: 'Task',
      width: 'minmax(140px, 2fr)',
      cell: (task, { selected }) => (
        <>
          <RowText text={task.title} second={secondLine(task, today)} full={selected} />
          {why === task.id && <p className={styles.why}>{task.why}</p>}
        </>
      ),
    },
    {
      key: 'who',
      header: 'Member',
      width: 'minmax(110px, 1fr)',
      cell: (task) =>
        task.memberName ? <RowName name={task.memberName} /> : <span className="quiet">No member</span>,
    },
    {
      key: 'due',
      header: 'Due',
      width: '136px',
      cell: (task) =>
        task.state === 'done' ? (
          <Tag state="done">Done</Tag>
        ) : (
          task.dueOn && <Clock clock={dueDateClock(task.dueOn, today, task.urgent)} name="Due" bar={false} />
        ),
    },
    {
      key: 'owner',
      header: 'Owner',
      width: '28px',
      cell: (task) =>
        task.owner ? (
          <Avatar name={task.owner.name} />
        ) : (
          <span className="quiet" title="The member’s lead">
            –<span className="visually-hidden">the member’s lead</span>
          </span>
        ),
    },
    {
      key: 'action',
      header: 'Action',
      width: '92px',
      align: 'end',
      cell: (task, { selected }) => (
        <RowAction
          label={task.state === 'done' ? 'Reopen' : 'Open'}
          person={task.memberName ?? task.title}
          selected={selected}
          onRun={() => onOpen(task)}
        />
      ),
    },
  ];
}
