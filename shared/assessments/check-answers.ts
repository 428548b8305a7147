import { AppError } from '../errors.ts';
import type { FormNode } from './compile.ts';
import type { Answer, ItemType } from './questionnaire.ts';
import { VALUE_KEY, valueKeyOf } from './questionnaire.ts';
import { compareAnswers } from './values.ts';

const LONGEST_TEXT = 20_000;

/**
 * Checks that answers fit their question and gives them in the form's own spelling.
 *
 * A choice comes back as the form's option, so that nobody can store a code under another display.
 *
 * @throws AppError `VALIDATION` with the question as its field.
 */
export function checkAnswers(node: FormNode, answers: readonly Answer[]): readonly Answer[] {
  if (answers.length > 1 && !node.item.repeats) fail(node, 'This question takes one answer.');
  return answers.map((answer) => checkAnswer(node, answer));
}

function checkAnswer(node: FormNode, answer: Answer): Answer {
  if (Object.values(answer).filter((value) => value !== undefined).length !== 1)
    fail(node, 'An answer has one value.');
  const { type, maxLength } = node.item;
  if (node.options.length > 0) {
    const option = node.options.find((each) => compareAnswers(each.answer, answer) === 'equal');
    if (option) return option.answer;
    if (type !== 'open-choice' || answer.valueString === undefined)
      fail(node, 'Choose one of the answers shown.');
    return { valueString: text(node, answer.valueString, maxLength) };
  }
  const key = VALUE_KEY[type];
  if (valueKeyOf(answer) !== key && !(type === 'open-choice' && answer.valueString !== undefined)) {
    fail(node, 'This is another type of answer than the question asks for.');
  }
  if (answer.valueString !== undefined) return { valueString: text(node, answer.valueString, maxLength) };
  const shape = SHAPES[type];
  const value = key === null ? undefined : answer[key];
  if (shape && !shape.test(value)) fail(node, shape.sentence);
  return answer;
}

function text(node: FormNode, value: string, maxLength: number | undefined): string {
  const longest = Math.min(maxLength ?? LONGEST_TEXT, LONGEST_TEXT);
  if (value.length > longest) fail(node, `This has ${value.length} characters, the most is ${longest}.`);
  return value;
}

interface Shape {
  readonly test: (value: unknown) => boolean;
  readonly sentence: string;
}

const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

const SHAPES: Partial<Record<ItemType, Shape>> = {
  integer: { test: Number.isSafeInteger, sentence: 'Type a whole number.' },
  decimal: { test: Number.isFinite, sentence: 'Type a number.' },
  date: { test: matches(/^\d{4}(-\d{2}(-\d{2})?)?$/), sentence: 'Type a date, a month or a year.' },
  dateTime: {
    test: matches(/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/),
    sentence: 'Type a date with its time.',
  },
  time: { test: matches(/^\d{2}:\d{2}(:\d{2})?$/), sentence: 'Type a time such as 09:30.' },
};

function fail(node: FormNode, sentence: string): never {
  throw new AppError('VALIDATION', sentence, { field: node.linkId });
}
