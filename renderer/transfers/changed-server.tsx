import { useState } from 'react';
import { useSession } from '../app/session.tsx';
import { Button } from '../components/button.tsx';
import type { ShownError } from '../components/error-of.ts';
import { Notice } from '../components/notice.tsx';
import styles from './host-key.module.css';
import { NewServerDialog } from './new-server-dialog.tsx';

/** A hard stop: the server shows another key than the confirmed one. Both are shown; an administrator decides. */
export function ChangedServer({
  error,
  plan,
}: {
  readonly error: ShownError;
  readonly plan: { readonly id: string; readonly name: string };
}) {
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const facts = error.detail.facts ?? {};
  const confirmed = String(facts.confirmed ?? '');
  const shown = String(facts.fingerprint ?? '');
  const mayAccept = user.role === 'administrator';
  return (
    <Notice
      state="urgent"
      title={error.message}
      actions={
        mayAccept && (
          <Button size="sm" onClick={() => setAsking(true)}>
            The plan confirmed a new server…
          </Button>
        )
      }
    >
      <p className={styles.label}>Confirmed {facts.confirmedWhen}</p>
      <p className={styles.fingerprint}>{confirmed}</p>
      <p className={styles.label}>Shown now</p>
      <p className={styles.fingerprint}>{shown}</p>
      {!mayAccept && <p>Only an administrator can accept a new server.</p>}
      {asking && (
        <NewServerDialog
          server={{ planId: plan.id, planName: plan.name, confirmed, shown }}
          onClose={() => setAsking(false)}
        />
      )}
    </Notice>
  );
}
