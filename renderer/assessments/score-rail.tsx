import {
  IconClipboardHeart,
  IconClipboardList,
  IconHistory,
  IconListCheck,
  IconSignature,
  IconTag,
} from '@tabler/icons-react';
import type { FormNode } from '#shared/assessments/compile.ts';
import { nodeWords } from '#shared/assessments/compile.ts';
import { followUpsOf, suggestionsOf } from '#shared/assessments/complete.ts';
import type { Trend } from '#shared/assessments/contract.ts';
import type { ScoreRule } from '#shared/assessments/form.ts';
import type { Score } from '#shared/assessments/score.ts';
import { Rail, RailLines, RailSection } from '../components/rail.tsx';
import { BandBar } from './band-bar.tsx';
import { isWithin, itemName, notAsked, sectionsOf } from './questions.ts';
import styles from './score-rail.module.css';
import { TrendChart } from './trend-chart.tsx';
import { monthLabels } from './trend-labels.ts';
import type { Runner } from './use-runner.ts';

/** The rail of the runner: the score as it stands, earlier ones, what is not asked and why, what signing does. */
export function ScoreRail({
  runner,
  trends,
  signed,
  assessmentId,
  section,
}: {
  readonly runner: Runner;
  readonly trends: readonly Trend[];
  readonly signed: boolean;
  readonly assessmentId: string;
  /** The section that is open: a long form shows its score, and what is not asked in it. */
  readonly section: FormNode | null;
}) {
  const { form, view } = runner;
  const isLong = sectionsOf(runner.compiled).length > 1;
  const score = scoreAt(runner, isLong ? section : null);
  const rule = form.scores.find((each) => each.id === score?.ruleId);
  const skipped = notAsked(view, isLong && section ? section : undefined);
  const keptBeneath = (node: FormNode) =>
    [...view.skipped.values()].filter((item) => item.kept.length > 0 && isWithin(item.node, node)).length;
  return (
    <Rail label="Score and consequences">
      {score && rule && <ScoreSection runner={runner} score={score} rule={rule} signed={signed} />}
      {score && rule && (
        <RailSection title="Over time">
          <OverTime score={score} rule={rule} trends={trends} signed={signed} assessmentId={assessmentId} />
        </RailSection>
      )}
      {skipped.length > 0 && (
        <RailSection title={isLong ? 'Not asked in this section' : 'Not asked'} right={skipped.length}>
          <dl className={styles.skipped}>
            {skipped.map(({ node, because }) => (
              <div key={node.linkId}>
                <dt>{nodeWords(node)}</dt>
                <dd>
                  {because}
                  {keptBeneath(node) > 0 && `; ${answersWords(keptBeneath(node))} kept`}
                </dd>
              </div>
            ))}
          </dl>
        </RailSection>
      )}
      <RailSection title={signed ? 'When it was signed' : 'When you sign'}>
        <RailLines lines={consequences(runner, score, rule, signed)} />
      </RailSection>
    </Rail>
  );
}

/** The score whose items stand in the section; a short form has one for all of it. */
function scoreAt({ scores, form, compiled }: Runner, section: FormNode | null): Score | null {
  if (!section) return scores[0] ?? null;
  const isHere = (linkId: string) => {
    const node = compiled.byLinkId.get(linkId);
    return node !== undefined && isWithin(node, section);
  };
  return (
    scores.find((score) => form.scores.find((rule) => rule.id === score.ruleId)?.items.some(isHere)) ?? null
  );
}

function ScoreSection({
  runner,
  score,
  rule,
  signed,
}: {
  readonly runner: Runner;
  readonly score: Score;
  readonly rule: ScoreRule;
  readonly signed: boolean;
}) {
  const blanks = score.items.filter((item) => item.weight === null);
  const first = blanks[0] && runner.compiled.byLinkId.get(blanks[0].linkId);
  const possible = score.possible.map((band) => band.label);
  return (
    <RailSection title={signed ? rule.title : `${rule.title} so far`}>
      <p className={styles.total}>
        <span className={styles.number}>{score.total}</span>{' '}
        {score.complete ? score.band?.label : `from ${score.answered} of ${score.of}, incomplete`}
      </p>
      {score.complete ? (
        <p className={styles.quiet}>{score.band?.meaning}</p>
      ) : (
        <p className={styles.quiet}>
          {blanks.length === 1 && first
            ? `${capital(itemName(first))} is blank.`
            : `${blanks.length} items are blank.`}{' '}
          A blank is never counted as zero, so there is no band yet.
        </p>
      )}
      <BandBar rule={rule} score={score} />
      {!score.complete && score.answered > 0 && (
        <p className={styles.will}>
          Will be {score.least === score.most ? score.least : `${score.least} to ${score.most}`}:{' '}
          {orList(possible)}
        </p>
      )}
    </RailSection>
  );
}

