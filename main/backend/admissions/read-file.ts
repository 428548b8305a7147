import { createHash } from 'node:crypto';
import { looksLikeHl7, splitHl7 } from '#shared/admissions/hl7.ts';
import type { NoticeRead } from '#shared/admissions/notice.ts';
import { readMessage } from '#shared/admissions/read-message.ts';
import {
  columnsProblem,
  countNoticeHeadings,
  isNoticeHeadings,
  type ListType,
  listName,
  NOTHING_LEARNED,
  type NoticeColumn,
  type NoticeMapping,
  noticeColumns,
  readRow,
} from '#shared/admissions/sheet.ts';
import { AppError } from '#shared/errors.ts';
import { normalizeHeading } from '#shared/roster/headings.ts';
import type { CallContext } from '../context.ts';
import { decodeText } from '../roster/file/decode.ts';
import { parseWhole } from '../roster/file/read-file.ts';
import { selectMapping } from './store.ts';

/** A notice of a file with what tells it from every other. */
export interface FoundNotice {
  /** Of what it says: the same notice in another file has the same. */
  readonly sha256: string;
  readonly read: NoticeRead;
}

/** A file of notices as it is understood. */
export interface ReadNotices {
  readonly found: readonly FoundNotice[];
  /** Only with a list: how its columns are read. */
  readonly sheet: {
    readonly columns: readonly NoticeColumn[];
    readonly list: ListType | null;
    readonly listName: string;
    readonly problem: string | null;
  } | null;
}

/**
 * Reads a plan's file of hospital notices: HL7 v2 messages, or a census or emergency list as CSV or workbook.
 *
 * @throws AppError `FILE_UNREADABLE` or `TOO_LARGE` naming the file and, where there is one, the row
 */
export async function readNotices(
  context: CallContext,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  learned: NoticeMapping,
): Promise<ReadNotices> {
  const head = new TextDecoder('latin1').decode(file.bytes.subarray(0, 200)).replace(/\0/g, '');
  if (looksLikeHl7(head.replace(/^(\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)/, ''))) {
    return readHl7(context, file);
  }
  return readList(context, file, learned);
}

function readHl7(
  context: CallContext,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): ReadNotices {
  const { text } = decodeText(file.bytes, file.fileName);
  const { messages, problems } = splitHl7(text);
  const found = messages.map((message): FoundNotice => {
    const lines = message.segments.map(({ fields }) => fields.join(message.separators.field));
    return { sha256: digest(lines), read: readMessage(message, context.workspace.timeZone) };
  });
  // What is wrong with the file itself waits for a person beside the messages that are good.
  const whole = digest([text]);
  const about = problems.map(({ line, sentence }): FoundNotice => {
    return { sha256: digest([whole, sentence]), read: { place: `line ${line}`, problem: sentence } };
  });
  return { found: [...found, ...about], sheet: null };
}

/** Whether a table is a list of hospital use: by headings that only such lists have, or by what the plan's last one taught us. */
export async function isNoticeList(
  context: CallContext,
  file: { readonly planId: string; readonly fileName: string; readonly bytes: Uint8Array },
): Promise<boolean> {
  const learned = (await selectMapping(context.db, file.planId)) ?? NOTHING_LEARNED;
  try {
    const { headings } = await parseList(context, file, learned);
    if (isNoticeHeadings(headings) || Object.hasOwn(learned.lists, listName(file.fileName, headings)))
      return true;
    const told = headings.filter((heading) => learned.columns[normalizeHeading(heading)]).length;
    return told >= 2 && columnsProblem(noticeColumns(headings, learned), 'ed') === null;
  } catch (error) {
    // What cannot be read as a table is none; a stopped call stops.
    if (error instanceof AppError && error.code !== 'CANCELLED') return false;
    throw error;
  }
}

async function parseList(
  context: CallContext,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  learned: NoticeMapping,
) {
  const test = {
    countKnown: (cells: readonly string[]) => countNoticeHeadings(cells, learned),
    examples: 'CIN or Admit Date',
  };
  return parseWhole(file.bytes, file.fileName, context.signal, test);
}

async function readList(
  context: CallContext,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  learned: NoticeMapping,
): Promise<ReadNotices> {
  const parsed = await parseList(context, file, learned);
  const columns = noticeColumns(parsed.headings, learned);
  const name = listName(file.fileName, parsed.headings);
  const list = learned.lists[name] ?? null;
  const problem = columnsProblem(columns, list);
  const sheet = { columns, list, listName: name, problem };
  if (problem !== null) return { found: [], sheet };
  const reads = { columns, list, today: context.today(), date1904: parsed.date1904 };
  const found = parsed.rows.flatMap((row): FoundNotice[] => {
    const read = readRow(row, reads);
    return read === null ? [] : [{ sha256: digest([name, ...row.cells.map((cell) => cell.trim())]), read }];
  });
  return { found, sheet };
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
