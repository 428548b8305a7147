import { IconCircleCheck, IconCircleDashed, IconPlus } from '@tabler/icons-react';
import { type Check, goalCompleteness } from '#shared/action-plans/checks.ts';
import { type Goal, MOST_GOALS } from '#shared/action-plans/content.ts';
import { DOMAIN_WORDS } from '#shared/action-plans/domains.ts';
import { Button } from '../components/button.tsx';
import { cx } from '../components/cx.ts';
import { Tag } from '../components/tag.tsx';
import styles from './goal-list.module.css';
import { quoted } from './wording.ts';

/** The goals at the left, in their order of priority, and below them what keeps the plan from being signed. */
export function GoalList({
  goals,
  selected,
  checks,
  onSelect,
  onAdd,
  onJump,
}: {
  readonly goals: readonly Goal[];
  readonly selected: string | null;
  readonly checks: readonly Check[];
  readonly onSelect: (id: string) => void;
  readonly onAdd: () => void;
  readonly onJump: (check: Check) => void;
}) {
  return (
    <div className={styles.side}>
      <nav aria-label="Goals, most important first">
        <ol>
          {goals.map((goal, index) => (
            <li key={goal.id}>
              <GoalLine
                goal={goal}
                number={index + 1}
                on={goal.id === selected}
                onSelect={() => onSelect(goal.id)}
              />
            </li>
          ))}
        </ol>
      </nav>
      <div className={styles.add}>
        <Button
          variant="link"
          keys="a"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
          disabledReason={
            goals.length >= MOST_GOALS ? `${MOST_GOALS} goals are the most a plan holds.` : null
          }
          onClick={onAdd}
        >
          Add goal
        </Button>
      </div>
      <BeforeSigning checks={checks} onJump={onJump} />
    </div>
  );
}

function GoalLine({
  goal,
  number,
  on,
  onSelect,
}: {
  readonly goal: Goal;
  readonly number: number;
  readonly on: boolean;
  readonly onSelect: () => void;
}) {
  const complete = goalCompleteness(goal);
  return (
    <button
      type="button"
      aria-current={on ? 'true' : undefined}
      className={cx(styles.goal, on && styles.on)}
      onClick={onSelect}
    >
      <span className={styles.number}>{number}</span>
      <span className={styles.words}>{quoted(goal.words)}</span>
      <span className={styles.domain}>{DOMAIN_WORDS[goal.domain]}</span>
      <span className={styles.state}>
        <Tag state={complete.ready ? 'done' : 'incomplete'}>{complete.words}</Tag>
      </span>
    </button>
  );
}

function BeforeSigning({
  checks,
  onJump,
}: {
  readonly checks: readonly Check[];
  readonly onJump: (check: Check) => void;
}) {
  const missing = checks.filter((check) => !check.passed);
  const passed = checks.length - missing.length;
  return (
    <section className={styles.before} aria-label="Before it can be signed">
      <h2 className={styles.beforeTitle}>Before it can be signed</h2>
      <ul>
        {missing.map((check) => (
          <li key={check.field + check.short}>
            <button type="button" className={styles.gap} onClick={() => onJump(check)}>
              <IconCircleDashed size={15} stroke={1.75} aria-hidden />
              <span>{check.short}</span>
            </button>
          </li>
        ))}
        <li className={styles.passed}>
          <IconCircleCheck size={15} stroke={1.75} aria-hidden />
          <span>
            {missing.length === 0
              ? `All ${passed} checks pass`
              : `${passed} other ${passed === 1 ? 'check passes' : 'checks pass'}`}
          </span>
        </li>
      </ul>
    </section>
  );
}
