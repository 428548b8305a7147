import { useMutation } from '@tanstack/react-query';
import { CARE_TEAM } from '#shared/roles.ts';
import type { RosterImport } from '#shared/roster/contract.ts';
import { api, orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { queryClient } from '../app/query-client.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { errorOf } from '../components/error-of.ts';
import { Tag } from '../components/tag.tsx';
import styles from './roster.module.css';
import { rowCount } from './words.tsx';

/** Apply, keep for later or throw away; once applied, take it back. */
export function RosterActions({
  roster,
  missing,
}: {
  readonly roster: RosterImport;
  /** How many needed columns are not chosen yet. */
  readonly missing: number;
}) {
  const go = useGo();
  const { user } = useSession();
  const apply = useMutation(orpc.roster.apply.mutationOptions());
  const undo = useMutation(orpc.roster.undo.mutationOptions());
  const discard = useMutation(orpc.roster.discard.mutationOptions());
  const problems = useMutation({
    meta: { saves: false },
    mutationFn: () => api.roster.saveProblems({ importId: roster.id }),
    onSuccess: (result) => {
      if (result.saved) showToast({ text: `Saved ${result.fileName}, ${rowCount(result.rows)}.` });
    },
  });
  const mayApply = CARE_TEAM.includes(user.role);
  const good = roster.counts.new + roster.counts.changed + roster.counts.same;
  const failed = apply.error ?? undo.error ?? discard.error ?? problems.error;

  const takeBack = () =>
    undo.mutate(
      { importId: roster.id },
      {
        onSuccess: ({ removed, restored, stay }) => showToast({ text: undoneWords(removed, restored, stay) }),
      },
    );
  const run = () =>
    apply.mutate(
      { importId: roster.id },
      {
        onSuccess: ({ added, changed, marked, leftOut }) =>
          showToast({
            text: `Applied. ${added} added, ${changed} changed, ${marked} marked${leftOut > 0 ? `, ${leftOut} left out` : ''}.`,
            undo: async () => {
              await api.roster.undo({ importId: roster.id });
              await queryClient.invalidateQueries();
            },
          }),
      },
    );

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
          <Button onClick={() => go('/rosters')}>Close, keep for later</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={apply.isPending}
            disabledReason={missing > 0 ? 'Choose the missing columns first' : null}
            onClick={run}
          >
            {missing > 0 ? 'Apply' : `Apply ${rowCount(good)}`}
          </Button>
        </>
      )}
      {roster.canUndo && (
        <Button busy={undo.isPending} onClick={takeBack}>
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

function undoneWords(removed: number, restored: number, stay: number): string {
  const left = stay === 1 ? ' 1 member stays: something was written since.' : '';
  const many = stay > 1 ? ` ${stay} members stay: something was written since.` : left;
  return `Taken back. ${removed} removed, ${restored} as before.${many}`;
}
