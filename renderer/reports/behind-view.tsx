import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BehindRow } from '#shared/reports/contract.ts';
import type { Measure } from '#shared/reports/measures.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useSubject } from '../app/subject.ts';
import { Button } from '../components/button.tsx';
import { countText } from '../components/count-text.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { LettersButton } from '../letters/write-to.tsx';
import styles from './reports.module.css';

/** Everybody behind one number, by the parts it is made of; letters go to whoever it counts. */
export function BehindView({
  measure,
  scope,
  period,
  onBack,
}: {
  readonly measure: Measure;
  readonly scope: { readonly month: string; readonly planId?: string };
  /** "November 2026, so far" */
  readonly period: string;
  readonly onBack: () => void;
}) {
  const go = useGo();
  const [selected, setSelected] = useState<string | null>(null);
  const query = useQuery(orpc.reports.behind.queryOptions({ input: { ...scope, key: measure.key } }));
  useKeys([{ keys: 'Escape', label: 'Back to the numbers', group: 'screen', run: onBack }]);
  const rows = query.data?.rows ?? [];
  const current = rows.find(({ memberId }) => memberId === selected) ?? rows[0];
  useSubject(current?.memberId, current?.name);
  const counted = rows.filter((row) => row.counted);
  return (
    <Page
      title={measure.title}
      subtitle={period}
      actions={
        <>
          <LettersButton
            label={`${measure.title}, ${period}`}
            keys="Shift+L"
            members={counted.map(({ memberId }) => memberId)}
          />
          <Button keys="Esc" onClick={onBack}>
            Back to the numbers
          </Button>
        </>
      }
      flush
      footer={
        rows.length > 0 && (
          <PageFooter left={measure.definition} keys={[{ keys: 'Enter', label: 'open the chart' }]} />
        )
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={10} />}
      {query.data && rows.length === 0 && (
        <EmptyState fact="Nobody stands behind this number." next={measure.definition} />
      )}
      {rows.length > 0 && (
        <ListTable
          label={measure.title}
          headless
          autoFocus
          rowKey={(row) => row.memberId}
          rowName={(row) => [row.name, row.part, row.line].filter(Boolean).join(', ')}
          rowHeight={36}
          groups={groupsOf(rows)}
          selected={current?.memberId ?? null}
          onSelect={setSelected}
          onOpen={({ memberId }) => go(`/members/${memberId}`)}
          total={rows.length}
          columns={[
            {
              key: 'name',
              header: 'Member',
              width: 'minmax(140px, 1fr)',
              cell: ({ name }) => (
                <strong className={styles.name} title={name}>
                  {name}
                </strong>
              ),
            },
            {
              key: 'line',
              header: 'Program',
              width: 'minmax(140px, 1fr)',
              cell: ({ line }) => <span className="quiet">{line}</span>,
            },
            {
              key: 'lead',
              header: 'Lead',
              width: 'minmax(110px, 0.7fr)',
              align: 'end',
              cell: ({ leadName }) => <span className="quiet">{leadName ?? 'no lead'}</span>,
            },
          ]}
        />
      )}
    </Page>
  );
}

/** By part where the number has parts, the largest first; who is not counted comes last. */
function groupsOf(rows: readonly BehindRow[]) {
  const groups = new Map<string, BehindRow[]>();
  const others = rows.filter((row) => !row.counted);
  for (const row of rows) {
    if (!row.counted) continue;
    const title = row.part ?? 'Counted';
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  const sorted = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
  if (others.length > 0) sorted.push(['Not counted', others]);
  return sorted.map(([title, own]) => ({
    key: title,
    rows: own,
    header: <GroupHeader title={title} count={countText(own.length)} />,
  }));
}
