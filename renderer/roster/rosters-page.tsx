import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CARE_TEAM } from '#shared/roles.ts';
import type { RosterImport } from '#shared/roster/contract.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useSession } from '../app/session.tsx';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { RowAction, RowName, RowText } from '../components/list-row.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { Column } from '../components/list-types.ts';
import { Notice } from '../components/notice.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Progress } from '../components/progress.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Tag } from '../components/tag.tsx';
import { cancelOpening, clearOutcome, openPlanFile, useOpening } from './opening.ts';
import { PlanDialog } from './plan-dialog.tsx';
import styles from './roster.module.css';
import { countWords, dayOfInstant, rowCount, stateOf } from './words.tsx';

/** Every plan file that was opened, and the button that opens the next one. */
export function RostersPage() {
  const go = useGo();
  const { user } = useSession();
  const opening = useOpening();
  const [choosing, setChoosing] = useState(false);
  const list = useQuery(orpc.roster.list.queryOptions({ input: {} }));
  const plans = useQuery(orpc.plans.list.queryOptions({ input: {} }));
  const rosters = list.data?.imports ?? [];
  const mayOpen = CARE_TEAM.includes(user.role);

  const open = async (plan: { readonly id: string; readonly shortName: string }) => {
    setChoosing(false);
    const importId = await openPlanFile(plan);
    if (importId) go(`/rosters/${importId}`);
  };
  const start = async () => {
    // A key can be quicker than the list of plans.
    const known = plans.data ?? (await plans.refetch()).data ?? [];
    const [only, ...others] = known;
    if (only && others.length === 0) void open(only);
    else setChoosing(true);
  };
  const noPlan = plans.data?.length === 0 ? 'Add the plan under Admin first' : null;
  const openButton = (
    <Button
      variant="ember"
      keys="Ctrl+Enter"
      icon={<IconFileImport size={16} stroke={1.75} aria-hidden />}
      busy={opening.running}
      disabledReason={noPlan}
      onClick={() => void start()}
    >
      Open a plan’s file
    </Button>
  );

  return (
    <Page
      title="Rosters"
      subtitle="What plans say about your members"
      actions={mayOpen && rosters.length > 0 && openButton}
      flush
      footer={
        rosters.length > 0 && (
          <PageFooter
            left={rosters.length === 1 ? '1 roster' : `${rosters.length} rosters`}
            keys={[{ keys: 'Enter', label: 'open' }]}
          />
        )
      }
    >
      <Opening />
      {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <SkeletonRows height={46} />}
      {list.data && rosters.length === 0 && !opening.running && (
        <EmptyState
          fact="No plan’s file was opened yet."
          next="Open the member file a plan sent, as CSV, tab-separated text, Excel workbook or XML. You see what it would change before anything does."
          action={mayOpen && openButton}
        />
      )}
      {rosters.length > 0 && (
        <ListTable
          label="Rosters, newest first"
          columns={columns((row) => go(`/rosters/${row.id}`))}
          groups={[{ key: 'all', rows: rosters }]}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.plan.shortName}, ${row.fileName}, ${stateOf(row).words}`}
          rowHeight={46}
          onOpen={(row) => go(`/rosters/${row.id}`)}
          autoFocus
        />
      )}
      {choosing && plans.data && (
        <PlanDialog
          plans={plans.data}
          onChoose={(plan) => void open(plan)}
          onClose={() => setChoosing(false)}
        />
      )}
    </Page>
  );
}

/** The file being read, or what came of the last one. */
function Opening() {
  const { running, progress, plan, outcome, error } = useOpening();
  if (running && progress) {
    const rows = progress.step === 'comparing';
    return (
      <div className={styles.above}>
        <Progress
          label={`Reading ${progress.fileName}`}
          text={
            rows
              ? `Comparing ${progress.fileName}, ${progress.done.toLocaleString('en-US')} of ${rowCount(progress.total)}`
              : `Reading ${progress.fileName}`
          }
          share={progress.total === 0 ? null : progress.done / progress.total}
          onCancel={cancelOpening}
        />
      </div>
    );
  }
  const close = (
    <Button size="sm" onClick={clearOutcome}>
      Close
    </Button>
  );
  if (error) {
    return (
      <div className={styles.above}>
        <ErrorLine
          error={error}
          safe={`Nothing changed for ${plan?.shortName ?? 'the plan'}.`}
          action={close}
        />
      </div>
    );
  }
  if (outcome) {
    return (
      <div className={styles.above}>
        <Notice state="neutral" title={outcome.fileName} actions={close}>
          {outcome.sentence}
        </Notice>
      </div>
    );
  }
  return null;
}

function columns(open: (row: RosterImport) => void): readonly Column<RosterImport>[] {
  return [
    {
      key: 'plan',
      header: 'Plan and file',
      width: 'minmax(220px, 1.2fr)',
      cell: (row) => <RowName name={row.plan.name} second={row.fileName} />,
    },
    {
      key: 'what',
      header: 'What it says',
      width: 'minmax(200px, 1fr)',
      cell: (row) => <RowText text={countWords(row)} second={rowCount(row.rows)} />,
    },
    {
      key: 'when',
      header: 'Opened',
      width: '150px',
      cell: (row) => <RowText text={dayOfInstant(row.openedAt)} second={row.openedBy} />,
    },
    {
      key: 'state',
      header: 'State',
      width: '190px',
      cell: (row) => {
        const { state, words } = stateOf(row);
        return (
          <Tag state={state}>
            {row.appliedAt && row.state === 'applied' ? `${words} ${dayOfInstant(row.appliedAt)}` : words}
          </Tag>
        );
      },
    },
    {
      key: 'action',
      header: <span className="visually-hidden">Action</span>,
      width: '96px',
      align: 'end',
      cell: (row, { selected }) => (
        <RowAction
          label={row.state === 'preview' ? 'Go on' : 'Open'}
          person={row.fileName}
          selected={selected}
          onRun={() => open(row)}
        />
      ),
    },
  ];
}
