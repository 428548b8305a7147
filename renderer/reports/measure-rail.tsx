import { useQuery } from '@tanstack/react-query';
import type { MeasureRow } from '#shared/reports/contract.ts';
import type { Measure } from '#shared/reports/measures.ts';
import { isSmall } from '#shared/reports/small-numbers.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { Button } from '../components/button.tsx';
import { countText } from '../components/count-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { Figures, Rail, RailLines, RailSection } from '../components/rail.tsx';
import { figureText, shareText } from './figure-text.ts';
import styles from './reports.module.css';

const SHOWN = 8;

/** What a number means, what it is made of, and who stands behind it. */
export function MeasureRail({
  measure,
  row,
  scope,
  onShowAll,
}: {
  readonly measure: Measure;
  readonly row: MeasureRow;
  readonly scope: { readonly month: string; readonly planId?: string };
  readonly onShowAll: () => void;
}) {
  const go = useGo();
  const query = useQuery(
    orpc.reports.behind.queryOptions({ input: { ...scope, key: measure.key }, enabled: row.of > 0 }),
  );
  const counted = (query.data?.rows ?? []).filter((one) => one.counted);
  return (
    <Rail label={measure.title}>
      <RailSection title={measure.title} right={shareText(measure, row)}>
        <p className={styles.big}>{figureText(measure, row.value)}</p>
        <p className={styles.definition}>{measure.definition}</p>
        {isSmall(measure, row) && (
          <p className={styles.definition}>
            Fewer than 11 people: somebody could be recognized. Think before this number leaves the office.
          </p>
        )}
      </RailSection>
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && query.data.parts.length > 0 && (
        <RailSection title="Made of">
          <Figures
            rows={query.data.parts.map(({ label, count, load }) => ({
              label,
              value: (
                <>
                  {load && <span className={styles.share}>{load}, </span>}
                  {countText(count)}
                </>
              ),
            }))}
          />
        </RailSection>
      )}
      {counted.length > 0 && (
        <RailSection title="Members behind it" right={countText(counted.length)}>
          <RailLines
            lines={counted.slice(0, SHOWN).map(({ memberId, name, line, part }) => ({
              key: memberId,
              icon: null,
              text: (
                <button type="button" className={styles.member} onClick={() => go(`/members/${memberId}`)}>
                  {name}
                </button>
              ),
              second: part ?? line,
            }))}
          />
          <Button variant="link" size="sm" onClick={onShowAll}>
            {counted.length > SHOWN ? `Show all ${countText(counted.length)}` : 'Show as a list'}
          </Button>
        </RailSection>
      )}
    </Rail>
  );
}
