import type { Addressee } from '#shared/letters/contract.ts';
import { countText } from '../components/count-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { Progress } from '../components/progress.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './letters.module.css';
import type { usePrinting } from './use-printing.ts';

/** Named one by one; the others stand in the list. */
const MOST_NAMED = 5;

/** What is said above the people: progress, who is left out and why, and what goes along in another language. */
export function WriteNotices({
  printing,
  out,
  notes,
  here,
  total,
}: {
  readonly printing: ReturnType<typeof usePrinting>;
  /** Those who cannot be written to. */
  readonly out: readonly Addressee[];
  readonly notes: readonly string[];
  /** How many of the list are on the page, and how many it has. */
  readonly here: number;
  readonly total: number;
}) {
  return (
    <div className={styles.notices}>
      {printing.event && (
        <Progress
          label="Printing"
          text={`${printing.event.done} of ${printing.event.total} letters`}
          share={printing.event.total === 0 ? null : printing.event.done / printing.event.total}
          onCancel={printing.stop}
        />
      )}
      {printing.problem !== null && <ErrorLine error={printing.problem} />}
      <Lines title="Printed, with gaps." lines={printing.notes} />
      <Lines title="What goes along is not always in the letter’s language." lines={notes} />
      {total > here && (
        <Notice state="due" title={`The first ${countText(here)} of ${countText(total)} are here.`}>
          <p>Print these, then choose a shorter list or a name for the others.</p>
        </Notice>
      )}
      {out.length > 0 && (
        <Notice
          state="held"
          title={`${out.length === 1 ? '1 member is' : `${countText(out.length)} members are`} left out.`}
        >
          <ul>
            {out.slice(0, MOST_NAMED).map((row) => (
              <li key={row.memberId}>{`${row.name}: ${reasonOf(row)}`}</li>
            ))}
          </ul>
          {out.length > MOST_NAMED && <p>{countText(out.length - MOST_NAMED)} more stand in the list.</p>}
        </Notice>
      )}
    </div>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Notice state="due" title={title}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  );
}

/** Whether a letter can be printed as it stands. */
export function isReady(row: Addressee): boolean {
  return row.problem === null && row.missing.length === 0;
}

/** Why somebody cannot be written to, in words. */
function reasonOf(row: Addressee): string {
  return row.problem ?? `Missing: ${row.missing.join(', ')}`;
}

/** Where one letter stands: ready, left out, or what keeps it back. */
export function RowState({ row, left }: { readonly row: Addressee; readonly left: boolean }) {
  if (left) return <Tag state="neutral">left out</Tag>;
  if (!isReady(row)) return <Tag state={row.problem === null ? 'due' : 'held'}>{reasonOf(row)}</Tag>;
  return (
    <Tag state="done">
      {row.enclosed.length === 0 ? 'ready' : `ready, with ${row.enclosed.join(' and ')}`}
    </Tag>
  );
}
