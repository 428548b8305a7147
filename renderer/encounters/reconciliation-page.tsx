import { IconFileTypePdf, IconTable } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { MONTH_NAMES } from '#shared/dates.ts';
import type { Balance } from '#shared/encounters/sent.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import { useTimeZone, useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import { monthWords } from '../components/month-text.ts';
import { Notice } from '../components/notice.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Tag } from '../components/tag.tsx';
import { CameBackLines } from './came-back-lines.tsx';
import styles from './reconciliation.module.css';
import { fileColumns } from './reconciliation-columns.tsx';
import { ReconciliationRail } from './reconciliation-rail.tsx';

const MONTHS = 3;
const number = new Intl.NumberFormat('en-US');

/** Proves that what was sent equals what was accepted, came back and waits, to the line. */
export function ReconciliationPage() {
  const go = useGo();
  const today = useToday();
  const zone = useTimeZone();
  const [selected, setSelected] = useKept<string | null>('ReconciliationPage.selected', null);
  const query = useQuery(orpc.encounters.reconciliation.queryOptions({ input: { months: MONTHS } }));
  const report = query.data;
  const save = useMutation(
    orpc.encounters.saveReconciliation.mutationOptions({
      meta: { saves: false },
      onSuccess: ({ fileName }) => {
        if (fileName) showToast({ text: `Saved as ${fileName}.` });
      },
    }),
  );
  const files = report?.plans.flatMap((plan) => plan.files) ?? [];
  const current = files.find((file) => file.batchId === selected) ?? files[0];
  const planName = report?.plans.find((plan) => plan.files.some((file) => file === current))?.planName ?? '';
  const sentOn = current
    ? new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(current.sentAt))
    : today;
  const open = (tab: string, file?: string) => go('/encounters', file ? { tab, file } : { tab });
  return (
    <Page
      title="Reconciliation"
      subtitle={report ? `All plans, ${spanWords(report.from, today)}` : 'All plans'}
      flush
      actions={
        <>
          <Button onClick={() => go('/encounters/responses')}>Response sheets</Button>
          <Button
            icon={<IconTable size={16} stroke={1.75} aria-hidden />}
            disabledReason={files.length === 0 ? 'Nothing was sent' : null}
            onClick={() => save.mutate({ months: MONTHS, as: 'xlsx' })}
          >
            Spreadsheet
          </Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconFileTypePdf size={16} stroke={1.75} aria-hidden />}
            busy={save.isPending}
            disabledReason={files.length === 0 ? 'Nothing was sent' : null}
            onClick={() => save.mutate({ months: MONTHS, as: 'pdf' })}
          >
            Save as PDF
          </Button>
        </>
      }
      rail={
        report &&
        current && (
          <ReconciliationRail
            report={report}
            planName={planName}
            file={current}
            sentOn={sentOn}
            zone={zone}
            open={open}
          />
        )
      }
      railWidth={316}
      railFrom="below"
      footer={
        files.length > 0 && (
          <PageFooter
            keys={[
              { keys: 'j k', label: 'move' },
              { keys: 'Enter', label: 'lines that came back' },
              ...(current && current.cameBack > 0 ? [{ keys: 'm', label: 'fix many alike' }] : []),
            ]}
            right="Every figure opens its lines"
          />
        )
      }
    >
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {save.error && <ErrorLine error={save.error} safe="Nothing was saved." />}
      {query.isPending && <SkeletonRows rows={8} />}
      {report && files.length === 0 && (
        <EmptyState
          fact="Nothing was sent in the last three months."
          next="Each file stands here once the plan has it, with what became of its lines."
          action={<Button onClick={() => open('to_send')}>Show what waits to be sent</Button>}
        />
      )}
      {report && files.length > 0 && (
        <>
          <Equation balance={report.total} even={report.problems.length === 0} onOpen={open} />
          {report.problems.length > 0 && (
            <Notice state="urgent" title="It does not add up." alert>
              {report.problems.map((problem) => (
                <p key={problem.batchId}>{problem.sentence}</p>
              ))}
            </Notice>
          )}
          <ListTable
            label="Sent files"
            autoFocus
            columns={fileColumns({ today, zone, open })}
            groups={report.plans.map((plan) => ({
              key: plan.planId,
              rows: plan.files,
              header: <GroupHeader title={plan.planName} count={words(plan.balance)} />,
            }))}
            rowKey={(file) => file.batchId}
            rowName={(file) => `${file.title}, ${words(file)}`}
            rowHeight={42}
            selected={current?.batchId ?? null}
            onSelect={setSelected}
            onOpen={(file) => open('came_back', file.batchId)}
          />
          {current && current.cameBack > 0 && (
            <CameBackLines
              key={current.batchId}
              file={current}
              sentOn={sentOn}
              onOpen={() => open('came_back', current.batchId)}
            />
          )}
        </>
      )}
    </Page>
  );
}

/** "September to November 2026"; the first year only when it is another one. */
function spanWords(from: string, today: string): string {
  const last = monthWords(today.slice(0, 7));
  const sameYear = from.slice(0, 4) === today.slice(0, 4);
  const first = sameYear ? MONTH_NAMES[Number(from.slice(5, 7)) - 1] : monthWords(from.slice(0, 7));
  return `${first} to ${last}`;
}

/** "1,104 sent = 1,085 accepted + 19 came back". */
function words({ sent, accepted, cameBack, waiting }: Balance): string {
  const parts = [
    `${number.format(accepted)} accepted`,
    cameBack > 0 ? `${number.format(cameBack)} came back` : '',
    waiting > 0 ? `${number.format(waiting)} waiting` : '',
  ];
  return `${number.format(sent)} sent = ${parts.filter(Boolean).join(' + ')}`;
}

function Equation({
  balance,
  even,
  onOpen,
}: {
  readonly balance: Balance;
  readonly even: boolean;
  readonly onOpen: (tab: string) => void;
}) {
  return (
    <section className={styles.equation} aria-label="Sent is accepted, came back and waiting together">
      <div className={styles.part}>
        <span className={styles.big}>{number.format(balance.sent)}</span>
        <span>lines sent</span>
      </div>
      <span className={styles.sign}>=</span>
      <button type="button" className={styles.part} onClick={() => onOpen('accepted')}>
        <span className={styles.big}>{number.format(balance.accepted)}</span>
        <Tag state="done">accepted</Tag>
      </button>
      <span className={styles.sign}>+</span>
      <button type="button" className={styles.part} onClick={() => onOpen('came_back')}>
        <span className={styles.big}>{number.format(balance.cameBack)}</span>
        <Tag state="held">came back</Tag>
      </button>
      <span className={styles.sign}>+</span>
      <button type="button" className={styles.part} onClick={() => onOpen('sent')}>
        <span className={styles.big}>{number.format(balance.waiting)}</span>
        <Tag state="due">waiting</Tag>
      </button>
      <span className={styles.verdict}>
        <Tag state={even ? 'done' : 'urgent'}>{even ? 'It adds up, to the line' : 'It does not add up'}</Tag>
      </span>
    </section>
  );
}
