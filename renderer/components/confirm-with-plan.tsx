import { IconHelpCircle } from '@tabler/icons-react';
import styles from './confirm-with-plan.module.css';

/**
 * The tag on any rule, number or code whose source nobody has confirmed with the plan yet.
 *
 * With `onOpen` it is a button that opens the rule with its source, date and sign-off.
 */
export function ConfirmWithPlan({ onOpen, what }: { readonly onOpen?: () => void; readonly what?: string }) {
  const inside = (
    <>
      <IconHelpCircle size={14} stroke={1.75} aria-hidden />
      <span>Confirm with plan</span>
    </>
  );
  return onOpen ? (
    <button
      type="button"
      className={styles.tag}
      aria-label={what ? `Confirm with plan: ${what}` : undefined}
      onClick={onOpen}
    >
      {inside}
    </button>
  ) : (
    <span className={styles.tag}>{inside}</span>
  );
}
