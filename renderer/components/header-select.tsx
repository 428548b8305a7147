import { Select } from '@mantine/core';
import type { SelectChoice } from './select-field.tsx';

/** A small select among the buttons of a page's header; its name is not drawn, because its value says what it is. */
export function HeaderSelect({
  label,
  choices,
  value,
  onChange,
  width = 150,
}: {
  readonly label: string;
  readonly choices: readonly SelectChoice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly width?: number;
}) {
  return (
    <Select
      aria-label={label}
      size="xs"
      w={width}
      data={choices.map(({ value: key, label: words }) => ({ value: key, label: words }))}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      allowDeselect={false}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
