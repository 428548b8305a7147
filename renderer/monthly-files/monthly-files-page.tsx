import { IconArrowRight, IconTable } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Gap, MonthlyKind } from '#shared/monthly-files/contract.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ViewChips } from '../components/choice-chips.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import { monthWords } from '../components/month-text.ts';
import { Page, PageFooter } from '../components/page.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { SelectField } from '../components/select-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TabPanel, Tabs } from '../components/tabs.tsx';
import { StateIcon } from '../components/tag.tsx';
import { CheckField } from '../components/text-field.tsx';
import { ColumnsOnSide } from '../encounters/columns-on-side.tsx';
import { BuiltFiles } from './built-files.tsx';
import styles from './monthly-files.module.css';

/** The last twelve months, the one before this one first: that is the one to report. */
function months(today: string): { readonly value: string; readonly label: string }[] {
  const first = new Date(`${today.slice(0, 7)}-15T12:00:00Z`);
  return [1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((back) => {
    const at = new Date(first);
    at.setUTCMonth(at.getUTCMonth() - back);
    return { value: at.toISOString().slice(0, 7), label: monthWords(at.toISOString().slice(0, 7)) };
  });
}

/** The return file and the outreach tracker of a plan for a month: what is missing first, then the rows. */
export function MonthlyFilesPage() {
  const go = useGo();
  const today = useToday();
  const choices = months(today);
  const [kind, setKind] = useKept<MonthlyKind>('MonthlyFilesPage.kind', 'return_file');
  const [month, setMonth] = useKept('MonthlyFilesPage.month', choices[0]?.value ?? today.slice(0, 7));
  const [plan, setPlan] = useKept<string | null>('MonthlyFilesPage.plan', null);
  const [selected, setSelected] = useKept<string | null>('MonthlyFilesPage.selected', null);
  const [withGaps, setWithGaps] = useState(false);
  const plans = useQuery(orpc.plans.list.queryOptions({ input: {} }));
  const planId = plan ?? plans.data?.[0]?.id ?? '';
  const preview = useQuery({
    ...orpc.monthlyFiles.preview.queryOptions({ input: { planId, kind, month }, enabled: planId !== '' }),
    placeholderData: keepPreviousData,
  });
  const build = useMutation(
    orpc.monthlyFiles.build.mutationOptions({
      onSuccess: (file) => {
        setWithGaps(false);
        showToast({ text: `Built ${file.fileName}. Send from Transfers.` });
      },
    }),
  );
  const data = preview.data;
  const rows = data?.rows.map((row, index) => ({ ...row, key: String(index + 2) })) ?? [];
  const current = rows.find((row) => row.key === selected) ?? rows[0];
  const gapsByRow = new Map<string, Gap[]>();
  for (const gap of data?.gaps ?? []) {
    gapsByRow.set(String(gap.row), [...(gapsByRow.get(String(gap.row)) ?? []), gap]);
  }
  const gapped = rows.filter((row) => gapsByRow.has(row.key));
  const whole = rows.filter((row) => !gapsByRow.has(row.key));
  const blocked =
    !data || data.total === 0
      ? 'Nothing to report'
      : data.gapCount > 0 && !withGaps
        ? 'Needed cells are empty'
        : null;
  return (
    <Page
      title="Monthly files"
      subtitle={data && `${data.total.toLocaleString('en-US')} rows, ${data.members} members`}
      flush
      bar={
        <div className={styles.bar}>
          <Tabs<MonthlyKind>
            name="monthly"
            label="Monthly files"
            items={[
              { key: 'return_file', label: 'Return file (RTF)' },
              { key: 'outreach_tracker', label: 'Outreach tracker (OTF)' },
            ]}
            value={kind}
            onChange={setKind}
          />
          {(plans.data?.length ?? 0) > 1 && (
            <ViewChips
              label="Plans"
              views={(plans.data ?? []).map((one) => ({ value: one.id, label: one.shortName }))}
              value={planId}
              onChange={setPlan}
            />
          )}
        </div>
      }
      actions={
        <>
          <div className={styles.month}>
            <SelectField
              label="Month"
              searchable={false}
              choices={choices}
              value={month}
              onChange={(value) => value && setMonth(value)}
            />
          </div>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconTable size={16} stroke={1.75} aria-hidden />}
            busy={build.isPending}
            disabledReason={blocked}
            onClick={() => build.mutate({ planId, kind, month, withGaps })}
          >
            Build the file
          </Button>
        </>
      }
      railWidth={380}
      rail={
        data && (
          <Rail label="The file">
            {current && (
              <RailSection title={current.memberName} right={`row ${current.key}`} plain>
                <ColumnsOnSide
                  columns={data.headings.map((heading, at) => ({
                    heading,
                    values: [current.cells[at] ?? ''],
                  }))}
                />
              </RailSection>
            )}
            <RailSection title="Before it goes">
              <div className={styles.checks}>
                <p className={styles.fileName}>{data.fileName}</p>
                {data.toConfirm.length > 0 && (
                  <p>
                    <ConfirmWithPlan /> {data.toConfirm.length} columns:{' '}
                    {data.toConfirm.slice(0, 4).join(', ')}
                    {data.toConfirm.length > 4 && ' and others'}.
                  </p>
                )}
                {data.gapCount > 0 && (
                  <CheckField
                    label={`Leave ${data.gapCount === 1 ? '1 needed cell' : `${data.gapCount} needed cells`} empty`}
                    checked={withGaps}
                    onChange={setWithGaps}
                  />
                )}
              </div>
            </RailSection>
            <BuiltFiles planId={planId} kind={kind} />
          </Rail>
        )
      }
      footer={
        rows.length > 0 && (
          <PageFooter
            keys={[
              { keys: 'j k', label: 'move' },
              { keys: 'Enter', label: 'put it right' },
            ]}
            right={
              data && data.gapCount > 0
                ? `${data.gapCount} needed cells are empty in ${gapped.length} rows`
                : 'Every needed cell is filled'
            }
          />
        )
      }
    >
      <TabPanel name="monthly" tab={kind}>
        {preview.error && <ErrorLine error={preview.error} onRetry={() => void preview.refetch()} />}
        {build.error && <ErrorLine error={build.error} safe="Nothing was built." />}
        {preview.isLoading && <SkeletonRows rows={12} />}
        {data && rows.length === 0 && (
          <EmptyState
            fact="There is nothing to report for this month."
            next={
              kind === 'return_file'
                ? 'Each member of the plan somebody worked with in the month gets a row.'
                : 'Each attempt that counts gets a row.'
            }
          />
        )}
        {rows.length > 0 && (
          <ListTable
            label="Rows of the file"
            autoFocus
            headless
            rowHeight={38}
            groups={[
              ...(gapped.length > 0
                ? [
                    {
                      key: 'gaps',
                      rows: gapped,
                      header: (
                        <GroupHeader
                          title="Something needed is missing"
                          icon={<StateIcon state="held" />}
                          count={`${gapped.length} rows`}
                        />
                      ),
                    },
                  ]
                : []),
              ...(whole.length > 0
                ? [
                    {
                      key: 'whole',
                      rows: whole,
                      header: (
                        <GroupHeader
                          title="Complete"
                          icon={<StateIcon state="done" />}
                          count={`${whole.length} rows`}
                        />
                      ),
                    },
                  ]
                : []),
            ]}
            rowKey={(row) => row.key}
            rowName={(row) =>
              `${row.memberName}, row ${row.key}${gapsByRow.has(row.key) ? ', something is missing' : ''}`
            }
            selected={current?.key ?? null}
            onSelect={setSelected}
            onOpen={(row) => go(gapsByRow.get(row.key)?.[0]?.fix.path ?? `/members/${row.memberId}`)}
            columns={[
              {
                key: 'row',
                header: 'Row',
                width: '56px',
                align: 'end',
                cell: (row) => <span className="quiet">{row.key}</span>,
              },
              {
                key: 'member',
                header: 'Member',
                width: 'minmax(160px, 1fr)',
                cell: (row) => <strong className={styles.cell}>{row.memberName}</strong>,
              },
              {
                key: 'missing',
                header: 'Missing',
                width: 'minmax(240px, 2fr)',
                cell: (row) => (
                  <span className={styles.cell}>
                    {(gapsByRow.get(row.key) ?? []).map((gap) => gap.heading).join(', ')}
                  </span>
                ),
              },
              {
                key: 'fix',
                header: 'Put it right',
                width: '130px',
                align: 'end',
                cell: (row) => {
                  const gap = gapsByRow.get(row.key)?.[0];
                  return (
                    gap && (
                      <button
                        type="button"
                        tabIndex={-1}
                        className={styles.fix}
                        onClick={() => go(gap.fix.path)}
                      >
                        {gap.fix.label}
                        <IconArrowRight size={14} stroke={1.75} aria-hidden />
                      </button>
                    )
                  );
                },
              },
            ]}
          />
        )}
      </TabPanel>
    </Page>
  );
}
