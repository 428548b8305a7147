import styles from './trend-chart.module.css';

/** One point of a score over time. */
export interface TrendPoint {
  readonly key: string;
  /** "Feb", "Nov 18", "today" */
  readonly label: string;
  readonly total: number;
  /** Not signed yet: drawn hollow, its line dotted. */
  readonly open?: boolean;
}

const WIDTH = 216;
const HEIGHT = 84;
const TOP = 18;
const BOTTOM = 18;

/** A score over time as a small line; the text equivalent names every point. */
export function TrendChart({
  title,
  min,
  max,
  positiveFrom,
  points,
}: {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  /** Null where nobody has said from where it is positive: then no line is drawn. */
  readonly positiveFrom: number | null;
  readonly points: readonly TrendPoint[];
}) {
  const step = points.length > 1 ? (WIDTH - 44) / (points.length - 1) : 0;
  const x = (index: number) => 18 + index * step;
  const [low, high] = spanOf(points, { min, max, positiveFrom });
  const y = (total: number) => TOP + (1 - (total - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const closed = points.filter((point) => !point.open);
  const line = closed.map((point, index) => `${x(index)},${y(point.total)}`).join(' ');
  const last = closed.at(-1);
  const open = points.at(-1);
  const words = points
    .map((point) => `${point.total}${point.open ? ' so far' : ''} ${point.open ? '' : 'in '}${point.label}`)
    .join(', ');
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 14}`}
      role="img"
      aria-label={`${title} over time: ${words}.${positiveFrom === null ? '' : ` ${positiveFrom} or more is positive.`}`}
    >
      {positiveFrom !== null && (
        <>
          <line className={styles.limit} x1={0} x2={WIDTH} y1={y(positiveFrom)} y2={y(positiveFrom)} />
          <text className={styles.limitText} x={0} y={y(positiveFrom) + 12}>
            {positiveFrom} or more is positive
          </text>
        </>
      )}
      {closed.length > 1 && <polyline className={styles.line} points={line} />}
      {last && open?.open && (
        <line
          className={styles.dotted}
          x1={x(closed.length - 1)}
          y1={y(last.total)}
          x2={x(points.length - 1)}
          y2={y(open.total)}
        />
      )}
      {points.map((point, index) => (
        <g key={point.key}>
          <circle
            className={point.open ? styles.openDot : styles.dot}
            cx={x(index)}
            cy={y(point.total)}
            r={4}
          />
          <text className={styles.value} x={x(index) + 6} y={y(point.total) - 6}>
            {point.total}
          </text>
          <text className={styles.label} x={x(index)} y={HEIGHT + 10}>
            {point.label}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Enough of the scale for every point and the limit; never so little that a small change looks large. */
function spanOf(
  points: readonly TrendPoint[],
  {
    min,
    max,
    positiveFrom,
  }: { readonly min: number; readonly max: number; readonly positiveFrom: number | null },
): readonly [number, number] {
  const totals = [...(positiveFrom === null ? [] : [positiveFrom]), ...points.map((point) => point.total)];
  const least = (max - min) * 0.45;
  const high = Math.min(max, Math.max(...totals) + 1);
  const low = Math.max(min, Math.min(Math.min(...totals) - 1, high - least));
  return [low, Math.min(max, Math.max(high, low + least))];
}
