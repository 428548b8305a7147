import { type ReactNode, useId, useState } from 'react';
import styles from './field.module.css';
import { StateIcon } from './tag.tsx';

/** What every field shares: a label above, help at the label's right, one error line below. */
export interface FieldProps {
  readonly label: string;
  /** Short help at the right of the label. */
  readonly help?: ReactNode;
  readonly optional?: boolean;
  /** What the server or a submit found wrong; it wins over `check`. */
  readonly error?: string | null | undefined;
  /** Where a value Hearth filled in comes from ("as on attempt 2"); touching the field should remove it. */
  readonly origin?: string | undefined;
}

/** The ids and ARIA attributes that tie an input to its label, help and error. */
export interface FieldWiring {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-required': true | undefined;
}

/** Draws label, help and error around one input, which gets its wiring through the function child. */
export function Field({
  label,
  help,
  optional = false,
  error,
  origin,
  id: givenId,
  children,
}: FieldProps & { readonly id?: string | undefined; readonly children: (wiring: FieldWiring) => ReactNode }) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const described = [help || origin ? helpId : '', error ? errorId : ''].filter(Boolean).join(' ');
  return (
    <div className={styles.field} data-invalid={error ? true : undefined}>
      <div className={styles.top}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {optional && <span className={styles.help}>optional</span>}
        {(help || origin) && (
          <span id={helpId} className={styles.help}>
            {origin ?? help}
          </span>
        )}
      </div>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': described || undefined,
        'aria-required': optional ? undefined : true,
      })}
      {error && (
        <p id={errorId} className={styles.error}>
          <StateIcon state="urgent" size={14} />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

/** Says what is wrong with a value, or null. */
export type Check = (value: string) => string | null | undefined;

/**
 * Checks a value when its field is left, and, once it was wrong, on every change until it is right.
 *
 * Never while typing the first time. `error` from outside wins.
 */
export function useCheck(value: string, check: Check | undefined, error: string | null | undefined) {
  const [left, setLeft] = useState(false);
  const found = left && check ? check(value) : null;
  return { error: error ?? found ?? null, onBlur: () => setLeft(true) };
}
