import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { localToday, readDate, shortDateWithYear } from './date-text.ts';
import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';
import { IconButton } from './icon-button.tsx';

/**
 * A date that is typed the way people write one (`11/18`, `Nov 18`, `+30`) or picked from the calendar.
 *
 * The value is `YYYY-MM-DD` or null. Text that is no date is kept in the field and named when the field is left.
 */
export function DateField({
  label,
  help,
  optional,
  error,
  origin,
  value,
  onChange,
  today = localToday(),
  id,
  min,
  max,
}: FieldProps & {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly today?: string;
  readonly id?: string;
  readonly min?: string;
  readonly max?: string;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = typed ?? (value ? shortDateWithYear(value) : '');

  const settle = (text: string) => {
    const date = text.trim() === '' ? null : readDate(text, today);
    if (text.trim() !== '' && date === null) {
      setProblem('Type a date such as 11/18 or Nov 18.');
      return;
    }
    if (date !== null && ((min && date < min) || (max && date > max))) {
      setProblem(
        min && date < min
          ? `The earliest date is ${shortDateWithYear(min)}.`
          : `The latest date is ${shortDateWithYear(max ?? date)}.`,
      );
      return;
    }
    setProblem(null);
    setTyped(null);
    if (date !== value) onChange(date);
  };

  return (
    <Field
      label={label}
      help={help}
      optional={optional ?? false}
      error={error ?? problem}
      origin={origin}
      id={id}
    >
      {(wiring) => (
        <div className={styles.withIcon}>
          <input
            {...wiring}
            data-half-typed
            type="text"
            autoComplete="off"
            spellCheck={false}
            className={styles.input}
            value={shown}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              const date = readDate(event.currentTarget.value, today);
              // A full date counts at once, so that Ctrl+Enter right after typing sends it.
              if (date && !(min && date < min) && !(max && date > max)) onChange(date);
            }}
            onBlur={(event) => settle(event.currentTarget.value)}
          />
          <input
            ref={picker}
            type="date"
            tabIndex={-1}
            aria-hidden
            className={styles.hiddenPicker}
            value={value ?? ''}
            min={min}
            max={max}
            onChange={(event) => settle(event.currentTarget.value)}
          />
          <span className={styles.inside}>
            <IconButton
              name={`${label}: pick a date`}
              tabIndex={-1}
              onClick={() => picker.current?.showPicker()}
            >
              <IconCalendar size={15} stroke={1.75} aria-hidden />
            </IconButton>
          </span>
        </div>
      )}
    </Field>
  );
}
