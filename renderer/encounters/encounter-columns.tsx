import type { EncounterRow } from '#shared/encounters/contract.ts';
import { codeText } from '#shared/programs/pack.ts';
import { DateWord } from '../components/date-word.tsx';
import type { Column } from '../components/list-types.ts';
import styles from './encounters.module.css';

/** The columns of the lines to send: day, member, code, what is missing or what it says, where it is put right. */
export function encounterColumns(
  today: string,
  onFix: (row: EncounterRow) => void,
): readonly Column<EncounterRow>[] {
  return [
    {
      key: 'day',
      header: 'Day',
      width: '44px',
      cell: (row) => (
        <span className={styles.day}>
          <DateWord date={row.serviceOn} today={today} />
        </span>
      ),
    },
    {
      key: 'member',
      header: 'Member',
      width: 'minmax(152px, 0.7fr)',
      cell: (row) => (
        <strong className={styles.name} title={row.memberName}>
          {row.memberName}
        </strong>
      ),
    },
    {
      key: 'code',
      header: 'Code',
      width: '94px',
      cell: (row) => (
        <span className={styles.code}>{row.code ? codeText(row.code, row.modifiers) : 'none'}</span>
      ),
    },
    {
      key: 'hint',
      header: 'What it says',
      width: 'minmax(140px, 1.4fr)',
      cell: (row) => (
        <span className={styles.hint} title={row.hint}>
          {row.alsoHeldBy.length > 0 ? row.hint.replace(/\.$/, '') : row.hint}
          {row.alsoHeldBy.length > 0 && <span className="quiet">, and {row.alsoHeldBy.length} more</span>}
        </span>
      ),
    },
    {
      key: 'action',
      header: 'Action',
      width: '82px',
      align: 'end',
      cell: (row) => (
        <button
          type="button"
          tabIndex={-1}
          className={styles.fix}
          aria-label={`${row.fix?.label ?? 'Open'}, ${row.memberName}`}
          onClick={() => onFix(row)}
        >
          {row.fix?.label ?? 'Open'}
        </button>
      ),
    },
  ];
}
