import { useMutation, useQuery } from '@tanstack/react-query';
import type { Waiting } from '#shared/assignments/contract.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { api, orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { queryClient } from '../app/query-client.ts';
import { useSession } from '../app/session.tsx';
import { useSubject } from '../app/subject.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { LettersButton } from '../letters/write-to.tsx';
import { boardColumns } from './board-columns.tsx';
import { LeadsRail } from './leads-rail.tsx';
import { OtherLeadDialog } from './other-lead-dialog.tsx';

/** Members without a lead: whom Hearth would choose and why, how full everybody is, assigned at once or one by one. */
export function BoardPage() {
  const go = useGo();
  const today = useToday();
  const { user } = useSession();
  const board = useQuery(orpc.assignments.board.queryOptions({ input: {} }));
  const assign = useMutation(orpc.assignments.assign.mutationOptions());
  const [selected, setSelected] = useKept<string | null>('BoardPage.selected', null);
  const [checked, setChecked] = useKept<ReadonlySet<string>>('BoardPage.checked', new Set());
  const [choosing, setChoosing] = useKept<readonly Waiting[]>('BoardPage.choosing', []);
  const mayChange = CARE_TEAM.includes(user.role);
  const waiting = board.data?.waiting ?? [];
  const current = waiting.find((one) => one.id === selected) ?? waiting[0];
  useSubject(current?.id, current?.name);

  const chosen = checked.size > 0 ? waiting.filter((one) => checked.has(one.id)) : waiting;
  const suggested = chosen.filter((one) => one.suggestion);
  const give = (items: readonly { readonly memberId: string; readonly leadId: string }[], words: string) => {
    if (items.length === 0 || assign.isPending) return;
    assign.mutate(
      { items: [...items] },
      {
        onSuccess: ({ before }) => {
          setChecked(new Set());
          showToast({
            text: words,
            undo: async () => {
              await api.assignments.assign({ items: before });
              await queryClient.invalidateQueries();
            },
          });
        },
      },
    );
  };
  const asSuggested = (some: readonly Waiting[]) =>
    give(
      some.flatMap((one) => (one.suggestion ? [{ memberId: one.id, leadId: one.suggestion.leadId }] : [])),
      some.length === 1
        ? `Assigned ${some[0]?.name} to ${some[0]?.suggestion?.name}.`
        : `Assigned ${some.length} members as suggested.`,
    );
  const choose = (row: Waiting) =>
    setChoosing(checked.size > 0 ? waiting.filter((one) => checked.has(one.id)) : [row]);
  useKeys(
    checked.size > 0
      ? [{ keys: 'Escape', label: 'Clear the selection', group: 'list', run: () => setChecked(new Set()) }]
      : [],
  );
  const total = board.data?.total ?? 0;
  const more = total > waiting.length ? `, the first ${waiting.length} shown` : '';

  return (
    <Page
      title="Assignment board"
      subtitle={
        board.data
          ? `${total === 1 ? '1 member waits' : `${total} members wait`} for a lead${more}`
          : undefined
      }
      actions={
        <>
          <LettersButton
            label={checked.size > 0 ? `Without a lead, ${checked.size} selected` : 'Without a lead'}
            keys="Shift+L"
            members={chosen.map(({ id }) => id)}
          />
          <Button onClick={() => go('/caseload', { view: 'unassigned' })}>Back to caseload</Button>
          {mayChange && suggested.length > 0 && (
            <Button
              variant="ember"
              keys="Ctrl+Enter"
              busy={assign.isPending}
              onClick={() => asSuggested(suggested)}
            >
              {suggested.length === 1 ? 'Assign 1 as suggested' : `Assign ${suggested.length} as suggested`}
            </Button>
          )}
        </>
      }
      rail={board.data ? <LeadsRail leads={board.data.leads} /> : undefined}
      railWidth={320}
      flush
      footer={
        waiting.length > 0 && (
          <PageFooter
            left={checked.size > 0 ? `${checked.size} selected` : undefined}
            keys={[
              ...(mayChange
                ? [
                    { keys: 'x', label: 'select' },
                    { keys: 'a', label: 'assign as suggested' },
                    { keys: 'o', label: 'somebody else' },
                  ]
                : []),
              { keys: 'Enter', label: 'open chart' },
            ]}
          />
        )
      }
    >
      {board.error && <ErrorLine error={board.error} onRetry={() => void board.refetch()} />}
      {assign.error && <ErrorLine error={assign.error} safe="Nobody was assigned." />}
      {board.isPending && <SkeletonRows height={46} />}
      {board.data && waiting.length === 0 && (
        <EmptyState
          fact="Everybody has a lead."
          next="Members of the next roster come here until somebody leads them."
          action={<Button onClick={() => go('/caseload')}>Open caseload</Button>}
        />
      )}
      {waiting.length > 0 && (
        <ListTable
          label="Members without a lead"
          columns={boardColumns(today)}
          groups={[{ key: 'all', rows: waiting }]}
          rowKey={(row) => row.id}
          rowName={(row) => [row.name, row.programLine, row.suggestion?.name].filter(Boolean).join(', ')}
          rowHeight={46}
          selected={selected}
          onSelect={setSelected}
          onOpen={(row) => go(`/members/${row.id}`)}
          {...(mayChange && checked.size > 0 ? { checked, onChecked: setChecked } : {})}
          rowKeys={
            mayChange
              ? [
                  ...(checked.size === 0
                    ? [{ keys: 'x', label: 'Select', run: (row: Waiting) => setChecked(new Set([row.id])) }]
                    : []),
                  {
                    keys: 'a',
                    label: 'Assign as suggested',
                    run: (row: Waiting) => asSuggested(checked.size > 0 ? suggested : [row]),
                  },
                  { keys: 'o', label: 'Choose somebody else', run: choose },
                ]
              : []
          }
          autoFocus
        />
      )}
      {choosing.length > 0 && (
        <OtherLeadDialog
          members={choosing}
          leads={board.data?.leads ?? []}
          onClose={() => setChoosing([])}
          onChoose={(lead) => {
            give(
              choosing.map((one) => ({ memberId: one.id, leadId: lead.id })),
              `Assigned ${choosing.length === 1 ? choosing[0]?.name : `${choosing.length} members`} to ${lead.name}.`,
            );
            setChoosing([]);
          }}
        />
      )}
    </Page>
  );
}
