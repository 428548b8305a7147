import { IconDownload, IconTransfer } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BatchRow } from '#shared/encounters/contract.ts';
import { countUnits } from '#shared/programs/units.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import { useTimeZone, useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { timeOfDay } from '../components/date-text.ts';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Pairs, Rail, RailSection } from '../components/rail.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { Tag } from '../components/tag.tsx';
import { ColumnsOnSide } from './columns-on-side.tsx';
import styles from './encounters.module.css';
import { countLines } from './words.ts';

/** How many segments of a file the rail shows. */
const SHOWN = 200;
/** How many rows of a sheet stand beside one another. */
const ON_SIDE = 2;

/** The files that were built, or that the plan has: what is inside, and their text. */
export function BatchesView({ bar, state }: { readonly bar: ReactNode; readonly state: 'built' | 'sent' }) {
  const today = useToday();
  const zone = useTimeZone();
  const go = useGo();
  const [selected, setSelected] = useKept<string | null>('BatchesView.selected', null);
  const query = useQuery(orpc.encounters.batches.queryOptions({ input: { limit: 500 } }));
  const rows = (query.data?.batches ?? []).filter((batch) => batch.state === state);
  const current = rows.find((batch) => batch.id === selected) ?? rows[0];
  const dayOf = (batch: BatchRow) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(batch.createdAt));
  return (
    <Page
      title="Encounters"
      subtitle={state === 'built' ? 'Built, not sent yet' : 'Sent, no answer yet'}
      bar={bar}
      actions={
        state === 'sent' ? (
          <Button onClick={() => go('/encounters/responses')}>Response sheets</Button>
        ) : (
          rows.length > 0 && (
            <Button
              variant="ember"
              keys="Ctrl+Enter"
              icon={<IconTransfer size={16} stroke={1.75} aria-hidden />}
              onClick={() => go('/transfers')}
            >
              Go to Transfers
            </Button>
          )
        )
      }
      rail={current && <BatchRail key={current.id} batch={current} />}
      railWidth={391}
      railFrom="below"
      flush
      footer={
        rows.length > 0 && (
          <PageFooter
            keys={[
              { keys: 'j', label: '' },
              { keys: 'k', label: 'move' },
            ]}
            right={rows.length === 1 ? '1 file' : `${rows.length} files`}
          />
        )
      }
    >
      <TabPanel name="encounters" tab={state}>
        {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
        {query.isPending && <SkeletonRows />}
        {query.data && rows.length === 0 && (
          <EmptyState
            fact={state === 'built' ? 'No built file waits to be sent.' : 'No file was sent yet.'}
            next={
              state === 'built'
                ? 'Build files from the ready lines under To send.'
                : 'A file stands here once the plan’s server has it.'
            }
          />
        )}
        {rows.length > 0 && (
          <ListTable
            label={state === 'built' ? 'Built files' : 'Sent files'}
            autoFocus
            rowHeight={46}
            rowKey={(batch) => batch.id}
            rowName={(batch) => `${batch.planName}, ${batch.fileName}`}
            selected={current?.id ?? null}
            onSelect={setSelected}
            groups={[{ key: 'all', rows }]}
            columns={[
              {
                key: 'file',
                header: 'File',
                width: 'minmax(220px, 1.6fr)',
                cell: (batch) => (
                  <span className={styles.twoLines}>
                    <strong>{batch.planName}</strong>
                    <span className={styles.fileName}>{batch.fileName}</span>
                  </span>
                ),
              },
              {
                key: 'usage',
                header: 'For',
                width: '110px',
                cell: (batch) =>
                  batch.usage === 'T' ? <Tag state="due">TEST</Tag> : <Tag state="neutral">production</Tag>,
              },
              { key: 'lines', header: 'Lines', width: '70px', align: 'end', cell: (batch) => batch.lines },
              { key: 'units', header: 'Units', width: '70px', align: 'end', cell: (batch) => batch.units },
              {
                key: 'built',
                header: 'Built',
                width: 'minmax(130px, 1fr)',
                align: 'end',
                cell: (batch) => (
                  <span className="quiet">
                    <DateWord date={dayOf(batch)} today={today} />, {timeOfDay(batch.createdAt, zone)}
                  </span>
                ),
              },
            ]}
          />
        )}
      </TabPanel>
    </Page>
  );
}

function BatchRail({ batch }: { readonly batch: BatchRow }) {
  const file = useQuery(
    orpc.encounters.batch.queryOptions({ input: { id: batch.id }, staleTime: Number.POSITIVE_INFINITY }),
  );
  const save = useMutation(
    orpc.encounters.saveFile.mutationOptions({
      meta: { saves: false },
      onSuccess: ({ fileName }) => {
        if (fileName) showToast({ text: `Saved a copy as ${fileName}.` });
      },
    }),
  );
  const segments = file.data?.segments ?? [];
  return (
    <Rail label="The selected file">
      <RailSection title={batch.fileName} plain>
        <Pairs
          rows={[
            {
              label: 'Inside',
              value: `${countLines(batch.lines)}, ${batch.claims} claims, ${batch.members} members`,
            },
            { label: 'Units', value: countUnits(batch.units) },
            { label: 'Control no.', value: <span className="mono">{batch.controlNumber}</span> },
            { label: 'For', value: batch.usage === 'T' ? 'TEST, the plan does not count it' : 'production' },
            { label: 'By', value: batch.createdBy },
            {
              label: 'Fingerprint',
              value: (
                <span className="mono" title={batch.sha256}>
                  {batch.sha256.slice(0, 16)}…
                </span>
              ),
            },
          ]}
        />
        <div className={styles.save}>
          <Button
            size="sm"
            icon={<IconDownload size={15} stroke={1.75} aria-hidden />}
            busy={save.isPending}
            onClick={() => save.mutate({ id: batch.id })}
          >
            Save a copy
          </Button>
        </div>
        {save.error && <ErrorLine error={save.error} safe="The file in Hearth is as before." />}
      </RailSection>
      {batch.format === '837p' ? (
        <RailSection title="The file" right={`${segments.length.toLocaleString('en-US')} segments`}>
          {file.error && <ErrorLine error={file.error} />}
          <pre className={styles.segments}>{segments.slice(0, SHOWN).join('\n')}</pre>
          {segments.length > SHOWN && <p className="quiet">{segments.length - SHOWN} more in the file.</p>}
        </RailSection>
      ) : (
        <RailSection title="The sheet" right={`${batch.lines.toLocaleString('en-US')} rows`}>
          {file.error && <ErrorLine error={file.error} />}
          <SheetRows
            rows={file.data?.rows ?? []}
            more={batch.lines - Math.max(0, (file.data?.rows.length ?? 1) - 1)}
          />
        </RailSection>
      )}
    </Rail>
  );
}

/** The first rows of a sheet, on their side. */
function SheetRows({ rows, more }: { readonly rows: readonly (readonly string[])[]; readonly more: number }) {
  const [headings = [], ...lines] = rows;
  const columns = headings.map((heading, at) => ({
    heading,
    values: lines.slice(0, ON_SIDE).map((cells) => cells[at] ?? ''),
  }));
  const rest = more + Math.max(0, lines.length - ON_SIDE);
  return (
    <>
      <ColumnsOnSide columns={columns} />
      {rest > 0 && <p className="quiet">{rest} more in the sheet.</p>}
    </>
  );
}
