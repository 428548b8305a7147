import type { ReactNode } from 'react';
import { StateIcon } from '../components/tag.tsx';
import styles from './outreach.module.css';

/** One question of an attempt: done mark or its number, the word, the chips, and what is wrong with it. */
export function StepRow({
  step,
  number,
  label,
  answered,
  now,
  error,
  children,
}: {
  readonly step: string;
  readonly number: number;
  readonly label: string;
  readonly answered: boolean;
  readonly now: boolean;
  readonly error?: string | null | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.step} data-step={step} data-now={now || undefined}>
      <span className={styles.mark} aria-hidden>
        {answered ? <StateIcon state="done" size={17} /> : number}
      </span>
      <span className={styles.stepLabel}>{label}</span>
      <div className={styles.stepBody}>
        {children}
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

/** Puts the focus into a step: on its chosen chip, else on its first. */
export function focusStep(step: string | null): void {
  const target =
    step === null
      ? document.getElementById('attempt-text')
      : document.querySelector<HTMLElement>(
          `[data-step="${step}"] [role="radio"][tabindex="0"], [data-step="${step}"] input`,
        );
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}
