import type { Answer, EnableWhen, Operator, QuestionnaireItem } from '../questionnaire.ts';
import { VALUE_KEY, valueKeyOf } from '../questionnaire.ts';

const WITH_ORDER: ReadonlySet<string> = new Set([
  'valueInteger',
  'valueDecimal',
  'valueQuantity',
  'valueDate',
  'valueDateTime',
  'valueTime',
]);

/** The operators that mean something for a question's answers. */
export function operatorsFor(item: QuestionnaireItem): readonly Operator[] {
  const [option] = item.answerOption ?? [];
  const key = (option && valueKeyOf(option)) ?? VALUE_KEY[item.type] ?? '';
  if (WITH_ORDER.has(key)) return ['=', '!=', '>', '>=', '<', '<=', 'exists'];
  return ['=', '!=', 'exists'];
}

/** Puts the value to compare with into a condition, in place of the one it had. */
export function withAnswer(
  condition: Pick<EnableWhen, 'question' | 'operator' | 'extension'>,
  answer: Answer,
): EnableWhen {
  const { question, operator, extension } = condition;
  const key = valueKeyOf(answer);
  const { valueUri, valueCoding } = answer;
  const value =
    key === null
      ? {}
      : valueUri !== undefined
        ? { answerString: valueUri }
        : valueCoding
          ? { answerCoding: valueCoding }
          : { [key.replace(/^value/, 'answer')]: answer[key] };
  return { question, operator, ...value, ...(extension && { extension }) };
}
