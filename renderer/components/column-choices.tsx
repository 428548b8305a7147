import { SelectField } from './select-field.tsx';

const NOTHING = 'nothing';

/** A plan's columns, each with what it means to us; a column without a heading cannot be remembered and is left out. */
export function ColumnChoices<Field extends string>({
  columns,
  fields,
  onChoose,
}: {
  readonly columns: readonly {
    readonly letter: string;
    readonly heading: string;
    readonly field: Field | null;
  }[];
  readonly fields: readonly { readonly key: Field; readonly label: string }[];
  /** Told the heading and its field; null where the column is only kept. */
  readonly onChoose: (heading: string, field: Field | null) => void;
}) {
  return columns
    .filter(({ heading }) => heading !== '')
    .map((column) => (
      <SelectField
        key={column.letter}
        label={column.heading}
        help={`column ${column.letter}`}
        searchable={false}
        choices={[
          { value: NOTHING, label: 'Only kept' },
          ...fields.map(({ key, label }) => ({ value: key, label })),
        ]}
        value={column.field ?? NOTHING}
        onChange={(value) => onChoose(column.heading, fields.find(({ key }) => key === value)?.key ?? null)}
      />
    ));
}
