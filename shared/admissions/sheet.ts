import { readDate } from '../roster/dates.ts';
import { columnLetter, normalizeHeading } from '../roster/headings.ts';
import {
  dispositionOf,
  type Notice,
  type NoticeEvent,
  type NoticeRead,
  plainId,
  typeOfClass,
} from './notice.ts';
import { FIELD_OF_HEADING, type NoticeField } from './sheet-fields.ts';

/** What a list is about where no column says so. */
export const LIST_TYPES = ['ed', 'inpatient'] as const;
export type ListType = (typeof LIST_TYPES)[number];

/** What a plan's lists taught us. */
export interface NoticeMapping {
  /** Headings without spaces and capitals; null keeps a column for nothing. */
  readonly columns: Readonly<Record<string, NoticeField | null>>;
  /** Whether a list is of emergency visits or of stays, by `listName`. */
  readonly lists: Readonly<Record<string, ListType>>;
}

export const NOTHING_LEARNED: NoticeMapping = { columns: {}, lists: {} };

/** One column of a list and what it is taken for. */
export interface NoticeColumn {
  readonly index: number;
  readonly letter: string;
  readonly heading: string;
  readonly field: NoticeField | null;
}

/** Decides what each column says: what was learned first, then the spellings we know; the leftmost of two wins. */
export function noticeColumns(headings: readonly string[], learned: NoticeMapping): NoticeColumn[] {
  const normalized = headings.map(normalizeHeading);
  const told = new Set(normalized.map((key) => learned.columns[key]).filter(Boolean));
  const taken = new Set<NoticeField>();
  return headings.map((heading, index) => {
    const key = normalized[index] ?? '';
    const guess = FIELD_OF_HEADING.get(key) ?? null;
    const wanted = Object.hasOwn(learned.columns, key)
      ? (learned.columns[key] ?? null)
      : guess && !told.has(guess)
        ? guess
        : null;
    const field = wanted !== null && !taken.has(wanted) ? wanted : null;
    if (field) taken.add(field);
    return { index, letter: columnLetter(index), heading: heading.trim(), field };
  });
}

/** How many cells of a row are headings of such a list; a row of words counts a little, so that one is found. */
export function countNoticeHeadings(cells: readonly string[], learned: NoticeMapping): number {
  const filled = cells.filter((cell) => cell.trim() !== '').length;
  const known = cells.filter((cell) => {
    const key = normalizeHeading(cell);
    return Object.hasOwn(learned.columns, key) || FIELD_OF_HEADING.has(key);
  }).length;
  return known * 1000 + filled;
}

/** Headings that only lists of hospital use have: with one of them a table is such a list, whatever else it has. */
const SURE: readonly NoticeField[] = ['patientClass', 'admittedOn', 'leftOn', 'disposition'];

/** Whether a row of headings is one of a census or emergency list: who, and when somebody came in or left. */
export function isNoticeHeadings(cells: readonly string[]): boolean {
  const fields = new Set(cells.map((cell) => FIELD_OF_HEADING.get(normalizeHeading(cell))));
  const person =
    fields.has('cin') || fields.has('planMemberId') || fields.has('lastName') || fields.has('fullName');
  const dated = fields.has('admittedOn') || fields.has('leftOn') || (fields.has('event') && fields.has('at'));
  return person && dated && (fields.has('event') || SURE.some((field) => fields.has(field)));
}

/** A list's name without the numbers that change from day to day: how the same list is known again. */
export function listName(fileName: string, headings: readonly string[]): string {
  const stem = fileName
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
  return `${stem} | ${headings.map(normalizeHeading).filter(Boolean).join(' ')}`.slice(0, 2000);
}

/** What keeps a list from being read, for a person to say; null when nothing does. */
export function columnsProblem(columns: readonly NoticeColumn[], list: ListType | null): string | null {
  const has = (field: NoticeField) => columns.some((column) => column.field === field);
  if (!has('cin') && !has('planMemberId') && !has('lastName') && !has('fullName')) {
    return 'Say which column has the CIN, the plan’s member id or the name.';
  }
  if (!has('admittedOn') && !has('leftOn') && !has('at')) {
    return 'Say which column has the day on which somebody came in or left.';
  }
  return has('patientClass') || has('event') || list !== null
    ? null
    : 'Say whether this is a list of emergency visits or of hospital stays.';
}

/** What a word for an event means; null for one that nobody told us. */
function eventOf(text: string): NoticeEvent | null {
  const word = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  if (/^(a05|pre admit|planned)\b/.test(word)) return 'nothing';
  if (/^a11\b|\bcancel\w* (admi\w*|visit|registration)|\badmi\w* cancel/.test(word)) return 'cancel_admit';
  if (/^a13\b|\bcancel\w* discharge|\bdischarge cancel/.test(word)) return 'cancel_discharge';
  if (/^a06\b/.test(word)) return 'to_inpatient';
  if (/^(a08|a02|a12)\b|^(update|transfer|change)/.test(word)) return 'update';
  if (/^a03\b|\bdischarge|\bdeparture\b/.test(word)) return 'discharge';
  if (/^a04\b|^(registration|register|ed|er|emergency)\b|\bvisit\b/.test(word)) return 'visit';
  if (/^a01\b|\badmi(t|ssion|tted)/.test(word)) return 'admit';
  return null;
}

