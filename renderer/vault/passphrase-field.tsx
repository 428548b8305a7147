import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { cx } from '../components/cx.ts';
import fieldStyles from '../components/field.module.css';
import { Field } from '../components/field.tsx';
import { Kbd } from '../components/kbd.tsx';
import styles from './passphrase-field.module.css';

/** A passphrase: hidden, and shown with Alt+S or the switch at its label. */
export function PassphraseField({
  label = 'Passphrase',
  value,
  onChange,
  error,
  ref,
  fresh = false,
  onBlur,
}: {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
  readonly ref?: Ref<HTMLInputElement>;
  /** True where a new one is chosen. */
  readonly fresh?: boolean;
  readonly onBlur?: () => void;
}) {
  const [shown, setShown] = useState(false);
  const toggle = () => setShown((now) => !now);
  useKeys([
    { keys: 'Alt+s', label: 'Show or hide the passphrase', group: 'screen', inFields: true, run: toggle },
  ]);
  return (
    <Field
      label={label}
      error={error}
      help={
        <button
          type="button"
          className={styles.show}
          aria-pressed={shown}
          aria-keyshortcuts="Alt+S"
          onClick={toggle}
        >
          {shown ? (
            <IconEyeOff size={15} stroke={1.75} aria-hidden />
          ) : (
            <IconEye size={15} stroke={1.75} aria-hidden />
          )}
          {shown ? 'Hide' : 'Show'}
          <Kbd keys="Alt+s" />
        </button>
      }
    >
      {(wiring) => (
        <input
          {...wiring}
          aria-describedby={error ? `${wiring.id}-error` : undefined}
          ref={ref}
          type={shown ? 'text' : 'password'}
          className={cx(fieldStyles.input, fieldStyles.lg, !shown && styles.hidden)}
          autoComplete={fresh ? 'new-password' : 'current-password'}
          autoCapitalize="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
        />
      )}
    </Field>
  );
}
