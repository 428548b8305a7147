import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CodeList } from '#shared/diagnoses/contract.ts';
import { ADMINISTRATORS } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { ConfirmDialog } from '../components/dialog.tsx';
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
import { cancelCodeImport, clearCodeImport, importCodeFile, useCodeImport } from './code-import.ts';
import styles from './codes-page.module.css';
import { CodesRail } from './codes-rail.tsx';

/** Diagnosis codes: the starter set, and whole lists of ICD-10-CM taken in from the files of CMS. */
export function CodesPage() {
  const today = useToday();
  const { user } = useSession();
  const client = useQueryClient();
  const work = useCodeImport();
  const [codeYear, setCodeYear] = useKept<number | null>('CodesPage.codeYear', null);
  const [from, setFrom] = useKept<'october' | 'april'>('CodesPage.from', 'october');
  const [leaving, setLeaving] = useState<CodeList | null>(null);
  const query = useQuery(orpc.diagnoses.lists.queryOptions({ input: {} }));
  const lists = query.data?.lists ?? [];
  const mayChange = ADMINISTRATORS.includes(user.role);
  const remove = useMutation(
    orpc.diagnoses.remove.mutationOptions({
      onSuccess: async ({ codeYear: year }) => {
        setLeaving(null);
        showToast({ text: `The ${year} list is out of use.` });
        await client.invalidateQueries({ queryKey: orpc.diagnoses.key() });
      },
    }),
  );
  const importButton = mayChange && (
    <Button
      variant="ember"
      keys="Ctrl+Enter"
      icon={<IconFileImport size={16} stroke={1.75} aria-hidden />}
      busy={work.running}
      onClick={() => void importCodeFile({ codeYear, from })}
    >
      Import a code file
    </Button>
  );

  return (
    <Page
      title="Diagnosis codes"
      subtitle="ICD-10-CM, by code year"
      flush
      actions={importButton}
      railWidth={280}
      rail={<CodesRail codeYear={codeYear} onCodeYear={setCodeYear} from={from} onFrom={setFrom} />}
      footer={
        lists.length > 0 && (
          <PageFooter left={lists.length === 1 ? '1 list' : `${lists.length} lists`} keys={[]} />
        )
      }
    >
      <ImportLine />
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {remove.error && <ErrorLine error={remove.error} safe="The list is in use as before." />}
      {query.isPending && <SkeletonRows height={46} />}
      {query.data && lists.length === 0 && !work.running && (
        <EmptyState
          fact="Only the starter set is here: the conditions the programs ask for, and the social needs the state asks for first."
          next="CMS publishes the whole list every year as icd10cm_order_2026.txt, inside a folder called “code descriptions in tabular order”. Unpack it, then choose the file here."
        />
      )}
      {lists.length > 0 && (
        <ListTable
          label="Lists of diagnosis codes, the newest first"
          columns={columnsOf(today, mayChange ? setLeaving : null)}
          groups={[{ key: 'all', rows: lists }]}
          rowKey={(row) => row.id}
          rowName={(row) => `${row.codeYear} list, ${row.fileName}`}
          rowHeight={46}
          {...(mayChange ? { onOpen: setLeaving } : {})}
          autoFocus
        />
      )}
      <ConfirmDialog
        title={`Take the ${leaving?.codeYear ?? ''} list out of use?`}
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={() => leaving && remove.mutate({ id: leaving.id })}
        verb="Take out of use"
        safeVerb="Keep it"
        busy={remove.isPending}
      >
        <p className={styles.text}>
          Conditions recorded with it keep their code and words. The starter set is searched again until
          another list is imported.
        </p>
      </ConfirmDialog>
    </Page>
  );
}

/** The list being taken in, or what came of the last one. */
function ImportLine() {
  const { running, progress, outcome, error } = useCodeImport();
  const close = (
    <Button size="sm" onClick={clearCodeImport}>
      Close
    </Button>
  );
  if (running) {
    const total = (progress?.total ?? 0).toLocaleString('en-US');
    return (
      <div className={styles.above}>
        <Progress
          label="Taking in diagnosis codes"
          text={
            progress
              ? `${progress.fileName}, ${progress.done.toLocaleString('en-US')} of ${total} lines`
              : 'Reading the file'
          }
          share={progress ? progress.done / Math.max(1, progress.total) : null}
          onCancel={cancelCodeImport}
        />
      </div>
    );
  }
  if (error) {
    return (
      <div className={styles.above}>
        <ErrorLine error={error} safe="The codes in use are as they were." action={close} />
      </div>
    );
  }
  return outcome ? (
    <div className={styles.above}>
      <Notice state={outcome.outcome === 'imported' ? 'done' : 'neutral'} actions={close}>
        {outcome.sentence}
      </Notice>
    </div>
  ) : null;
}

function columnsOf(today: string, onRemove: ((list: CodeList) => void) | null): readonly Column<CodeList>[] {
  return [
    {
      key: 'year',
      header: 'Code year and file',
      width: 'minmax(150px, 1.4fr)',
      cell: (row) => (
        <RowName name={`${row.codeYear} list`} second={`${row.fileName}, by ${row.importedBy}`} />
      ),
    },
    {
      key: 'codes',
      header: 'Codes',
      width: '84px',
      align: 'end',
      cell: (row) => (
        <RowText
          text={row.codes.toLocaleString('en-US')}
          second={row.headings > 0 ? `${row.headings.toLocaleString('en-US')} headings` : 'no headings'}
        />
      ),
    },
    {
      key: 'for',
      header: 'For services',
      width: '140px',
      cell: (row) => (
        <RowText
          text={`from ${shortDateWithYear(row.effectiveFrom)}`}
          second={`to ${shortDateWithYear(row.effectiveTo)}`}
        />
      ),
    },
    {
      key: 'state',
      header: 'Today',
      width: '86px',
      cell: (row) =>
        row.effectiveFrom > today ? (
          <Tag state="neutral">Not yet</Tag>
        ) : row.effectiveTo < today ? (
          <Tag state="neutral">Past</Tag>
        ) : (
          <Tag state="done">In use</Tag>
        ),
    },
    ...(onRemove
      ? [
          {
            key: 'action',
            header: <span className="visually-hidden">Action</span>,
            width: '104px',
            align: 'end' as const,
            cell: (row: CodeList, { selected }: { readonly selected: boolean }) => (
              <RowAction
                label="Remove"
                person={`${row.codeYear} list`}
                selected={selected}
                onRun={() => onRemove(row)}
              />
            ),
          },
        ]
      : []),
  ];
}
