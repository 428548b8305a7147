import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays, dateInWords } from '#shared/dates.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import type { TodayRow } from '#shared/tasks/contract.ts';
import { api, orpc } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { useGo } from '../app/go.ts';
import { openPanel } from '../app/panel/panel-state.ts';
import { queryClient } from '../app/query-client.ts';
import { useSession } from '../app/session.tsx';
import { useSubject } from '../app/subject.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { dayTitle } from '../components/date-text.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { RowGroup } from '../components/list-types.ts';
import { Page, PageFooter } from '../components/page.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useCallSheet } from '../outreach/use-call-sheet.ts';
import { todayColumns } from './today-columns.tsx';
import { TodayRail } from './today-rail.tsx';
import { WeekView } from './week-view.tsx';

/** Groups longer than this fold into "n more". */
const FOLD_FROM = 7;
const POLL_MS = 60_000;

const COUNT_WORDS: Readonly<Record<string, (count: number) => string>> = {
  cannot_wait: (count) => `${count} cannot wait`,
  visits: (count) => (count === 1 ? '1 visit' : `${count} visits`),
  outreach: (count) => (count === 1 ? '1 attempt due' : `${count} attempts due`),
  to_do: (count) => `${count} to do`,
};

const RIGHT_WORDS: Readonly<Record<string, string>> = { cannot_wait: 'most urgent first' };

/** What cannot wait, then visits and calls, then outreach: the plan for the day. */
export function TodayPage() {
  const go = useGo();
  const { user } = useSession();
  const localDay = useToday();
  const query = useQuery(orpc.tasks.today.queryOptions({ input: {}, refetchInterval: POLL_MS }));
  const [selected, setSelected] = useKept<string | null>('TodayPage.selected', null);
  const [why, setWhy] = useKept<string | null>('TodayPage.why', null);
  const [span, setSpan] = useKept<'day' | 'week'>('TodayPage.span', 'day');
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const done = useMutation(orpc.tasks.done.mutationOptions());
  const snooze = useMutation(orpc.tasks.snooze.mutationOptions());

  const data = query.data;
  const callSheet = useCallSheet(data?.caseload.own ? 'mine' : 'all');
  const today = data?.date ?? localDay;
  const groups = (data?.groups ?? []).filter((group) => group.rows.length > 0);
  const rows = groups.flatMap((group) => group.rows);
  const current = rows.find((row) => row.id === selected) ?? rows[0];
  useSubject(current?.memberId, current?.name);

  const undo = async (call: Promise<unknown>) => {
    await call;
    await queryClient.invalidateQueries();
  };
  const finish = (row: TodayRow) => {
    const id = row.taskId;
    if (!id) {
      explain(row, 'This row goes when the work is done.');
      return;
    }
    done.mutate(
      { id },
      {
        onSuccess: () =>
          showToast({ text: `Done: ${row.title}.`, undo: () => undo(api.tasks.undoDone({ id })) }),
      },
    );
  };
  const putAway = (row: TodayRow) => {
    const id = row.taskId;
    if (!id) {
      explain(row, 'A clock made this row, so it cannot be snoozed.');
      return;
    }
    snooze.mutate(
      { id, until: addDays(today, 1) },
      {
        onSuccess: () =>
          showToast({
            text: `Snoozed until tomorrow: ${row.title}.`,
            undo: () => undo(api.tasks.snooze({ id, until: null })),
          }),
      },
    );
  };
  const explain = (row: TodayRow, before = '') => {
    setWhy((shown) => (shown === row.id && !before ? null : row.id));
    announce([before, row.why].filter(Boolean).join(' '));
  };
  const open = (row: TodayRow) => {
    if (row.target.page === 'note' && row.taskId && !row.target.id) {
      openPanel({ kind: 'note', memberId: row.memberId, id: null, taskId: row.taskId });
    } else go(row.target);
  };

  const list: RowGroup<TodayRow>[] = groups.map((group) => {
    const folded = !unfolded.has(group.key) && group.rows.length > FOLD_FROM;
    return {
      key: group.key,
      rows: folded ? group.rows.slice(0, FOLD_FROM) : group.rows,
      header: (
        <GroupHeader
          title={group.title}
          count={group.total}
          right={
            folded ? (
              <Button
                variant="link"
                size="sm"
                tabIndex={-1}
                onClick={() => setUnfolded(new Set([...unfolded, group.key]))}
              >
                {group.rows.length - FOLD_FROM} more
              </Button>
            ) : (
              RIGHT_WORDS[group.key]
            )
          }
        />
      ),
    };
  });

  const subtitle = groups.map((group) => COUNT_WORDS[group.key]?.(group.total) ?? '').join(', ');
  const failed = done.error ?? snooze.error;

  return (
    <Page
      title={dayTitle(today)}
      subtitle={subtitle}
      actions={
        <>
          <Segmented
            label="How much is shown"
            choices={[
              { value: 'day', label: 'Day' },
              { value: 'week', label: 'Week' },
            ]}
            value={span}
            onChange={setSpan}
          />
          {CARE_TEAM.includes(user.role) && groups.some(({ key }) => key === 'outreach') && (
            <Button busy={callSheet.isPending} onClick={() => callSheet.mutate('calls')}>
              Print call sheet
            </Button>
          )}
        </>
      }
      rail={data ? <TodayRail data={data} onView={(view) => go('/caseload', { view })} /> : undefined}
      railWidth={295}
      flush
      footer={
        span === 'day' &&
        rows.length > 0 && (
          <PageFooter
            keys={[
              { keys: 'j k', label: 'move' },
              { keys: 'Enter', label: 'open' },
              { keys: 'n', label: 'note' },
              { keys: 's', label: 'snooze' },
              { keys: 'e', label: 'done' },
              { keys: 'w', label: 'why is this here' },
            ]}
            right={data && data.moreThisWeek > 0 ? `${data.moreThisWeek} more this week` : undefined}
          />
        )
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {failed && <ErrorLine error={failed} safe="The task is as it was." />}
      {callSheet.error && <ErrorLine error={callSheet.error} />}
      {query.isPending && <SkeletonRows height={46} />}
      {span === 'week' && (
        <WeekView
          today={today}
          whose="mine"
          onOpen={(task) => go({ page: 'tasks', memberId: null, id: task.id })}
        />
      )}
      {span === 'day' && data && rows.length === 0 && (
        <EmptyState
          fact="Nothing is due today."
          next={
            data.nextDueOn
              ? `The next one is ${dateInWords(data.nextDueOn, today)}.`
              : 'Tasks, HAP clocks and outreach of your members come here by themselves.'
          }
          action={
            <Button variant="ember" keys="g c" onClick={() => go('/caseload')}>
              Open caseload
            </Button>
          }
        />
      )}
      {span === 'day' && rows.length > 0 && (
        <ListTable
          label="Today"
          columns={todayColumns({ why, onOpen: open })}
          groups={list}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.name}, ${row.title}${row.clock ? `, ${row.clock.label}` : ''}`}
          rowHeight={46}
          headless
          selected={selected}
          onSelect={setSelected}
          onOpen={open}
          rowKeys={[
            { keys: 's', label: 'Snooze until tomorrow', run: putAway },
            { keys: 'e', label: 'Done', run: finish },
            { keys: 'w', label: 'Why is this here', run: (row) => explain(row) },
          ]}
          autoFocus
        />
      )}
    </Page>
  );
}
