import { IconPrinter } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { dateInWords } from '#shared/dates.ts';
import type { OutreachCard, OutreachRow, OutreachView } from '#shared/outreach/contract.ts';
import { orpc } from '../api.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useSubject } from '../app/subject.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { Clock } from '../components/clock.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { RowName } from '../components/list-row.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { Column, RowGroup } from '../components/list-types.ts';
import { Page, PageFooter } from '../components/page.tsx';
import { PageScrollContext } from '../components/page-scroll.ts';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { LettersButton } from '../letters/write-to.tsx';
import styles from './outreach.module.css';
import { OutreachCardView, type Signing } from './outreach-card.tsx';
import { OutreachRail } from './outreach-rail.tsx';
import { focusStep } from './step-row.tsx';
import { useCallSheet } from './use-call-sheet.ts';

const VIEWS: readonly { readonly value: OutreachView; readonly label: string }[] = [
  { value: 'due', label: 'Due' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'closed', label: 'Closed' },
];

/** The queue of outreach and one screen that logs an attempt in six keys. */
export function OutreachPage() {
  const today = useToday();
  const search = useSearch({ strict: false }) as { readonly member?: string };
  const [view, setView] = useKept<OutreachView>('OutreachPage.view', 'due');
  const [whose, setWhose] = useKept<'mine' | 'all'>('OutreachPage.whose', 'mine');
  const [chosen, setChosen] = useKept<string | null>('OutreachPage.chosen', search.member ?? null);
  const [asked, setAsked] = useState(search.member);
  if (asked !== search.member) {
    // Another page asked for another member while this one was open.
    setAsked(search.member);
    setChosen(search.member ?? null);
  }
  const [signing, setSigning] = useState<Signing | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const queue = useQuery({
    ...orpc.outreach.queue.queryOptions({ input: { view, whose } }),
    placeholderData: keepPreviousData,
  });
  const rows = queue.data?.rows ?? [];
  const later = queue.data?.later ?? [];
  const memberId = chosen ?? rows[0]?.memberId ?? later[0]?.memberId ?? null;
  const card = useQuery({
    ...orpc.outreach.card.queryOptions({ input: { memberId: memberId ?? '' } }),
    enabled: memberId !== null,
    placeholderData: keepPreviousData,
  });
  const shown = card.data?.memberId === memberId ? card.data : undefined;
  useSubject(memberId, shown?.name);

  const print = useCallSheet(whose);
  useKeys([{ keys: 'p', label: 'Call sheet', group: 'screen', run: () => print.mutate('calls') }]);

  const order = useRef<readonly string[]>([]);
  order.current = [...rows, ...later].map((row) => row.memberId);
  const onSigned = useCallback((signed: string, stay: boolean) => {
    if (stay) return;
    const at = order.current.indexOf(signed);
    setChosen(order.current[at + 1] ?? order.current[0] ?? null);
    focusList();
  }, []);
  useKeys([
    {
      keys: 'Escape',
      label: 'Finish later, kept',
      group: 'screen',
      inFields: true,
      run: focusList,
    },
  ]);

  const inList = [...rows, ...later].some((row) => row.memberId === memberId);
  const groups = useMemo(() => groupsOf(rows, later, view), [rows, later, view]);
  const pinned = shown && !inList ? [{ key: 'asked', rows: [rowOf(shown)] }] : [];
  const counts = queue.data?.counts;

  return (
    <Page
      title="Outreach"
      subtitle={counts ? `${counts.due} due today` : undefined}
      actions={
        <>
          <LettersButton
            label={`Outreach, ${VIEWS.find((each) => each.value === view)?.label.toLowerCase() ?? ''}`}
            keys="Shift+L"
            members={rows.map((row) => row.memberId)}
          />
          <Button
            icon={<IconPrinter size={16} stroke={1.75} aria-hidden />}
            keys="p"
            busy={print.isPending}
            onClick={() => print.mutate('calls')}
          >
            Call sheet
          </Button>
          <Button busy={print.isPending} onClick={() => print.mutate('street')}>
            Street sheet
          </Button>
        </>
      }
      bar={
        <>
          <ViewChips
            label="Views"
            views={VIEWS.map((each) => ({ ...each, count: counts?.[each.value] }))}
            value={view}
            onChange={(next) => {
              setChosen(null);
              setView(next);
            }}
          />
          <ViewChips
            label="Whose"
            views={[
              { value: 'mine', label: 'Mine and nobody’s' },
              { value: 'all', label: 'Everybody’s' },
            ]}
            value={whose}
            onChange={(next) => {
              setChosen(null);
              setWhose(next);
            }}
          />
        </>
      }
      side={
        <PageScrollContext value={scroller}>
          <div className={styles.queue} ref={scroller}>
            {queue.isPending && <SkeletonRows rows={6} height={58} />}
            {(rows.length > 0 || later.length > 0 || pinned.length > 0) && (
              <ListTable<OutreachRow>
                label={`Outreach, ${VIEWS.find((each) => each.value === view)?.label ?? ''}`}
                columns={columns(today, view)}
                groups={[...pinned, ...groups]}
                rowKey={(row) => row.memberId}
                rowName={(row) =>
                  [row.name, row.line, `${row.attempts} of ${row.wanted} attempts`, row.clock?.label]
                    .filter(Boolean)
                    .join(', ')
                }
                rowHeight={58}
                headless
                selected={memberId}
                onSelect={setChosen}
                onOpen={() => focusStep('method')}
                total={queue.data?.total ?? 0}
                autoFocus
              />
            )}
          </div>
        </PageScrollContext>
      }
      sideWidth={308}
      rail={shown && <OutreachRail card={shown} today={today} />}
      railWidth={236}
      flush
      footer={
        signing ? (
          <div className={styles.footer}>
            <span>{signing.words}</span>
            <Button keys="Esc" onClick={focusList}>
              Finish later
            </Button>
            <Button variant="ember" keys="Ctrl+Enter" busy={signing.busy} onClick={signing.sign}>
              Sign, next person
            </Button>
          </div>
        ) : (
          <PageFooter
            keys={[
              { keys: 'j k', label: 'move' },
              { keys: 'p', label: 'call sheet' },
            ]}
          />
        )
      }
    >
      {queue.error && <ErrorLine error={queue.error} onRetry={() => void queue.refetch()} />}
      {card.error && <ErrorLine error={card.error} onRetry={() => void card.refetch()} />}
      {print.error && <ErrorLine error={print.error} safe="Nothing was written." />}
      {queue.data && memberId === null && (
        <EmptyQueue view={view} nextOn={later[0]?.nextOn ?? null} today={today} />
      )}
      {shown && (
        <OutreachCardView
          key={`${shown.memberId}:${shown.history.length}:${shown.status}`}
          card={shown}
          today={today}
          onSigned={onSigned}
          onSigning={setSigning}
        />
      )}
    </Page>
  );
}

