import { IconArrowBackUp, IconFileSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useRef } from 'react';
import type { SentLineRow, SentState } from '#shared/encounters/sent.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useSubject } from '../app/subject.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { StateIcon } from '../components/tag.tsx';
import styles from './encounters.module.css';
import { sentColumns } from './sent-columns.tsx';
import { SentRail } from './sent-rail.tsx';
import { useCorrect } from './use-correct.ts';
import { countLines } from './words.ts';

const LIMIT = 500;

/** What each list is called, and what its emptiness means. */
const WORDS: Readonly<Record<SentState, { subtitle: string; fact: string; next: string }>> = {
  came_back: {
    subtitle: 'Came back from the plan',
    fact: 'Nothing came back.',
    next: 'A line the plan refuses stands here with the reason and the field to fix.',
  },
  accepted: {
    subtitle: 'Accepted by the plan',
    fact: 'No line is accepted yet.',
    next: 'Lines stand here once the plan’s 277CA has taken them in.',
  },
  waiting: {
    subtitle: 'Sent, no final answer yet',
    fact: 'No line waits for an answer.',
    next: 'Lines stand here from sending until the plan decides.',
  },
};

/** Lines that went out, with the plan's word on each: came back by reason, or accepted. */
export function SentLinesView({
  bar,
  tab,
  state,
  batchId,
}: {
  readonly bar: ReactNode;
  readonly tab: string;
  readonly state: SentState;
  /** Only the lines of this file, however they went on; without it what stands now. */
  readonly batchId: string | null;
}) {
  const today = useToday();
  const go = useGo();
  const [text, setText] = useKept('SentLinesView.text', '');
  const typed = useDeferredValue(text.trim());
  const [selected, setSelected] = useKept<string | null>('SentLinesView.selected', null);
  const [checked, setChecked] = useKept<ReadonlySet<string>>('SentLinesView.checked', new Set());
  const find = useRef<HTMLInputElement>(null);
  const query = useQuery(
    orpc.encounters.sentLines.queryOptions({
      input: { state, text: typed, limit: LIMIT, ...(batchId ? { batchId } : { current: true }) },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = query.data?.rows ?? [];
  const current = rows.find((row) => row.lineNumber === selected) ?? rows[0];
  useSubject(current?.memberId, current?.memberName);

  const { correctOne, correctMany, busy, error } = useCorrect(() => setChecked(new Set()));
  const marked = rows.filter((row) => checked.has(row.lineNumber) && row.current);
  const correctAlike = () =>
    state === 'came_back' &&
    correctMany(marked.length > 0 ? marked : rows.filter((row) => row.sentence === current?.sentence));
  useKeys([
    { keys: '/', label: 'Find in list', group: 'list', run: () => find.current?.focus() },
    ...(state === 'came_back'
      ? [{ keys: 'm', label: 'Correct many alike', group: 'list', run: correctAlike } as const]
      : []),
  ]);
  const words = WORDS[state];
  const action =
    state === 'came_back' && current ? (
      <Button
        variant="ember"
        keys="Ctrl+Enter"
        busy={busy}
        icon={<IconArrowBackUp size={16} stroke={1.75} aria-hidden />}
        disabledReason={marked.length > 0 || current.current ? null : 'Corrected already'}
        onClick={() => (marked.length > 0 ? correctAlike() : correctOne(current))}
      >
        {marked.length > 1 ? `Correct ${marked.length} lines` : 'Correct'}
      </Button>
    ) : null;
  return (
    <Page
      title="Encounters"
      subtitle={batchId && current ? `${words.subtitle}, ${current.fileName}` : words.subtitle}
      actions={
        <>
          <Button
            icon={<IconFileSearch size={16} stroke={1.75} aria-hidden />}
            onClick={() => go('/encounters/reconciliation')}
          >
            Reconcile
          </Button>
          {action}
        </>
      }
      bar={
        <>
          {bar}
          <div className={styles.find}>
            <SearchField
              ref={find}
              value={text}
              onChange={setText}
              onLeave={() =>
                document.querySelector<HTMLElement>('[data-list] [data-row][tabindex="0"]')?.focus()
              }
            />
          </div>
        </>
      }
      rail={current && <SentRail key={current.lineNumber} row={current} />}
      railWidth={391}
      railFrom="below"
      flush
      footer={
        rows.length > 0 && (
          <PageFooter
            left={checked.size > 0 ? `${checked.size} selected` : undefined}
            keys={[
              ...(state === 'came_back'
                ? [
                    { keys: 'x', label: 'select' },
                    { keys: 'Enter', label: 'correct' },
                    { keys: 'm', label: 'correct many alike' },
                  ]
                : [{ keys: 'Enter', label: 'open the note' }]),
            ]}
            right={countLines(query.data?.total ?? 0)}
          />
        )
      }
    >
      <TabPanel name="encounters" tab={tab}>
        {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
        {error && <ErrorLine error={error} safe="The line is as before." />}
        {query.isPending && <SkeletonRows rows={10} />}
        {query.data && rows.length === 0 && (
          <EmptyState
            fact={typed ? `No line fits “${typed}”.` : words.fact}
            next={typed ? 'A name or CIN finds a line.' : words.next}
            action={
              batchId ? <Button onClick={() => go('/encounters', { tab })}>Show all</Button> : undefined
            }
          />
        )}
        {rows.length > 0 && (
          <ListTable
            label={words.subtitle}
            headless
            autoFocus
            columns={sentColumns(today, state === 'came_back' ? correctOne : null)}
            groups={groupsOf(rows, state)}
            rowKey={(row) => row.lineNumber}
            rowName={(row) => `${row.memberName}, ${row.serviceOn}, ${row.sentence}`}
            rowHeight={36}
            selected={current?.lineNumber ?? null}
            onSelect={setSelected}
            onOpen={(row) =>
              state === 'came_back' && row.current
                ? correctOne(row)
                : go(`/members/${row.memberId}/notes`, { note: row.noteId })
            }
            {...(state === 'came_back' ? { checked, onChecked: setChecked } : {})}
            total={query.data?.total ?? rows.length}
          />
        )}
      </TabPanel>
    </Page>
  );
}

/** Lines that came back stand under the plan's reason, the most frequent first; the others in one group. */
function groupsOf(rows: readonly SentLineRow[], state: SentState) {
  if (state !== 'came_back') return [{ key: 'all', rows }];
  const by = new Map<string, SentLineRow[]>();
  for (const row of rows) by.set(row.sentence, [...(by.get(row.sentence) ?? []), row]);
  return [...by]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([sentence, own]) => ({
      key: sentence,
      rows: own,
      header: (
        <GroupHeader
          title={sentence}
          icon={<StateIcon state="held" />}
          count={countLines(own.length)}
          right={own[0]?.reasons[0]?.code}
        />
      ),
    }));
}
