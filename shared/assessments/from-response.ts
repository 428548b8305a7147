import type { AnswerStore, QuestionRecord } from './answer-store.ts';
import { EMPTY_STORE } from './answer-store.ts';
import { checkAnswers } from './check-answers.ts';
import type { CompiledForm, FormNode } from './compile.ts';
import { shapeFor } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { keyOf } from './nodes.ts';
import type { Answer } from './questionnaire.ts';
import { valueKeyOf } from './questionnaire.ts';
import { isObject, list, nameOf } from './read-questionnaire.ts';
import { compareAnswers, isAnswer } from './values.ts';

type Json = Record<string, unknown>;

/** Something of a response that did not fit the form; it was left out and is told. */
export interface ResponseProblem {
  readonly linkId: string;
  readonly message: string;
}

interface Found {
  readonly linkId: string;
  readonly path: readonly number[];
  readonly answers: readonly Json[];
}

const MOST_ANSWERS = 100_000;

/**
 * Fills an answer store from a FHIR response, as when an assessment is taken up again.
 *
 * A calculated item keeps its stored value only where that differs from the calculation: somebody changed it. A
 * question that is open and has no answer was left blank, so its first value is not given again.
 *
 * `lenient` keeps answers that do not fit their question, for trying forms out: they are told all the same.
 */
export function storeFromResponse(
  form: CompiledForm,
  response: unknown,
  stamp: { readonly at: string; readonly by: string; readonly started: string },
  { lenient = false }: { readonly lenient?: boolean } = {},
): { readonly store: AnswerStore; readonly problems: readonly ResponseProblem[] } {
  const problems: ResponseProblem[] = [];
  const items = isObject(response) ? list(response.item).filter(isObject) : [];
  if (items.length === 0) return { store: EMPTY_STORE, problems };
  const walker = new Walker(form);
  walker.walk(items, [], 1);
  const repeats = Object.fromEntries([...walker.counts].filter(([, count]) => count > 1));
  let store: AnswerStore = { ...EMPTY_STORE, repeats };
  // Outer answers first: how often a question's children stand depends on how many answers it has.
  const depths = [...new Set(walker.found.map(({ path }) => path.length))].sort(
    (left, right) => left - right,
  );
  const calculated: [FormNode, readonly Answer[]][] = [];
  for (const depth of depths) {
    const shaped = shapeFor(form, store);
    const records: [string, QuestionRecord][] = [];
    for (const { linkId, path, answers } of walker.found.filter(({ path: each }) => each.length === depth)) {
      const node = shaped.byLinkId.get(
        keyOf(
          linkId,
          path.map((index) => ({ index })),
        ),
      );
      if (node?.kind !== 'question') {
        problems.push({
          linkId,
          message: `${linkId} is not a question of this form; its answer was left out.`,
        });
        continue;
      }
      const fitting = fittingAnswers(node, answers, problems, lenient);
      // What nobody can type over is worked out anew, whatever the file says.
      if (node.calculated) {
        if (!node.readOnly) calculated.push([node, fitting]);
      } else records.push([node.linkId, entry(fitting, stamp)]);
    }
    store = { ...store, questions: { ...store.questions, ...Object.fromEntries(records) } };
  }
  store = keepOverrides(form, store, calculated, stamp);
  const blank = [...evaluate(form, store, stamp).open.values()].filter(({ source }) => source === 'initial');
  return {
    store: {
      ...store,
      questions: {
        ...store.questions,
        ...Object.fromEntries(blank.map(({ node }) => [node.linkId, entry([], stamp)])),
      },
    },
    problems: [...walker.problems, ...problems],
  };
}

function entry(
  answers: readonly Answer[],
  stamp: { readonly at: string; readonly by: string },
): QuestionRecord {
  return { entries: [{ answers, at: stamp.at, by: stamp.by }] };
}

