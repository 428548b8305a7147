import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { PlanRules } from '#shared/programs/contract.ts';
import type { Difference } from '#shared/programs/replay.ts';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Page, PageFooter } from '../../components/page.tsx';
import { Progress } from '../../components/progress.tsx';
import styles from './packs.module.css';
import { codeOf, DifferenceRail, differenceColumns, Totals } from './replay-parts.tsx';
import { useReplay } from './use-replay.ts';

/** First and last day of the month before a day. */
function lastMonth(today: string): { readonly from: string; readonly to: string } {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return {
    from: day(new Date(Date.UTC(year, month - 2, 1))),
    to: day(new Date(Date.UTC(year, month - 1, 0))),
  };
}

/** Last month's signed notes under the draft, what differs note by note, and the button that puts it in force. */
export function ReplayView({
  plan,
  today,
  onBack,
}: {
  readonly plan: PlanRules;
  readonly today: string;
  readonly onBack: () => void;
}) {
  const [period, setPeriod] = useKept<{ from: string | null; to: string | null }>('ReplayView.period', () =>
    lastMonth(today),
  );
  const [selected, setSelected] = useKept<string | null>('ReplayView.selected', null);
  const [asking, setAsking] = useKept('ReplayView.asking', false);
  const navigate = useNavigate();
  const replay = useReplay();
  const { draft } = plan;
  const { from, to } = period;
  const run = () => {
    if (from && to) void replay.run({ planId: plan.planId, from, to });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page opens with last month replayed, once
  useEffect(run, []);
  const live = useMutation(
    orpc.programs.goLive.mutationOptions({
      onSuccess: ({ changes, reopened }) => {
        const opened = reopened > 0 ? ` ${reopened} notes became lines.` : '';
        showToast({ text: `${changes === 1 ? '1 change is' : `${changes} changes are`} in force.${opened}` });
        onBack();
      },
    }),
  );
  const { event } = replay;
  const totals = event?.totals ?? null;
  const rows = event?.differences ?? [];
  const current = rows.find((row) => row.noteId === selected) ?? rows[0];
  const money = totals !== null && (totals.oldCents > 0 || totals.newCents > 0);
  return (
    <Page
      title="Replay"
      subtitle={`${plan.planName}, the draft as though it had been in force`}
      actions={
        <>
          <Button onClick={onBack}>Back to the rows</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={live.isPending}
            disabledReason={
              draft === null
                ? 'There is no draft'
                : replay.busy
                  ? 'The replay is running'
                  : draft.replayed
                    ? null
                    : 'Replay first'
            }
            onClick={() => setAsking(true)}
          >
            Go live
          </Button>
        </>
      }
      rail={
        current && (
          <DifferenceRail
            difference={current}
            onOpen={() =>
              void navigate({ to: '/members/$memberId/notes', params: { memberId: current.memberId } })
            }
          />
        )
      }
      railWidth={240}
      flush
      footer={
        totals && (
          <PageFooter
            left={totals.different > rows.length ? `First ${rows.length} of ${totals.different}` : undefined}
            keys={[{ keys: 'Enter', label: 'open the notes' }]}
            right={`${totals.changes === 1 ? '1 line changes' : `${totals.changes} lines change`} when it goes live`}
          />
        )
      }
    >
      <div className={styles.top}>
        <div className={styles.period}>
          <DateField
            label="Services from"
            value={from}
            today={today}
            onChange={(next) => setPeriod({ from: next, to })}
          />
          <DateField label="To" value={to} today={today} onChange={(next) => setPeriod({ from, to: next })} />
          <Button busy={replay.busy} disabledReason={from && to ? null : 'Give both days'} onClick={run}>
            Replay
          </Button>
        </div>
        {replay.busy && (
          <Progress
            label="Replay"
            text={event ? `${event.done} of ${event.total} notes` : 'Reading notes'}
            share={event && event.total > 0 ? event.done / event.total : null}
            onCancel={replay.stop}
          />
        )}
        {replay.error ? <ErrorLine error={replay.error} safe="Nothing was changed." onRetry={run} /> : null}
        {live.error && <ErrorLine error={live.error} safe="The rules are as before." />}
        {totals && <Totals totals={totals} money={money} />}
      </div>
      {totals && rows.length === 0 && (
        <EmptyState
          fact={
            totals.notes === 0
              ? 'No note was signed for this plan in that time.'
              : 'No note would be coded another way.'
          }
          next="Choose other days, or go back and look at the draft."
        />
      )}
      {rows.length > 0 && (
        <ListTable<Difference>
          label="Notes that differ"
          autoFocus
          columns={differenceColumns(today, money)}
          groups={[{ key: 'all', rows }]}
          rowKey={(row) => row.noteId}
          rowName={(row) => `${row.memberName}, ${row.serviceOn}, ${codeOf(row.old)} to ${codeOf(row.new)}`}
          selected={current?.noteId ?? null}
          onSelect={setSelected}
          onOpen={(row) =>
            void navigate({ to: '/members/$memberId/notes', params: { memberId: row.memberId } })
          }
        />
      )}
      <ConfirmDialog
        title={`Put the draft in force for ${plan.planName}?`}
        opened={asking}
        onClose={() => setAsking(false)}
        verb="Go live"
        safeVerb="Not yet"
        busy={live.isPending}
        onConfirm={() => {
          setAsking(false);
          if (draft) live.mutate({ planId: plan.planId, draftId: draft.id });
        }}
      >
        <p>
          {totals?.changes === 1 ? '1 line' : `${totals?.changes ?? 0} lines`} of the replayed days change.
          Files that left stay as they are, and so do earlier service dates. What is in force stays in the
          record with your name; another draft changes it.
        </p>
      </ConfirmDialog>
    </Page>
  );
}
