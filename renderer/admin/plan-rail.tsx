import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Plan } from '#shared/plans/contract.ts';
import { TEST_STEPS } from '#shared/transfers/steps.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { ConfirmDialog, Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { TextField } from '../components/text-field.tsx';
import { NewServerDialog } from '../transfers/new-server-dialog.tsx';
import { useTest } from '../transfers/sending.ts';
import { StepList } from '../transfers/step-list.tsx';
import { TestProblem } from '../transfers/test-rail.tsx';
import { dayOf, moment } from '../transfers/words.ts';
import styles from './plan-form.module.css';

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
      <PgpKey plan={plan} />
    </Rail>
  );
}

function Login({ plan, user }: { readonly plan: Plan; readonly user: string }) {
  const [asking, setAsking] = useState<'password' | 'key' | null>(null);
  const create = useMutation(
    orpc.plans.createKey.mutationOptions({
      onSuccess: () => {
        setAsking(null);
        showToast({ text: `Made a key. Send its line to ${plan.shortName}.` });
      },
    }),
  );
  const makeKey = () => create.mutate({ id: plan.id });
  return (
    <RailSection title="Log-in" right={user}>
      <div className={styles.side}>
        {plan.login.kind === 'none' && <p>No password or key is set yet.</p>}
        {plan.login.kind === 'password' && <p>With a password, kept encrypted on this computer.</p>}
        {plan.login.kind === 'key' && (
          <>
            <p>With a key. Send this line to the plan; the private half never leaves this computer.</p>
            <div className={styles.row}>
              <p className={styles.key}>{plan.login.publicKey}</p>
              <CopyButton text={plan.login.publicKey} name="Copy the line" />
            </div>
          </>
        )}
        <div className={styles.buttons}>
          <Button size="sm" onClick={() => setAsking('password')}>
            Set password…
          </Button>
          <Button
            size="sm"
            busy={create.isPending}
            onClick={() => (plan.login.kind === 'none' ? makeKey() : setAsking('key'))}
          >
            Make a key
          </Button>
        </div>
        {create.error && <ErrorLine error={create.error} />}
      </div>
      {asking === 'password' && <PasswordDialog plan={plan} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        title={`Log in to ${plan.shortName} with a new key?`}
        opened={asking === 'key'}
        onClose={() => setAsking(null)}
        onConfirm={makeKey}
        verb="Make a new key"
        safeVerb="Keep what is set"
        busy={create.isPending}
      >
        <p>
          It replaces the {plan.login.kind === 'key' ? 'old key' : 'password'}. Files can be sent again once{' '}
          {plan.shortName} has added the new line.
        </p>
      </ConfirmDialog>
    </RailSection>
  );
}

function PasswordDialog({ plan, onClose }: { readonly plan: Plan; readonly onClose: () => void }) {
  const [password, setPassword] = useState('');
  const set = useMutation(
    orpc.plans.setPassword.mutationOptions({
      onSuccess: () => {
        showToast({ text: `Set the password for ${plan.shortName}.` });
        onClose();
      },
    }),
  );
  return (
    <Dialog title={`Which password does ${plan.shortName} want?`} opened onClose={onClose}>
      <div className={styles.dialog}>
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          error={set.error ? 'Type the password the plan gave you.' : null}
          data-autofocus
        />
        <div className={styles.dialogButtons}>
          <Button onClick={onClose}>Keep what is set</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={set.isPending}
            onClick={() => set.mutate({ id: plan.id, password })}
          >
            Set password
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The key for which files are encrypted before they leave. */
function PgpKey({ plan }: { readonly plan: Plan }) {
  const load = useMutation(
    orpc.plans.loadPgpKey.mutationOptions({
      onSuccess: (loaded) => {
        if (loaded) showToast({ text: `New files are encrypted for ${loaded.owner}.` });
      },
    }),
  );
  return (
    <RailSection title="PGP">
      <div className={styles.side}>
        <p>
          {plan.profile.pgpPublicKey
            ? 'New files are encrypted with the plan’s key before they leave.'
            : 'Files go over SSH as they are. Some plans also want PGP.'}
        </p>
        <div className={styles.buttons}>
          <Button size="sm" busy={load.isPending} onClick={() => load.mutate({ id: plan.id })}>
            Load the plan’s key
          </Button>
        </div>
        {load.error && <ErrorLine error={load.error} />}
      </div>
    </RailSection>
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