function keepOverrides(
  form: CompiledForm,
  store: AnswerStore,
  calculated: readonly (readonly [FormNode, readonly Answer[]])[],
  stamp: { readonly at: string; readonly by: string; readonly started: string },
): AnswerStore {
  if (calculated.length === 0) return store;
  const view = evaluate(form, store, stamp);
  const changed = calculated.filter(([node, answers]) => {
    const now = view.open.get(node.linkId)?.answers ?? [];
    return (
      answers.length > 0 &&
      (answers.length !== now.length ||
        answers.some((answer, index) => compareAnswers(answer, now[index] ?? {}) !== 'equal'))
    );
  });
  return {
    ...store,
    questions: {
      ...store.questions,
      ...Object.fromEntries(changed.map(([node, answers]) => [node.linkId, entry(answers, stamp)])),
    },
  };
}

function fittingAnswers(
  node: FormNode,
  given: readonly Json[],
  problems: ResponseProblem[],
  lenient: boolean,
): readonly Answer[] {
  const answers: Answer[] = [];
  for (const each of given) {
    const key = valueKeyOf(each);
    if (key === null) continue;
    const answer = asAsked(node, { [key]: each[key] } as Answer);
    try {
      if (isAnswer(answer)) answers.push(...checkAnswers(node, [answer]));
    } catch (error) {
      const said = error instanceof Error ? error.message : '';
      const what = lenient ? 'An answer does not fit.' : 'An answer does not fit and was left out.';
      problems.push({ linkId: node.linkId, message: `${what} ${said}` });
      if (lenient) answers.push(answer);
    }
  }
  if (answers.length > 1 && !node.item.repeats) {
    const what = lenient
      ? 'This question takes one answer.'
      : 'This question takes one answer; the first was kept.';
    problems.push({ linkId: node.linkId, message: what });
    return lenient ? answers : answers.slice(0, 1);
  }
  return answers;
}

/** Whole numbers and decimals stand in for each other, as other systems write them. */
function asAsked(node: FormNode, answer: Answer): Answer {
  const { type } = node.item;
  if (type === 'decimal' && answer.valueInteger !== undefined) return { valueDecimal: answer.valueInteger };
  if (type === 'integer' && Number.isSafeInteger(answer.valueDecimal))
    return { valueInteger: answer.valueDecimal };
  return answer;
}

/** Walks the items of a response along the form, counting what repeats. */
class Walker {
  readonly repeating: ReadonlySet<string>;
  readonly splitting: ReadonlySet<string>;
  readonly counts = new Map<string, number>();
  readonly found: Found[] = [];
  readonly problems: ResponseProblem[] = [];

  constructor(form: CompiledForm) {
    this.repeating = new Set(form.nodes.filter((node) => node.repeat).map((node) => node.item.linkId));
    this.splitting = form.splitting;
  }

  walk(items: readonly Json[], path: readonly number[], depth: number): void {
    if (depth > 120 || this.found.length > MOST_ANSWERS) {
      this.problems.push({
        linkId: '',
        message: 'The response is too deep or too long; the rest was left out.',
      });
      return;
    }
    for (const item of items) {
      const linkId = nameOf(item.linkId);
      if (linkId === undefined) {
        this.problems.push({
          linkId: '',
          message: 'An item of the response has no linkId; it was left out.',
        });
        continue;
      }
      let here = path;
      if (this.repeating.has(linkId)) {
        const key = keyOf(
          linkId,
          path.map((index) => ({ index })),
        );
        const count = this.counts.get(key) ?? 0;
        this.counts.set(key, count + 1);
        here = [...path, count];
      }
      const answers = list(item.answer).filter(isObject);
      if (answers.length > 0) this.found.push({ linkId, path: here, answers });
      answers.forEach((answer, index) => {
        const below = list(answer.item).filter(isObject);
        if (below.length > 0)
          this.walk(below, this.splitting.has(linkId) ? [...here, index] : here, depth + 1);
      });
      const below = list(item.item).filter(isObject);
      if (below.length > 0) this.walk(below, this.splitting.has(linkId) ? [...here, 0] : here, depth + 1);
    }
  }
}
