import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ResponseSheet, SheetLine } from '#shared/encounters/response-sheets/contract.ts';
import { RESPONSE_FIELDS } from '#shared/encounters/response-sheets/read-sheet.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { ColumnChoices } from '../components/column-choices.tsx';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Notice } from '../components/notice.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { SelectField } from '../components/select-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './encounters.module.css';

const LIMIT = 2000;
const VERDICTS = {
  accepted: { state: 'done', words: 'accepted' },
  rejected: { state: 'held', words: 'came back' },
  received: { state: 'due', words: 'waiting' },
} as const;

/** One response sheet row by row: what each would change, applied with one key and taken back with another. */
export function SheetView({ id }: { readonly id: string }) {
  const go = useGo();
  const [only, setOnly] = useKept<'all' | 'problems'>('SheetView.only', 'all');
  const [selected, setSelected] = useKept<string | null>('SheetView.selected', null);
  const query = useQuery(orpc.responseSheets.get.queryOptions({ input: { id, only, limit: LIMIT } }));
  const undo = useMutation(orpc.responseSheets.undo.mutationOptions());
  const apply = useMutation(
    orpc.responseSheets.apply.mutationOptions({
      onSuccess: ({ sentence }) => showToast({ text: sentence, undo: () => undo.mutate({ id }) }),
    }),
  );
  const sheet = query.data;
  const counts = sheet?.counts;
  const good = counts ? counts.rows - counts.unmatched : 0;
  const current = sheet?.rows.find((row) => String(row.rowNumber) === selected) ?? sheet?.rows[0];
  return (
    <Page
      title="Response sheet"
      subtitle={sheet && `${sheet.planName}, ${sheet.fileName}`}
      flush
      bar={
        counts && (
          <ViewChips
            label="Rows"
            views={[
              { value: 'all', label: 'All rows', count: counts.rows },
              { value: 'problems', label: 'Count for nothing', count: counts.unmatched },
            ]}
            value={only}
            onChange={(value) => setOnly(value === 'problems' ? 'problems' : 'all')}
          />
        )
      }
      actions={
        <>
          <Button onClick={() => go('/encounters/responses')}>All sheets</Button>
          {sheet?.state === 'applied' ? (
            <Button busy={undo.isPending} onClick={() => undo.mutate({ id })}>
              Take it back
            </Button>
          ) : (
            <Button
              variant="ember"
              keys="Ctrl+Enter"
              icon={<IconCheck size={16} stroke={1.75} aria-hidden />}
              busy={apply.isPending}
              disabledReason={sheet?.problem ?? (good === 0 ? 'No row is about a line that was sent' : null)}
              onClick={() => apply.mutate({ id })}
            >
              {good === 1 ? 'Apply 1 row' : `Apply ${good.toLocaleString('en-US')} rows`}
            </Button>
          )}
        </>
      }
      rail={sheet && <SheetRail sheet={sheet} row={current} />}
      railWidth={360}
      footer={
        sheet && (
          <PageFooter
            keys={[{ keys: 'j k', label: 'move' }]}
            right={`${sheet.counts.accepted} accepted, ${sheet.counts.cameBack} came back, ${sheet.counts.waiting} waiting, ${sheet.counts.unmatched} count for nothing`}
          />
        )
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {apply.error && <ErrorLine error={apply.error} safe="Nothing was changed." />}
      {undo.error && <ErrorLine error={undo.error} safe="The sheet counts as before." />}
      {query.isPending && <SkeletonRows rows={12} />}
      {sheet?.problem && (
        <Notice state="due" title="One column is missing.">
          {sheet.problem} The columns stand at the right; Hearth remembers them for {sheet.planName}.
        </Notice>
      )}
      {sheet && sheet.rows.length === 0 && (
        <EmptyState fact="Every row counts." next="Show all rows to see them." />
      )}
      {sheet && sheet.rows.length > 0 && <Rows rows={sheet.rows} selected={current} onSelect={setSelected} />}
    </Page>
  );
}

function Rows({
  rows,
  selected,
  onSelect,
}: {
  readonly rows: readonly SheetLine[];
  readonly selected: SheetLine | undefined;
  readonly onSelect: (key: string) => void;
}) {
  const today = useToday();
  return (
    <ListTable<SheetLine>
      label="Rows of the sheet"
      autoFocus
      rowHeight={42}
      groups={[{ key: 'all', rows }]}
      rowKey={(row) => String(row.rowNumber)}
      rowName={(row) =>
        `${row.memberName ?? 'Nobody of ours'}, row ${row.rowNumber}, ${row.problem ?? row.words}`
      }
      selected={selected ? String(selected.rowNumber) : null}
      onSelect={onSelect}
      columns={[
        {
          key: 'row',
          header: 'Row',
          width: '60px',
          align: 'end',
          cell: (row) => <span className="quiet">{row.rowNumber}</span>,
        },
        {
          key: 'member',
          header: 'Member',
          width: 'minmax(120px, 1fr)',
          cell: (row) => <strong className={styles.name}>{row.memberName ?? 'not found'}</strong>,
        },
        {
          key: 'service',
          header: 'Service',
          width: '90px',
          cell: (row) => row.serviceOn && <DateWord date={row.serviceOn} today={today} />,
        },
        {
          key: 'code',
          header: 'Code',
          width: '96px',
          cell: (row) => <span className={styles.code}>{row.code}</span>,
        },
        {
          key: 'verdict',
          header: 'Becomes',
          width: '112px',
          cell: (row) =>
            row.problem === null && row.verdict ? (
              <Tag state={VERDICTS[row.verdict].state}>{VERDICTS[row.verdict].words}</Tag>
            ) : (
              <Tag state="neutral">nothing</Tag>
            ),
        },
        {
          key: 'words',
          header: 'The plan says',
          width: 'minmax(120px, 1.6fr)',
          cell: (row) => <span className={styles.name}>{row.problem ?? row.words}</span>,
        },
      ]}
    />
  );
}

const NOTHING = '-';

function SheetRail({ sheet, row }: { readonly sheet: ResponseSheet; readonly row: SheetLine | undefined }) {
  const learn = useMutation(orpc.responseSheets.learn.mutationOptions());
  const unsure = sheet.statuses.filter((one) => one.verdict === null);
  const statuses = [...unsure, ...sheet.statuses.filter((one) => one.verdict !== null)];
  const closed = sheet.state === 'applied';
  return (
    <Rail label="The sheet">
      {row && (
        <RailSection title={`Row ${row.rowNumber}`} right={row.number || undefined} plain>
          {row.problem && <p>{row.problem}</p>}
          <pre className={styles.segments}>{row.cells.join('\n')}</pre>
        </RailSection>
      )}
      {learn.error && <ErrorLine error={learn.error} />}
      {closed ? (
        <RailSection title="How it is read">
          <p className="quiet">Take the sheet back to change how it is read.</p>
        </RailSection>
      ) : (
        <>
          <RailSection title="Status words" right={unsure.length > 0 ? `${unsure.length} to say` : undefined}>
            <div className={styles.learn}>
              {statuses.slice(0, 20).map((one) => (
                <SelectField
                  key={one.word}
                  label={one.word}
                  help={one.rows === 1 ? '1 row' : `${one.rows} rows`}
                  searchable={false}
                  choices={[
                    { value: NOTHING, label: 'Say what it means' },
                    { value: 'accepted', label: 'Accepted' },
                    { value: 'rejected', label: 'Came back' },
                    { value: 'received', label: 'Waiting' },
                  ]}
                  value={one.verdict ?? NOTHING}
                  onChange={(value) =>
                    learn.mutate({
                      id: sheet.id,
                      statuses: {
                        [one.word]:
                          value === 'accepted' || value === 'rejected' || value === 'received' ? value : null,
                      },
                    })
                  }
                />
              ))}
            </div>
          </RailSection>
          <RailSection title="Columns" right="remembered for the plan">
            <div className={styles.learn}>
              <ColumnChoices
                columns={sheet.columns}
                fields={RESPONSE_FIELDS}
                onChoose={(heading, field) => learn.mutate({ id: sheet.id, columns: { [heading]: field } })}
              />
            </div>
          </RailSection>
        </>
      )}
    </Rail>
  );
}
