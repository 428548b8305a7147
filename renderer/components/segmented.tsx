import { type KeyboardEvent, useRef } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import styles from './segmented.module.css';

/** Two to four short states side by side, as a radio group: arrows choose, digits too where drawn. */
export function Segmented<Value extends string>({
  label,
  choices,
  value,
  onChange,
  digits = false,
}: {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly digits?: boolean;
}) {
  const group = useRef<HTMLDivElement>(null);
  const chosen = choices.findIndex((choice) => choice.value === value);
  const choose = (index: number) => {
    const choice = choices[index];
    if (!choice) return;
    onChange(choice.value);
    group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[index]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const digit = digits && /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
    if (step && !event.altKey) {
      event.preventDefault();
      choose((Math.max(0, chosen) + step + choices.length) % choices.length);
    } else if (digit >= 0 && digit < choices.length) {
      event.preventDefault();
      choose(digit);
    }
  };
  return (
    <div ref={group} role="radiogroup" aria-label={label} className={styles.group} onKeyDown={onKeyDown}>
      {choices.map((choice, index) => (
        // biome-ignore lint/a11y/useSemanticElements: one tab stop for the group needs a button that acts as a radio
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={index === Math.max(0, chosen) ? 0 : -1}
          className={cx(styles.segment, choice.value === value && styles.on)}
          onClick={() => choose(index)}
        >
          {digits && <Kbd keys={String(index + 1)} />}
          {choice.label}
        </button>
      ))}
    </div>
  );
}