function OverTime({
  score,
  rule,
  trends,
  signed,
  assessmentId,
}: {
  readonly score: Score;
  readonly rule: ScoreRule;
  readonly trends: readonly Trend[];
  readonly signed: boolean;
  readonly assessmentId: string;
}) {
  const all = trends.find((trend) => trend.ruleId === (rule.trend ?? rule.id))?.points ?? [];
  const own = all.findIndex((point) => point.assessmentId === assessmentId);
  // A signed one ends its own line: what came later is not part of how it looked then.
  const earlier = (own < 0 ? all : all.slice(0, own + 1)).slice(-5);
  if (earlier.length === (signed ? 1 : 0))
    return <p className={styles.quiet}>This is the first {rule.title} on file.</p>;
  const labels = monthLabels(earlier.map((point) => point.at));
  return (
    <TrendChart
      title={rule.title}
      min={rule.min}
      max={rule.max}
      positiveFrom={rule.positiveFrom}
      points={[
        ...earlier.map((point, index) => ({
          key: point.assessmentId,
          label: labels[index] ?? '',
          total: point.total,
        })),
        ...(score.answered > 0 && !signed
          ? [{ key: 'now', label: 'today', total: score.total, open: true }]
          : []),
      ]}
    />
  );
}

function consequences(runner: Runner, score: Score | null, rule: ScoreRule | undefined, signed: boolean) {
  const size = 16;
  const tasks = followUpsOf(runner.form, runner.scores, runner.view);
  const suggested = suggestionsOf(runner.form, runner.scores, runner.view);
  const codes = [...new Set(suggested.flatMap(({ code }) => code?.code ?? []))];
  const kept = [...runner.view.skipped.values()].filter((item) => item.kept.length > 0).length;
  const waiting = runner.form.followUps.filter(
    (each) => score && !score.complete && each.scoreId === score.ruleId && score.most >= (each.from ?? 0),
  );
  return [
    {
      key: 'record',
      icon: <IconClipboardList size={size} stroke={1.75} aria-hidden />,
      text:
        score?.complete && score.band
          ? `${signed ? 'Recorded' : 'Records'} ${rule?.title} score ${score.total}, ${score.band.label}`
          : 'Records the answers; they are final',
    },
    ...(suggested.length > 0
      ? [
          {
            key: 'problems',
            icon: <IconClipboardHeart size={size} stroke={1.75} aria-hidden />,
            text: `${signed ? 'Suggested' : 'Suggests'} ${suggested.length} HAP ${suggested.length === 1 ? 'problem' : 'problems'}`,
            second: `${suggested.map(({ problem }) => problem).join('; ')}. The end of the form says why.`,
          },
        ]
      : []),
    ...(codes.length > 0
      ? [
          {
            key: 'codes',
            icon: <IconTag size={size} stroke={1.75} aria-hidden />,
            text: `${signed ? 'Suggested' : 'Suggests'} ${codes.join(', ')}`,
          },
        ]
      : []),
    ...tasks.map((task) => ({
      key: task.ruleId,
      icon: <IconListCheck size={size} stroke={1.75} aria-hidden />,
      text: `${signed ? 'Set' : 'Sets'} 1 task: ${task.title}`,
      second: task.why,
    })),
    ...waiting.map((each) => ({
      key: each.id,
      icon: <IconListCheck size={size} stroke={1.75} aria-hidden />,
      text: `Sets a task if the score is ${each.from} or more`,
    })),
    ...(runner.form.cosign && !signed
      ? [
          {
            key: 'cosign',
            icon: <IconSignature size={size} stroke={1.75} aria-hidden />,
            text: 'Asks a clinical lead to co-sign',
            second: runner.form.cosign.why,
          },
        ]
      : []),
    ...(kept > 0
      ? [
          {
            key: 'kept',
            icon: <IconHistory size={size} stroke={1.75} aria-hidden />,
            text: `${signed ? 'Left' : 'Leaves'} out ${answersWords(kept)} to questions not asked`,
            second: 'They stay in the skip history.',
          },
        ]
      : []),
  ];
}

/** "1 answer", "8 answers" */
function answersWords(count: number): string {
  return `${count} ${count === 1 ? 'answer' : 'answers'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function orList(words: readonly string[]): string {
  if (words.length <= 2) return words.join(' or ');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
