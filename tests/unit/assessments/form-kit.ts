import type { AnswerStore } from '#shared/assessments/answer-store.ts';
import { EMPTY_STORE } from '#shared/assessments/answer-store.ts';
import type { AnswerChange } from '#shared/assessments/answers.ts';
import { applyChanges } from '#shared/assessments/answers.ts';
import { compileForm } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type {
  Answer,
  EnableWhen,
  Extension,
  Questionnaire,
  QuestionnaireItem,
} from '#shared/assessments/questionnaire.ts';
import { EXTENSION } from '#shared/assessments/questionnaire.ts';

export const STARTED = '2026-03-02T17:00:00Z';
export const STAMP = { at: STARTED, by: 'user-1', started: STARTED };

/** A questionnaire around some items. */
export function formOf(
  item: readonly QuestionnaireItem[],
  extension: readonly Extension[] = [],
): Questionnaire {
  return {
    resourceType: 'Questionnaire',
    id: 'test',
    url: 'urn:test:form',
    version: '1',
    title: 'Test form',
    status: 'active',
    item,
    extension,
  };
}

export function question(
  linkId: string,
  type: QuestionnaireItem['type'] = 'boolean',
  rest: Partial<QuestionnaireItem> = {},
): QuestionnaireItem {
  return { linkId, type, text: `Question ${linkId}`, ...rest };
}

export function group(
  linkId: string,
  item: readonly QuestionnaireItem[],
  rest: Partial<QuestionnaireItem> = {},
): QuestionnaireItem {
  return { linkId, type: 'group', text: `Group ${linkId}`, item, ...rest };
}

/** Open when a boolean question says yes. */
export function whenYes(source: string): Partial<QuestionnaireItem> {
  return { enableWhen: [{ question: source, operator: '=', answerBoolean: true }] };
}

export function when(...enableWhen: EnableWhen[]): Partial<QuestionnaireItem> {
  return enableWhen.length > 1 ? { enableWhen, enableBehavior: 'all' } : { enableWhen };
}

export function expression(url: keyof typeof EXTENSION, text: string, name?: string): Extension {
  return {
    url: EXTENSION[url],
    valueExpression: { language: 'text/fhirpath', expression: text, ...(name && { name }) },
  };
}

export function coded(code: string, system = 'urn:codes', display = code): Answer {
  return { valueCoding: { system, code, display } };
}

export const yes: Answer = { valueBoolean: true };
export const no: Answer = { valueBoolean: false };

/** A form being filled in, with the few things tests ask about it. */
export function fill(questionnaire: Questionnaire, store: AnswerStore = EMPTY_STORE) {
  const form = compileForm(questionnaire);
  const filling = {
    form,
    store,
    answer(linkId: string, value: Answer | readonly Answer[] | null, stamp = STAMP) {
      filling.store = applyChanges(form, filling.store, [{ linkId, value }], stamp);
      return filling;
    },
    change(change: AnswerChange, stamp = STAMP) {
      filling.store = applyChanges(form, filling.store, [change], stamp);
      return filling;
    },
    view: () => evaluate(form, filling.store, STAMP),
    isOpen: (linkId: string) => filling.view().open.has(linkId),
    valueOf: (linkId: string) => filling.view().open.get(linkId)?.answers,
  };
  return filling;
}
