// biome-ignore-all lint/a11y/useSemanticElements: one tab stop a row and digits need buttons that act as radios
import { IconGitBranch } from '@tabler/icons-react';
import { type CSSProperties, Fragment } from 'react';
import type { FormNode } from '#shared/assessments/compile.ts';
import { cx } from '../components/cx.ts';
import { Marks } from './question-marks.tsx';
import styles from './question-matrix.module.css';
import type { Choice, Line } from './questions.ts';
import { choicesOf } from './questions.ts';
import { useRunnerControls } from './runner-context.ts';
import { SafetyNotice } from './safety-notice.tsx';
import { useChoices } from './use-choices.ts';

/** Questions with the same answers, as a table of digits: one line a question, one column an answer. */
export function QuestionMatrix({
  label,
  choices,
  rows,
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly rows: readonly Line[];
}) {
  return (
    <div
      className={styles.matrix}
      role="group"
      aria-label={label}
      style={{ '--answers': choices.length } as CSSProperties}
    >
      <div className={styles.head} aria-hidden>
        <span />
        {choices.map((choice) => (
          <span key={choice.key}>{choice.label}</span>
        ))}
      </div>
      {rows.map((row) =>
        row.kind === 'question' ? (
          <Fragment key={row.node.linkId}>
            <MatrixRow node={row.node} />
            <SafetyNotice node={row.node} />
          </Fragment>
        ) : (
          <Because key={`because:${row.node.linkId}`} text={row.text} />
        ),
      )}
    </div>
  );
}

/** The sentence that says why the next questions are asked. */
export function Because({ text }: { readonly text: string }) {
  return (
    <p className={styles.because}>
      <IconGitBranch size={15} stroke={1.75} aria-hidden />
      {text}
    </p>
  );
}

function MatrixRow({ node }: { readonly node: FormNode }) {
  const { current } = useRunnerControls();
  const choices = choicesOf(node);
  const { group, groupProps, propsOf, isOn } = useChoices(node, choices);
  const textId = `q-${node.linkId}`;
  const marksId = `${textId}-marks`;
  const isCurrent = current === node.linkId;
  return (
    <div ref={group} className={cx(styles.row, isCurrent && styles.current)} {...groupProps}>
      <span className={styles.number}>{node.item.prefix}</span>
      <span className={styles.text}>
        <span id={textId}>{node.item.text}</span>
        <Marks node={node} id={marksId} />
      </span>
      {choices.map((choice, index) => (
        <span key={choice.key} className={styles.cell}>
          <button
            {...propsOf(choice, index)}
            className={cx(styles.dot, isOn(choice) && styles.on)}
            aria-label={`${choice.label}, ${choice.digit}`}
            title={choice.label}
          >
            {choice.digit}
          </button>
        </span>
      ))}
    </div>
  );
}
