import type { Measure } from '#shared/reports/measures.ts';
import { monthWords } from '../components/month-text.ts';
import { figureText } from './figure-text.ts';
import styles from './reports.module.css';

const WIDTH = 9;
const GAP = 3;
const HEIGHT = 26;

/** A number's twelve months as small bars, the last one marked; a month without a number is a dot on the line. */
export function MonthBars({
  measure,
  months,
  series,
}: {
  readonly measure: Measure;
  readonly months: readonly string[];
  readonly series: readonly (number | null)[];
}) {
  const most = measure.unit === 'percent' ? 100 : Math.max(1, ...series.map((value) => value ?? 0));
  const words = months
    .map((month, index) => `${monthWords(month)} ${figureText(measure, series[index] ?? null)}`)
    .join(', ');
  return (
    <svg
      role="img"
      aria-label={words}
      className={styles.bars}
      width={months.length * (WIDTH + GAP)}
      height={HEIGHT}
    >
      <title>{words}</title>
      {months.map((month, index) => {
        const value = series[index] ?? null;
        const height = value === null ? 1 : Math.max(2, Math.round((value / most) * HEIGHT));
        return (
          <rect
            key={month}
            className={index === months.length - 1 ? styles.barNow : styles.bar}
            x={index * (WIDTH + GAP)}
            y={HEIGHT - height}
            width={value === null ? 3 : WIDTH}
            height={height}
            rx={1}
          />
        );
      })}
    </svg>
  );
}
