import { IconFileExport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { Button } from '../components/button.tsx';
import { clockTime } from '../components/date-text.ts';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import styles from './users-page.module.css';

/** What went wrong on this computer, and the file for whoever helps; neither holds anything about a member. */
export function IncidentsPage() {
  const today = useToday();
  const list = useQuery(orpc.incidents.list.queryOptions({ input: {} }));
  const save = useMutation({ ...orpc.incidents.saveDiagnostics.mutationOptions(), meta: { saves: false } });
  const rows = list.data ?? [];
  return (
    <Page
      title="Incidents"
      subtitle="What failed, when, and its number"
      flush
      rail={
        <Rail label="About incidents">
          <RailSection title="What the diagnostics hold">
            <p className={styles.text}>
              Versions, sizes, counts of rows, times of backups, and these lines. No name, no number of a
              member, nothing that anybody typed. Read the file before you give it away.
            </p>
          </RailSection>
        </Rail>
      }
      actions={
        <Button
          variant="ember"
          keys="Ctrl+Enter"
          icon={<IconFileExport size={16} stroke={1.75} aria-hidden />}
          busy={save.isPending}
          onClick={() =>
            save.mutate(
              {},
              {
                onSuccess: ({ fileName }) => {
                  if (fileName) showToast({ text: `Diagnostics saved as ${fileName}.` });
                },
              },
            )
          }
        >
          Save diagnostics
        </Button>
      }
      footer={<PageFooter keys={[{ keys: 'j k', label: 'move' }]} right={`${rows.length} shown`} />}
    >
      {save.error && <ErrorLine error={save.error} />}
      {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && (
        <EmptyState
          fact="Nothing has failed."
          next="What does will stand here, with the number its screen showed."
        />
      )}
      {rows.length > 0 && (
        <ListTable
          label="Incidents"
          autoFocus
          rowKey={(row) => `${row.at} ${row.id}`}
          rowName={(row) => `${row.what}, ${row.at}`}
          groups={[{ key: 'all', rows }]}
          columns={[
            {
              key: 'at',
              header: 'When',
              width: '170px',
              cell: (row) => (
                <span className="tabular">
                  <DateWord date={row.at.slice(0, 10)} today={today} />, {clockTime(row.at)}
                </span>
              ),
            },
            {
              key: 'what',
              header: 'What',
              width: 'minmax(160px, 1.5fr)',
              cell: (row) => <strong>{row.what}</strong>,
            },
            {
              key: 'where',
              header: 'Where',
              width: 'minmax(110px, 1fr)',
              cell: (row) => <span className="mono">{row.where ?? ''}</span>,
            },
            {
              key: 'error',
              header: 'Error',
              width: 'minmax(110px, 1fr)',
              cell: (row) => <span className="mono">{row.error ?? ''}</span>,
            },
            {
              key: 'id',
              header: 'Number',
              width: 'minmax(110px, 1fr)',
              cell: (row) => <span className="mono">{row.id}</span>,
            },
          ]}
        />
      )}
    </Page>
  );
}
