import { useState } from 'react';
import { TextField } from '../../components/text-field.tsx';

/** A number that may be left out. */
export function NumberField({
  label,
  value,
  onChange,
  optional = true,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly optional?: boolean;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string): number | null | undefined =>
    text.trim() === '' ? null : /^-?\d{1,12}(\.\d{1,6})?$/.test(text.trim()) ? Number(text) : undefined;
  const shown = typed ?? (value === null ? '' : String(value));
  return (
    <TextField
      data-half-typed
      label={label}
      optional={optional}
      value={shown}
      error={read(shown) === undefined ? 'Type a number.' : null}
      onChange={(text) => {
        setTyped(text);
        const number = read(text);
        if (number !== undefined) onChange(number);
      }}
      onBlur={() => {
        if (read(shown) !== undefined) setTyped(null);
      }}
    />
  );
}
