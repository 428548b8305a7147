import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { MeasureRow } from '#shared/reports/contract.ts';
import { MEASURE_GROUPS, type Measure, measureOf } from '#shared/reports/measures.ts';
import { isSmall } from '#shared/reports/small-numbers.ts';
import { spansUpTo } from '#shared/reports/spans.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { HeaderSelect } from '../components/header-select.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { Column } from '../components/list-types.ts';
import { monthWords } from '../components/month-text.ts';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Tip } from '../components/tip.tsx';
import { BehindView } from './behind-view.tsx';
import { changeText, figureText, shareText } from './figure-text.ts';
import { MeasureRail } from './measure-rail.tsx';
import { MonthBars } from './month-bars.tsx';
import styles from './reports.module.css';

/** A measure with its row of numbers. */
interface Line {
  readonly measure: Measure;
  readonly row: MeasureRow;
}

const MONTHS = 24;
const ALL_PLANS = 'all';

/** The program's numbers month by month, each with its definition and the members behind it. */
export function ReportsPage() {
  const go = useGo();
  const today = useToday();
  const search = useSearch({ strict: false }) as Readonly<
    Record<'number' | 'month' | 'plan', string | undefined>
  >;
  const [selected, setSelected] = useState<string | null>(search.number ?? null);
  const now = today.slice(0, 7);
  const month = search.month ?? now;
  const scope = { month, ...(search.plan ? { planId: search.plan } : {}) };
  const query = useQuery(
    orpc.reports.measures.queryOptions({ input: scope, placeholderData: keepPreviousData }),
  );
  const plans = useQuery(orpc.plans.list.queryOptions({ input: {} })).data ?? [];
  const save = useMutation(
    orpc.reports.save.mutationOptions({
      onSuccess: ({ fileName }) => {
        if (fileName) showToast({ text: `Saved as ${fileName}.` });
      },
    }),
  );
  const open = (change: Partial<Record<'number' | 'month' | 'plan', string>>) => {
    const next = { number: search.number, month: search.month, plan: search.plan, ...change };
    go(
      '/reports',
      Object.fromEntries(Object.entries(next).flatMap(([key, value]) => (value ? [[key, value]] : []))),
    );
  };
  const period = month === now ? `${monthWords(month)}, so far` : monthWords(month);
  const shown = search.number === undefined ? undefined : measureOf(search.number);
  if (shown) {
    return <BehindView measure={shown} scope={scope} period={period} onBack={() => open({ number: '' })} />;
  }
  const lines = (query.data?.measures ?? []).flatMap((row): Line[] => {
    const measure = measureOf(row.key);
    return measure ? [{ measure, row }] : [];
  });
  const current = lines.find(({ row }) => row.key === selected) ?? lines[0];
  return (
    <Page
      title="Reports"
      subtitle={period}
      actions={
        <>
          <HeaderSelect
            label="Plan"
            width={130}
            choices={[
              { value: ALL_PLANS, label: 'All plans' },
              ...plans.map(({ id, shortName }) => ({ value: id, label: shortName })),
            ]}
            value={search.plan ?? ALL_PLANS}
            onChange={(next) => open({ plan: next === ALL_PLANS ? '' : next })}
          />
          <HeaderSelect
            label="Month"
            choices={spansUpTo(now, MONTHS, today)
              .map((span) => ({ value: span.month, label: monthWords(span.month) }))
              .toReversed()}
            value={month}
            onChange={(next) => open({ month: next === now ? '' : next })}
          />
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconDownload size={16} stroke={1.75} aria-hidden />}
            busy={save.isPending}
            onClick={() => save.mutate({ ...scope, as: 'xlsx' })}
          >
            Export
          </Button>
        </>
      }
      rail={
        current && (
          <MeasureRail
            key={current.measure.key}
            measure={current.measure}
            row={current.row}
            scope={scope}
            onShowAll={() => open({ number: current.measure.key })}
          />
        )
      }
      railWidth={310}
      flush
      footer={
        <PageFooter
          keys={[
            { keys: 'j k', label: 'move' },
            { keys: 'Enter', label: 'the members behind it' },
          ]}
          right="Fewer than 11 people is marked"
        />
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {save.error && <ErrorLine error={save.error} />}
      {query.isPending && <SkeletonRows rows={14} />}
      {lines.length > 0 && (
        <ListTable
          label="Numbers"
          autoFocus
          rowKey={({ row }) => row.key}
          rowName={({ measure, row }) => `${measure.title}, ${figureText(measure, row.value)}`}
          rowHeight={38}
          groups={groupsOf(lines)}
          columns={columnsFor(query.data?.months ?? [])}
          selected={current?.row.key ?? null}
          onSelect={setSelected}
          onOpen={({ row }) => open({ number: row.key })}
        />
      )}
    </Page>
  );
}

function groupsOf(lines: readonly Line[]) {
  return Object.entries(MEASURE_GROUPS).map(([key, title]) => ({
    key,
    rows: lines.filter(({ measure }) => measure.group === key),
    header: <GroupHeader title={title} />,
  }));
}

function columnsFor(months: readonly string[]): readonly Column<Line>[] {
  return [
    {
      key: 'title',
      header: 'Number',
      width: 'minmax(170px, 1fr)',
      cell: ({ measure }) => <span className={styles.title}>{measure.title}</span>,
    },
    {
      key: 'small',
      header: <span className="visually-hidden">Few people</span>,
      width: '76px',
      cell: ({ measure, row }) =>
        isSmall(measure, row) && (
          <Tip text="Fewer than 11 people: somebody could be recognized.">
            <span className="quiet">under 11</span>
          </Tip>
        ),
    },
    {
      key: 'share',
      header: <span className="visually-hidden">Counted</span>,
      width: '92px',
      align: 'end',
      cell: ({ measure, row }) => <span className={styles.share}>{shareText(measure, row)}</span>,
    },
    {
      key: 'value',
      header: 'Now',
      width: '88px',
      align: 'end',
      cell: ({ measure, row }) => <span className={styles.value}>{figureText(measure, row.value)}</span>,
    },
    {
      key: 'change',
      header: 'Change',
      width: '92px',
      align: 'end',
      cell: ({ measure, row }) => <span className={styles.share}>{changeText(measure, row.change)}</span>,
    },
    {
      key: 'bars',
      header: 'Twelve months',
      width: '160px',
      align: 'end',
      cell: ({ measure, row }) =>
        measure.todayOnly ? (
          <span className="quiet">as of today</span>
        ) : (
          <MonthBars measure={measure} months={months} series={row.series} />
        ),
    },
  ];
}
