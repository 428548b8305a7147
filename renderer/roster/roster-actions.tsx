import { useMutation } from '@tanstack/react-query';
import { CARE_TEAM } from '#shared/roles.ts';
import type { RosterImport } from '#shared/roster/contract.ts';
import { api, orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { errorOf } from '../components/error-of.ts';
import { Tag } from '../components/tag.tsx';
import styles from './roster.module.css';
import { rowCount } from './words.tsx';
import { applyNow, undoNow, useWriting } from './writing.ts';

/** Apply, keep for later or throw away; once applied, take it back. */
export function RosterActions({
  roster,
  missing,
  goingIn,
}: {
  readonly roster: RosterImport;
  /** How many needed columns are not chosen yet. */
  readonly missing: number;
  /** Answered rows that go in with the good ones. */
  readonly goingIn: number;
}) {
  const go = useGo();
  const { user } = useSession();
  const writing = useWriting(roster.id);
  const discard = useMutation(orpc.roster.discard.mutationOptions());
  const problems = useMutation({
    meta: { saves: false },
    mutationFn: () => api.roster.saveProblems({ importId: roster.id }),
    onSuccess: (result) => {
      if (result.saved) showToast({ text: `Saved ${result.fileName}, ${rowCount(result.rows)}.` });
    },
  });
  const mayApply = CARE_TEAM.includes(user.role);
  const good = roster.counts.new + roster.counts.changed + roster.counts.same + goingIn;
  const failed = writing.error ?? discard.error ?? problems.error;
  const left = roster.unanswered === 1 ? '1 answer left' : `${roster.unanswered} answers left`;
  const held = missing > 0 ? 'Choose the missing columns first' : roster.unanswered > 0 ? `${left}` : null;

  if (!mayApply) return null;
  return (
    <div className={styles.actions}>
      {failed && (
        <span role="alert">
          <Tag state="urgent">{errorOf(failed).message}</Tag>
        </span>
      )}
      {roster.counts.problem > 0 && (
        <Button variant="quiet" busy={problems.isPending} onClick={() => problems.mutate()}>
          Save problem rows
        </Button>
      )}
      {roster.state === 'preview' && (
        <>
          {missing > 0 && (
            <Tag state="due">{missing === 1 ? '1 column left' : `${missing} columns left`}</Tag>
          )}
          <Button
            variant="quiet"
            onClick={() => discard.mutate({ importId: roster.id }, { onSuccess: () => go('/rosters') })}
          >
            Throw away
          </Button>
          {missing === 0 && roster.unanswered > 0 && <Tag state="due">{left}</Tag>}
          <Button onClick={() => go('/rosters')}>Close, keep for later</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={writing.running}
            disabledReason={held}
            onClick={() => void applyNow(roster.id)}
          >
            {missing > 0 ? 'Apply' : `Apply ${rowCount(good)}`}
          </Button>
        </>
      )}
      {roster.canUndo && (
        <Button busy={writing.running} onClick={() => void undoNow(roster.id)}>
          Undo this roster
        </Button>
      )}
      {roster.state === 'applied' && (
        <Button variant="ember" keys="Ctrl+Enter" onClick={() => go('/caseload', { view: 'unassigned' })}>
          Assign leads
        </Button>
      )}
    </div>
  );
}
