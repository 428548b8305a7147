import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import type { PdfProblem } from './save-pdf-button.tsx';

/** Shows what went wrong with a PDF, where the plan is. */
export function PdfProblemLine({ problem }: { readonly problem: PdfProblem | null }) {
  if (problem === null) return null;
  if (problem.kind === 'error') return <ErrorLine error={problem.error} safe="The plan is kept." />;
  return (
    <Notice state="due" title="The PDF was saved, with gaps.">
      {problem.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Notice>
  );
}
