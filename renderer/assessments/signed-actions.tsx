import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Assessment } from '#shared/assessments/contract.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './signed-actions.module.css';

/** What can be done with a signed assessment: amend it with a reason, co-sign it, take it out of Hearth. */
export function SignedActions({ assessment }: { readonly assessment: Assessment }) {
  const { id, memberId, state, cosign } = assessment;
  const go = useGo();
  const queries = useQueryClient();
  const [asking, setAsking] = useKept('SignedActions.asking', false, assessment.id);
  const [reason, setReason] = useKept('SignedActions.reason', '', assessment.id);
  const amend = useMutation(
    orpc.assessments.amend.mutationOptions({
      onSuccess: (made) => go(`/members/${memberId}/assessments/${made.id}`),
    }),
  );
  const cosigned = useMutation(
    orpc.assessments.cosign.mutationOptions({
      onSuccess: () => {
        showToast({ text: 'Co-signed.' });
        void queries.invalidateQueries();
      },
    }),
  );
  const files = useSaving(assessment);
  const ready = reason.trim().length >= 3;
  const begin = () => {
    if (ready && !amend.isPending) amend.mutate({ id, reason: reason.trim() });
  };
  if (state === 'discarded') return null;
  return (
    <>
      {files}
      {cosign === 'waiting' && (
        <Button busy={cosigned.isPending} onClick={() => cosigned.mutate({ id })}>
          Co-sign
        </Button>
      )}
      {cosigned.error && <ErrorLine error={cosigned.error} />}
      <Button onClick={() => setAsking(true)}>Amend</Button>
      <Dialog title="Why is it amended?" opened={asking} onClose={() => setAsking(false)}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            begin();
          }}
        >
          <TextField
            label="Reason"
            help="The signed version stays as it is. The new one carries this reason."
            value={reason}
            onChange={setReason}
            maxLength={500}
            data-autofocus
          />
          {amend.error && <ErrorLine error={amend.error} />}
          <div className={styles.buttons}>
            <Button onClick={() => setAsking(false)}>Leave it</Button>
            <Button type="submit" variant="ember" busy={amend.isPending}>
              Start the new version
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

/** Two buttons that write the assessment to a file of the person's choice. */
function useSaving({ id }: Assessment) {
  const onSuccess = ({ fileName }: { readonly fileName: string | null }) => {
    if (fileName !== null) showToast({ text: `Saved ${fileName}.` });
  };
  const pdf = useMutation(orpc.assessments.savePdf.mutationOptions({ onSuccess }));
  const json = useMutation(orpc.assessments.exportResponse.mutationOptions({ onSuccess }));
  const error = pdf.error ?? json.error;
  return (
    <>
      {error && <ErrorLine error={error} />}
      <Button busy={pdf.isPending} onClick={() => pdf.mutate({ id })}>
        Save PDF
      </Button>
      <Button busy={json.isPending} onClick={() => json.mutate({ id })}>
        Export
      </Button>
    </>
  );
}
