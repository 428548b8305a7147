import { type LayoutColumn, type LayoutField, rowOf } from '#shared/layouts/column.ts';

type Fields = ReadonlyMap<string, LayoutField>;

/** A column nobody has filled in yet. */
export const NEW_COLUMN: LayoutColumn = {
  heading: 'New column',
  source: { from: 'empty' },
  format: null,
  values: {},
  required: false,
  confirm: '',
};

/** A heading that no other column has. */
export function unusedHeading(columns: readonly LayoutColumn[]): string {
  const taken = new Set(columns.map((column) => column.heading.toLowerCase()));
  let heading = NEW_COLUMN.heading;
  for (let count = 2; taken.has(heading.toLowerCase()); count += 1)
    heading = `${NEW_COLUMN.heading} ${count}`;
  return heading;
}

/** What a column holds, in words. */
export function holds({ source }: LayoutColumn, fields: Fields): string {
  if (source.from === 'empty') return 'nothing';
  if (source.from === 'constant') return 'always the same text';
  return fields.get(source.field)?.label ?? 'choose what it holds';
}

/** The column's cell for the field's example. */
export function exampleOf(column: LayoutColumn, fields: Fields): string {
  const record = Object.fromEntries([...fields.values()].map(({ key, example }) => [key, example]));
  return rowOf([column], fields, record)[0] ?? '';
}
