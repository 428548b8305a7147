import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CARE_TEAM } from '#shared/roles.ts';
import type { Target, Task, TaskKind } from '#shared/tasks/contract.ts';
import { orpc } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useOwnCaseloadOnly } from '../app/own-caseload.ts';
import { openPanel } from '../app/panel/panel-state.ts';
import { useSession } from '../app/session.tsx';
import { useSubject } from '../app/subject.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { LettersButton } from '../letters/write-to.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';
import { taskColumns } from './task-columns.tsx';
import { groupTasks, TASK_GROUP_WORDS } from './task-groups.ts';
import { TaskRail } from './task-rail.tsx';
import { useTaskActions } from './use-task-actions.ts';
import { WeekView } from './week-view.tsx';

const MOST_ROWS = 500;
const CHART_KINDS: Partial<Record<TaskKind, Target['page']>> = {
  hap: 'hap',
  goal_step: 'hap',
  assessment: 'assessments',
  outreach: 'outreach',
};

interface TasksSearch {
  readonly view?: 'list' | 'week';
  readonly whose?: string;
}

/** All tasks: by list or week, mine, everybody's or one person's; each says why it is there. */
export function TasksPage() {
  const go = useGo();
  const today = useToday();
  const navigate = useNavigate();
  const { user } = useSession();
  const search = useSearch({ strict: false }) as TasksSearch;
  const view = search.view === 'week' ? 'week' : 'list';
  const whose = search.whose ?? 'mine';
  const [selected, setSelected] = useKept<string | null>('TasksPage.selected', null);
  const [why, setWhy] = useKept<string | null>('TasksPage.why', null);
  const [checked, setChecked] = useKept<ReadonlySet<string>>('TasksPage.checked', new Set());
  const [snoozing, setSnoozing] = useKept<Task | null>('TasksPage.snoozing', null);
  const [handing, setHanding] = useKept<readonly Task[]>('TasksPage.handing', []);
  const mayChange = CARE_TEAM.includes(user.role);
  const query = useQuery(
    orpc.tasks.list.queryOptions({ input: { whose, doneSince: today, limit: MOST_ROWS } }),
  );
  const act = useTaskActions();

  const tasks = query.data?.tasks ?? [];
  const groups = groupTasks(tasks, today);
  const ordered = groups.flatMap((group) => group.tasks);
  const current = ordered.find((task) => task.id === selected) ?? ordered[0];
  useSubject(current?.memberId, current?.memberName);

  const show = (next: TasksSearch) => {
    setChecked(new Set());
    void navigate({ to: '/tasks', search: { view, whose, ...next } as never, replace: true });
  };
  const open = (task: Task) => {
    if (task.state === 'done') act.reopen(task);
    else if (!task.memberId) setWhy(task.id);
    else if (task.kind === 'visit' || task.kind === 'call' || task.kind === 'conference') {
      openPanel({ kind: 'note', memberId: task.memberId, id: null, taskId: task.id });
    } else go({ page: CHART_KINDS[task.kind] ?? 'chart', memberId: task.memberId, id: null });
  };
  const explain = (task: Task) => {
    setWhy((shown) => (shown === task.id ? null : task.id));
    announce(task.why);
  };
  const snooze = (task: Task) => {
    if (task.state === 'done') return;
    if (task.snoozedUntil && task.snoozedUntil > today) act.bringBack(task);
    else setSnoozing(task);
  };
  const finish = (task: Task) => (task.state === 'done' ? act.reopen(task) : act.finish(task));
  const handOver = (task: Task) => {
    const many = ordered.filter((one) => checked.has(one.id) && one.state === 'open');
    setHanding(many.length > 0 ? many : task.state === 'open' ? [task] : []);
  };
  const add = () => openPanel({ kind: 'task', memberId: null, id: null });
  useKeys(mayChange ? [{ keys: 't', label: 'Add task', group: 'list', run: add }] : []);

  const open_ = tasks.filter((task) => task.state === 'open').length;
  return (
    <Page
      title="Tasks"
      subtitle={
        query.data ? `${open_} open${query.data.total > MOST_ROWS ? ', the first 500 shown' : ''}` : undefined
      }
      actions={
        <>
          <Segmented
            label="How tasks are shown"
            choices={[
              { value: 'list', label: 'List' },
              { value: 'week', label: 'Week' },
            ]}
            value={view}
            onChange={(next) => show({ view: next })}
          />
          <LettersButton
            label={checked.size > 0 ? `Tasks, ${checked.size} selected` : 'Tasks, open'}
            keys="Shift+L"
            members={ordered
              .filter((task) => (checked.size > 0 ? checked.has(task.id) : task.state === 'open'))
              .flatMap(({ memberId }) => (memberId ? [memberId] : []))}
          />
          {mayChange && (
            <Button
              variant="ember"
              keys="t"
              icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
              onClick={add}
            >
              Add task
            </Button>
          )}
        </>
      }
      bar={<WhoseChips value={whose} onChange={(next) => show({ whose: next })} />}
      rail={
        view === 'list' && current ? <TaskRail task={current} act={act} mayChange={mayChange} /> : undefined
      }
      railWidth={290}
      flush
      footer={
        view === 'list' &&
        tasks.length > 0 && (
          <PageFooter
            left={checked.size > 0 ? `${checked.size} selected` : undefined}
            keys={[
              { keys: 'j k', label: 'move' },
              { keys: 'Enter', label: 'open' },
              ...(mayChange
                ? [
                    { keys: 's', label: 'snooze' },
                    { keys: 'e', label: 'done' },
                    { keys: 'a', label: 'hand over' },
                    { keys: 'x', label: 'select' },
                  ]
                : []),
              { keys: 'w', label: 'why' },
            ]}
          />
        )
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {act.error && <ErrorLine error={act.error} safe="The task is as it was." />}
      {view === 'week' && <WeekView today={today} whose={whose} onOpen={open} />}
      {view === 'list' && query.isPending && <SkeletonRows height={46} />}
      {view === 'list' && query.data && tasks.length === 0 && (
        <EmptyState
          fact="Nothing to do."
          next="Notes, HAPs, assessments and dated rules set tasks by themselves; add one by hand for the rest."
        />
      )}
      {view === 'list' && tasks.length > 0 && (
        <ListTable
          label="Tasks"
          columns={taskColumns({ today, why, onOpen: open })}
          groups={groups.map((group) => ({
            key: group.key,
            rows: group.tasks,
            header: <GroupHeader title={TASK_GROUP_WORDS[group.key]} count={group.tasks.length} />,
          }))}
          rowKey={(task) => task.id}
          rowName={(task) => [task.title, task.memberName].filter(Boolean).join(', ')}
          rowHeight={46}
          headless
          selected={selected}
          onSelect={setSelected}
          onOpen={open}
          {...(mayChange && checked.size > 0 ? { checked, onChecked: setChecked } : {})}
          rowKeys={[
            ...(mayChange
              ? [
                  { keys: 's', label: 'Snooze', run: snooze },
                  { keys: 'e', label: 'Done', run: finish },
                  { keys: 'a', label: 'Hand over', run: handOver },
                  ...(checked.size === 0
                    ? [{ keys: 'x', label: 'Select', run: (task: Task) => setChecked(new Set([task.id])) }]
                    : []),
                ]
              : []),
            { keys: 'w', label: 'Why is this here', run: explain },
          ]}
          autoFocus
        />
      )}
      {snoozing && (
        <SnoozeDialog
          title={snoozing.title}
          today={today}
          onClose={() => setSnoozing(null)}
          onSnooze={(until) => {
            act.putAway(snoozing, until);
            setSnoozing(null);
          }}
        />
      )}
      {handing.length > 0 && (
        <HandOverDialog
          tasks={handing}
          onClose={() => setHanding([])}
          onHandOver={(to) => {
            act.handOver(handing, to);
            setHanding([]);
            setChecked(new Set());
          }}
        />
      )}
    </Page>
  );
}

/** Whose tasks are shown: mine, everybody's, or one person's with how many are open and late. */
function WhoseChips({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (whose: string) => void;
}) {
  const ownOnly = useOwnCaseloadOnly();
  const board = useQuery(orpc.assignments.board.queryOptions({ input: { limit: 1 }, enabled: !ownOnly }));
  const people = (board.data?.leads ?? []).filter((person) => person.openTasks > 0 || person.id === value);
  return (
    <ViewChips
      label="Whose tasks"
      views={[
        { value: 'mine', label: 'Mine' },
        { value: 'all', label: 'Everybody' },
        ...people.map((person) => ({
          value: person.id,
          label: person.lateTasks > 0 ? `${person.name}, ${person.lateTasks} late` : person.name,
          count: person.openTasks,
        })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
