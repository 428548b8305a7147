import { useMutation } from '@tanstack/react-query';
import type { TransferRow } from '#shared/transfers/contract.ts';
import { api } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { ConfirmDialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { TextField } from '../components/text-field.tsx';
import styles from './transfer-rail.module.css';

/** Asks why files that the plan has are to go again; the same bytes under the same names. */
export function AgainDialog({
  files,
  title,
  onClose,
}: {
  readonly files: readonly TransferRow[];
  /** What the files are called together. */
  readonly title: string;
  readonly onClose: () => void;
}) {
  const [first] = files;
  const [reason, setReason] = useKept('AgainDialog.reason', '', first?.id ?? '');
  const again = useMutation({
    mutationFn: async () => {
      for (const { id } of files) await api.transfers.sendAgain({ id, reason });
    },
    onSettled: () => queryClient.invalidateQueries(),
    onSuccess: () => {
      const are = files.length === 1 ? 'is' : 'are';
      showToast({ text: `${title} ${are} in the outbox again, the same bytes.` });
      onClose();
    },
  });
  const field = fieldError(again.error, 'reason');
  return (
    <ConfirmDialog
      title={`Send ${title} again?`}
      opened
      onClose={onClose}
      onConfirm={() => again.mutate()}
      verb="Put it in the outbox"
      safeVerb="Leave it"
      busy={again.isPending}
    >
      <p className={styles.outcome}>
        {first?.planName} has {files.length === 1 ? 'it' : 'them'} already. Sending looks first: what still
        lies there is not written again.
      </p>
      <TextField label="Why does the plan need it again?" value={reason} onChange={setReason} error={field} />
      {again.error && !field && <ErrorLine error={again.error} />}
    </ConfirmDialog>
  );
}
