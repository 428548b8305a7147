import { Select } from '@mantine/core';
import { cx } from './cx.ts';
import fieldStyles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';
import styles from './select-field.module.css';

/** One choice of a select. */
export interface SelectChoice {
  readonly value: string;
  readonly label: string;
}

/** A select for more than six choices; type to search. `null` is nothing chosen. */
export function SelectField({
  label,
  help,
  optional,
  error,
  origin,
  choices,
  value,
  onChange,
  searchable = true,
  id,
  emptyText = 'Nothing fits',
  onSearch,
}: FieldProps & {
  readonly choices: readonly SelectChoice[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly searchable?: boolean;
  readonly id?: string;
  /** Said when no choice fits what was typed. */
  readonly emptyText?: string;
  /** Told what is typed; the choices are then what was found, and none is left out here. */
  readonly onSearch?: (words: string) => void;
}) {
  return (
    <Field label={label} help={help} optional={optional ?? false} error={error} origin={origin} id={id}>
      {(wiring) => (
        <Select
          {...wiring}
          size="xs"
          data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
          value={value}
          onChange={(next) => onChange(next)}
          searchable={searchable}
          {...(onSearch ? { onSearchChange: onSearch, filter: ({ options }) => options } : {})}
          allowDeselect={optional ?? false}
          clearable={optional ?? false}
          nothingFoundMessage={emptyText}
          checkIconPosition="right"
          comboboxProps={{ transitionProps: { duration: 0 } }}
          classNames={{
            input: cx(fieldStyles.input, styles.input),
            dropdown: styles.dropdown ?? '',
            option: styles.option ?? '',
            empty: styles.empty ?? '',
          }}
        />
      )}
    </Field>
  );
}
