import type { Order } from './expressions.ts';
import { compareQuantities } from './expressions.ts';
import type { Answer, Coding, EnableWhen } from './questionnaire.ts';
import { valueKeyOf } from './questionnaire.ts';

/** Tells whether this counts as an answer: blank text does not, `false` and `0` do. */
export function isAnswer(answer: Answer): boolean {
  const key = valueKeyOf(answer);
  if (key === null) return false;
  const value = answer[key];
  if (typeof value === 'string') return value.trim() !== '';
  if (key === 'valueCoding') return Boolean(answer.valueCoding?.code || answer.valueCoding?.display?.trim());
  return true;
}

/** Compares two answers by value; codes by system and code, never by display. */
export function compareAnswers(left: Answer, right: Answer): Order {
  const key = valueKeyOf(left);
  const other = valueKeyOf(right);
  if (key === null || other === null) return 'unknown';
  if (isNumberKey(key) && isNumberKey(other)) return order(numberOf(left), numberOf(right));
  // FHIR has no web address in a condition; a text stands in for it.
  if (isTextKey(key) && isTextKey(other)) return order(String(left[key]), String(right[other]));
  if (key !== other) return 'different';
  switch (key) {
    case 'valueBoolean':
      return left.valueBoolean === right.valueBoolean ? 'equal' : 'different';
    case 'valueCoding':
      return sameCoding(left.valueCoding, right.valueCoding) ? 'equal' : 'different';
    case 'valueQuantity':
      return compareQuantities(left.valueQuantity, right.valueQuantity);
    case 'valueReference':
      return left.valueReference?.reference === right.valueReference?.reference ? 'equal' : 'different';
    case 'valueAttachment':
      return 'different';
    case 'valueDate':
      return comparePartial(String(left.valueDate), String(right.valueDate));
    case 'valueDateTime':
      return compareDateTimes(String(left.valueDateTime), String(right.valueDateTime));
    case 'valueTime':
      return order(secondsOf(String(left.valueTime)), secondsOf(String(right.valueTime)));
    default:
      return order(String(left[key]), String(right[key]));
  }
}

/** By system and code; two codings without any code are the same when they read the same. */
function sameCoding(left: Coding | undefined, right: Coding | undefined): boolean {
  if (left?.system !== right?.system || left?.code !== right?.code) return false;
  return left?.code !== undefined || left?.display === right?.display;
}

/** The value a condition compares with, as an answer; null for `exists`. */
export function answerOfCondition(condition: EnableWhen): Answer | null {
  const {
    answerBoolean,
    answerDecimal,
    answerInteger,
    answerDate,
    answerDateTime,
    answerTime,
    answerString,
    answerCoding,
    answerQuantity,
    answerReference,
  } = condition;
  if (answerBoolean !== undefined) return { valueBoolean: answerBoolean };
  if (answerDecimal !== undefined) return { valueDecimal: answerDecimal };
  if (answerInteger !== undefined) return { valueInteger: answerInteger };
  if (answerDate !== undefined) return { valueDate: answerDate };
  if (answerDateTime !== undefined) return { valueDateTime: answerDateTime };
  if (answerTime !== undefined) return { valueTime: answerTime };
  if (answerString !== undefined) return { valueString: answerString };
  if (answerCoding !== undefined) return { valueCoding: answerCoding };
  if (answerQuantity !== undefined) return { valueQuantity: answerQuantity };
  if (answerReference !== undefined) return { valueReference: answerReference };
  return null;
}

/** An answer as people read it: the display of a code, Yes and No, a number with its unit. */
export function answerWords(answer: Answer): string {
  if (answer.valueCoding) return answer.valueCoding.display ?? answer.valueCoding.code ?? '';
  if (answer.valueBoolean !== undefined) return answer.valueBoolean ? 'Yes' : 'No';
  if (answer.valueQuantity) {
    const { value, unit, code } = answer.valueQuantity;
    return `${value} ${unit ?? code ?? ''}`.trim();
  }
  if (answer.valueReference) return answer.valueReference.display ?? answer.valueReference.reference ?? '';
  if (answer.valueAttachment) return titleOf(answer.valueAttachment);
  const key = valueKeyOf(answer);
  return key === null ? '' : String(answer[key]);
}

function titleOf(attachment: object): string {
  return 'title' in attachment && typeof attachment.title === 'string' ? attachment.title : 'a file';
}

function isTextKey(key: string): boolean {
  return key === 'valueString' || key === 'valueUri';
}

function isNumberKey(key: string): boolean {
  return key === 'valueInteger' || key === 'valueDecimal';
}

function numberOf(answer: Answer): number {
  return answer.valueInteger ?? answer.valueDecimal ?? Number.NaN;
}

function order<Value extends string | number>(left: Value, right: Value): Order {
  if (left === right) return 'equal';
  if (left < right) return 'less';
  return left > right ? 'greater' : 'unknown';
}

/** Compares at the shared precision: a year against a day of the same year stays undecided. */
function comparePartial(left: string, right: string): Order {
  const shared = Math.min(left.length, right.length);
  const result = order(left.slice(0, shared), right.slice(0, shared));
  return result === 'equal' && left.length !== right.length ? 'unknown' : result;
}

/** The same wherever the computer stands: an instant without a zone is read as UTC. */
function instantOf(text: string): number {
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
}

function compareDateTimes(left: string, right: string): Order {
  if (left.includes('T') && right.includes('T')) return order(instantOf(left), instantOf(right));
  return comparePartial(left.slice(0, 10), right.slice(0, 10)) === 'equal' &&
    left.includes('T') !== right.includes('T')
    ? 'unknown'
    : comparePartial(left.slice(0, 10), right.slice(0, 10));
}

/** `9:30`, `09:30` and `09:30:00` are the same time. */
function secondsOf(time: string): number {
  const [hours, minutes, seconds] = time.split(':');
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
}
