import { AppError } from '../errors.ts';
import type { FormProblem } from './problems.ts';
import type { AnswerOption, Extension, ItemType, Questionnaire, QuestionnaireItem } from './questionnaire.ts';
import { EXTENSION, VALUE_KEY } from './questionnaire.ts';

type Json = Record<string, unknown>;

/** Beyond these a file is a mistake or an attack, not a form. */
const MOST_ITEMS = 20_000;
const MOST_DEPTH = 60;

/** R5 names of types that R4 calls otherwise. */
const R5_TYPES: Readonly<Record<string, ItemType>> = {
  coding: 'choice',
  question: 'string',
  Reference: 'reference',
};
const OPERATORS = new Set(['exists', '=', '!=', '>', '<', '>=', '<=']);

/** A questionnaire that came from outside, in the shape the engine runs, and what had to be mended or left out. */
export interface ReadQuestionnaire {
  readonly questionnaire: Questionnaire;
  readonly problems: readonly FormProblem[];
}

/**
 * Reads any FHIR R4 or R5 questionnaire: R5's types and answer constraints become R4's, contained value sets become
 * answers, everything else is carried along untouched.
 *
 * @throws AppError `VALIDATION` when it is not a questionnaire at all, or too large or too deep to be one.
 */
export function readQuestionnaire(json: unknown): ReadQuestionnaire {
  if (!isObject(json))
    throw new AppError('VALIDATION', 'This is not a FHIR Questionnaire: it is not an object.');
  if (json.resourceType !== 'Questionnaire') {
    const said =
      typeof json.resourceType === 'string' ? `a ${json.resourceType.slice(0, 60)}` : 'something else';
    throw new AppError('VALIDATION', `This is not a FHIR Questionnaire but ${said}.`);
  }
  const reader = new Reader(json);
  const item = reader.items(json.item, 1);
  if (item.length === 0) reader.tell(null, 'no-items', 'The form has no items.');
  const title = text(json.title) ?? text(json.name) ?? 'Form without a title';
  return {
    questionnaire: {
      ...json,
      resourceType: 'Questionnaire',
      id: text(json.id) ?? 'imported',
      url: text(json.url) ?? `urn:hearth:imported:${text(json.id) ?? 'form'}`,
      version: text(json.version) ?? '1',
      title: title.slice(0, 300),
      status: (text(json.status) ?? 'unknown') as Questionnaire['status'],
      ...(json.copyright !== undefined && { copyright: text(json.copyright) ?? '' }),
      extension: extensionsOf(json.extension),
      modifierExtension: extensionsOf(json.modifierExtension),
      item,
    } as Questionnaire,
    problems: reader.problems,
  };
}

class Reader {
  readonly problems: FormProblem[] = [];
  readonly contained: readonly Json[];
  count = 0;

  constructor(json: Json) {
    this.contained = list(json.contained).filter(isObject);
  }

  tell(linkId: string | null, code: string, message: string): void {
    if (this.problems.length < 200) this.problems.push({ severity: 'warning', code, linkId, message });
  }

  items(value: unknown, depth: number): QuestionnaireItem[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.tell(null, 'items', 'A list of items is not a list; it was left out.');
      return [];
    }
    if (value.length > 0 && depth > MOST_DEPTH) {
      throw new AppError('VALIDATION', `The form is nested more than ${MOST_DEPTH} levels deep.`);
    }
    this.count += value.length;
    if (this.count > MOST_ITEMS) {
      throw new AppError('VALIDATION', `The form has more than ${MOST_ITEMS.toLocaleString('en-US')} items.`);
    }
    return value.filter(isObject).map((each) => this.item(each, depth));
  }

  item(json: Json, depth: number): QuestionnaireItem {
    const linkId = nameOf(json.linkId) ?? `(item ${this.count})`;
    if (nameOf(json.linkId) === undefined)
      this.tell(linkId, 'missing-link-id', `An item has no linkId; it is called ${linkId}.`);
    const item = this.items(json.item, depth + 1);
    const options = this.options(json, linkId);
    const { answerConstraint, answerValueSet, ...rest } = json;
    const type = this.type(json, linkId, item.length > 0, options.length > 0);
    const open = answerConstraint === 'optionsOrString' || answerConstraint === 'optionsOrType';
    const enableWhen = list(json.enableWhen)
      .filter(isObject)
      .map(asCondition)
      .filter((condition) => {
        const good = typeof condition.question === 'string' && OPERATORS.has(String(condition.operator));
        if (!good)
          this.tell(linkId, 'condition', `A condition of ${linkId} cannot be read; it was left out.`);
        return good;
      });
    return {
      ...rest,
      linkId,
      type: type === 'choice' && open ? 'open-choice' : type,
      ...(json.text !== undefined && { text: text(json.text) ?? '' }),
      ...(json.prefix !== undefined && { prefix: text(json.prefix) ?? '' }),
      required: json.required === true,
      repeats: json.repeats === true,
      readOnly: json.readOnly === true,
      maxLength: typeof json.maxLength === 'number' ? json.maxLength : undefined,
      enableWhen,
      answerOption: options,
      ...(options.length === 0 && typeof answerValueSet === 'string' && { answerValueSet }),
      initial: list(json.initial).filter(isObject).map(valuesOnly),
      code: list(json.code).filter(isObject),
      extension: extensionsOf(json.extension),
      modifierExtension: extensionsOf(json.modifierExtension),
      item,
    } as unknown as QuestionnaireItem;
  }

  type(json: Json, linkId: string, hasItems: boolean, hasOptions: boolean): ItemType {
    const said = text(json.type) ?? '';
    const type = Object.hasOwn(R5_TYPES, said) ? R5_TYPES[said] : said;
    if (type !== undefined && Object.hasOwn(VALUE_KEY, type)) return type as ItemType;
    const instead = hasOptions ? 'choice' : hasItems ? 'group' : 'string';
    this.tell(linkId, 'type', `Item ${linkId} is of type “${said.slice(0, 40)}”; it is read as ${instead}.`);
    return instead;
  }

  options(json: Json, linkId: string): AnswerOption[] {
    const own = list(json.answerOption ?? json.option).filter(isObject);
    if (own.length > 0) {
      return own.map((option) => ({
        ...valuesOnly(option),
        ...(option.initialSelected === true && { initialSelected: true }),
        extension: extensionsOf(option.extension),
      })) as AnswerOption[];
    }
    const address = text(json.answerValueSet);
    if (!address?.startsWith('#')) {
      if (address)
        this.tell(
          linkId,
          'value-set',
          `The answers of ${linkId} are in ${address}, which is not in the file.`,
        );
      return [];
    }
    const set = this.contained.find((each) => each.id === address.slice(1));
    if (!set)
      this.tell(linkId, 'value-set', `The answers of ${linkId} are in ${address}, which is not in the file.`);
    return set ? optionsOf(set) : [];
  }
}

