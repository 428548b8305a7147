import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { countOf } from './wording.ts';

/**
 * Saves a version as PDF through the dialog of the operating system.
 *
 * `before` runs first (a draft is saved); `onProblem` gets the error, or the sentences about characters that did not
 * print, to show in the page.
 */
export function useSavePdf({
  planId,
  before,
  onProblem,
}: {
  readonly planId: string;
  readonly before?: () => Promise<boolean>;
  readonly onProblem: (problem: PdfProblem | null) => void;
}) {
  return useMutation({
    meta: { saves: false },
    mutationFn: async (look: PdfLook | undefined) => {
      if (before && !(await before())) throw new Error('The draft could not be saved first.');
      return api.actionPlans.savePdf({ id: planId, ...look });
    },
    onMutate: () => onProblem(null),
    onSuccess: (result) => {
      if (!result.saved) return;
      showToast({ text: `Saved ${result.fileName}, ${countOf(result.pages, 'page')}.` });
      if (result.notes.length > 0) onProblem({ kind: 'notes', notes: result.notes });
    },
    onError: (error) => onProblem({ kind: 'error', error }),
  });
}

/** The member's copy instead of the team's, with its language and size. */
export interface PdfLook {
  readonly copy: 'member';
  readonly language: 'en' | 'es';
  readonly print: 'standard' | 'large';
}

/** What went wrong, or what did not print. */
export type PdfProblem =
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'notes'; readonly notes: readonly string[] };

/** The button for it. A draft's pages carry the word Draft. */
export function SavePdfButton({ busy, onClick }: { readonly busy: boolean; readonly onClick: () => void }) {
  return (
    <Button busy={busy} onClick={onClick}>
      Save PDF
    </Button>
  );
}
