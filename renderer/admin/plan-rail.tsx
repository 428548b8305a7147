import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Plan } from '#shared/plans/contract.ts';
import { TEST_STEPS } from '#shared/transfers/steps.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { NewServerDialog } from '../transfers/new-server-dialog.tsx';
import { useTest } from '../transfers/sending.ts';
import { StepList } from '../transfers/step-list.tsx';
import { TestProblem } from '../transfers/test-rail.tsx';
import { dayOf, moment } from '../transfers/words.ts';
import styles from './plan-form.module.css';
import { Login, PgpKeys } from './plan-keys.tsx';

/** How Hearth reaches a plan's server: login, confirmed key, the last test step by step. */
export function PlanRail({ plan }: { readonly plan: Plan }) {
  const test = useTest();
  const live = test?.planId === plan.id ? test : null;
  if (!plan.profile.sftp) {
    return (
      <Rail label="Connection">
        <RailSection title="Connection">
          <p>
            This plan takes files by hand. Save each file in Encounters and upload it on the plan’s portal.
          </p>
        </RailSection>
      </Rail>
    );
  }
  return (
    <Rail label="Connection">
      <RailSection title="Connection test" right={plan.lastTest && `tested ${moment(plan.lastTest.at)}`}>
        <div className={styles.side}>
          {live?.error && <TestProblem error={live.error} plan={{ id: plan.id, name: plan.shortName }} />}
          {!live && plan.lastTest && !plan.lastTest.passed && (
            <Notice state="due">{plan.lastTest.sentence}</Notice>
          )}
          <StepList steps={TEST_STEPS} events={live?.events ?? []} />
        </div>
      </RailSection>
      <Login plan={plan} user={plan.profile.sftp.user} />
      <ServerKey plan={plan} />
      <PgpKeys plan={plan} />
    </Rail>
  );
}

function ServerKey({ plan }: { readonly plan: Plan }) {
  const [asking, setAsking] = useState(false);
  const known = useMutation(orpc.plans.importKnownHosts.mutationOptions());
  const { hostKey } = plan;
  return (
    <RailSection title="Server" right={plan.profile.sftp?.host}>
      <div className={styles.side}>
        {hostKey ? (
          <>
            <p className={styles.key}>{hostKey.fingerprint}</p>
            <p className="quiet">
              Confirmed {dayOf(hostKey.confirmedAt)} by {hostKey.confirmedBy}
            </p>
            <Button size="sm" onClick={() => setAsking(true)}>
              The plan changed its server…
            </Button>
          </>
        ) : (
          <>
            <p>Nobody has confirmed this server yet. The connection test shows its fingerprint and asks.</p>
            <Button size="sm" busy={known.isPending} onClick={() => known.mutate({ id: plan.id })}>
              Load a known_hosts file
            </Button>
          </>
        )}
        {known.error && <ErrorLine error={known.error} />}
      </div>
      {asking && hostKey && (
        <NewServerDialog
          server={{ planId: plan.id, planName: plan.shortName, confirmed: hostKey.fingerprint, shown: null }}
          onClose={() => setAsking(false)}
        />
      )}
    </RailSection>
  );
}
