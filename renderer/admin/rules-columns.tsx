import { dateInWords } from '#shared/dates.ts';
import type { Confirmation } from '#shared/programs/contract.ts';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import type { Column } from '../components/list-types.ts';
import { Tag } from '../components/tag.tsx';
import type { RuleRow } from './rule-rows.ts';
import styles from './rules-page.module.css';

/** "L. Vantree, Oct 2". */
export function signedOff(confirmation: Confirmation, today: string, timeZone: string): string {
  const words = confirmation.by.split(' ');
  const name = words.length < 2 ? confirmation.by : `${(words[0] ?? '').charAt(0)}. ${words.at(-1)}`;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(confirmation.at));
  return `${name}, ${dateInWords(day, today)}`;
}

/** The columns of a rule table: the facts, who, the code, the units, and who confirmed it. */
export function ruleColumns(today: string, timeZone: string): readonly Column<RuleRow>[] {
  return [
    {
      key: 'when',
      header: 'When',
      width: 'minmax(180px, 1.5fr)',
      cell: (row) => (
        <>
          {row.when}
          {row.mark && (
            <>
              , <strong>{row.mark}</strong>
            </>
          )}
          {row.dates && <span className={styles.light}> {row.dates}</span>}
        </>
      ),
    },
    {
      key: 'by',
      header: 'By',
      width: '84px',
      cell: (row) => <span className={styles.second}>{row.by}</span>,
    },
    {
      key: 'then',
      header: 'Then',
      width: '94px',
      cell: (row) => <strong className={styles.code}>{row.code}</strong>,
    },
    {
      key: 'units',
      header: 'Units',
      width: 'minmax(56px, 0.7fr)',
      cell: (row) => <span className={styles.second}>{row.units}</span>,
    },
    {
      key: 'state',
      header: 'State',
      width: 'minmax(150px, 1fr)',
      cell: (row) => {
        if (row.state === 'draft')
          return (
            <Tag state="due" tinted>
              Draft
            </Tag>
          );
        if (row.state === 'confirm_with_plan') return <ConfirmWithPlan what={row.code} />;
        if (row.confirmation) return <Tag state="done">{signedOff(row.confirmation, today, timeZone)}</Tag>;
        return <Tag state="neutral">{stateWords(row)}</Tag>;
      },
    },
  ];
}

function stateWords({ state, subject }: RuleRow): string {
  if (subject.kind === 'place') return state === 'confirmed' ? 'not taken' : 'national list';
  return state === 'fixed' ? 'by the program' : 'public source';
}
