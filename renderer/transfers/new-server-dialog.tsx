import { useMutation } from '@tanstack/react-query';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { ConfirmDialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { TextField } from '../components/text-field.tsx';
import styles from './host-key.module.css';

/** What the dialog is about: a plan whose server shows another key than the confirmed one. */
export interface ChangedServer {
  readonly planId: string;
  readonly planName: string;
  /** The key a person confirmed. */
  readonly confirmed: string;
  /** The key the server shows now; null when it was not seen in this window. */
  readonly shown: string | null;
}

/** Lets an administrator drop a confirmed key, with the person at the plan who said that it changed. */
export function NewServerDialog({
  server,
  onClose,
}: {
  readonly server: ChangedServer;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useKept('NewServerDialog.reason', '', server.planId);
  const forget = useMutation(
    orpc.plans.forgetHostKey.mutationOptions({
      onSuccess: () => {
        showToast({
          text: `The old key is dropped. The next connection asks about ${server.planName}’s server.`,
        });
        onClose();
      },
    }),
  );
  const field = fieldError(forget.error, 'reason');
  return (
    <ConfirmDialog
      title={`Did ${server.planName} change its server?`}
      opened
      onClose={onClose}
      onConfirm={() => forget.mutate({ id: server.planId, reason })}
      verb="Drop the old key"
      safeVerb="Keep it"
      busy={forget.isPending}
    >
      <p className={styles.label}>Confirmed</p>
      <p className={styles.fingerprint}>{server.confirmed}</p>
      {server.shown && (
        <>
          <p className={styles.label}>Shown now</p>
          <p className={styles.fingerprint}>{server.shown}</p>
        </>
      )}
      <TextField
        label="Who at the plan said so?"
        help="kept in the audit"
        value={reason}
        onChange={setReason}
        maxLength={200}
        error={field}
      />
      {forget.error && !field && <ErrorLine error={forget.error} />}
    </ConfirmDialog>
  );
}
