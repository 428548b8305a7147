import type { CaseloadRow } from '#shared/members/contract.ts';
import { Avatar } from '../components/avatar.tsx';
import { Clock } from '../components/clock.tsx';
import { cx } from '../components/cx.ts';
import { DateWord } from '../components/date-word.tsx';
import { Flags } from '../components/flag.tsx';
import { ModeIcon, modeWords } from '../components/kind-icons.tsx';
import { RowName } from '../components/list-row.tsx';
import type { Column } from '../components/list-types.ts';
import styles from './caseload.module.css';
import { flagsOf, languageTag } from './member-words.tsx';

/** The columns of the caseload, ordered by the next clock. */
export function caseloadColumns(today: string): readonly Column<CaseloadRow>[] {
  return [
    {
      key: 'member',
      header: 'Member',
      width: 'minmax(150px, 174fr)',
      cell: (row) => {
        const lang = languageTag(row.language);
        return <RowName name={row.name} {...(lang ? { lang } : {})} />;
      },
    },
    {
      key: 'program',
      header: 'Program',
      width: 'minmax(76px, 84fr)',
      cell: (row) => <span className={styles.quiet}>{row.programLine}</span>,
    },
    {
      key: 'flags',
      header: 'Flags',
      width: 'minmax(156px, 156fr)',
      cell: (row) => <Flags items={flagsOf(row)} max={2} />,
    },
    {
      key: 'language',
      header: 'Language',
      width: 'minmax(76px, 82fr)',
      cell: (row) => <span className={styles.quiet}>{row.language}</span>,
    },
    {
      key: 'seen',
      header: 'Last seen',
      width: '80px',
      cell: (row) =>
        row.lastContact ? (
          <span className={styles.seen}>
            <ModeIcon mode={row.lastContact.mode} size={15} />
            <span className="visually-hidden">{modeWords(row.lastContact.mode)}</span>
            <DateWord date={row.lastContact.on} today={today} />
          </span>
        ) : (
          <span className="quiet">never</span>
        ),
    },
    {
      key: 'clock',
      header: 'Next clock',
      width: 'minmax(140px, 168fr)',
      sorted: 'ascending',
      cell: (row) =>
        row.clock && (
          <span
            className={cx(styles.clock, row.clock.state === 'none' && styles.calm)}
            title={row.clock.label}
          >
            <Clock clock={row.clock} name="Next clock" bar={false} />
          </span>
        ),
    },
    {
      key: 'lead',
      header: 'Lead',
      width: '28px',
      cell: (row) =>
        row.lead ? (
          <Avatar name={row.lead.name} />
        ) : (
          <span className="quiet" title="No lead yet">
            –<span className="visually-hidden">none</span>
          </span>
        ),
    },
  ];
}
