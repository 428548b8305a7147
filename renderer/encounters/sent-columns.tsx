import type { SentLineRow } from '#shared/encounters/sent.ts';
import { DateWord } from '../components/date-word.tsx';
import type { Column } from '../components/list-types.ts';
import styles from './encounters.module.css';

/** The columns of lines that were sent: day, member, code, the plan's word, the plan's code, what to do. */
export function sentColumns(
  today: string,
  onCorrect: ((row: SentLineRow) => void) | null,
): readonly Column<SentLineRow>[] {
  return [
    {
      key: 'day',
      header: 'Day',
      width: '48px',
      cell: (row) => (
        <span className={styles.day}>
          <DateWord date={row.serviceOn} today={today} />
        </span>
      ),
    },
    {
      key: 'member',
      header: 'Member',
      width: 'minmax(140px, 0.8fr)',
      cell: (row) => (
        <strong className={styles.name} title={row.memberName}>
          {row.memberName}
        </strong>
      ),
    },
    {
      key: 'code',
      header: 'Code',
      width: '98px',
      cell: (row) => <span className={styles.code}>{row.code}</span>,
    },
    {
      key: 'sentence',
      header: 'What the plan says',
      width: 'minmax(140px, 1.3fr)',
      cell: (row) => (
        <span className={styles.hint} title={row.sentence}>
          {row.sentence || (row.frequency === '7' ? 'A replacement, no answer yet.' : 'No answer yet.')}
        </span>
      ),
    },
    {
      key: 'plan',
      header: 'Plan’s code',
      width: '82px',
      cell: (row) => <span className={styles.fileName}>{row.reasons[0]?.code ?? ''}</span>,
    },
    {
      key: 'action',
      header: 'Action',
      width: '76px',
      align: 'end',
      cell: (row) =>
        onCorrect === null ? (
          <span className="quiet">{row.planName}</span>
        ) : row.current ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.fix}
            aria-label={`Correct, ${row.memberName}`}
            onClick={() => onCorrect(row)}
          >
            Correct
          </button>
        ) : (
          <span className="quiet">corrected</span>
        ),
    },
  ];
}
