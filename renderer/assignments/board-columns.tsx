import type { Waiting } from '#shared/assignments/contract.ts';
import { weightText } from '#shared/assignments/workload.ts';
import { dateInWords, daysBetween } from '#shared/dates.ts';
import { STATUS_WORDS } from '#shared/members/member.ts';
import { RowName, RowText } from '../components/list-row.tsx';
import type { Column } from '../components/list-types.ts';
import { Tag } from '../components/tag.tsx';

/** The columns of the assignment board: who, from where, how much, since when, and the suggested lead. */
export function boardColumns(today: string): readonly Column<Waiting>[] {
  return [
    {
      key: 'member',
      header: 'Member',
      width: 'minmax(140px, 1fr)',
      cell: (row) => <RowName name={row.name} second={row.programLine || STATUS_WORDS[row.status]} />,
    },
    {
      key: 'language',
      header: 'Language',
      width: 'minmax(80px, 96px)',
      cell: (row) => row.language ?? <span className="quiet">not known</span>,
    },
    {
      key: 'place',
      header: 'Lives in',
      width: 'minmax(90px, 120px)',
      cell: (row) => (
        <RowText text={row.zip ?? (row.homeless ? 'No fixed place' : 'not known')} second={row.city} />
      ),
    },
    {
      key: 'weight',
      header: 'Weight',
      width: '58px',
      align: 'end',
      cell: (row) => weightText(row.weight),
    },
    {
      key: 'since',
      header: 'Waits',
      width: '84px',
      sorted: 'descending',
      cell: (row) =>
        row.assignedOn ? (
          <span title={`Assigned ${dateInWords(row.assignedOn, today)}`}>
            {waited(daysBetween(row.assignedOn, today))}
          </span>
        ) : (
          <span className="quiet">not known</span>
        ),
    },
    {
      key: 'suggestion',
      header: 'Suggested lead',
      width: 'minmax(170px, 1.5fr)',
      cell: (row, { selected }) =>
        row.suggestion ? (
          <RowText
            text={
              row.suggestion.hasRoom ? (
                row.suggestion.name
              ) : (
                <Tag state="due">{row.suggestion.name}, everybody is full</Tag>
              )
            }
            second={row.suggestion.reason}
            full={selected}
          />
        ) : (
          <span className="quiet">Nobody can lead yet. An administrator adds staff under Users.</span>
        ),
    },
  ];
}

function waited(days: number): string {
  if (days <= 0) return 'since today';
  return days === 1 ? '1 day' : `${days} days`;
}
