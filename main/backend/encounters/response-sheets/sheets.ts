import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Verdict } from '#shared/encounters/answers/answer.ts';
import type { ResponseSheet, SheetCounts, SheetRow } from '#shared/encounters/response-sheets/contract.ts';
import {
  columnsProblem,
  mapColumns,
  NOTHING_LEARNED,
  type ResponseField,
  type ResponseMapping,
  statusKey,
} from '#shared/encounters/response-sheets/read-sheet.ts';
import { AppError } from '#shared/errors.ts';
import { normalizeHeading } from '#shared/roster/headings.ts';
import type { CallContext } from '../../context.ts';
import { getPlan } from '../../plans/plans.ts';
import {
  insertSheet,
  selectLearned,
  selectSheet,
  selectSheetBySha256,
  selectSheets,
  updateSheet,
} from './store.ts';
import { readCells, sheetLine, understand } from './understand.ts';

/** Far more than any plan's answer to an invoice. */
const MOST_BYTES = 16 * 1024 * 1024;
const FILTERS = [
  { name: 'Sheets', extensions: ['csv', 'tsv', 'txt', 'xlsx', 'xlsm'] },
  { name: 'All files', extensions: ['*'] },
];

/** A sheet that is in memory. */
interface SheetFile {
  readonly planId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export async function listSheets(
  context: CallContext,
  input: { readonly planId?: string | undefined },
): Promise<{ sheets: SheetRow[] }> {
  return { sheets: await selectSheets(context.db, input.planId) };
}

/** Asks for a plan's response sheet and keeps it; null when the dialog was put away. */
export async function openSheet(
  context: CallContext,
  input: { readonly planId: string },
): Promise<{ id: string; known: boolean } | null> {
  const plan = await getPlan(context, input.planId);
  const grant = await context.shell.openFile({
    title: `Open a response sheet from ${plan.shortName}`,
    filters: FILTERS,
  });
  if (!grant) return null;
  const kept = await keepSheet(context, {
    planId: plan.id,
    fileName: grant.name,
    bytes: await readGrant(grant),
  });
  context.about({ entityId: kept.id, detail: { known: kept.known } });
  return { id: kept.id, known: kept.known };
}

async function readGrant(grant: { readonly path: string; readonly name: string }): Promise<Uint8Array> {
  // SECURITY: the system's own message would carry the path.
  const info = await stat(grant.path).catch(() => null);
  const bytes = info && info.size <= MOST_BYTES ? await readFile(grant.path).catch(() => null) : null;
  if (info && info.size > MOST_BYTES) {
    throw new AppError('TOO_LARGE', `${grant.name} is larger than the 16 MB that Hearth takes as an answer.`);
  }
  if (!bytes) throw new AppError('FILE_UNREADABLE', `${grant.name} could not be read. Choose it again.`);
  return bytes;
}

/**
 * Keeps a plan's response sheet with what it says; the same bytes of a plan are kept once.
 *
 * Nothing counts before it is applied. Call it on a job's context: it writes in one transaction of its own.
 *
 * @throws AppError `FILE_UNREADABLE` or `TOO_LARGE` with the row; nothing is kept then
 */
export async function keepSheet(
  context: CallContext,
  file: SheetFile,
): Promise<{ id: string; known: boolean; counts: SheetCounts }> {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const before = await selectSheetBySha256(context.db, file.planId, sha256);
  const learned = (await selectLearned(context.db, file.planId)) ?? NOTHING_LEARNED;
  const { counts } = await understand(context, { ...file, content: file.bytes }, learned);
  if (before) return { id: before.id, known: true, counts };
  return context.write(async (inside) => {
    const id = inside.newId();
    const at = inside.now();
    await insertSheet(inside.db, {
      id,
      plan_id: file.planId,
      file_name: file.fileName,
      sha256,
      bytes: file.bytes.byteLength,
      content: Uint8Array.from(file.bytes),
      mapping: JSON.stringify(learned),
      learned_at: at,
      counts: JSON.stringify(counts),
      state: 'open',
      applied_at: null,
      applied_by: null,
      undone_at: null,
      undone_by: null,
      created_at: at,
      created_by: inside.user.id,
    });
    return { id, known: false, counts };
  });
}

/** Whether a file is a response sheet: it has a column with our numbers and one with a status. */
export async function isResponseSheet(context: CallContext, file: SheetFile): Promise<boolean> {
  if (file.bytes.byteLength > MOST_BYTES) return false;
  const learned = (await selectLearned(context.db, file.planId)) ?? NOTHING_LEARNED;
  try {
    const { headings } = await readCells(file.bytes, file.fileName, learned, context.signal);
    return columnsProblem(mapColumns(headings, learned)) === null;
  } catch (error) {
    // What cannot be read as a sheet is none; a stopped call stops.
    if (error instanceof AppError && error.code !== 'CANCELLED') return false;
    throw error;
  }
}

/** A sheet by its id, with its bytes. */
export async function storedSheet(context: CallContext, id: string) {
  const sheet = await selectSheet(context.db, id);
  if (!sheet) throw new AppError('NOT_FOUND', 'This sheet is not on record.');
  return sheet;
}

/** A sheet with its rows as they would count, a page of them. */
export async function showSheet(
  context: CallContext,
  input: {
    readonly id: string;
    readonly only: 'all' | 'problems';
    readonly limit: number;
    readonly offset: number;
  },
): Promise<ResponseSheet> {
  const { content, mapping, ...row } = await storedSheet(context, input.id);
  const read = await understand(context, { ...row, content }, mapping);
  const wanted = read.rows.filter((one) => input.only === 'all' || one.problem !== null);
  context.about({ entityId: row.id, detail: { rows: read.rows.length } });
  return {
    ...row,
    counts: read.counts,
    columns: read.columns.map(({ letter, heading, field }) => ({ letter, heading, field })),
    statuses: read.statuses.map((one) => ({ ...one })),
    problem: read.problem,
    rows: wanted.slice(input.offset, input.offset + input.limit).map(sheetLine),
  };
}

/** Remembers what columns and status words mean, for this sheet and the plan's next ones. */
export async function learnSheet(
  context: CallContext,
  input: {
    readonly id: string;
    readonly columns: Readonly<Record<string, ResponseField | null>>;
    readonly statuses: Readonly<Record<string, Verdict | null>>;
  },
): Promise<Record<string, never>> {
  const sheet = await storedSheet(context, input.id);
  if (sheet.state === 'applied') {
    throw new AppError(
      'CONFLICT',
      'This sheet counts already. Take it back first, then change how it is read.',
    );
  }
  const columns = { ...sheet.mapping.columns };
  for (const [heading, field] of Object.entries(input.columns)) {
    // A field stands in one column: another that had it has none now.
    for (const other of Object.keys(columns))
      if (field !== null && columns[other] === field) columns[other] = null;
    columns[normalizeHeading(heading)] = field;
  }
  const statuses = { ...sheet.mapping.statuses };
  for (const [word, verdict] of Object.entries(input.statuses)) statuses[statusKey(word)] = verdict;
  const mapping: ResponseMapping = { columns, statuses };
  const { counts } = await understand(context, sheet, mapping);
  await updateSheet(context.db, sheet.id, {
    mapping: JSON.stringify(mapping),
    learned_at: context.now(),
    counts: JSON.stringify(counts),
  });
  context.about({ entityId: sheet.id, detail: { learned: true } });
  return {};
}
