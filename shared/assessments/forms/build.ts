import type { AnswerTest, Form, SuggestionRule } from '../form.ts';
import type {
  Answer,
  AnswerOption,
  Coding,
  EnableWhen,
  Extension,
  Questionnaire,
  QuestionnaireItem,
} from '../questionnaire.ts';
import { EXTENSION } from '../questionnaire.ts';

/** The code system of answers in Hearth's own wording. */
export const OWN = 'urn:hearth:answers';
export const LOINC = 'http://loinc.org';
const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';

type Rest = Partial<QuestionnaireItem>;
/** `[code, words]`, with a weight where the answer counts. */
export type Option = readonly [code: string, words: string, weight?: number];

export const YES: Answer = { valueBoolean: true };
export const required: Rest = { required: true };

/** A section or a part of one; its short name stands in the list at the left. */
export function section(
  linkId: string,
  shortText: string,
  item: readonly QuestionnaireItem[],
  rest: Rest = {},
): QuestionnaireItem {
  return {
    linkId,
    type: 'group',
    ...rest,
    extension: [{ url: EXTENSION.shortText, valueString: shortText }, ...(rest.extension ?? [])],
    item,
  };
}

export function ask(
  linkId: string,
  type: QuestionnaireItem['type'],
  text: string,
  rest: Rest = {},
): QuestionnaireItem {
  return { linkId, type, text, ...rest };
}

export function yesNo(linkId: string, text: string, rest: Rest = {}): QuestionnaireItem {
  return ask(linkId, 'boolean', text, rest);
}

/** A question with answers of its own. */
export function pick(
  linkId: string,
  text: string,
  options: readonly Option[],
  rest: Rest = {},
): QuestionnaireItem {
  return ask(linkId, 'choice', text, { ...rest, answerOption: options.map(toOption) });
}

/** Any number of the answers, or the last one alone: "none of these". */
export function pickMany(
  linkId: string,
  text: string,
  options: readonly Option[],
  rest: Rest = {},
): QuestionnaireItem {
  const all = options.map(toOption);
  const none: AnswerOption = {
    valueCoding: { system: OWN, code: 'none', display: 'None of these' },
    extension: [{ url: EXTENSION.optionExclusive, valueBoolean: true }],
  };
  return ask(linkId, 'choice', text, { repeats: true, ...rest, answerOption: [...all, none] });
}

function toOption([code, display, weight]: Option): AnswerOption {
  return {
    valueCoding: { system: OWN, code, display },
    ...(weight !== undefined && { extension: [{ url: EXTENSION.ordinalValue, valueDecimal: weight }] }),
  };
}

/** Open on "yes". */
export function whenYes(question: string): Rest {
  return { enableWhen: [{ question, operator: '=', answerBoolean: true }] };
}

export function whenNo(question: string): Rest {
  return { enableWhen: [{ question, operator: '=', answerBoolean: false }] };
}

/** Open on any of these answers. */
export function whenAny(question: string, ...codes: string[]): Rest {
  const enableWhen: EnableWhen[] = codes.map((code) => ({
    question,
    operator: '=',
    answerCoding: { system: OWN, code },
  }));
  return enableWhen.length > 1 ? { enableWhen, enableBehavior: 'any' } : { enableWhen };
}

export function fhirpath(url: string, expression: string, description?: string): Extension {
  return {
    url,
    valueExpression: {
      language: 'text/fhirpath',
      expression,
      ...(description !== undefined && { description }),
    },
  };
}

/** The answers of one question, anywhere in the form. */
export function answersTo(linkId: string): string {
  return `%resource.repeat(item).where(linkId = '${linkId}').answer.value`;
}

/** True or false, never empty: an unanswered question is not a yes. */
export function saidYes(linkId: string): string {
  return `${answersTo(linkId)}.where($this = true).exists()`;
}

export function atLeast(linkId: string, number: number): string {
  return `${answersTo(linkId)}.where($this >= ${number}).exists()`;
}

export function loinc(code: string, display: string): Coding {
  return { system: LOINC, code, display };
}

export function icd(code: string, display: string): Coding {
  return { system: ICD_10_CM, code, display };
}

export function is(linkId: string, code: string): AnswerTest {
  return { linkId, is: { valueCoding: { system: OWN, code } } };
}

export function isYes(linkId: string): AnswerTest {
  return { linkId, is: YES };
}

/**
 * Codes that a public list names: DHCS's priority codes for social drivers of health, and the finer codes a plan
 * asks for. Every other one stands in forms from memory, and says so.
 *
 * @see DHCS APL 21-009; Health Net provider update 24-395m of 2024-04-22 (Z59.12 instead of Z59.1)
 */
const SOURCED: ReadonlySet<string> = new Set([
  'Z55.0',
  'Z58.6',
  'Z59.00',
  'Z59.01',
  'Z59.02',
  'Z59.12',
  'Z59.3',
  'Z59.41',
  'Z59.48',
]);

/** A problem that answers point to. */
export function suggest(
  id: string,
  problem: string,
  code: Coding | null,
  ...any: AnswerTest[]
): SuggestionRule {
  const unconfirmed = code?.code !== undefined && !SOURCED.has(code.code);
  return { id, problem, code, on: { any }, ...(unconfirmed && { unconfirmed }) };
}

export function questionnaire(
  id: string,
  title: string,
  item: readonly QuestionnaireItem[],
  rest: Partial<Questionnaire> = {},
): Questionnaire {
  return {
    resourceType: 'Questionnaire',
    id,
    url: `urn:hearth:questionnaire:${id}`,
    version: '1.0.0',
    title,
    status: 'active',
    language: 'en-US',
    subjectType: ['Patient'],
    copyright: 'Hearth’s own wording. Free to use, change and translate.',
    ...rest,
    item,
  };
}

/** A form with nothing scored unless said. */
export function form(
  id: string,
  title: string,
  asked: Questionnaire,
  rest: Partial<Omit<Form, 'id' | 'title' | 'questionnaire'>> = {},
): Form {
  return { id, title, questionnaire: asked, scores: [], safety: [], followUps: [], ...rest };
}
