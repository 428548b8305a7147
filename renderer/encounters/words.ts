import type { FileFormat } from '#shared/encounters/contract.ts';
import { formatValue } from '#shared/layouts/column.ts';

/** "4 lines". */
export function countLines(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

/** Whole cents as `$12.50`. */
export function dollars(cents: number): string {
  return formatValue(String(cents), 'money', { format: '$0.00', values: {} });
}

/** How a file of encounters is written, in the words of the plan. */
export const FORMAT_WORDS: Readonly<Record<FileFormat, string>> = {
  '837p': '837P',
  csv: 'invoice, CSV',
  xlsx: 'invoice, Excel',
};
