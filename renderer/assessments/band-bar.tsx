import type { ScoreRule } from '#shared/assessments/form.ts';
import type { Score } from '#shared/assessments/score.ts';
import { cx } from '../components/cx.ts';
import styles from './band-bar.module.css';

/**
 * The span of a score with its bands: dark where the total can still end, an ember frame from least to most.
 *
 * Decoration: the sentence beside it says the same.
 */
export function BandBar({ rule, score }: { readonly rule: ScoreRule; readonly score: Score }) {
  const width = rule.max - rule.min + 1;
  const percent = (value: number) => ((value - rule.min) / width) * 100;
  const possible = new Set(score.possible.map((band) => band.id));
  const started = score.answered > 0;
  return (
    <div className={styles.bar} aria-hidden>
      <div className={styles.track}>
        {rule.bands.map((band) => (
          <span
            key={band.id}
            className={cx(styles.band, started && possible.has(band.id) && styles.possible)}
            style={{ flexGrow: band.to - band.from + 1 }}
          />
        ))}
        {started && (
          <span
            className={styles.now}
            style={{
              insetInlineStart: `${percent(score.least)}%`,
              inlineSize: `${percent(score.most + 1) - percent(score.least)}%`,
            }}
          />
        )}
      </div>
      <div className={styles.numbers}>
        {labelsOf(rule).map((value) => (
          <span
            key={value}
            data-edge={value === rule.min ? 'start' : value === rule.max ? 'end' : undefined}
            style={{ insetInlineStart: `${value === rule.max ? 100 : percent(value)}%` }}
          >
            {value}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Both ends, and the band starts that leave room for each other. */
function labelsOf(rule: ScoreRule): readonly number[] {
  const room = (rule.max - rule.min) * 0.15;
  const labels = [rule.min];
  for (const { from } of rule.bands) {
    if (from - (labels.at(-1) ?? 0) >= room && rule.max - from >= room) labels.push(from);
  }
  return [...labels, rule.max];
}
