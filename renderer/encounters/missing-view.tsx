import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Temporal } from 'temporal-polyfill';
import type { MissingRow } from '#shared/encounters/missing.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { openPanel } from '../app/panel/panel-state.ts';
import { useSubject } from '../app/subject.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { HeaderSelect } from '../components/header-select.tsx';
import { ListTable } from '../components/list-table.tsx';
import { monthWords } from '../components/month-text.ts';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel } from '../components/tabs.tsx';
import { StateIcon } from '../components/tag.tsx';
import { LettersButton } from '../letters/write-to.tsx';
import styles from './encounters.module.css';

const MONTHS = 13;

/** "1 member", "7 members". */
function countMembers(count: number): string {
  return count === 1 ? '1 member' : `${count.toLocaleString('en-US')} members`;
}

/** Enrolled members without a billable service in a month, and those whose service the plan has not accepted. */
export function MissingView({ bar }: { readonly bar: ReactNode }) {
  const today = useToday();
  const go = useGo();
  const now = today.slice(0, 7);
  const [month, setMonth] = useKept('MissingView.month', now);
  const [selected, setSelected] = useKept<string | null>('MissingView.selected', null);
  const query = useQuery(
    orpc.encounters.missing.queryOptions({ input: { month }, placeholderData: keepPreviousData }),
  );
  const rows = query.data?.rows ?? [];
  const current = rows.find((row) => row.memberId === selected) ?? rows[0];
  useSubject(current?.memberId, current?.memberName);
  const save = useMutation(
    orpc.encounters.saveMissing.mutationOptions({
      onSuccess: ({ fileName }) => {
        if (fileName) showToast({ text: `Saved as ${fileName}.` });
      },
    }),
  );
  const months = Array.from({ length: MONTHS }, (_, back) =>
    Temporal.PlainYearMonth.from(now).subtract({ months: back }).toString(),
  );
  const facts = query.data;
  const writeNote = (row: MissingRow) => openPanel({ kind: 'note', memberId: row.memberId, id: null });
  return (
    <Page
      title="Encounters"
      subtitle={`No service, ${monthWords(month)}`}
      actions={
        <>
          <LettersButton
            label={`No service, ${monthWords(month)}`}
            keys="Shift+L"
            members={rows.map((row) => row.memberId)}
          />
          <Button
            icon={<IconDownload size={16} stroke={1.75} aria-hidden />}
            busy={save.isPending}
            disabledReason={rows.length === 0 ? 'The list is empty' : null}
            onClick={() => save.mutate({ month, as: 'xlsx' })}
          >
            Save as Excel
          </Button>
          {current && month === now && (
            <Button variant="ember" keys="Ctrl+Enter" onClick={() => writeNote(current)}>
              Write a note
            </Button>
          )}
        </>
      }
      bar={
        <>
          {bar}
          <div className={styles.find}>
            <HeaderSelect
              label="Month"
              choices={months.map((value) => ({ value, label: monthWords(value) }))}
              value={month}
              onChange={setMonth}
            />
          </div>
        </>
      }
      flush
      footer={
        facts && (
          <PageFooter
            left={`${facts.served} of ${countMembers(facts.enrolled)} served, ${facts.accepted} accepted by the plan`}
            keys={[{ keys: 'Enter', label: 'open the chart' }]}
            right={
              facts.daysLeft > 0
                ? `${facts.daysLeft} ${facts.daysLeft === 1 ? 'day' : 'days'} left`
                : undefined
            }
          />
        )
      }
    >
      <TabPanel name="encounters" tab="missing">
        {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
        {save.error && <ErrorLine error={save.error} />}
        {query.isPending && <SkeletonRows rows={10} />}
        {facts && rows.length === 0 && (
          <EmptyState
            fact={
              facts.enrolled === 0
                ? `Nobody was enrolled in ${monthWords(month)}.`
                : `Everybody enrolled in ${monthWords(month)} has a service that the plan accepted.`
            }
            next="A member stands here until a service of the month is billed and accepted."
          />
        )}
        {rows.length > 0 && (
          <ListTable
            label={`No service, ${monthWords(month)}`}
            headless
            autoFocus
            rowKey={(row) => row.memberId}
            rowName={(row) => `${row.memberName}, ${row.words}`}
            rowHeight={36}
            groups={groupsOf(rows)}
            selected={current?.memberId ?? null}
            onSelect={setSelected}
            onOpen={(row) => go(`/members/${row.memberId}/notes`)}
            total={rows.length}
            columns={[
              {
                key: 'member',
                header: 'Member',
                width: 'minmax(140px, 1fr)',
                cell: (row) => (
                  <strong className={styles.name} title={row.memberName}>
                    {row.memberName}
                  </strong>
                ),
              },
              {
                key: 'plan',
                header: 'Plan',
                width: 'minmax(90px, 0.6fr)',
                cell: (row) => (
                  <span className="quiet">
                    {row.planName}, {row.program}
                  </span>
                ),
              },
              {
                key: 'words',
                header: 'What there is',
                width: 'minmax(140px, 1fr)',
                cell: (row) => <span className={styles.hint}>{row.words}</span>,
              },
              {
                key: 'last',
                header: 'Last contact',
                width: '120px',
                cell: (row) =>
                  row.lastContactOn ? (
                    <span className="quiet">
                      seen <DateWord date={row.lastContactOn} today={today} />
                    </span>
                  ) : (
                    <span className="quiet">not seen yet</span>
                  ),
              },
              {
                key: 'lead',
                header: 'Lead',
                width: 'minmax(110px, 0.7fr)',
                align: 'end',
                cell: (row) => <span className="quiet">{row.leadName ?? 'no lead'}</span>,
              },
            ]}
          />
        )}
      </TabPanel>
    </Page>
  );
}

/** Those without any service first, then those whose service has not come through. */
function groupsOf(rows: readonly MissingRow[]) {
  const groups = [
    { key: 'no_service', title: 'No billable service.', state: 'due' },
    { key: 'no_claim', title: 'Served, but no claim accepted.', state: 'held' },
  ] as const;
  return groups.flatMap(({ key, title, state }) => {
    const own = rows.filter((row) => row.kind === key);
    if (own.length === 0) return [];
    return [
      {
        key,
        rows: own,
        header: (
          <GroupHeader title={title} icon={<StateIcon state={state} />} count={countMembers(own.length)} />
        ),
      },
    ];
  });
}
