// biome-ignore-all lint/a11y/useSemanticElements: one tab stop and digits need buttons that act as radios
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import styles from './choice-chips.module.css';
import { countText } from './count-text.ts';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';

/** One of up to six choices. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Why it cannot be chosen now. */
  readonly off?: string | undefined;
}

interface Common<Value extends string> {
  /** The question, for screen readers; the visible label stands beside. */
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  /** Draws the digit that chooses each; the digits work while the focus is in the group. */
  readonly digits?: boolean;
  readonly describedBy?: string | undefined;
}

function focusChip(group: HTMLElement | null, index: number): void {
  group?.querySelectorAll<HTMLElement>('[data-chip]')[index]?.focus();
}

function useChipKeys(count: number, choose: (index: number) => void) {
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const chips = [...(group.current?.querySelectorAll('[data-chip]') ?? [])];
    const here = chips.indexOf(event.target as Element);
    const digit = /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey ? Number(event.key) - 1 : -1;
    if (digit >= 0 && digit < count) {
      event.preventDefault();
      focusChip(group.current, digit);
      choose(digit);
    } else if (
      ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'].includes(event.key) &&
      !event.altKey &&
      here >= 0
    ) {
      event.preventDefault();
      const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1;
      focusChip(group.current, (here + step + count) % count);
    }
  };
  return { group, onKeyDown };
}

function Chip<Value extends string>({
  choice,
  index,
  on,
  role,
  tabIndex,
  digits,
  autoFocus,
  onChoose,
}: {
  readonly choice: Choice<Value>;
  readonly index: number;
  readonly on: boolean;
  readonly role: 'radio' | 'checkbox';
  readonly tabIndex: number;
  readonly digits: boolean;
  readonly autoFocus: boolean;
  readonly onChoose: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is radio or checkbox, both can be checked
    <button
      type="button"
      role={role}
      data-chip
      data-autofocus={autoFocus || undefined}
      aria-checked={on}
      aria-disabled={choice.off ? true : undefined}
      aria-keyshortcuts={digits ? String(index + 1) : undefined}
      title={choice.off}
      tabIndex={tabIndex}
      className={cx(styles.chip, on && styles.on)}
      onClick={() => !choice.off && onChoose()}
    >
      {digits && <Kbd keys={String(index + 1)} />}
      {choice.icon}
      {choice.label}
    </button>
  );
}

/** Chips of which one is chosen, as a radio group. Arrows move, Space or a digit chooses. */
export function ChoiceChips<Value extends string>({
  label,
  choices,
  value,
  onChange,
  digits = true,
  describedBy,
  autoFocus = false,
}: Common<Value> & {
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** Takes the focus when the dialog around it opens. */
  readonly autoFocus?: boolean;
}) {
  const choose = (index: number) => {
    const choice = choices[index];
    if (choice && !choice.off) onChange(choice.value);
  };
  const { group, onKeyDown } = useChipKeys(choices.length, choose);
  const stop = Math.max(
    0,
    choices.findIndex((choice) => choice.value === value),
  );
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      aria-describedby={describedBy}
      className={styles.group}
      onKeyDown={onKeyDown}
    >
      {choices.map((choice, index) => (
        <Chip
          key={choice.value}
          choice={choice}
          index={index}
          role="radio"
          on={choice.value === value}
          tabIndex={index === stop ? 0 : -1}
          digits={digits}
          autoFocus={autoFocus && index === stop}
          onChoose={() => choose(index)}
        />
      ))}
    </div>
  );
}

/** Chips of which any number is chosen, as checkboxes. */
export function ManyChips<Value extends string>({
  label,
  choices,
  value,
  onChange,
  digits = false,
  describedBy,
}: Common<Value> & {
  readonly value: readonly Value[];
  readonly onChange: (value: readonly Value[]) => void;
}) {
  const toggle = (index: number) => {
    const choice = choices[index];
    if (!choice || choice.off) return;
    onChange(
      value.includes(choice.value) ? value.filter((one) => one !== choice.value) : [...value, choice.value],
    );
  };
  const { group, onKeyDown } = useChipKeys(choices.length, toggle);
  return (
    <div
      ref={group}
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      className={styles.group}
      onKeyDown={onKeyDown}
    >
      {choices.map((choice, index) => (
        <Chip
          key={choice.value}
          choice={choice}
          index={index}
          role="checkbox"
          on={value.includes(choice.value)}
          tabIndex={0}
          digits={digits}
          autoFocus={false}
          onChoose={() => toggle(index)}
        />
      ))}
    </div>
  );
}

/** Saved views of a list as chips with their counts, as a group of pressed buttons. */
export function ViewChips<Value extends string>({
  label,
  views,
  value,
  onChange,
}: {
  readonly label: string;
  readonly views: readonly {
    readonly value: Value;
    readonly label: string;
    readonly count?: number | undefined;
  }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <div role="group" aria-label={label} className={styles.group}>
      {views.map((view) => (
        <button
          key={view.value}
          type="button"
          aria-pressed={view.value === value}
          className={cx(styles.chip, view.value === value && styles.on)}
          onClick={() => onChange(view.value)}
        >
          {view.label}
          {view.count !== undefined && <span className={styles.count}>{countText(view.count)}</span>}
        </button>
      ))}
    </div>
  );
}