/** How the rows of a list are to be read. */
export interface ListReading {
  readonly columns: readonly NoticeColumn[];
  /** What the list is about where its rows do not say so. */
  readonly list: ListType | null;
  readonly today: string;
  readonly date1904: boolean;
}

/** Understands one row of a list; null for a row without anything in it. */
export function readRow(
  row: { readonly rowNumber: number; readonly cells: readonly string[] },
  { columns, list, today, date1904 }: ListReading,
): NoticeRead | null {
  const place = `row ${row.rowNumber}`;
  const here = `Row ${row.rowNumber}`;
  const values: Partial<Record<NoticeField, string>> = {};
  let filled = false;
  for (const { index, field } of columns) {
    const cell = (row.cells[index] ?? '')
      .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (cell === '') continue;
    filled = true;
    if (field) values[field] = cell.replace(/^'/, '').slice(0, 300);
  }
  if (!filled) return null;
  const bad: string[] = [];
  const day = (field: NoticeField, past = false): string | null => {
    const text = values[field];
    if (text === undefined) return null;
    const read = readDate(text, today, past, date1904);
    if (!read) {
      const column = columns.find((one) => one.field === field);
      bad.push(`“${text.slice(0, 30)}” in column ${column?.letter} (${column?.heading}) is no day.`);
    }
    return read?.date ?? null;
  };
  const birthDate = day('birthDate', true);
  const admittedOn = day('admittedOn');
  const leftOn = day('leftOn');
  const happenedOn = day('at');
  if (bad.length > 0) return { place, problem: `${here}: ${bad.join(' ')}` };

  const { event: said = '', patientClass = '' } = values;
  const event = said === '' ? 'stay' : eventOf(said);
  if (event === null) {
    return { place, problem: `${here}: Hearth does not know what “${said.slice(0, 40)}” means.` };
  }
  const meant = typeOfClass(patientClass);
  if (patientClass !== '' && meant === null) {
    return { place, problem: `${here}: Hearth does not know what “${patientClass.slice(0, 40)}” means.` };
  }
  const outside = meant === 'outpatient' || meant === 'planned';
  const type = meant === null ? (list ?? typeOfEvent(event, said)) : outside ? null : meant;
  const starts = event === 'admit' || event === 'visit' || event === 'stay';
  if (starts && !outside && type === null) {
    return { place, problem: `${here} does not say whether it is an emergency visit or a stay.` };
  }
  const [last, first] = nameOf(values);
  const notice: Notice = {
    place,
    called: said || (type === 'ed' ? 'Emergency list' : 'Census'),
    event: starts && outside ? 'nothing' : event,
    at: timeOf(values.at, happenedOn),
    messageId: values.messageId ?? '',
    visitId: values.visitId ?? '',
    facility: values.facility ?? '',
    type,
    outside,
    admittedOn,
    leftOn,
    ...dispositionOf(values.disposition ?? '', ''),
    reason: (values.reason ?? '').slice(0, 200),
    person: {
      ids: [...new Set([values.cin, values.planMemberId].map((id) => plainId(id ?? '')))].filter(
        (id) => id !== '',
      ),
      lastName: last,
      firstName: first,
      birthDate,
    },
    remarks: outside ? ['The row says outpatient or planned.'] : [],
  };
  return { notice };
}

/** A row that names only its event: an emergency visit says what it is, an admission is a stay. */
function typeOfEvent(event: NoticeEvent, said: string): Notice['type'] {
  if (/\b(ed|er|emergency)\b/i.test(said)) return 'ed';
  return event === 'admit' || event === 'to_inpatient' ? 'inpatient' : null;
}

function nameOf(values: Partial<Record<NoticeField, string>>): [last: string, first: string] {
  if (values.lastName !== undefined || values.fullName === undefined) {
    return [values.lastName ?? '', values.firstName ?? ''];
  }
  const [before = '', behind] = values.fullName.split(',');
  if (behind !== undefined) return [before.trim(), behind.trim().split(' ')[0] ?? ''];
  const words = before.split(' ');
  return [words.at(-1) ?? '', words.length > 1 ? (words[0] ?? '') : ''];
}

/** The day with the time of day behind it, where the cell has one. */
function timeOf(text: string | undefined, on: string | null): string | null {
  if (on === null) return null;
  const clock = /\b(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp])?/.exec(text ?? '');
  if (!clock) return `${on}T00:00`;
  const [, hours = '0', minutes = '00', half] = clock;
  const plain = Number(hours) % (half ? 12 : 24);
  const hour = half?.toLowerCase() === 'p' ? plain + 12 : plain;
  return `${on}T${String(hour).padStart(2, '0')}:${minutes}`;
}
