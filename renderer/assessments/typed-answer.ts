import type { FormNode } from '#shared/assessments/compile.ts';
import type { Answer } from '#shared/assessments/questionnaire.ts';
import { unitOf } from '#shared/assessments/read-questionnaire.ts';

/** What was typed, as answers; a problem says what to type instead. */
export type Typed = { readonly answers: readonly Answer[] } | { readonly problem: string };

/** Reads a field that takes several answers: one a line. */
export function readTypedLines(node: FormNode, text: string): Typed {
  const read = text.split('\n').map((line) => readTyped(node, line));
  const problem = read.find((each) => 'problem' in each);
  return problem ?? { answers: read.flatMap((each) => ('answers' in each ? each.answers : [])) };
}

/** Reads what a person typed for a question; an empty field clears it. */
export function readTyped(node: FormNode, text: string): Typed {
  const trimmed = text.trim();
  if (trimmed === '') return { answers: [] };
  const { type } = node.item;
  switch (type) {
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(trimmed)
        ? { answers: [{ valueInteger: Number(trimmed) }] }
        : { problem: 'Type a whole number.' };
    case 'decimal':
      return /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(trimmed)
        ? { answers: [{ valueDecimal: Number(trimmed) }] }
        : { problem: 'Type a number, such as 5.6.' };
    case 'time':
      return /^([01]?\d|2[0-3]):[0-5]\d$/.test(trimmed)
        ? { answers: [{ valueTime: trimmed.padStart(5, '0') }] }
        : { problem: 'Type a time such as 09:30.' };
    case 'dateTime': {
      const instant = Date.parse(trimmed);
      return /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(trimmed) && !Number.isNaN(instant)
        ? { answers: [{ valueDateTime: new Date(instant).toISOString() }] }
        : { problem: 'Type a date and time such as 2026-03-02 09:30.' };
    }
    case 'quantity': {
      const [, value, unit] = /^([+-]?\d{1,15}(?:\.\d{1,10})?)\s*(.{1,50})?$/.exec(trimmed) ?? [];
      return value === undefined
        ? { problem: 'Type a number with its unit, such as 72 kg.' }
        : {
            answers: [
              {
                valueQuantity: {
                  value: Number(value),
                  ...(unit ? { unit, code: unit } : (unitOf(node.item) ?? {})),
                },
              },
            ],
          };
    }
    case 'url':
      return { answers: [{ valueUri: trimmed }] };
    default:
      return { answers: [{ valueString: text }] };
  }
}
