import type { AssessmentSummary } from '#shared/assessments/contract.ts';
import { Button } from '../components/button.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { Column } from '../components/list-types.ts';
import { Tag } from '../components/tag.tsx';
import styles from './assessment-list.module.css';

const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });

/** A member's copies of one form, newest first. */
export function AssessmentList({
  title,
  assessments,
  primary,
  onOpen,
  onDiscard,
  onCompare,
}: {
  readonly title: string;
  readonly assessments: readonly AssessmentSummary[];
  readonly primary: boolean;
  /** Opens one, or brings a discarded one back. */
  readonly onOpen: (assessment: AssessmentSummary) => void;
  readonly onDiscard: (assessment: AssessmentSummary) => void;
  readonly onCompare: (before: AssessmentSummary, after: AssessmentSummary) => void;
}) {
  const earlierOf = (row: AssessmentSummary) =>
    row.state === 'discarded'
      ? undefined
      : assessments.slice(assessments.indexOf(row) + 1).find((each) => each.state === 'signed');
  const columns: readonly Column<AssessmentSummary>[] = [
    {
      key: 'day',
      header: 'Date',
      width: '112px',
      sorted: 'descending',
      cell: (row) => <span className="tabular">{dayOf(row)}</span>,
    },
    {
      key: 'score',
      header: 'Result',
      width: 'minmax(190px, 1.3fr)',
      cell: (row) => <strong className={styles.score}>{scoreWords(row)}</strong>,
    },
    {
      key: 'who',
      header: 'By',
      width: 'minmax(140px, 1fr)',
      cell: (row) => <span className="quiet">{whoWords(row)}</span>,
    },
    { key: 'state', header: 'State', width: '116px', cell: (row) => <StateTag assessment={row} /> },
    {
      key: 'action',
      header: <span className="visually-hidden">Actions</span>,
      width: '260px',
      align: 'end',
      cell: (row, { selected }) =>
        selected && (
          <span className={styles.actions}>
            {row.state === 'draft' && (
              <Button variant="quiet" size="sm" tabIndex={-1} onClick={() => onDiscard(row)}>
                Discard
              </Button>
            )}
            <CompareButton row={row} before={earlierOf(row)} onCompare={onCompare} />
            <Button
              size="sm"
              tabIndex={-1}
              onClick={() => onOpen(row)}
              aria-label={`${openWords(row)}, ${title} of ${dayOf(row)}`}
            >
              {openWords(row)}
            </Button>
          </span>
        ),
    },
  ];
  return (
    <ListTable
      label={`${title}, newest first`}
      columns={columns}
      groups={[{ key: 'all', rows: assessments }]}
      rowKey={(row) => row.id}
      rowName={(row) => `${dayOf(row)}, ${scoreWords(row)}`}
      primary={primary}
      autoFocus={primary}
      onOpen={onOpen}
    />
  );
}

function CompareButton({
  row,
  before,
  onCompare,
}: {
  readonly row: AssessmentSummary;
  readonly before: AssessmentSummary | undefined;
  readonly onCompare: (before: AssessmentSummary, after: AssessmentSummary) => void;
}) {
  if (!before) return null;
  return (
    <Button variant="quiet" size="sm" tabIndex={-1} onClick={() => onCompare(before, row)}>
      Compare
    </Button>
  );
}

function StateTag({ assessment }: { readonly assessment: AssessmentSummary }) {
  const { state, amendedBy, amends, cosign } = assessment;
  if (amendedBy) return <Tag state="neutral">Replaced</Tag>;
  if (cosign === 'waiting') return <Tag state="incomplete">To co-sign</Tag>;
  if (amends && state === 'signed') return <Tag state="done">Amended</Tag>;
  if (state === 'signed') return <Tag state="done">Signed</Tag>;
  return state === 'draft' ? <Tag state="incomplete">In progress</Tag> : <Tag state="neutral">Discarded</Tag>;
}

function dayOf({ signedAt, startedAt }: AssessmentSummary): string {
  return DAY.format(new Date(signedAt ?? startedAt));
}

function openWords({ state }: AssessmentSummary): string {
  if (state === 'draft') return 'Continue';
  return state === 'discarded' ? 'Bring back' : 'Open';
}

function whoWords({ state, signedBy, startedBy }: AssessmentSummary): string {
  return state === 'signed' ? (signedBy?.name ?? '') : `begun by ${startedBy.name}`;
}

/** "PHQ-9 14, moderate"; "PHQ-9 14 from 8 of 9, incomplete" while anything is blank. */
function scoreWords({ score, answered, of }: AssessmentSummary): string {
  if (!score) return `${answered} of ${of} answered`;
  const total = `${score.title} ${score.total}`;
  if (!score.complete) return `${total} from ${score.answered} of ${score.of}, incomplete`;
  return score.band ? `${total}, ${score.band}` : total;
}
