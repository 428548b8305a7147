import type { PlanRow } from '#shared/plans/contract.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import styles from './roster.module.css';

/** Asks whose file it is; the dialog of the operating system follows. */
export function PlanDialog({
  plans,
  onChoose,
  onClose,
}: {
  readonly plans: readonly PlanRow[];
  readonly onChoose: (plan: PlanRow) => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title="Whose file is it?" opened onClose={onClose}>
      <ul className={styles.plans}>
        {plans.map((plan, index) => (
          <li key={plan.id}>
            <Button wide data-autofocus={index === 0 || undefined} onClick={() => onChoose(plan)}>
              {plan.name}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
