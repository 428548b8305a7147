import { useMutation } from '@tanstack/react-query';
import { countChanges } from '#shared/programs/changes.ts';
import type { PlanRules } from '#shared/programs/contract.ts';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { Button } from '../../components/button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { Notice } from '../../components/notice.tsx';
import styles from './packs.module.css';

/** Says that a plan's rules have a draft, and puts it away. */
export function DraftNotice({ plan, mayChange }: { readonly plan: PlanRules; readonly mayChange: boolean }) {
  const restore = useMutation(orpc.programs.restoreDraft.mutationOptions());
  const discard = useMutation(
    orpc.programs.discardDraft.mutationOptions({
      onSuccess: ({ id }) =>
        showToast({ text: 'The draft is put away.', undo: () => restore.mutate({ id }) }),
    }),
  );
  const { draft } = plan;
  if (!draft) return null;
  const count = countChanges(draft.changes);
  return (
    <div className={styles.notice}>
      <Notice
        state="due"
        title={`A draft with ${count === 1 ? '1 change' : `${count} changes`}, not in force.`}
        actions={
          mayChange && (
            <Button
              size="sm"
              busy={discard.isPending}
              onClick={() => discard.mutate({ planId: plan.planId })}
            >
              Put the draft away
            </Button>
          )
        }
      >
        {draft.replayed
          ? `Replayed as it stands. It goes live from the replay.`
          : 'Replay it to see note by note what would differ; then it can go live.'}
      </Notice>
      {(discard.error ?? restore.error) && <ErrorLine error={discard.error ?? restore.error} />}
    </div>
  );
}
