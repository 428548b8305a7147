import {
  FORMAT_WORDS,
  FORMATS,
  type Layout,
  type LayoutColumn,
  type LayoutField,
  type LayoutKind,
} from '#shared/layouts/column.ts';
import { fieldsOf, LAYOUTS } from '#shared/layouts/kinds.ts';
import { Rail, RailSection } from '../components/rail.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SelectField } from '../components/select-field.tsx';
import { CheckField, TextField } from '../components/text-field.tsx';
import { dayOf } from '../transfers/words.ts';
import styles from './layouts.module.css';

interface RailProps {
  readonly kind: LayoutKind;
  readonly layout: Layout;
  readonly index: number;
  readonly changed: { readonly at: string; readonly by: string } | null;
  /** A change of the selected column; kept at once, or when the field is left. */
  readonly onColumn: (column: LayoutColumn, keep: boolean) => void;
  readonly onLayout: (layout: Layout, keep: boolean) => void;
  readonly onLeave: () => void;
}

/** Everything about the selected column, and about the file as a whole. */
export function ColumnRail({ kind, layout, index, changed, onColumn, onLayout, onLeave }: RailProps) {
  const fields = fieldsOf(kind);
  const column = layout.columns[index];
  return (
    <Rail label="The selected column">
      {column && (
        <RailSection title={`Column ${index + 1}`}>
          <ColumnForm kind={kind} fields={fields} column={column} onColumn={onColumn} onLeave={onLeave} />
        </RailSection>
      )}
      <RailSection title="The file" right={changed && `changed ${dayOf(changed.at)} by ${changed.by}`}>
        <div className={styles.form}>
          <Segmented
            label="Written as"
            choices={[
              { value: 'xlsx', label: 'Excel' },
              { value: 'csv', label: 'CSV' },
            ]}
            value={layout.as}
            onChange={(as) => onLayout({ ...layout, as }, true)}
          />
          <TextField
            label="File name"
            help="{sender} {date} {month} {sequence} {control}"
            mono
            value={layout.fileNameTemplate}
            check={(value) => (value.trim() === '' ? 'Type the name the plan wants.' : null)}
            onChange={(fileNameTemplate) => onLayout({ ...layout, fileNameTemplate }, false)}
            onBlur={onLeave}
          />
          <TextField
            label="Confirmed with"
            help="who at the plan, or which document"
            optional
            value={layout.confirmedWith}
            onChange={(confirmedWith) => onLayout({ ...layout, confirmedWith }, false)}
            onBlur={onLeave}
          />
        </div>
      </RailSection>
    </Rail>
  );
}

const CONSTANT = '=';
const EMPTY = '-';

/** The source as the select has it. */
function chosenSource({ source }: LayoutColumn): string {
  return source.from === 'field' ? source.field : source.from === 'constant' ? CONSTANT : EMPTY;
}

function sourceOf(value: string): LayoutColumn['source'] {
  if (value === CONSTANT) return { from: 'constant', text: '' };
  return value === EMPTY ? { from: 'empty' } : { from: 'field', field: value };
}

function ColumnForm({
  kind,
  fields,
  column,
  onColumn,
  onLeave,
}: {
  readonly kind: LayoutKind;
  readonly fields: ReadonlyMap<string, LayoutField>;
  readonly column: LayoutColumn;
  readonly onColumn: RailProps['onColumn'];
  readonly onLeave: () => void;
}) {
  const { source } = column;
  const field = source.from === 'field' ? fields.get(source.field) : undefined;
  const formats: readonly string[] = field ? FORMATS[field.kind] : [];
  return (
    <div className={styles.form}>
      <TextField
        id="column-heading"
        label="Heading"
        help="as the plan wrote it"
        value={column.heading}
        check={(value) => (value.trim() === '' ? 'Type the heading as the plan wrote it.' : null)}
        onChange={(heading) => onColumn({ ...column, heading }, false)}
        onBlur={onLeave}
      />
      <SelectField
        label="Holds"
        choices={[
          { value: EMPTY, label: 'Nothing' },
          { value: CONSTANT, label: 'Always the same text' },
          ...LAYOUTS[kind].fields.map(({ key, label, group }) => ({
            value: key,
            label: `${group}: ${label}`,
          })),
        ]}
        value={chosenSource(column)}
        onChange={(value) =>
          value !== null &&
          onColumn({ ...column, source: sourceOf(value), format: null, values: {} }, value !== CONSTANT)
        }
      />
      {source.from === 'constant' && (
        <TextField
          label="Text"
          value={source.text}
          onChange={(text) => onColumn({ ...column, source: { from: 'constant', text } }, false)}
          onBlur={onLeave}
        />
      )}
      {formats.length > 1 && (
        <SelectField
          label="Written as"
          searchable={false}
          choices={formats.map((format) => ({ value: format, label: FORMAT_WORDS[format] ?? format }))}
          value={column.format ?? formats[0] ?? null}
          onChange={(format) => onColumn({ ...column, format: format === formats[0] ? null : format }, true)}
        />
      )}
      {field?.choices && (
        <fieldset className={styles.values}>
          <legend>The plan’s words</legend>
          {field.choices.map(({ value, label }) => (
            <TextField
              key={value}
              label={label}
              optional
              placeholder={label}
              value={column.values[value] ?? ''}
              onChange={(word) =>
                onColumn({ ...column, values: withWord(column.values, value, word) }, false)
              }
              onBlur={onLeave}
            />
          ))}
        </fieldset>
      )}
      <CheckField
        label="Needed: rows without it are named before export"
        checked={column.required}
        onChange={(required) => onColumn({ ...column, required }, true)}
      />
      <TextField
        label="To confirm with the plan"
        optional
        value={column.confirm}
        onChange={(confirm) => onColumn({ ...column, confirm }, false)}
        onBlur={onLeave}
      />
    </div>
  );
}

/** The plan's words with one changed; an empty one is ours again. */
function withWord(values: LayoutColumn['values'], value: string, word: string): LayoutColumn['values'] {
  const { [value]: _before, ...others } = values;
  return word === '' ? others : { ...others, [value]: word };
}
