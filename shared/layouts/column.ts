import { z } from 'zod';
import { MONTH_NAMES } from '../dates.ts';

/** What a field of a file holds; decides which formats its column can have. */
export type FieldKind =
  | 'text'
  | 'date'
  | 'month'
  | 'money'
  | 'number'
  | 'flag'
  | 'phone'
  | 'digits'
  | 'choice';

/** One fact of ours that a column can carry. */
export interface LayoutField {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  /** The section of the field list it stands in. */
  readonly group: string;
  /** For `choice`: our own values and their words. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** How the field looks in the editor's example. */
  readonly example: string;
}

/** One field of a list of fields, in a line. */
export function layoutField(
  group: string,
  key: string,
  label: string,
  kind: FieldKind,
  example: string,
  choices?: LayoutField['choices'],
): LayoutField {
  return { key, label, kind, group, example, ...(choices ? { choices } : {}) };
}

/** The ways a value can be written, by kind; the first one of each is the usual one. */
export const FORMATS = {
  text: ['as_is', 'upper'],
  choice: ['as_is', 'upper'],
  date: ['YYYY-MM-DD', 'MM/DD/YYYY', 'M/D/YYYY', 'MM-DD-YYYY', 'YYYYMMDD'],
  month: ['YYYY-MM', 'MM/YYYY', 'YYYYMM', 'Month YYYY'],
  money: ['0.00', '$0.00', 'cents'],
  number: ['as_is'],
  flag: ['Y/N', 'Yes/No', '1/0', 'TRUE/FALSE'],
  phone: ['digits', '(000) 000-0000', '000-000-0000'],
  digits: ['digits', 'as_is'],
} as const satisfies Readonly<Record<FieldKind, readonly string[]>>;

/** What each format is called where its own text does not say it. */
export const FORMAT_WORDS: Readonly<Record<string, string>> = {
  as_is: 'as it is',
  upper: 'CAPITALS',
  digits: 'digits only',
  cents: 'whole cents',
};

/** Where a column's value comes from. */
export const columnSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('field'), field: z.string().max(60) }),
  z.strictObject({ from: z.literal('constant'), text: z.string().max(200) }),
  z.strictObject({ from: z.literal('empty') }),
]);
export type ColumnSource = z.infer<typeof columnSourceSchema>;

/** One column of a plan's file. */
export const layoutColumnSchema = z.strictObject({
  heading: z.string().trim().min(1, { error: 'Type the heading as the plan wrote it.' }).max(120),
  source: columnSourceSchema,
  /** One of the formats of the field's kind; null takes the usual one. */
  format: z.string().max(20).nullable().default(null),
  /** The plan's words for our values, for fields that have a closed list. */
  values: z.record(z.string().max(60), z.string().max(120)).default({}),
  /** Whether the check before export names rows where it is empty. */
  required: z.boolean().default(false),
  /** What is to be confirmed with the plan; empty when nothing is. */
  confirm: z.string().max(200).default(''),
});
export type LayoutColumn = z.infer<typeof layoutColumnSchema>;

/** The kinds of sheets a plan takes or sends, each with a layout of its own. */
export const LAYOUT_KINDS = ['invoice', 'return_file', 'outreach_tracker'] as const;
export const layoutKindSchema = z.enum(LAYOUT_KINDS);
export type LayoutKind = z.infer<typeof layoutKindSchema>;

/** How a plan wants one kind of sheet. */
export const layoutSchema = z.strictObject({
  as: z.enum(['csv', 'xlsx']),
  /** Tokens: {sender} {plan} {date} {MMDDYY} {month} {sequence} {control} {usage}. */
  fileNameTemplate: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine((name) => !/[\\/\0]/.test(name), { error: 'A file name has no / or \\ in it.' }),
  columns: z.array(layoutColumnSchema).min(1, { error: 'A file needs at least one column.' }).max(150),
  /** Who at the plan, or which document of it, confirmed the layout; empty while nobody has. */
  confirmedWith: z.string().trim().max(200).default(''),
});
export type Layout = z.infer<typeof layoutSchema>;

/** The facts of one row, by field; a field that is not there is empty. */
export type LayoutRecord = Readonly<Record<string, string>>;

function dateText(value: string, format: string): string {
  const [year = '', month = '', day = ''] = value.split('-');
  if (day === '') return value;
  switch (format) {
    case 'MM/DD/YYYY':
      return `${month}/${day}/${year}`;
    case 'M/D/YYYY':
      return `${Number(month)}/${Number(day)}/${year}`;
    case 'MM-DD-YYYY':
      return `${month}-${day}-${year}`;
    case 'YYYYMMDD':
      return `${year}${month}${day}`;
    default:
      return value;
  }
}

