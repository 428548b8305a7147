import { IconCircleCheck, IconClock, IconDeviceDesktop, IconServer } from '@tabler/icons-react';
import type { PlanConnection } from '#shared/transfers/contract.ts';
import { Button } from '../components/button.tsx';
import styles from './plan-cards.module.css';
import { moment } from './words.ts';

/** One card a plan: where its files go, and how its connection was the last time somebody looked. */
export function PlanCards({
  plans,
  testing,
  onTest,
  waiting,
  onPanel,
}: {
  readonly plans: readonly PlanConnection[];
  /** The plan whose test runs now. */
  readonly testing: string | null;
  readonly onTest: (plan: PlanConnection) => void;
  /** The plans for which a file waits. */
  readonly waiting: ReadonlySet<string>;
  /** Shows what is typed into a plan's portal beside the file that waits for it. */
  readonly onPanel: (plan: PlanConnection) => void;
}) {
  return (
    <ul className={styles.cards} aria-label="Plans and their connection">
      {plans.map((plan) => (
        <li key={plan.id} className={styles.card}>
          <PlanIcon plan={plan} />
          <div className={styles.text}>
            <p className={styles.head}>
              <span className={styles.name}>{plan.shortName}</span>
              <span className={styles.host}>{plan.host ?? 'portal only, no SFTP'}</span>
              {plan.usage === 'T' && <span className={styles.test}>TEST</span>}
            </p>
            <p className={styles.second} title={plan.lastTest?.sentence}>
              {connectionWords(plan)}
            </p>
          </div>
          {plan.host === null ? (
            <Button
              size="sm"
              aria-label={`Open the panel for ${plan.shortName}’s portal`}
              disabledReason={waiting.has(plan.id) ? null : 'No file waits for it'}
              onClick={() => onPanel(plan)}
            >
              Open panel
            </Button>
          ) : (
            <Button
              size="sm"
              aria-label={`Test ${plan.shortName}`}
              busy={testing === plan.id}
              disabledReason={plan.hasLogin ? null : 'No password or key is set yet'}
              onClick={() => onTest(plan)}
            >
              Test
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function PlanIcon({ plan }: { readonly plan: PlanConnection }) {
  const shared = { size: 17, stroke: 1.75, 'aria-hidden': true } as const;
  if (plan.host === null) return <IconDeviceDesktop {...shared} className={styles.icon} />;
  if (plan.lastTest?.passed) return <IconCircleCheck {...shared} className={styles.good} />;
  if (plan.lastTest) return <IconClock {...shared} className={styles.due} />;
  return <IconServer {...shared} className={styles.icon} />;
}

/** The second line of a plan's card. */
export function connectionWords(plan: PlanConnection): string {
  if (plan.host === null) return 'Save the file, then confirm the upload';
  if (!plan.hasLogin) return 'No password or key is set yet';
  const { lastTest } = plan;
  if (lastTest) {
    const words = lastTest.passed
      ? lastTest.sentence
      : (lastTest.sentence.split('. ')[0] ?? lastTest.sentence);
    return `${words}, tested ${moment(lastTest.at)}`;
  }
  return plan.hostKey ? 'Server confirmed, not tested yet' : 'Not tested yet';
}
