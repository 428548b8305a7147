import { IconCheck, IconChecklist, IconClockStop, IconLock, IconPrinter } from '@tabler/icons-react';
import type { PlanContent } from '#shared/action-plans/content.ts';
import type { CurrentPlan, PlanSummary, PlanVersion } from '#shared/action-plans/contract.ts';
import type { Review } from '#shared/action-plans/papers.ts';
import { stepTasks } from '#shared/action-plans/step-tasks.ts';
import type { Suggestion } from '#shared/action-plans/suggestions.ts';
import { dateInWords } from '#shared/dates.ts';
import { readingGrade, TARGET_GRADE } from '#shared/letters/reading-level.ts';
import { Button } from '../components/button.tsx';
import { localDate } from '../components/local-date.ts';
import { Rail, RailSection } from '../components/rail.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './editor.module.css';
import { countOf } from './wording.ts';

/** The rail of the editor: what a goal can start from, what signing will do, the versions. */
export function EditorRail({
  plan,
  draft,
  content,
  signer,
  review,
  approved,
  onSign,
  onAdd,
  onDiscard,
}: {
  readonly plan: CurrentPlan;
  readonly draft: PlanVersion;
  readonly content: PlanContent;
  /** The name the version would be signed under. */
  readonly signer: string;
  /** The last review of this draft, or null. */
  readonly review: Review | null;
  /** That review approved the text as it stands. */
  readonly approved: boolean;
  /** Signs without a review; null where that is not offered. */
  readonly onSign: (() => void) | null;
  readonly onAdd: (suggestion: Suggestion) => void;
  readonly onDiscard: () => void;
}) {
  return (
    <Rail label="About this plan">
      {content.goals.length > 0 && (
        <RailSection title="Start a goal from">
          <SuggestionList suggestions={plan.suggestions} content={content} onAdd={onAdd} rail />
        </RailSection>
      )}
      <RailSection title="Review and signatures">
        <ol className={styles.order3}>
          <li>
            {signer} <small>writes now</small>
          </li>
          <li>
            {review ? review.reviewer.name : 'Clinical lead'} <small>{reviewWords(review, approved)}</small>
          </li>
          <li>
            {plan.member.name} <small>after signing: here, on paper or by voice</small>
          </li>
        </ol>
        {onSign && (
          <Button size="sm" variant="link" onClick={onSign}>
            Sign without a review
          </Button>
        )}
      </RailSection>
      <RailSection title="What signing will do">
        <SigningFacts plan={plan} draft={draft} content={content} signer={signer} />
      </RailSection>
      <RailSection title="Copy for the member">
        <MemberCopyFacts content={content} />
      </RailSection>
      <RailSection title="Versions">
        <Versions
          versions={plan.versions.map((version) =>
            version.id === draft.id ? { ...version, goals: content.goals.length } : version,
          )}
          today={plan.today}
        />
        <p className={styles.quiet}>
          Signed versions stay as they are. A change starts the next version as a copy.
        </p>
        <p className={styles.quiet}>
          <Button size="sm" variant="link" onClick={onDiscard}>
            Discard this draft
          </Button>
        </p>
      </RailSection>
    </Rail>
  );
}

/** What is on file that a goal could answer, each with the goal it led to or a button. */
export function SuggestionList({
  suggestions,
  content,
  onAdd,
  rail = false,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly content: PlanContent;
  readonly onAdd: (suggestion: Suggestion) => void;
  readonly rail?: boolean;
}) {
  return (
    <ul className={rail ? styles.railList : styles.suggestions}>
      {suggestions.map((suggestion) => {
        const at = content.goals.findIndex((goal) => goal.from.includes(suggestion.key));
        return (
          <li key={suggestion.key} className={styles.suggestion}>
            <span className={styles.suggestionText}>
              {suggestion.title}
              <small>
                {suggestion.source}
                {at >= 0 && `, added to goal ${at + 1}`}
              </small>
            </span>
            {at >= 0 ? (
              <IconCheck size={17} stroke={1.75} aria-hidden className={styles.added} />
            ) : (
              <Button size="sm" aria-label={`Add, ${suggestion.title}`} onClick={() => onAdd(suggestion)}>
                Add
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Says in plain sentences what happens on signing. */
function SigningFacts({
  plan,
  draft,
  content,
  signer,
}: {
  readonly plan: CurrentPlan;
  readonly draft: PlanVersion;
  readonly content: PlanContent;
  readonly signer: string;
}) {
  const { set, close } = stepTasks(content, plan.signed?.content ?? null, new Set(plan.doneSteps));
  const byOwner = new Map<string, number>();
  for (const { step } of set) {
    const owner = step.ownerName.trim() === '' ? 'nobody yet' : step.ownerName;
    byOwner.set(owner, (byOwner.get(owner) ?? 0) + 1);
  }
  const owners = [...byOwner].map(([name, count]) => `${name} ${count}`).join(', ');
  return (
    <ul className={styles.facts}>
      <li>
        <IconLock size={15} stroke={1.75} aria-hidden />
        <span>
          Freezes version {draft.version} under {signer}.
        </span>
      </li>
      <li>
        <IconChecklist size={15} stroke={1.75} aria-hidden />
        <span>
          {set.length === 0 ? 'Sets no new task.' : `Sets ${countOf(set.length, 'task')}: ${owners}.`}
          {close.length > 0 && ` Closes ${countOf(close.length, 'older one', 'older ones')}.`}
        </span>
      </li>
      {plan.clock && (
        <li>
          <IconClockStop size={15} stroke={1.75} aria-hidden />
          <span>Stops the HAP clock.</span>
        </li>
      )}
      <li>
        <IconPrinter size={15} stroke={1.75} aria-hidden />
        <span>The PDF has lines for {plan.member.calledName} and a clinical lead to sign on paper.</span>
      </li>
    </ul>
  );
}

/** How hard the member's copy reads, from what would stand in it. */
function MemberCopyFacts({ content }: { readonly content: PlanContent }) {
  const sentences = [
    ...content.goals.flatMap((goal) => [goal.words, goal.measure, ...goal.steps.map(({ text }) => text)]),
    content.strengths,
    content.crisisPlan,
    content.transitionPlan,
  ].filter((text) => text.trim() !== '');
  const grade = sentences.length === 0 ? null : readingGrade(sentences.join('.\n'), 'en');
  if (grade === null) return <p className={styles.quiet}>The reading level shows once there is text.</p>;
  return (
    <>
      <Tag state={grade > TARGET_GRADE ? 'due' : 'done'}>{`reading level, grade ${grade}`}</Tag>
      <p className={styles.quiet}>Sixth grade is the most a copy should need. Its words are the member’s.</p>
    </>
  );
}

function reviewWords(review: Review | null, approved: boolean): string {
  if (review === null || review.outcome === 'withdrawn') return 'not asked yet';
  if (review.outcome === 'returned') return `returned it: ${review.comment}`;
  return approved ? 'approved this text' : 'approved an earlier text';
}

/** Every version with its state. */
export function Versions({
  versions,
  today,
}: {
  readonly versions: readonly PlanSummary[];
  readonly today: string;
}) {
  return (
    <ul>
      {versions.map((version) => (
        <li key={version.id} className={styles.version}>
          <span>
            <strong>{version.version}</strong>{' '}
            {version.signedAt
              ? `signed ${dateInWords(localDate(version.signedAt), today)}`
              : `draft, started ${dateInWords(localDate(version.startedAt), today)}`}
          </span>
          <span>{countOf(version.goals, 'goal')}</span>
        </li>
      ))}
    </ul>
  );
}
