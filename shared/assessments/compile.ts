import { AppError } from '../errors.ts';
import type { AnswerStore } from './answer-store.ts';
import { lastAnswers, recordOf } from './answer-store.ts';
import { checkQuestionnaire } from './check.ts';
import type { CompiledForm, FormNode } from './nodes.ts';
import { buildForm } from './nodes.ts';
import type { Questionnaire } from './questionnaire.ts';
import { EXTENSION, findExtension } from './questionnaire.ts';

export type { CompiledForm, FormNode, FormOption, NodeCondition } from './nodes.ts';

const cache = new WeakMap<Questionnaire, CompiledForm>();
const sound = new WeakSet<Questionnaire>();

/**
 * Makes a questionnaire ready to run.
 *
 * @throws AppError `VALIDATION` with the first problem when the form breaks a rule or needs what the engine cannot
 * do: such a form is refused, never run half.
 */
export function compileForm(questionnaire: Questionnaire): CompiledForm {
  if (sound.has(questionnaire)) return compileUnchecked(questionnaire);
  const problem = checkQuestionnaire(questionnaire).find((each) => each.severity === 'error');
  if (problem) {
    throw new AppError('VALIDATION', `${questionnaire.title} cannot be used: ${problem.message}`, {
      field: problem.linkId ?? undefined,
    });
  }
  sound.add(questionnaire);
  return compileUnchecked(questionnaire);
}

/** Makes a questionnaire ready to run as it is; for trying out forms whose problems are told beside the result. */
export function compileUnchecked(questionnaire: Questionnaire): CompiledForm {
  const known = cache.get(questionnaire);
  if (known) return known;
  const form = buildForm(questionnaire, () => 0);
  cache.set(questionnaire, form);
  return form;
}

const shapes = new WeakMap<CompiledForm, Map<string, CompiledForm>>();
const MOST_SHAPES = 32;

/** The form with as many occurrences of its repeating parts as the answers have; most forms have none. */
export function shapeFor(form: CompiledForm, store: AnswerStore): CompiledForm {
  if (!form.repeats) return form;
  const counts = new Map(Object.entries(store.repeats ?? {}));
  if (form.splitting.size > 0) {
    for (const key of Object.keys(store.questions)) {
      if (form.splitting.has(linkIdOf(key))) counts.set(key, lastAnswers(recordOf(store, key)).length);
    }
  }
  const name = [...counts]
    .map(([key, count]) => `${key}=${count}`)
    .sort()
    .join('\n');
  if (name === '') return form;
  const known = shapes.get(form) ?? new Map<string, CompiledForm>();
  shapes.set(form, known);
  const same = known.get(name);
  if (same) return same;
  const shaped = buildForm(form.questionnaire, (key) => counts.get(key) ?? 0);
  if (known.size >= MOST_SHAPES) known.clear();
  known.set(name, shaped);
  return shaped;
}

/** The form's own linkId of an occurrence: `drug` of `drug[1]`. */
export function linkIdOf(key: string): string {
  return key.replace(/(\[\d+\])+$/, '');
}

/** The node of a linkId that is known to exist. */
export function nodeOf(form: CompiledForm, linkId: string): FormNode {
  const node = form.byLinkId.get(linkId);
  if (!node) throw new AppError('VALIDATION', 'This form has no such question.', { field: linkId });
  return node;
}

/** What a person calls a question: its number and short text. */
export function nodeWords(node: FormNode): string {
  return findExtension(node.item, EXTENSION.shortText)?.valueString ?? node.item.text ?? node.linkId;
}