function monthText(value: string, format: string): string {
  const [year = '', month = ''] = value.split('-');
  if (month === '') return value;
  switch (format) {
    case 'MM/YYYY':
      return `${month}/${year}`;
    case 'YYYYMM':
      return `${year}${month}`;
    case 'Month YYYY':
      return `${MONTH_NAMES[Number(month) - 1] ?? month} ${year}`;
    default:
      return value;
  }
}

/** Whole cents as the plan writes money; never through a float. */
function moneyText(cents: string, format: string): string {
  if (!/^-?\d+$/.test(cents)) return cents;
  if (format === 'cents') return cents;
  const negative = cents.startsWith('-');
  const digits = (negative ? cents.slice(1) : cents).padStart(3, '0');
  const amount = `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return format === '$0.00' ? `$${amount}` : amount;
}

function phoneText(value: string, format: string): string {
  const digits = value.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  const parts = /^(\d{3})(\d{3})(\d{4})$/.exec(digits);
  if (!parts || format === 'digits') return digits;
  const [, area, middle, last] = parts;
  return format === '(000) 000-0000' ? `(${area}) ${middle}-${last}` : `${area}-${middle}-${last}`;
}

const FLAGS: Readonly<Record<string, readonly [string, string]>> = {
  'Y/N': ['Y', 'N'],
  'Yes/No': ['Yes', 'No'],
  '1/0': ['1', '0'],
  'TRUE/FALSE': ['TRUE', 'FALSE'],
};

/** The plan's own word for a value; what every object has by itself, such as "constructor", is none. */
function ownWord({ values }: Pick<LayoutColumn, 'values'>, value: string): string | undefined {
  return Object.hasOwn(values, value) ? values[value] : undefined;
}

/** One value as its column wants it. Empty stays empty, whatever the format. */
export function formatValue(
  value: string,
  kind: FieldKind,
  column: Pick<LayoutColumn, 'format' | 'values'>,
): string {
  if (value === '') return '';
  const format: string = column.format ?? FORMATS[kind][0];
  const own = ownWord(column, value);
  if (own !== undefined && (kind === 'choice' || kind === 'flag')) return own;
  switch (kind) {
    case 'date':
      return dateText(value, format);
    case 'month':
      return monthText(value, format);
    case 'money':
      return moneyText(value, format);
    case 'phone':
      return phoneText(value, format);
    case 'digits':
      return format === 'digits' ? value.replace(/[^0-9A-Za-z]/g, '') : value;
    case 'flag': {
      const [yes, no] = FLAGS[format] ?? ['Y', 'N'];
      return value === 'yes' ? yes : no;
    }
    default:
      return format === 'upper' ? value.toUpperCase() : value;
  }
}

/**
 * One record as the cells of a row.
 *
 * A choice without the plan's word for it is written in our own words, so that nothing leaves as a code of ours.
 */
export function rowOf(
  columns: readonly LayoutColumn[],
  fields: ReadonlyMap<string, LayoutField>,
  record: LayoutRecord,
): string[] {
  return columns.map((column) => {
    const { source } = column;
    if (source.from === 'empty') return '';
    if (source.from === 'constant') return source.text;
    const field = fields.get(source.field);
    if (!field) return '';
    const value = oneLine(record[source.field] ?? '');
    if (field.kind === 'choice' && ownWord(column, value) === undefined) {
      const words = field.choices?.find((choice) => choice.value === value)?.label ?? value;
      return formatValue(words, 'text', column);
    }
    return formatValue(value, field.kind, column);
  });
}

/**
 * A cell is one line: what people typed over several lines stands on one. What is no character, and the sign for one
 * that was lost, is left out here, because workbooks leave it out too and every file is read back before it leaves.
 */
function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\uFFFD\s]+/gu, ' ').trim();
}

/** A number a layout was saved under, and what is wrong with it in one sentence; null when nothing is. */
export function layoutProblem(layout: Layout, fields: ReadonlyMap<string, LayoutField>): string | null {
  const seen = new Set<string>();
  for (const [index, column] of layout.columns.entries()) {
    const where = `Column ${index + 1}, ${column.heading}`;
    const key = column.heading.toLowerCase();
    if (seen.has(key)) return `${where}: another column has the same heading.`;
    seen.add(key);
    if (column.source.from !== 'field') continue;
    const field = fields.get(column.source.field);
    if (!field) return `${where}: choose what it holds.`;
    const formats: readonly string[] = FORMATS[field.kind];
    if (column.format !== null && !formats.includes(column.format)) {
      return `${where}: ${field.label} cannot be written as ${column.format}.`;
    }
  }
  return null;
}
