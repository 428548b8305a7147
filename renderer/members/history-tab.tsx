import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../api.ts';
import { useTimeZone } from '../app/today.ts';
import { Button } from '../components/button.tsx';
import { timeOfDay } from '../components/date-text.ts';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StateIcon } from '../components/tag.tsx';
import { PacketSection } from '../packets/packet-section.tsx';
import { useChart } from './chart-context.tsx';
import styles from './health.module.css';
import { actionWords } from './history-words.ts';

const PAGE_SIZE = 100;

/** Who saw or changed what about this member, and when; newest first. */
export function HistoryTab() {
  const { chart, memberId, today } = useChart();
  const timeZone = useTimeZone();
  const query = useInfiniteQuery(
    orpc.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({
        memberId,
        limit: PAGE_SIZE,
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (last) => (last.length === PAGE_SIZE ? last.at(-1)?.seq : undefined),
      // Reading the history leaves a row in it: it is read when the tab opens, not after every change.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnMount: 'always',
    }),
  );
  const rows = query.data?.pages.flat() ?? [];
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <SkeletonRows />;
  if (rows.length === 0) return <EmptyState fact="Nothing was recorded about this member yet." />;
  const dayOf = (at: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(at));
  const formerChart = (id: string, name: string | null) => {
    const cin = chart.merges.find((merge) => merge.memberId === id)?.cin;
    return `on the former chart${cin ? `, CIN ${cin}` : ''}${name ? `, ${name}` : ''}`;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table without any stop must still scroll by keyboard
    <section className={styles.health} aria-label="History" tabIndex={0}>
      <PacketSection memberId={memberId} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Time</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.seq}>
              <td>
                <DateWord date={dayOf(row.at)} today={today} />
              </td>
              <td className="tabular">{timeOfDay(row.at, timeZone)}</td>
              <td>{row.userName ?? 'Hearth'}</td>
              <td>
                {actionWords(row.action)}
                {row.memberId !== null && row.memberId !== memberId && (
                  <span className="quiet"> {formerChart(row.memberId, row.memberName)}</span>
                )}
                {row.outcome !== 'done' && row.outcome !== 'ok' && (
                  <>
                    {' '}
                    <StateIcon state="held" size={13} /> {row.outcome}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {query.hasNextPage && (
        <div>
          <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
    </section>
  );
}
