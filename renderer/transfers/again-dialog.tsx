import { useMutation } from '@tanstack/react-query';
import type { TransferRow } from '#shared/transfers/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { ConfirmDialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { TextField } from '../components/text-field.tsx';
import styles from './transfer-rail.module.css';

/** Asks why a file that the plan has is to go again; the same bytes under the same name. */
export function AgainDialog({ file, onClose }: { readonly file: TransferRow; readonly onClose: () => void }) {
  const [reason, setReason] = useKept('AgainDialog.reason', '', file.id);
  const again = useMutation(
    orpc.transfers.sendAgain.mutationOptions({
      onSuccess: () => {
        showToast({ text: `${file.title} is in the outbox again, the same bytes.` });
        onClose();
      },
    }),
  );
  const field = fieldError(again.error, 'reason');
  return (
    <ConfirmDialog
      title={`Send ${file.title} again?`}
      opened
      onClose={onClose}
      onConfirm={() => again.mutate({ id: file.id, reason })}
      verb="Put it in the outbox"
      safeVerb="Leave it"
      busy={again.isPending}
    >
      <p className={styles.outcome}>
        {file.planName} has it already. Sending looks first: if the file still lies there, nothing is written.
      </p>
      <TextField label="Why does the plan need it again?" value={reason} onChange={setReason} error={field} />
      {again.error && !field && <ErrorLine error={again.error} />}
    </ConfirmDialog>
  );
}