/** Puts the focus on the row the keys are on, once it is drawn. */
function focusList(): void {
  setTimeout(() => document.querySelector<HTMLElement>('[data-list] [data-row][tabindex="0"]')?.focus(), 80);
}

function columns(today: string, view: OutreachView): readonly Column<OutreachRow>[] {
  return [
    {
      key: 'who',
      header: 'Member',
      width: '1fr',
      cell: (row) => (
        <span className={styles.queueRow}>
          <RowName name={row.name} second={row.line} />
          <span className={styles.right}>
            <span>{view === 'closed' ? `${row.attempts} tried` : `${row.attempts} of ${row.wanted}`}</span>
            {row.closed ? (
              <span>{row.closed}</span>
            ) : row.ready ? (
              <span>Said yes</span>
            ) : row.nextOn && row.nextOn > today ? (
              <span>{dateInWords(row.nextOn, today)}</span>
            ) : (
              row.clock && (
                <Clock
                  clock={{ ...row.clock, label: row.clock.label.split(' of ')[0] ?? '', fraction: null }}
                  name="Outreach clock"
                  bar={false}
                />
              )
            )}
          </span>
        </span>
      ),
    },
  ];
}

function groupsOf(
  rows: readonly OutreachRow[],
  later: readonly OutreachRow[],
  view: OutreachView,
): RowGroup<OutreachRow>[] {
  return [
    { key: 'first', rows },
    ...(view === 'due' && later.length > 0
      ? [
          {
            key: 'later',
            header: <GroupHeader title="Later this week" count={later.length} />,
            rows: later,
          },
        ]
      : []),
  ];
}

/** A member who was asked for and is not in this view, as a row. */
function rowOf(card: OutreachCard): OutreachRow {
  return {
    memberId: card.memberId,
    name: card.name,
    line: card.line,
    status: card.status,
    tier: null,
    homeless: card.homeless,
    onTel: card.onTel,
    attempts: card.attempts,
    wanted: card.wanted,
    clock: card.clock,
    lastOn: null,
    nextOn: card.nextOn,
    ready: card.ready,
    closed: null,
  };
}

function EmptyQueue({
  view,
  nextOn,
  today,
}: {
  readonly view: OutreachView;
  readonly nextOn: string | null;
  readonly today: string;
}) {
  if (view === 'due') {
    return (
      <EmptyState
        fact="No attempts due today."
        next={
          nextOn
            ? `The next one is ${dateInWords(nextOn, today)}.`
            : 'Members a plan assigns come here by themselves until they are enrolled.'
        }
      />
    );
  }
  return (
    <EmptyState
      fact={view === 'waiting' ? 'Nobody waits for a later day.' : 'No outreach has ended.'}
      next={
        view === 'waiting'
          ? 'Members with a next contact set stand here until its day.'
          : 'Declined, not reached and excluded members stand here.'
      }
    />
  );
}
