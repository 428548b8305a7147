import { IconFileCode } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useEffect, useRef } from 'react';
import type { EncounterList, EncounterRow, HeldGroup } from '#shared/encounters/contract.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useSubject } from '../app/subject.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { clockTime } from '../components/date-text.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { RowGroup } from '../components/list-types.ts';
import { monthWords } from '../components/month-text.ts';
import { Page, PageFooter } from '../components/page.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { StateIcon } from '../components/tag.tsx';
import { isFixedTogether } from './change-many.tsx';
import { encounterColumns } from './encounter-columns.tsx';
import styles from './encounters.module.css';
import { focusFix } from './fix-section.tsx';
import { ScrubRulesLink } from './scrub-rules.tsx';
import { ToSendRail } from './to-send-rail.tsx';
import { countLines } from './words.ts';

const LIMIT = 200;

/** The lines that wait: held ones first, one sentence a reason, then the ready ones; the rail says what building makes. */
export function ToSendView({ bar, onBuilt }: { readonly bar: ReactNode; readonly onBuilt: () => void }) {
  const today = useToday();
  const go = useGo();
  const [text, setText] = useKept('ToSendView.text', '');
  const typed = useDeferredValue(text.trim());
  const search = useSearch({ strict: false }) as { readonly line?: string };
  const [selected, setSelected] = useKept<string | null>('ToSendView.selected', search.line ?? null);
  const [checked, setChecked] = useKept<ReadonlySet<string>>('ToSendView.checked', new Set());
  const find = useRef<HTMLInputElement>(null);
  const query = useQuery(
    orpc.encounters.list.queryOptions({
      input: { state: 'to_send', text: typed, limit: LIMIT },
      placeholderData: keepPreviousData,
    }),
  );
  const list = query.data;
  const rows = list ? [...list.groups.flatMap((group) => group.rows), ...list.rows] : [];
  const current = rows.find((row) => row.id === selected) ?? rows[0];
  useSubject(current?.memberId, current?.memberName);

  const preview = useQuery({
    ...orpc.encounters.preview.queryOptions({ input: {} }),
    enabled: Boolean(list),
    placeholderData: keepPreviousData,
  });
  const files = preview.data?.files ?? [];
  const build = useMutation(
    orpc.encounters.build.mutationOptions({
      onSuccess: ({ batches }) => {
        const lines = batches.reduce((sum, batch) => sum + batch.lines, 0);
        const what = batches.length === 1 ? '1 file' : `${batches.length} files`;
        showToast({ text: `Built ${what}, ${countLines(lines)}. Send from Transfers.` });
        onBuilt();
      },
    }),
  );

  const openRow = (row: EncounterRow) => {
    setSelected(row.id);
    const { fix } = row;
    if (!fix || fix.page === 'note') go(`/members/${row.memberId}/notes`, { note: row.noteId });
    else if (fix.page === 'encounter') focusFix();
    else if (fix.page === 'rules') go('/admin/rules', { plan: row.planId, rule: fix.field });
    else if (fix.page === 'users') go('/admin/users');
    else if (fix.page === 'plans') go('/admin/plans');
    else if (fix.page === 'agency') go('/admin/agency');
    else go(`/members/${row.memberId}`);
  };
  const marked = rows.filter((row) => checked.has(row.id));
  const fixAlike = () => {
    const group = list?.groups.find((one) => one.rows.some((row) => row.id === current?.id));
    if (marked.length > 0) {
      focusFix();
      return true;
    }
    if (!group || !isFixedTogether(group.reason)) return false;
    setChecked(new Set(group.rows.map((row) => row.id)));
    focusFix();
    return true;
  };
  const markedReason =
    list?.groups.find((group) => group.rows.some((row) => row.id === marked[0]?.id))?.reason ?? 'ready';

  useKeys([
    { keys: '/', label: 'Find in list', group: 'list', run: () => find.current?.focus() },
    { keys: 'm', label: 'Fix many alike', group: 'list', run: fixAlike },
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
  // Lines that were fixed or built are gone from the selection.
  const ids = rows.map((row) => row.id).join();
  useEffect(() => {
    const here = new Set(ids.split(','));
    setChecked((before) =>
      [...before].every((id) => here.has(id)) ? before : new Set([...before].filter((id) => here.has(id))),
    );
  }, [ids]);

  const toList = () => document.querySelector<HTMLElement>('[data-list] [data-row][tabindex="0"]')?.focus();
  const name = files.length === 1 ? 'Build 1 file' : `Build ${files.length} files`;
  return (
    <Page
      title="Encounters"
      subtitle={monthWords(today.slice(0, 7))}
      actions={
        <>
          <Button onClick={() => go('/encounters/monthly')}>Monthly files</Button>
          <Button onClick={() => go('/encounters/reconciliation')}>Reconcile</Button>
          {/* While lines are being changed, the change is what comes next, not the file. */}
          <Button
            {...(marked.length === 0 ? { variant: 'ember', keys: 'Ctrl+Enter' } : {})}
            icon={<IconFileCode size={16} stroke={1.75} aria-hidden />}
            busy={build.isPending}
            disabledReason={files.length === 0 ? 'No line is ready' : null}
            onClick={() => build.mutate({})}
          >
            {files.length === 0 ? 'Build files' : name}
          </Button>
        </>
      }
      bar={
        <>
          {bar}
          <div className={styles.find}>
            <SearchField ref={find} value={text} onChange={setText} onLeave={toList} />
          </div>
        </>
      }
      rail={
        list && (
          <ToSendRail
            row={current}
            marked={marked}
            markedReason={markedReason}
            files={files}
            checks={preview.data?.checks ?? []}
            onFixed={() => setChecked(new Set())}
          />
        )
      }
      railWidth={391}
      railFrom="below"
      flush
      footer={
        rows.length > 0 && (
          <PageFooter
            left={checked.size > 0 ? `${checked.size} selected` : undefined}
            keys={[
              { keys: 'x', label: 'select' },
              { keys: 'Enter', label: 'jump to the field' },
              { keys: 'm', label: 'fix many alike' },
            ]}
            right={
              list && `${list.counts.held} held, ${list.counts.ready} ready, ${list.counts.toSend} in all`
            }
          />
        )
      }
    >
      <TabPanel name="encounters" tab="to_send">
        {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
        {build.error && <ErrorLine error={build.error} safe="No number was used." />}
        {query.isPending && <SkeletonRows rows={12} />}
        {list && rows.length === 0 && <NothingWaits typed={typed} onClear={() => setText('')} />}
        {list && rows.length > 0 && (
          <ListTable
            label="Encounters to send"
            headless
            columns={encounterColumns(today, openRow)}
            groups={groupsOf(list, (group) => {
              setChecked(new Set(group.rows.map((row) => row.id)));
              focusFix();
            })}
            rowKey={(row) => row.id}
            rowName={(row) => `${row.memberName}, ${row.serviceOn}, ${row.hint}`}
            rowHeight={36}
            selected={current?.id ?? null}
            onSelect={setSelected}
            onOpen={openRow}
            checked={checked}
            onChecked={setChecked}
            total={list.counts.toSend}
            autoFocus
          />
        )}
      </TabPanel>
    </Page>
  );
}

/** Held lines by reason, then the ready ones. */
function groupsOf(list: EncounterList, onFixAll: (group: HeldGroup) => void): RowGroup<EncounterRow>[] {
  const held = list.groups.map((group) => ({
    key: group.reason,
    rows: group.rows,
    header: (
      <GroupHeader
        title={group.sentence}
        icon={<StateIcon state="held" />}
        count={[
          countLines(group.count),
          group.plans.length === 1 ? group.plans[0] : null,
          group.reason === 'no_diagnosis' && group.count > 1 ? 'same reason' : null,
        ]
          .filter(Boolean)
          .join(', ')}
        right={
          group.count > 1 && isFixedTogether(group.reason) ? (
            <Button size="sm" keys="m" tabIndex={-1} onClick={() => onFixAll(group)}>
              Fix all {group.rows.length}
            </Button>
          ) : (
            group.whoFixes
          )
        }
      />
    ),
  }));
  const plans = list.plans === 1 ? '1 plan' : `${list.plans} plans`;
  const shown = list.rows.length < list.total ? `, first ${list.rows.length} shown` : '';
  const ready = {
    key: 'ready',
    rows: list.rows,
    header: (
      <GroupHeader
        title="Ready"
        icon={<StateIcon state="done" />}
        count={`${countLines(list.total)}, ${plans}${shown}`}
        right={
          <>
            checked {clockTime(list.checkedAt)}, <ScrubRulesLink count={list.rules} />
          </>
        }
      />
    ),
  };
  return list.rows.length > 0 ? [...held, ready] : held;
}

function NothingWaits({ typed, onClear }: { readonly typed: string; readonly onClear: () => void }) {
  return typed ? (
    <EmptyState
      fact={`No line fits “${typed}”.`}
      next="A name, CIN, code or diagnosis finds a line."
      action={<Button onClick={onClear}>Show all lines</Button>}
    />
  ) : (
    <EmptyState
      fact="Nothing waits to be sent."
      next="Each signed note with a billable service becomes a line here."
    />
  );
}
