import { IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { MOST_LETTERS } from '#shared/letters/contract.ts';
import type { CaseloadRow, CaseloadView } from '#shared/members/contract.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { api, orpc } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useOwnCaseloadOnly } from '../app/own-caseload.ts';
import { openPanel } from '../app/panel/panel-state.ts';
import { useSession } from '../app/session.tsx';
import { useSubject } from '../app/subject.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { OpenChartDialog } from '../assignments/open-chart-dialog.tsx';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { countText } from '../components/count-text.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { LettersButton } from '../letters/write-to.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { caseloadColumns } from './caseload-columns.tsx';
import { CaseloadRail } from './caseload-rail.tsx';

const PAGE_SIZE = 200;

const VIEWS: readonly { readonly value: CaseloadView; readonly label: string }[] = [
  { value: 'mine', label: 'Mine' },
  { value: 'hap_not_done', label: 'HAP not done' },
  { value: 'no_contact_30', label: 'No contact 30 d' },
  { value: 'unassigned', label: 'Unassigned' },
  { value: 'all', label: 'All' },
];

/** Find, sort and assign members. Default order: the clock that runs out first, passed ones before. */
export function CaseloadPage() {
  const go = useGo();
  const today = useToday();
  const { user } = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { readonly view?: CaseloadView };
  const view = VIEWS.some((each) => each.value === search.view) ? (search.view as CaseloadView) : 'mine';
  const [text, setText] = useKept('CaseloadPage.text', '');
  const typed = useDeferredValue(text.trim());
  const [selected, setSelected] = useKept<string | null>('CaseloadPage.selected', null);
  const [peeked, setPeeked] = useKept<string | null>('CaseloadPage.peeked', null);
  const [checked, setChecked] = useKept<ReadonlySet<string>>('CaseloadPage.checked', new Set());
  const [assigning, setAssigning] = useKept<readonly string[]>('CaseloadPage.assigning', []);
  const find = useRef<HTMLInputElement>(null);
  const [opening, setOpening] = useKept('CaseloadPage.opening', false);
  const ownOnly = useOwnCaseloadOnly();
  const mayChange = CARE_TEAM.includes(user.role);

  const query = useInfiniteQuery(
    orpc.members.list.infiniteOptions({
      input: (offset: number) => ({ view, offset, limit: PAGE_SIZE, ...(typed ? { text: typed } : {}) }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const loaded = pages.reduce((sum, page) => sum + page.rows.length, 0);
        return loaded < last.total ? loaded : undefined;
      },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const first = query.data?.pages[0];
  const total = first?.total ?? 0;
  const current = rows.find((row) => row.id === selected) ?? rows[0];
  useSubject(current?.id, current?.name);

  // Result counts are said once the typing rests.
  useEffect(() => {
    if (!typed) return undefined;
    const timer = setTimeout(() => announce(total === 1 ? '1 member' : `${total} members`), 500);
    return () => clearTimeout(timer);
  }, [typed, total]);

  const setView = (next: CaseloadView) => {
    setChecked(new Set());
    void navigate({ to: '/caseload', search: { view: next } as never, replace: true });
  };
  const assign = (row?: CaseloadRow) =>
    setAssigning(checked.size > 0 ? [...checked] : row ? [row.id] : current ? [current.id] : []);

  useKeys([
    { keys: '/', label: 'Find in list', group: 'list', run: () => find.current?.focus() },
    ...(checked.size > 0
      ? [
          {
            keys: 'Escape',
            label: 'Clear the selection',
            group: 'list',
            run: () => setChecked(new Set()),
          } as const,
        ]
      : []),
  ]);

  const toList = () => document.querySelector<HTMLElement>('[data-list] [data-row][tabindex="0"]')?.focus();
  const open = (row: CaseloadRow) => go(`/members/${row.id}`);
  const viewLabel = VIEWS.find((each) => each.value === view)?.label ?? '';

  return (
    <Page
      title="Caseload"
      subtitle={first ? memberCount(first.counts.mine ?? 0, first.counts.all ?? 0) : undefined}
      actions={
        mayChange && (
          <>
            {rows.length > 0 && (
              <LettersButton
                label={
                  checked.size > 0
                    ? `Caseload, ${checked.size} selected`
                    : `Caseload, ${viewLabel.toLowerCase()}`
                }
                keys="Shift+L"
                members={checked.size > 0 ? [...checked] : () => everybody({ view, text: typed })}
              />
            )}
            {ownOnly ? (
              <Button onClick={() => setOpening(true)}>Open another chart</Button>
            ) : (
              <Button onClick={() => go('/caseload/board')}>Assignment board</Button>
            )}
            <Button
              variant="ember"
              icon={<IconUserPlus size={16} stroke={1.75} aria-hidden />}
              onClick={() => openPanel({ kind: 'member', memberId: null, id: null })}
            >
              Add member
            </Button>
          </>
        )
      }
      bar={
        <>
          <SearchField ref={find} value={text} onChange={setText} onLeave={toList} />
          <ViewChips
            label="Views"
            views={VIEWS.map((each) => ({ ...each, count: first?.counts[each.value] }))}
            value={view}
            onChange={setView}
          />
        </>
      }
      rail={
        current && (
          <CaseloadRail
            row={current}
            peek={peeked === current.id}
            onPeek={() => setPeeked(current.id)}
            onOpen={() => open(current)}
          />
        )
      }
      railWidth={290}
      flush
      footer={
        rows.length > 0 && (
          <PageFooter
            left={
              checked.size > 0
                ? `${checked.size} selected`
                : `Showing ${countText(rows.length)} of ${countText(total)}`
            }
            keys={[
              ...(mayChange ? [{ keys: 'x', label: 'select' }] : []),
              { keys: 'Space', label: 'peek' },
              { keys: 'Enter', label: 'open chart' },
              ...(mayChange ? [{ keys: 'a', label: 'assign' }] : []),
            ]}
          />
        )
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={12} />}
      {first && rows.length === 0 && (
        <EmptyList
          view={view}
          viewLabel={viewLabel}
          typed={typed}
          onClear={() => {
            setText('');
            setView('all');
          }}
        />
      )}
      {rows.length > 0 && (
        <ListTable
          label={`Caseload, ${viewLabel}`}
          columns={caseloadColumns(today)}
          groups={[{ key: 'all', rows }]}
          rowKey={(row) => row.id}
          rowName={rowName}
          selected={selected}
          onSelect={setSelected}
          onOpen={open}
          onPeek={(row) => setPeeked(row.id)}
          {...(mayChange && checked.size > 0 ? { checked, onChecked: setChecked } : {})}
          rowKeys={
            mayChange
              ? [
                  ...(checked.size === 0
                    ? [
                        {
                          keys: 'x',
                          label: 'Select',
                          run: (row: CaseloadRow) => setChecked(new Set([row.id])),
                        },
                      ]
                    : []),
                  { keys: 'a', label: 'Assign', run: assign },
                ]
              : []
          }
          total={total}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
          autoFocus
        />
      )}
      {opening && <OpenChartDialog onClose={() => setOpening(false)} />}
      {assigning.length > 0 && (
        <AssignDialog
          members={rows.filter((row) => assigning.includes(row.id))}
          ids={assigning}
          onClose={(changed) => {
            setAssigning([]);
            if (changed) setChecked(new Set());
          }}
        />
      )}
    </Page>
  );
}

/** Everybody of a view, those too who are not on the screen yet. */
async function everybody({
  view,
  text,
}: {
  readonly view: CaseloadView;
  readonly text: string;
}): Promise<string[]> {
  const ids: string[] = [];
  for (let total = 1; ids.length < Math.min(total, MOST_LETTERS + 1); ) {
    const page = await api.members.list({ view, offset: ids.length, limit: 500, ...(text ? { text } : {}) });
    if (page.rows.length === 0) break;
    ids.push(...page.rows.map(({ id }) => id));
    total = page.total;
  }
  return ids;
}

function memberCount(mine: number, all: number): string {
  if (all === 1) return '1 member';
  return mine === all ? `${countText(all)} members` : `${countText(mine)} of yours, ${countText(all)} in all`;
}

function rowName(row: CaseloadRow): string {
  return [row.name, row.programLine, row.clock?.label].filter(Boolean).join(', ');
}

function EmptyList({
  view,
  viewLabel,
  typed,
  onClear,
}: {
  readonly view: CaseloadView;
  readonly viewLabel: string;
  readonly typed: string;
  readonly onClear: () => void;
}) {
  if (typed) {
    return (
      <EmptyState
        fact={`Nobody in “${viewLabel}” fits “${typed}”.`}
        next="A name, CIN, phone or address finds a member; accents do not matter."
        action={<Button onClick={onClear}>Search all members</Button>}
      />
    );
  }
  if (view === 'all') {
    return (
      <EmptyState fact="No members yet." next="A plan’s roster file brings them in, or add one by hand." />
    );
  }
  return (
    <EmptyState
      fact={`Nobody is in “${viewLabel}”.`}
      next={view === 'mine' ? 'Members whose lead you are stand here.' : 'Members come here by themselves.'}
      action={<Button onClick={onClear}>Show all members</Button>}
    />
  );
}
