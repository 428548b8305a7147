import { IconFileExport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Incident } from '#shared/incidents/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { clockTime } from '../components/date-text.ts';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { localDate } from '../components/local-date.ts';
import { Page, PageFooter } from '../components/page.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { incidentWords } from './incident-words.ts';
import styles from './users-page.module.css';

const keyOf = ({ at, id }: Incident) => `${at} ${id}`;

/** What went wrong on this computer, and the file for whoever helps; neither holds anything about a member. */
export function IncidentsPage() {
  const today = useToday();
  const list = useQuery(orpc.incidents.list.queryOptions({ input: {} }));
  const save = useMutation({ ...orpc.incidents.saveDiagnostics.mutationOptions(), meta: { saves: false } });
  const rows = list.data ?? [];
  const [selected, setSelected] = useKept<string | null>('IncidentsPage.selected', null);
  const shown = rows.find((row) => keyOf(row) === selected) ?? rows[0];
  return (
    <Page
      title="Incidents"
      subtitle="What failed, when, and its number"
      flush
      rail={
        <Rail label="About incidents">
          {shown && (
            <RailSection title={incidentWords(shown.what).title} plain>
              <p className={styles.text}>{incidentWords(shown.what).meaning}</p>
              <p className={`${styles.text} mono ${styles.path}`}>
                {shown.id} <CopyButton text={shown.id} name="Copy the number" />
              </p>
            </RailSection>
          )}
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
          rowKey={keyOf}
          rowName={(row) => `${incidentWords(row.what).title}, ${row.at}`}
          selected={shown ? keyOf(shown) : null}
          onSelect={setSelected}
          groups={[{ key: 'all', rows }]}
          columns={[
            {
              key: 'at',
              header: 'When',
              width: '170px',
              cell: (row) => (
                <span className="tabular">
                  <DateWord date={localDate(row.at)} today={today} />, {clockTime(row.at)}
                </span>
              ),
            },
            {
              key: 'what',
              header: 'What',
              width: 'minmax(160px, 1.5fr)',
              cell: (row) => <strong>{incidentWords(row.what).title}</strong>,
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
