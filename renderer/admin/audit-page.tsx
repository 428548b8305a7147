import { IconShieldCheck, IconTableExport } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { auditWords, screenWords } from '#shared/audit/words.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { clockTime } from '../components/date-text.ts';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Notice } from '../components/notice.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Tag } from '../components/tag.tsx';
import { useVerifyPacket } from '../packets/verify-button.tsx';
import { AuditFilters, EMPTY_SEARCH, toFilter, useSettled } from './audit-filters.tsx';
import styles from './audit-page.module.css';
import { AuditRail } from './audit-rail.tsx';

const PAGE = 200;

/** Who did what and when: every row is chained to the one before, and the chain can be checked. */
export function AuditPage() {
  const today = useToday();
  const [search, setSearch] = useKept('AuditPage.search', EMPTY_SEARCH);
  const [selected, setSelected] = useKept<string | null>('AuditPage.selected', null);
  const filter = toFilter(useSettled(search));
  const sheet = useMutation({ ...orpc.audit.saveSheet.mutationOptions(), meta: { saves: false } });
  const verify = useMutation({ ...orpc.audit.verify.mutationOptions(), meta: { saves: false } });
  const packet = useVerifyPacket();
  const rows = useInfiniteQuery(
    orpc.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({ ...filter, limit: PAGE, ...(before ? { before } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.seq : undefined),
    }),
  );
  const shown = rows.data?.pages.flat() ?? [];
  const chosen = shown.find(({ seq }) => String(seq) === selected) ?? shown[0];
  return (
    <Page
      title="Audit"
      subtitle="Nothing here can be changed or deleted"
      flush
      rail={chosen && <AuditRail key={chosen.seq} row={chosen} />}
      actions={
        <>
          <Button
            icon={<IconTableExport size={16} stroke={1.75} aria-hidden />}
            busy={sheet.isPending}
            onClick={() =>
              sheet.mutate(filter, {
                onSuccess: ({ fileName, rows: count }) => {
                  if (fileName)
                    showToast({ text: `${count.toLocaleString('en-US')} rows saved as ${fileName}.` });
                },
              })
            }
          >
            Save as sheet
          </Button>
          {packet.button}
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconShieldCheck size={16} stroke={1.75} aria-hidden />}
            busy={verify.isPending}
            onClick={() => verify.mutate({})}
          >
            Check the chain
          </Button>
        </>
      }
      footer={
        <PageFooter keys={[{ keys: 'j k', label: 'move' }]} right={`newest ${shown.length} rows shown`} />
      }
    >
      <AuditFilters search={search} onChange={setSearch} />
      {sheet.error && <ErrorLine error={sheet.error} />}
      {verify.data?.cutSince.map(({ backup, seq, takenAt }) => (
        <Notice key={backup} state="urgent" alert>
          The backup of {takenAt.slice(0, 10)} knows row {seq}, and the chain no longer has it: rows were
          taken away after that day. Call whoever looks after this computer before you go on.
        </Notice>
      ))}
      {verify.data &&
        (verify.data.firstBroken === null ? (
          verify.data.cutSince.length === 0 && (
            <Notice state="done">
              All {verify.data.rows.toLocaleString('en-US')} rows fit to each other
              {verify.data.anchors > 0 ? `, and to what ${verify.data.anchors} backups wrote down` : ''}.
            </Notice>
          )
        ) : (
          <Notice state="urgent" alert>
            Row {verify.data.firstBroken} was changed behind Hearth’s back. The {verify.data.rows} rows before
            it are whole. Call whoever looks after this computer before you go on.
          </Notice>
        ))}
      {packet.answer}
      {rows.error && <ErrorLine error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isLoading && <SkeletonRows />}
      {rows.data && shown.length === 0 && (
        <EmptyState fact="No row fits." next="Take a part of the search away." />
      )}
      {shown.length > 0 && (
        <ListTable
          label="Audit"
          autoFocus
          selected={chosen ? String(chosen.seq) : null}
          onSelect={setSelected}
          rowKey={(row) => String(row.seq)}
          rowName={(row) => `${row.userName ?? 'Nobody'}, ${auditWords(row.action)}`}
          groups={[{ key: 'all', rows: shown }]}
          onEnd={() => {
            if (rows.hasNextPage && !rows.isFetchingNextPage) void rows.fetchNextPage();
          }}
          columns={[
            { key: 'seq', header: 'Row', width: '70px', align: 'end', cell: (row) => row.seq },
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
            { key: 'who', header: 'Who', width: 'minmax(130px, 1fr)', cell: (row) => row.userName ?? '' },
            {
              key: 'what',
              header: 'What',
              width: 'minmax(200px, 2fr)',
              cell: (row) => <strong>{auditWords(row.action)}</strong>,
            },
            {
              key: 'whom',
              header: 'About',
              width: 'minmax(140px, 1fr)',
              cell: (row) => row.memberName ?? '',
            },
            {
              key: 'screen',
              header: 'Screen',
              width: 'minmax(90px, 1fr)',
              cell: (row) => <span className={styles.screen}>{screenWords(row.screen)}</span>,
            },
            {
              key: 'outcome',
              header: 'Outcome',
              width: '110px',
              cell: (row) => (row.outcome === 'refused' ? <Tag state="urgent">refused</Tag> : null),
            },
          ]}
        />
      )}
    </Page>
  );
}
