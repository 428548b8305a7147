import type { AnswerOption, Expression, Extension, QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION, findExtension } from '../questionnaire.ts';

type Value = Omit<Extension, 'url'>;

/** Sets, changes or (null) takes away one extension of an item; the others stay untouched. */
export function withExtension<Holder extends { readonly extension?: readonly Extension[] | undefined }>(
  holder: Holder,
  url: string,
  value: Value | null,
): Holder {
  const others = (holder.extension ?? []).filter((extension) => extension.url !== url);
  const extension = value === null ? others : [...others, { url, ...value }];
  return { ...holder, extension };
}

/** The score of an answer; null where it has none. */
export function weightOfOption(option: AnswerOption): number | null {
  const found = findExtension(option, EXTENSION.itemWeight) ?? findExtension(option, EXTENSION.ordinalValue);
  return found?.valueDecimal ?? found?.valueInteger ?? null;
}

/** Gives an answer a score under the address it already has one, so that no answer ever has two. */
export function withWeight(option: AnswerOption, weight: number | null): AnswerOption {
  const url = findExtension(option, EXTENSION.itemWeight) ? EXTENSION.itemWeight : EXTENSION.ordinalValue;
  return withExtension(option, url, weight === null ? null : { valueDecimal: weight });
}

/** The expression of an item under an address. */
export function expressionOf(item: QuestionnaireItem, url: string): Expression | null {
  return findExtension(item, url)?.valueExpression ?? null;
}

/** Sets an item's expression; an empty one takes it away. */
export function withExpression(
  item: QuestionnaireItem,
  url: string,
  expression: string,
  description?: string,
): QuestionnaireItem {
  if (expression.trim() === '') return withExtension(item, url, null);
  return withExtension(item, url, {
    valueExpression: {
      language: 'text/fhirpath',
      expression,
      ...(description !== undefined && description !== '' && { description }),
    },
  });
}
