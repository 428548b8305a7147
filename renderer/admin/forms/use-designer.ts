import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Path } from '#shared/assessments/design/tree.ts';
import { itemAt, replaceItem } from '#shared/assessments/design/tree.ts';
import type { Form } from '#shared/assessments/form.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { api } from '../../api.ts';
import { reportSaved, reportSaveFailed } from '../../app/saved.ts';
import { DraftSaver } from './draft-saver.ts';
import { addStep, redo, startHistory, undo } from './history.ts';

/** Anything the form consists of, as the tree operations give it back. */
interface Edited {
  readonly questionnaire: Form['questionnaire'];
  readonly path: Path | null;
}

/** The state of one open draft: the form, what is selected, undo, and the saver behind it. */
export function useDesigner(draft: {
  readonly form: Form;
  readonly revision: number;
  readonly updatedAt: string;
}) {
  const queries = useQueryClient();
  const [history, setHistory] = useState(() => startHistory(draft.form));
  const [savedAt, setSavedAt] = useState<string>(draft.updatedAt);
  const [failed, setFailed] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const { form, selected } = history.now;

  const saver = useRef<DraftSaver>(undefined);
  saver.current ??= new DraftSaver({
    revision: draft.revision,
    save: (next, revision) =>
      api.forms.saveDraft({
        form: next as unknown as Parameters<typeof api.forms.saveDraft>[0]['form'],
        revision,
      }),
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

  const saved = useRef(form);
  useEffect(() => {
    if (saved.current === form) return;
    saved.current = form;
    saver.current?.push(form);
  }, [form]);
  useEffect(() => {
    const current = saver.current;
    return () => {
      void current?.flush().then(() => queries.invalidateQueries());
    };
  }, [queries]);

  const edit = useCallback(
    (change: (now: Form, at: Path | null) => Partial<Form> | null, key: string | null) => {
      setHistory((before) => {
        const { form: now, selected: at } = before.now;
        const part = change(now, at);
        return part === null
          ? before
          : addStep(before, { form: { ...now, ...part }, selected: at }, key, Date.now());
      });
    },
    [],
  );

  const actions = useMemo(
    () => ({
      edit,
      select: (path: Path | null) =>
        setHistory((before) => ({ ...before, now: { ...before.now, selected: path } })),
      /** A step of the tree; the selection follows the item. */
      restructure: (change: (now: Form['questionnaire'], at: Path | null) => Edited | null) =>
        setHistory((before) => {
          const { form: now, selected: at } = before.now;
          const next = change(now.questionnaire, at);
          if (!next) return before;
          const state = { form: { ...now, questionnaire: next.questionnaire }, selected: next.path };
          return addStep(before, state, null, Date.now());
        }),
      /** A change of the selected item; `key` names the field, so that typing in it is one step. */
      editItem: (change: (item: QuestionnaireItem) => QuestionnaireItem, key: string | null) =>
        edit((now, at) => {
          const item = at && itemAt(now.questionnaire, at);
          if (!at || !item) return null;
          return { questionnaire: replaceItem(now.questionnaire, at, change(item)) };
        }, key),
      undo: () => setHistory(undo),
      redo: () => setHistory(redo),
    }),
    [edit],
  );

  /** Saves what waits; gives the revision to publish, or null when it could not be saved. */
  const flush = useCallback(
    async () => ((await saver.current?.flush()) ? (saver.current?.revision ?? null) : null),
    [],
  );

  return {
    form,
    selected,
    item: selected && itemAt(form.questionnaire, selected),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    savedAt,
    failed,
    problem,
    flush,
    ...actions,
  };
}

export type Designer = ReturnType<typeof useDesigner>;
