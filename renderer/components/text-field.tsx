import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './field.module.css';
import { type Check, Field, type FieldProps, useCheck } from './field.tsx';

type Native<Tag extends 'input' | 'textarea'> = Omit<
  ComponentPropsWithRef<Tag>,
  'value' | 'onChange' | 'size' | keyof FieldProps
>;

interface Valued {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Says what is wrong; asked when the field is left, never while typing the first time. */
  readonly check?: Check;
}

/** A one-line text field. */
export function TextField({
  label,
  help,
  optional,
  error,
  origin,
  value,
  onChange,
  check,
  id,
  icon,
  big = false,
  mono = false,
  className,
  onBlur,
  ...rest
}: FieldProps &
  Valued &
  Native<'input'> & { readonly icon?: ReactNode; readonly big?: boolean; readonly mono?: boolean }) {
  const checked = useCheck(value, check, error);
  return (
    <Field
      label={label}
      help={help}
      optional={optional ?? false}
      error={checked.error}
      origin={origin}
      id={id}
    >
      {(wiring) => (
        <div className={styles.withIcon}>
          {icon}
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            {...rest}
            {...wiring}
            value={value}
            className={cx(styles.input, big && styles.lg, mono && styles.mono, className)}
            onChange={(event) => onChange(event.currentTarget.value)}
            onBlur={(event) => {
              checked.onBlur();
              onBlur?.(event);
            }}
          />
        </div>
      )}
    </Field>
  );
}

/** A text field of several lines; long text scrolls inside. */
export function TextArea({
  label,
  help,
  optional,
  error,
  origin,
  value,
  onChange,
  check,
  id,
  className,
  onBlur,
  ...rest
}: FieldProps & Valued & Native<'textarea'>) {
  const checked = useCheck(value, check, error);
  return (
    <Field
      label={label}
      help={help}
      optional={optional ?? false}
      error={checked.error}
      origin={origin}
      id={id}
    >
      {(wiring) => (
        <textarea
          rows={4}
          spellCheck={false}
          {...rest}
          {...wiring}
          value={value}
          className={cx(styles.input, styles.area, className)}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={(event) => {
            checked.onBlur();
            onBlur?.(event);
          }}
        />
      )}
    </Field>
  );
}

/** One checkbox with its words beside it. */
export function CheckField({
  label,
  checked,
  onChange,
  id,
}: {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly id?: string;
}) {
  return (
    <label className={styles.choice}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
