import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AnswerStore } from '#shared/assessments/answer-store.ts';
import { lastAnswers, recordOf } from '#shared/assessments/answer-store.ts';
import type { AnswerChange } from '#shared/assessments/answers.ts';
import { applyChanges } from '#shared/assessments/answers.ts';
import { compileForm } from '#shared/assessments/compile.ts';
import { unanswered } from '#shared/assessments/complete.ts';
import type { Assessment } from '#shared/assessments/contract.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Answer } from '#shared/assessments/questionnaire.ts';
import { safetyRaisedBy, scoresOf } from '#shared/assessments/score.ts';
import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { reportSaved, reportSaveFailed } from '../app/saved.ts';
import { useSession } from '../app/session.tsx';
import { Autosave } from './autosave.ts';
import { movesInWords } from './questions.ts';

/**
 * Runs one assessment in the page: the same engine as the backend, so that every answer shows its consequences at
 * once; changes are saved behind it.
 */
export function useRunner(assessment: Assessment) {
  const { user } = useSession();
  const queries = useQueryClient();
  const { id, form, startedAt } = assessment;
  const base = useMemo(() => compileForm(form.questionnaire), [form]);
  const [store, setStore] = useState<AnswerStore>(assessment.store);
  const latest = useRef(store);
  const [savedAt, setSavedAt] = useState<string | null>(assessment.updatedAt);
  const [failed, setFailed] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const view = useMemo(() => evaluate(base, store, { started: startedAt }), [base, store, startedAt]);
  // With every occurrence that the answers have made.
  const compiled = view.form;
  const scores = useMemo(() => scoresOf(form, view), [form, view]);
  const missing = useMemo(() => unanswered(view), [view]);

  const autosave = useRef<Autosave>(undefined);
  autosave.current ??= new Autosave({
    save: (changes, focus) => api.assessments.saveAnswers({ id, changes: changes.map(toInput), focus }),
    onSaved: () => {
      setSavedAt(new Date().toISOString());
      setFailed(false);
      reportSaved();
    },
    onFailed: (error, final) => {
      setFailed(true);
      if (final) setProblem(error);
      reportSaveFailed();
    },
  });

  useEffect(() => {
    const saver = autosave.current;
    return () => {
      // Lists that show how far this form is are read again once its last answer is saved.
      void saver?.flush().then(() => queries.invalidateQueries());
    };
  }, [queries]);

  const before = useRef(view);
  useEffect(() => {
    const words = movesInWords(before.current, view);
    before.current = view;
    if (words) announce(words);
  }, [view]);

  const change = useCallback(
    (one: AnswerChange) => {
      const stamp = { at: new Date().toISOString(), by: user.id, started: startedAt };
      const next = applyChanges(base, latest.current, [one], stamp);
      const raised = { ...next.raised };
      for (const rule of safetyRaisedBy(form, evaluate(base, next, stamp))) raised[rule.id] ??= stamp;
      const isNewSafety = Object.keys(raised).length > Object.keys(next.raised).length;
      latest.current = isNewSafety ? { ...next, raised } : next;
      setStore(latest.current);
      autosave.current?.push(one, one.linkId, isNewSafety);
      return latest.current;
    },
    [base, form, startedAt, user.id],
  );
  const answer = useCallback(
    (linkId: string, value: Answer | readonly Answer[] | null) => change({ linkId, value }),
    [change],
  );

  const given = useRef<{ readonly linkId: string; readonly before: readonly Answer[] }[]>([]);
  /** Answers a question and remembers what it held, for `undo`. */
  const answerAnew = useCallback(
    (linkId: string, value: Answer | readonly Answer[] | null) => {
      const before = lastAnswers(recordOf(latest.current, linkId));
      const last = given.current.at(-1);
      const isTyping = last?.linkId === linkId && compiled.byLinkId.get(linkId)?.options.length === 0;
      if (!isTyping) given.current = [...given.current.slice(-99), { linkId, before }];
      return answer(linkId, value);
    },
    [answer, compiled],
  );
  /** Gives the question answered last what it held before; its linkId, or null when there is none. */
  const undo = useCallback(() => {
    const step = given.current.pop();
    if (!step) return null;
    answer(step.linkId, step.before.length > 0 ? step.before : null);
    return step.linkId;
  }, [answer]);

  /** True when nothing is left to save. */
  const flush = useCallback(async () => {
    await autosave.current?.flush();
    return autosave.current?.isIdle ?? true;
  }, []);

  return {
    form,
    compiled,
    store,
    view,
    scores,
    missing,
    answer: answerAnew,
    change,
    undo,
    flush,
    savedAt,
    failed,
    problem,
  };
}

export type Runner = ReturnType<typeof useRunner>;

/** The contract's input lists are mutable arrays. */
function toInput(change: AnswerChange) {
  if ('occurrence' in change) return change;
  const { linkId, value } = change;
  return {
    linkId,
    value: Array.isArray(value) ? [...value] : (value as Exclude<typeof value, readonly unknown[]>),
  };
}
