import { TEST_STEPS } from '#shared/transfers/steps.ts';
import type { ShownError } from '../components/error-of.ts';
import { Notice } from '../components/notice.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { ChangedServer } from './changed-server.tsx';
import { useTest } from './sending.ts';
import { StepList } from './step-list.tsx';
import styles from './transfer-rail.module.css';

/** What stopped a test: a changed server with both its keys, or the sentence. */
export function TestProblem({
  error,
  plan,
}: {
  readonly error: ShownError;
  readonly plan: { readonly id: string; readonly name: string };
}) {
  if (error.code === 'HOST_KEY_CHANGED') return <ChangedServer error={error} plan={plan} />;
  return <Notice state="due">{error.message}</Notice>;
}

/** A connection test as it happens; an empty file is written and deleted only where tests go. */
export function TestRail() {
  const test = useTest();
  if (!test) return null;
  return (
    <Rail label={`Connection test, ${test.planName}`}>
      <RailSection plain>
        <h2 className={styles.title}>Testing {test.planName}</h2>
        <p className={styles.to}>
          Hearth logs in, looks into the folder, and writes and deletes an empty file where tests go.
        </p>
      </RailSection>
      {test.error && (
        <div className={styles.trouble}>
          <TestProblem error={test.error} plan={{ id: test.planId, name: test.planName }} />
        </div>
      )}
      <RailSection title="What has happened">
        <StepList steps={TEST_STEPS} events={test.events} />
      </RailSection>
    </Rail>
  );
}
