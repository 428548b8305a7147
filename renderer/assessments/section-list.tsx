import { IconCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { FormNode } from '#shared/assessments/compile.ts';
import { nodeWords } from '#shared/assessments/compile.ts';
import { progress } from '#shared/assessments/complete.ts';
import { cx } from '../components/cx.ts';
import { Kbd } from '../components/kbd.tsx';
import styles from './section-list.module.css';
import type { Runner } from './use-runner.ts';

/** The list at the left: how far the form is, and each section. */
export function SectionList({
  runner,
  sections,
  current,
  digits,
  onOpen,
  onReview,
}: {
  readonly runner: Runner;
  readonly sections: readonly FormNode[];
  readonly current: FormNode | null;
  /** The keys that answer the current question, such as 0 and 3. */
  readonly digits: readonly [string, string] | null;
  readonly onOpen: (section: FormNode) => void;
  readonly onReview: () => void;
}) {
  const { view, missing } = runner;
  const all = progress(view);
  const share = all.of === 0 ? 0 : (all.answered / all.of) * 100;
  const words = `${all.answered} of ${all.of}`;
  return (
    <nav className={styles.list} aria-label="Sections">
      <p className={styles.count}>
        <strong>{words}</strong>
        {all.skipped > 0 && <span>{all.skipped} not asked</span>}
      </p>
      <div
        className={styles.track}
        role="progressbar"
        aria-label="Answered"
        aria-valuemin={0}
        aria-valuemax={all.of}
        aria-valuenow={all.answered}
        aria-valuetext={words}
      >
        <div className={styles.bar} style={{ inlineSize: `${share}%` }} />
      </div>
      <ul className={styles.sections}>
        {sections.map((section) => (
          <SectionLine
            key={section.linkId}
            title={nodeWords(section)}
            counts={progress(view, section)}
            current={section === current}
            onClick={() => onOpen(section)}
          />
        ))}
        <li>
          <button type="button" className={styles.section} onClick={onReview}>
            {missing.length === 0 ? (
              <IconCircleCheck size={16} stroke={1.75} aria-hidden className={styles.done} />
            ) : (
              <IconCircle size={16} stroke={1.75} aria-hidden />
            )}
            <span className={styles.name}>Review and sign</span>
          </button>
        </li>
      </ul>
      <ul className={styles.keys}>
        {digits && (
          <li>
            <Kbd keys={digits[0]} read /> – <Kbd keys={digits[1]} read /> answer, move on
          </li>
        )}
        {sections.length > 1 && (
          <li>
            <Kbd keys="Alt+ArrowDown" read /> next section
          </li>
        )}
        <li>
          <Kbd keys="Enter" read /> next question
        </li>
        <li>
          <Kbd keys="w" read /> why it is asked
        </li>
      </ul>
    </nav>
  );
}

function SectionLine({
  title,
  counts,
  current,
  onClick,
}: {
  readonly title: string;
  readonly counts: { readonly answered: number; readonly of: number };
  readonly current: boolean;
  readonly onClick: () => void;
}) {
  const { answered, of } = counts;
  const done = answered === of;
  const state = done ? 'all answered' : answered > 0 ? 'begun' : 'not begun';
  const Icon = done ? IconCircleCheck : answered > 0 ? IconCircleDashed : IconCircle;
  return (
    <li>
      <button
        type="button"
        className={cx(styles.section, current && styles.current)}
        aria-current={current ? 'step' : undefined}
        aria-label={`${title}, ${answered} of ${of}, ${state}`}
        onClick={onClick}
      >
        <Icon
          size={16}
          stroke={1.75}
          aria-hidden
          className={done ? styles.done : current ? styles.begun : undefined}
        />
        <span className={styles.name}>{title}</span>
        <span className={styles.figure}>
          {answered}/{of}
        </span>
      </button>
    </li>
  );
}
