import { type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import type { AnswerStore } from '#shared/assessments/answer-store.ts';
import { EMPTY_STORE } from '#shared/assessments/answer-store.ts';
import type { AnswerChange } from '#shared/assessments/answers.ts';
import { applyChanges } from '#shared/assessments/answers.ts';
import { compileUnchecked, nodeWords } from '#shared/assessments/compile.ts';
import { unanswered } from '#shared/assessments/complete.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Form } from '#shared/assessments/form.ts';
import type { Answer } from '#shared/assessments/questionnaire.ts';
import { safetyRaisedBy, scoresOf } from '#shared/assessments/score.ts';
import styles from './form-preview.module.css';
import { choicesOf, sectionsOf } from './questions.ts';
import { RunnerContext } from './runner-context.ts';
import { SectionBlocks } from './section-blocks.tsx';
import { nextAnswers } from './use-choices.ts';
import type { Runner } from './use-runner.ts';

/** A form that is tried out: answered like any other, and saved nowhere. */
export function useTrial(form: Form): Runner & { readonly clear: () => void } {
  const [started] = useState(() => new Date().toISOString());
  const [store, setStore] = useState<AnswerStore>(EMPTY_STORE);
  const base = useMemo(() => compileUnchecked(form.questionnaire), [form.questionnaire]);
  const view = useMemo(() => evaluate(base, store, { started }), [base, store, started]);
  const change = useCallback(
    (one: AnswerChange) => {
      const stamp = { at: new Date().toISOString(), by: 'trial', started };
      const next = applyChanges(base, store, [one], stamp);
      const raised = Object.fromEntries(
        safetyRaisedBy(form, evaluate(base, next, stamp)).map(({ id }) => [id, stamp]),
      );
      const made = { ...next, raised };
      setStore(made);
      return made;
    },
    [base, form, store, started],
  );
  const answer = useCallback(
    (linkId: string, value: Answer | readonly Answer[] | null) => change({ linkId, value }),
    [change],
  );
  return {
    form,
    compiled: view.form,
    store,
    view,
    scores: useMemo(() => scoresOf(form, view), [form, view]),
    missing: useMemo(() => unanswered(view), [view]),
    answer,
    change,
    undo: () => null,
    flush: async () => true,
    savedAt: null,
    failed: false,
    problem: null,
    clear: () => setStore(EMPTY_STORE),
  };
}

/** The form as the people who ask it will see it, all sections below each other. */
export function FormPreview({ trial }: { readonly trial: Runner }) {
  const [current, setCurrent] = useState<string | null>(null);
  const answer = (linkId: string, value: readonly Answer[]) => {
    trial.answer(linkId, value.length === 0 ? null : value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const node = current === null ? undefined : trial.compiled.byLinkId.get(current);
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (!node || isField || node.readOnly || event.ctrlKey || event.altKey) return;
    const choice = choicesOf(node).find(({ digit }) => digit === event.key);
    if (!choice) return;
    event.preventDefault();
    const given = trial.view.open.get(node.linkId)?.answers ?? [];
    answer(node.linkId, nextAnswers(given, choice.answer, node.item.repeats === true));
  };
  const controls = { runner: trial, current, setCurrent, answer, locked: false, whyOpen: false, trial: true };
  return (
    <RunnerContext value={controls}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the digits of the question inside that has the focus */}
      <div className={styles.preview} onKeyDown={onKeyDown}>
        {sectionsOf(trial.compiled)
          .filter((section) => trial.view.open.has(section.linkId))
          .map((section) => (
            <section key={section.linkId} aria-label={nodeWords(section)}>
              {section.kind === 'group' && <h2 className={styles.title}>{nodeWords(section)}</h2>}
              {section.kind === 'group' && section.item.text && (
                <p className={styles.intro}>{section.item.text}</p>
              )}
              <SectionBlocks section={section} />
            </section>
          ))}
      </div>
    </RunnerContext>
  );
}
