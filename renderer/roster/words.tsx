import {
  IconAlertTriangle,
  IconEqual,
  IconPencil,
  IconUserMinus,
  IconUserPlus,
  IconUsersGroup,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import { dateInWords } from '#shared/dates.ts';
import type { PreviewRow, RosterImport, RowKind } from '#shared/roster/contract.ts';
import { localToday } from '../components/date-text.ts';
import type { State } from '../components/states.ts';

/** The kinds of rows with their words and icons, in the order of the chips. */
export const KINDS: readonly {
  readonly kind: RowKind;
  readonly label: string;
  readonly icon: TablerIcon;
}[] = [
  { kind: 'new', label: 'New', icon: IconUserPlus },
  { kind: 'gone', label: 'Gone', icon: IconUserMinus },
  { kind: 'changed', label: 'Changed', icon: IconPencil },
  { kind: 'duplicate', label: 'Possible duplicates', icon: IconUsersGroup },
  { kind: 'problem', label: 'Problem rows', icon: IconAlertTriangle },
  { kind: 'same', label: 'Same', icon: IconEqual },
];

/** "12 rows", "1 row". */
export function rowCount(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'}`;
}

/** Where a row stands in the file: "row 88, C". */
export function placeOf(row: PreviewRow): string {
  if (row.rowNumber === 0) return '';
  const column = row.problems[0]?.column;
  return column ? `row ${row.rowNumber}, ${column}` : `row ${row.rowNumber}`;
}

/** The day of an instant on this computer's clock: "today", "Nov 17". */
export function dayOfInstant(instant: string): string {
  const local = new Date(instant);
  const pad = (value: number) => String(value).padStart(2, '0');
  const date = `${local.getFullYear()}-${pad(local.getMonth() + 1)}-${pad(local.getDate())}`;
  return dateInWords(date, localToday());
}

const LONG_DAY = new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric' });

/** "Sunpoppy roster, November 17". */
export function rosterTitle(roster: RosterImport): string {
  return `${roster.plan.shortName} roster, ${LONG_DAY.format(new Date(roster.openedAt))}`;
}

/** What a roster did or would do: "14 new, 3 changed, 6 gone". */
export function countWords({ counts }: RosterImport): string {
  const parts = [
    counts.new > 0 ? `${counts.new} new` : null,
    counts.changed > 0 ? `${counts.changed} changed` : null,
    counts.gone > 0 ? `${counts.gone} gone` : null,
    counts.duplicate > 0
      ? `${counts.duplicate} possible ${counts.duplicate === 1 ? 'duplicate' : 'duplicates'}`
      : null,
    counts.problem > 0 ? `${counts.problem} left out` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : `${rowCount(counts.same)}, nothing new`;
}

/** A roster's state as a tag. */
export function stateOf(roster: RosterImport): { readonly state: State; readonly words: string } {
  switch (roster.state) {
    case 'preview':
      return { state: 'due', words: 'Not applied' };
    case 'applied':
      return { state: 'done', words: 'Applied' };
    case 'undone':
      return { state: 'neutral', words: 'Taken back' };
    case 'discarded':
      return { state: 'neutral', words: 'Thrown away' };
  }
}
