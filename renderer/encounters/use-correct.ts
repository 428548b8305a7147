import { useMutation } from '@tanstack/react-query';
import type { SentLineRow } from '#shared/encounters/sent.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import { countLines } from './words.ts';

/**
 * Opens lines that came back so that they can be put right: one, leading to the field that the plan means, or many.
 *
 * `onCorrected` runs after either; lines that were corrected already are left alone.
 */
export function useCorrect(onCorrected?: () => void) {
  const go = useGo();
  const correct = useMutation(
    orpc.encounters.correct.mutationOptions({
      onSuccess: ({ changed }) => {
        onCorrected?.();
        showToast({ text: `${countLines(changed)} to put right, under To send.` });
      },
    }),
  );
  const correctOne = (row: SentLineRow) => {
    if (!row.current) return;
    correct.mutate(
      { lineNumbers: [row.lineNumber] },
      {
        onSuccess: () => {
          if (row.fix?.page === 'users') go('/admin/users');
          else if (row.fix?.page === 'chart') go(`/members/${row.memberId}`);
          else go('/encounters', { line: row.encounterId });
        },
      },
    );
  };
  const correctMany = (rows: readonly SentLineRow[]): boolean => {
    const open = rows.filter((row) => row.current);
    if (open.length === 0) return false;
    correct.mutate({ lineNumbers: open.map((row) => row.lineNumber) });
    return true;
  };
  return { correctOne, correctMany, busy: correct.isPending, error: correct.error };
}
