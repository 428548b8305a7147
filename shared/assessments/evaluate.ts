import type { AnswerStore } from './answer-store.ts';
import { recordOf } from './answer-store.ts';
import type { CompiledForm, FormNode } from './compile.ts';
import { shapeFor } from './compile.ts';
import { conditionWords, evaluateConditions } from './conditions.ts';
import type { ExpressionValues } from './expression-pass.ts';
import { changedItems, evaluateAll, NO_VALUES } from './expression-pass.ts';
import type { Answer, Questionnaire } from './questionnaire.ts';
import { isAnswer } from './values.ts';
import type { OpenAnswers, OpenItem, RunProblem, SkippedItem, View } from './view.ts';

/** A form whose expressions take longer than this is stopped and says so; no input may hang the window. */
const MOST_MILLISECONDS = 1_000;
/** What a form gets that was stopped before, so that every later keystroke does not wait as long again. */
const MOST_WHEN_SLOW = 200;
const slow = new WeakSet<Questionnaire>();
/** Rounds after which expressions that keep changing each other are frozen. */
const MOST_ROUNDS = 50;

/**
 * Works out the form from the answers: the same answers always give the same view, whatever order they came in.
 *
 * One pass from sources to dependants for conditions; with expressions, rounds until nothing changes. Every run
 * starts from "nothing calculated, no expression holds".
 */
export function evaluate(form: CompiledForm, store: AnswerStore, when: { readonly started: string }): View {
  const known = views.get(store);
  if (known?.form === form && known.started === when.started) return known.view;
  const view = workOut(shapeFor(form, store), store, when);
  views.set(store, { form, started: when.started, view });
  return view;
}

/** Stores never change, so a view once worked out stays right: a page asks for the same one several times. */
const views = new WeakMap<AnswerStore, { form: CompiledForm; started: string; view: View }>();

function workOut(form: CompiledForm, store: AnswerStore, when: { readonly started: string }): View {
  let values = NO_VALUES;
  let layer = runPass(form, store, values);
  let unsettled: readonly string[] = [];
  let problems: readonly RunProblem[] = [];
  const late = Date.now() + (slow.has(form.questionnaire) ? MOST_WHEN_SLOW : MOST_MILLISECONDS);
  // A chain of calculations settles one link a round.
  const rounds = Math.max(MOST_ROUNDS, Math.min(form.expressions + 2, 500));
  if (form.hasExpressions) {
    for (let round = 1; ; round += 1) {
      const next = evaluateAll(form, layer.open, when.started, late);
      unsettled = changedItems(values, next);
      problems = next.problems;
      if (unsettled.length === 0 || round > rounds || Date.now() > late) {
        values = { ...values, because: next.because };
        if (Date.now() > late) slow.add(form.questionnaire);
        break;
      }
      values = next;
      layer = runPass(form, store, values);
    }
  }
  return toView(form, store, layer, values, [...layer.problems, ...problems], unsettled);
}

interface Layer {
  readonly open: OpenAnswers;
  readonly problems: readonly RunProblem[];
}

function runPass(form: CompiledForm, store: AnswerStore, values: ExpressionValues): Layer {
  const open = new Map<string, { answers: readonly Answer[]; source: OpenItem['source'] }>();
  const problems: RunProblem[] = [];
  const answersOf = (linkId: string) => open.get(linkId)?.answers ?? [];
  for (const node of form.order) {
    if (node.parent && !open.has(node.parent.linkId)) continue;
    if (node.enableExpression && values.enabled.get(node.linkId) !== true) continue;
    const { holds, undecided } = evaluateConditions(node, answersOf);
    for (const condition of undecided) {
      problems.push({
        linkId: node.linkId,
        message: `The condition on ${condition.question} cannot be decided; it counts as not met.`,
      });
    }
    if (holds) open.set(node.linkId, answersFor(node, store, values));
  }
  return { open, problems };
}

/** What a person entered counts first, then what is calculated, then the initial value. */
function answersFor(
  node: FormNode,
  store: AnswerStore,
  values: ExpressionValues,
): { answers: readonly Answer[]; source: OpenItem['source'] } {
  const last = recordOf(store, node.linkId)?.entries.at(-1);
  const entered = last?.answers.filter(isAnswer) ?? [];
  if (entered.length > 0) return { answers: entered, source: 'entered' };
  if (node.calculated) {
    const answers = values.calculated.get(node.linkId) ?? [];
    return { answers, source: answers.length > 0 ? 'calculated' : 'none' };
  }
  // A cleared question stays clear: its first value is given once only.
  if (!last && node.initial.length > 0) return { answers: node.initial, source: 'initial' };
  if (!last && node.initialExpression) {
    const kept = Object.hasOwn(store.initials ?? {}, node.linkId) ? store.initials?.[node.linkId] : undefined;
    const answers = kept ?? values.initial.get(node.linkId) ?? [];
    return { answers, source: answers.length > 0 ? 'initial' : 'none' };
  }
  return { answers: [], source: 'none' };
}

function toView(
  form: CompiledForm,
  store: AnswerStore,
  layer: Layer,
  values: ExpressionValues,
  problems: readonly RunProblem[],
  unsettled: readonly string[],
): View {
  const open = new Map<string, OpenItem>();
  const skipped = new Map<string, SkippedItem>();
  for (const node of form.nodes) {
    const state = layer.open.get(node.linkId);
    const record = recordOf(store, node.linkId);
    const last = record?.entries.at(-1);
    if (state) {
      open.set(node.linkId, {
        node,
        ...state,
        restoredFrom: record?.restored && state.source === 'entered' ? (last?.at ?? null) : null,
        because: values.because.get(node.linkId) ?? openedBecause(form, node),
      });
    } else {
      const above = node.parent ? skipped.get(node.parent.linkId) : undefined;
      skipped.set(node.linkId, {
        node,
        because: above?.because ?? `only if ${conditionWords(form, node) ?? 'its rule says so'}`,
        own: !above,
        kept: last?.answers.filter(isAnswer) ?? [],
      });
    }
  }
  return { form, open, skipped, problems, unsettled };
}

function openedBecause(form: CompiledForm, node: FormNode): string | null {
  const words = conditionWords(form, node);
  return words === null ? null : `Asked because ${words}`;
}
