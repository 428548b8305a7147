import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { SheetRow } from '#shared/encounters/response-sheets/contract.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SelectField } from '../components/select-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Tag } from '../components/tag.tsx';
import { moment } from '../transfers/words.ts';
import styles from './encounters.module.css';

const STATES = {
  open: { state: 'due', words: 'look and apply' },
  applied: { state: 'done', words: 'applied' },
  undone: { state: 'neutral', words: 'taken back' },
} as const;

/** Every response sheet, newest first, and a way to open another. */
export function SheetList() {
  const go = useGo();
  const [selected, setSelected] = useKept<string | null>('SheetList.selected', null);
  const [chosen, setChosen] = useKept<string | null>('SheetList.chosen', null);
  const query = useQuery(orpc.responseSheets.list.queryOptions({ input: {} }));
  const plans = useQuery(orpc.plans.list.queryOptions({ input: {} })).data ?? [];
  const planId = chosen ?? plans[0]?.id ?? null;
  const show = (id: string) => go('/encounters/responses', { sheet: id });
  const open = useMutation(
    orpc.responseSheets.open.mutationOptions({
      onSuccess: (opened) => {
        if (opened) show(opened.id);
      },
    }),
  );
  const rows = query.data?.sheets ?? [];
  const current = rows.find((row) => row.id === selected) ?? rows[0];
  return (
    <Page
      title="Response sheets"
      subtitle="Answers to invoices"
      flush
      actions={
        <>
          {plans.length > 1 && (
            <div className={styles.planOf}>
              <SelectField
                label="Plan"
                searchable={false}
                choices={plans.map((plan) => ({ value: plan.id, label: plan.shortName }))}
                value={planId}
                onChange={setChosen}
              />
            </div>
          )}
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconFileImport size={16} stroke={1.75} aria-hidden />}
            busy={open.isPending}
            disabledReason={planId === null ? 'Add a plan first' : null}
            onClick={() => planId !== null && open.mutate({ planId })}
          >
            Open a sheet
          </Button>
        </>
      }
      footer={
        rows.length > 0 && (
          <PageFooter
            keys={[
              { keys: 'j k', label: 'move' },
              { keys: 'Enter', label: 'open' },
            ]}
            right={rows.length === 1 ? '1 sheet' : `${rows.length} sheets`}
          />
        )
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {open.error && <ErrorLine error={open.error} safe="Nothing was kept." />}
      {query.isPending && <SkeletonRows />}
      {query.data && rows.length === 0 && (
        <EmptyState
          fact="No plan has answered an invoice yet."
          next="Open the sheet a plan sends back, or let Transfers fetch it. Nothing counts before you apply it."
        />
      )}
      {rows.length > 0 && (
        <ListTable<SheetRow>
          label="Response sheets"
          autoFocus
          rowHeight={42}
          groups={[{ key: 'all', rows }]}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.planName}, ${row.fileName}, ${STATES[row.state].words}`}
          selected={current?.id ?? null}
          onSelect={setSelected}
          onOpen={(row) => show(row.id)}
          columns={[
            { key: 'plan', header: 'Plan', width: '140px', cell: (row) => <strong>{row.planName}</strong> },
            {
              key: 'file',
              header: 'File',
              width: 'minmax(180px, 1.4fr)',
              cell: (row) => <span className={styles.fileName}>{row.fileName}</span>,
            },
            {
              key: 'accepted',
              header: 'Accepted',
              width: '90px',
              align: 'end',
              cell: (row) => row.counts.accepted,
            },
            {
              key: 'back',
              header: 'Came back',
              width: '90px',
              align: 'end',
              cell: (row) => row.counts.cameBack,
            },
            {
              key: 'waiting',
              header: 'Waiting',
              width: '80px',
              align: 'end',
              cell: (row) => row.counts.waiting,
            },
            {
              key: 'unmatched',
              header: 'Not ours',
              width: '80px',
              align: 'end',
              cell: (row) => row.counts.unmatched,
            },
            {
              key: 'state',
              header: 'State',
              width: '150px',
              cell: (row) => <Tag state={STATES[row.state].state}>{STATES[row.state].words}</Tag>,
            },
            {
              key: 'came',
              header: 'Came',
              width: 'minmax(110px, 0.8fr)',
              align: 'end',
              cell: (row) => <span className="quiet">{moment(row.createdAt)}</span>,
            },
          ]}
        />
      )}
    </Page>
  );
}