/** The codes of a contained value set: its expansion, else the codes it lists. */
function optionsOf(set: Json): AnswerOption[] {
  const expansion = isObject(set.expansion) ? list(set.expansion.contains).filter(isObject) : [];
  const include = isObject(set.compose) ? list(set.compose.include).filter(isObject) : [];
  const listed = include.flatMap((part) =>
    list(part.concept)
      .filter(isObject)
      .map((concept): Json => ({ ...concept, system: part.system })),
  );
  return (expansion.length > 0 ? expansion : listed).slice(0, 5_000).map((code) => ({
    valueCoding: {
      ...(text(code.system) !== undefined && { system: text(code.system) }),
      ...(text(code.code) !== undefined && { code: text(code.code) }),
      ...(text(code.display) !== undefined && { display: text(code.display) }),
    },
    extension: extensionsOf(code.extension) as NonNullable<AnswerOption['extension']>,
  }));
}

/** Keeps the `value[x]` of an answer and nothing else; a bare string was a coding's display in old forms. */
function valuesOnly(json: Json): Json {
  return Object.fromEntries(
    Object.entries(json).filter(([key, value]) => key.startsWith('value') && value !== null),
  );
}

/** Before R4 a condition had no operator: `hasAnswer`, or an answer to equal. */
function asCondition(json: Json): Json {
  const question = nameOf(json.question);
  const named = question === undefined ? json : { ...json, question };
  if (json.operator !== undefined) return named;
  if (typeof json.hasAnswer === 'boolean') {
    return { ...named, operator: 'exists', answerBoolean: json.hasAnswer };
  }
  return Object.keys(json).some((key) => key.startsWith('answer')) ? { ...named, operator: '=' } : named;
}

/** A linkId; some files write plain numbers. */
export function nameOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : text(value);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isExtension(value: unknown): value is Json & { readonly url: string } {
  if (!isObject(value) || typeof value.url !== 'string') return false;
  return value.valueExpression === undefined || isExpression(value.valueExpression);
}

function isExpression(value: unknown): boolean {
  return isObject(value) && typeof value.expression === 'string';
}

/** Extensions as the engine reads them; an expression that names no language is FHIRPath. */
function extensionsOf(value: unknown): readonly Extension[] {
  return list(value)
    .filter(isExtension)
    .map((extension): Extension => {
      const { valueExpression } = extension;
      if (!isObject(valueExpression)) return extension as Extension & Json;
      const language = text(valueExpression.language) ?? 'text/fhirpath';
      const isOurs = language.toLowerCase() === 'text/fhirpath';
      return {
        ...extension,
        valueExpression: { ...valueExpression, language: isOurs ? 'text/fhirpath' : language },
      } as unknown as Extension;
    });
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The unit a quantity question offers, so that a bare number can be typed. */
export function unitOf(item: QuestionnaireItem): { unit: string; code: string; system?: string } | null {
  const extension = (item.extension ?? []).find(
    ({ url }) => url === EXTENSION.unit || url === EXTENSION.unitOption,
  );
  const coding = extension?.valueCoding;
  if (!coding?.code) return null;
  return {
    unit: coding.display ?? coding.code,
    code: coding.code,
    ...(coding.system !== undefined && { system: coding.system }),
  };
}
