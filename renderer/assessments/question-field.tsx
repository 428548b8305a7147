// biome-ignore-all lint/a11y/useSemanticElements: one tab stop a question and digits need buttons that act as radios
import { useState } from 'react';
import type { FormNode } from '#shared/assessments/compile.ts';
import { limitProblem } from '#shared/assessments/issues.ts';
import { answerWords } from '#shared/assessments/values.ts';
import { useKept } from '../app/unfinished.ts';
import { cx } from '../components/cx.ts';
import { DateField } from '../components/date-field.tsx';
import { Kbd } from '../components/kbd.tsx';
import { TextArea, TextField } from '../components/text-field.tsx';
import styles from './question-field.module.css';
import { Marks } from './question-marks.tsx';
import { choicesOf, labelOf } from './questions.ts';
import { useRunnerControls } from './runner-context.ts';
import { SafetyNotice } from './safety-notice.tsx';
import { readTyped, readTypedLines } from './typed-answer.ts';
import { useChoices } from './use-choices.ts';

/** A question that stands alone: its words above, its choices or its field below. */
export function QuestionField({ node }: { readonly node: FormNode }) {
  return (
    <div className={styles.question}>
      {choicesOf(node).length > 0 ? <ChoiceQuestion node={node} /> : <TypedQuestion node={node} />}
      <SafetyNotice node={node} />
    </div>
  );
}

function ChoiceQuestion({ node }: { readonly node: FormNode }) {
  const { current } = useRunnerControls();
  const choices = choicesOf(node);
  const { group, groupProps, propsOf, isOn } = useChoices(node, choices);
  const textId = `q-${node.linkId}`;
  return (
    <div className={cx(styles.choice, current === node.linkId && styles.current)}>
      <p id={textId} className={styles.text}>
        {labelOf(node)}
        {!node.required && <span className={styles.optional}>optional</span>}
      </p>
      <Marks node={node} id={`${textId}-marks`} />
      <div ref={group} className={styles.choices} {...groupProps}>
        {choices.map((choice, index) => (
          <button
            key={choice.key}
            {...propsOf(choice, index)}
            className={cx(styles.chip, isOn(choice) && styles.on)}
          >
            {choice.digit && <Kbd keys={choice.digit} />}
            {choice.label}
          </button>
        ))}
      </div>
      {node.item.type === 'open-choice' && <OtherAnswer node={node} />}
    </div>
  );
}

/** An answer in the person's own words beside the choices. */
function OtherAnswer({ node }: { readonly node: FormNode }) {
  const { runner, answer, locked } = useRunnerControls();
  const given = runner.view.open.get(node.linkId)?.answers ?? [];
  const chosen = node.item.repeats ? given.filter(({ valueString }) => valueString === undefined) : [];
  return (
    <TextField
      label="In other words"
      optional
      value={given.find(({ valueString }) => valueString !== undefined)?.valueString ?? ''}
      readOnly={locked || node.readOnly}
      onChange={(text) => {
        const words = text.trim() === '' ? [] : [{ valueString: text }];
        // An emptied field leaves a chosen answer alone.
        const kept = words.length > 0 ? chosen : given.filter(({ valueString }) => valueString === undefined);
        answer(node.linkId, [...kept, ...words]);
      }}
    />
  );
}

function TypedQuestion({ node }: { readonly node: FormNode }) {
  const { runner, answer, locked, setCurrent } = useRunnerControls();
  const all = runner.view.open.get(node.linkId)?.answers ?? [];
  const [given] = all;
  const many = node.item.repeats === true;
  const read = many ? readTypedLines : readTyped;
  const [typed, setTyped] = useKept<string | null>('TypedQuestion.typed', null, node.linkId);
  const [problem, setProblem] = useState<string | null>(null);
  const off = locked || node.readOnly;
  const { type, maxLength } = node.item;
  const shown = typed ?? all.map(answerWords).join('\n');
  const change = (text: string) => {
    setTyped(text);
    const result = read(node, text);
    if ('problem' in result) return;
    setProblem(null);
    answer(node.linkId, result.answers);
  };
  const leave = () => {
    const result = read(node, shown);
    setProblem('problem' in result ? result.problem : null);
    if (!('problem' in result)) setTyped(null);
  };
  const shared = {
    label: labelOf(node),
    optional: !node.required,
    // While something is being typed its limits are not held against it.
    error: problem ?? (typed === null ? limitProblem(node, all) : null),
    ...(many && { help: 'One a line.' }),
  };
  const field = { ...shared, value: shown, onChange: change, readOnly: off, maxLength, onBlur: leave };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: follows the focus of the field inside
    <div data-question={node.linkId} onFocus={() => setCurrent(node.linkId)}>
      {type === 'text' || many ? (
        <TextArea {...field} />
      ) : type === 'date' && !off ? (
        <DateField
          {...shared}
          value={given?.valueDate ?? null}
          onChange={(date) => answer(node.linkId, date ? [{ valueDate: date }] : [])}
        />
      ) : (
        <TextField {...field} />
      )}
      <Marks node={node} id={`q-${node.linkId}-marks`} />
    </div>
  );
}
