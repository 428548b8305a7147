import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Plan } from '#shared/plans/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { ConfirmDialog, Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { RailSection } from '../components/rail.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './plan-form.module.css';

type KeyType = 'ed25519' | 'rsa';

/** How Hearth logs in: a password, a key made here, or one from a file. */
export function Login({ plan, user }: { readonly plan: Plan; readonly user: string }) {
  const [asking, setAsking] = useState<'password' | KeyType | 'file' | null>(null);
  const create = useMutation(
    orpc.plans.createKey.mutationOptions({
      onSuccess: () => {
        setAsking(null);
        showToast({ text: `Made a key. Send its line to ${plan.shortName}.` });
      },
    }),
  );
  const makeKey = (type: KeyType) => create.mutate({ id: plan.id, type });
  const askOrMake = (type: KeyType) => (plan.login.kind === 'none' ? makeKey(type) : setAsking(type));
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
            busy={create.isPending && create.variables.type === 'ed25519'}
            onClick={() => askOrMake('ed25519')}
          >
            Make a key
          </Button>
          <Button
            size="sm"
            busy={create.isPending && create.variables.type === 'rsa'}
            onClick={() => askOrMake('rsa')}
          >
            Make an RSA key
          </Button>
          <Button size="sm" onClick={() => setAsking('file')}>
            Load a key file…
          </Button>
        </div>
        {create.error && <ErrorLine error={create.error} />}
      </div>
      {asking === 'file' && <KeyFileDialog plan={plan} onClose={() => setAsking(null)} />}
      {asking === 'password' && <PasswordDialog plan={plan} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        title={`Log in to ${plan.shortName} with a new key?`}
        opened={asking === 'ed25519' || asking === 'rsa'}
        onClose={() => setAsking(null)}
        onConfirm={() => makeKey(asking === 'rsa' ? 'rsa' : 'ed25519')}
        verb="Make a new key"
        safeVerb="Keep what is set"
        busy={create.isPending}
      >
        <p>
          It replaces the {plan.login.kind === 'key' ? 'old key' : 'password'}. Files can be sent again once{' '}
          {plan.shortName} has added the new line.
          {asking === 'rsa' && ' RSA is for servers that take nothing newer.'}
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

/** Takes a private key from a file; its passphrase is asked first, because a key without one needs none. */
function KeyFileDialog({ plan, onClose }: { readonly plan: Plan; readonly onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const load = useMutation(
    orpc.plans.loadLoginKey.mutationOptions({
      onSuccess: (loaded) => {
        if (!loaded) return;
        showToast({ text: `Hearth logs in to ${plan.shortName} with this key.` });
        onClose();
      },
    }),
  );
  const field = fieldError(load.error, 'passphrase');
  return (
    <Dialog title="Does the key file have a passphrase?" opened onClose={onClose}>
      <div className={styles.dialog}>
        <TextField
          label="Passphrase of the key"
          type="password"
          optional
          help="empty when it has none"
          value={passphrase}
          onChange={setPassphrase}
          error={field}
          data-autofocus
        />
        {load.error && !field && <ErrorLine error={load.error} />}
        <div className={styles.dialogButtons}>
          <Button onClick={onClose}>Keep what is set</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={load.isPending}
            onClick={() => load.mutate({ id: plan.id, passphrase })}
          >
            Choose the file
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The plan's key, for which files are encrypted before they leave, and ours, for which it encrypts its answers. */
export function PgpKeys({ plan }: { readonly plan: Plan }) {
  const [asking, setAsking] = useState(false);
  const load = useMutation(
    orpc.plans.loadPgpKey.mutationOptions({
      onSuccess: (loaded) => {
        if (loaded) showToast({ text: `New files are encrypted for ${loaded.owner}.` });
      },
    }),
  );
  const drop = useMutation(
    orpc.plans.save.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        showToast({ text: 'New files go over SSH as they are.' });
      },
    }),
  );
  const ours = useMutation(
    orpc.plans.createPgpKey.mutationOptions({
      onSuccess: () => showToast({ text: `Made a PGP key. Send it to ${plan.shortName}.` }),
    }),
  );
  const { id, name, shortName, profile, pgpKey } = plan;
  const error = load.error ?? ours.error;
  return (
    <RailSection title="PGP">
      <div className={styles.side}>
        <p>
          {profile.pgpPublicKey
            ? 'New files are encrypted with the plan’s key before they leave.'
            : 'Files go over SSH as they are. Some plans also want PGP.'}
        </p>
        <div className={styles.buttons}>
          <Button size="sm" busy={load.isPending} onClick={() => load.mutate({ id })}>
            Load the plan’s key
          </Button>
          {profile.pgpPublicKey && (
            <Button size="sm" onClick={() => setAsking(true)}>
              Stop encrypting…
            </Button>
          )}
        </div>
        {pgpKey ? (
          <>
            <p>Answers that the plan encrypts with this key open by themselves.</p>
            <div className={styles.row}>
              <p className={styles.key}>{pgpKey.fingerprint}</p>
              <CopyButton text={pgpKey.publicKey} name="Copy our PGP key" />
            </div>
          </>
        ) : (
          <>
            <p>For answers that the plan encrypts, it needs a key of ours.</p>
            <Button size="sm" busy={ours.isPending} onClick={() => ours.mutate({ id })}>
              Make our PGP key
            </Button>
          </>
        )}
        {error && <ErrorLine error={error} />}
      </div>
      <ConfirmDialog
        title={`Send files to ${shortName} without PGP?`}
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => drop.mutate({ id, name, shortName, profile: { ...profile, pgpPublicKey: null } })}
        verb="Stop encrypting"
        safeVerb="Go on encrypting"
        busy={drop.isPending}
      >
        <p>
          The line itself stays encrypted. Files that wait in the outbox go as they were queued. Ask the plan
          first: some take no file without PGP.
        </p>
        {drop.error && <ErrorLine error={drop.error} />}
      </ConfirmDialog>
    </RailSection>
  );
}
