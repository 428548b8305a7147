import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import type { Papers } from '#shared/action-plans/papers.ts';
import { api, orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextArea } from '../components/text-field.tsx';
import styles from './papers.module.css';
import type { Draft } from './use-draft.ts';

/** Sends a whole draft to a clinical lead. */
export function SendDialog({
  draft,
  state,
  reviewers,
  opened,
  onClose,
}: {
  readonly draft: PlanVersion;
  readonly state: Draft;
  readonly reviewers: Papers['reviewers'];
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const [reviewerId, setReviewerId] = useKept('SendDialog.reviewerId', reviewers[0]?.id ?? null, draft.id);
  const [note, setNote] = useKept('SendDialog.note', '', draft.id);
  const send = useMutation({
    mutationFn: async () => {
      if (!(await state.flush())) throw new Error('The draft could not be saved first.');
      await api.actionPlans.sendForReview({ id: draft.id, reviewerId: reviewerId ?? '', note });
      await client.invalidateQueries({ queryKey: orpc.actionPlans.key() });
    },
    onSuccess: () => {
      showToast({ text: `Sent to ${reviewers.find(({ id }) => id === reviewerId)?.name ?? 'review'}.` });
      onClose();
    },
  });
  return (
    <Dialog title={`Send version ${draft.version} for review`} opened={opened} onClose={onClose}>
      <div className={styles.form}>
        <SelectField
          label="Clinical lead"
          choices={reviewers.map(({ id, name }) => ({ value: id, label: name }))}
          value={reviewerId}
          onChange={setReviewerId}
        />
        <TextArea label="What to look at" optional value={note} maxLength={2000} onChange={setNote} />
        {send.error && <ErrorLine error={send.error} safe="The draft is kept." />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Go on writing</Button>
          <Button variant="ember" keys="Ctrl+Enter" busy={send.isPending} onClick={() => send.mutate()}>
            Send for review
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
