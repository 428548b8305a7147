import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { dateInWords } from '#shared/dates.ts';
import type { CodeImportEvent, CodeList } from '#shared/diagnoses/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { readChosenFile } from '../read-chosen-file.ts';
import { type CodeFile, parseCodeFile } from './parse-file.ts';
import {
  deleteSlice,
  findDeadLists,
  findLists,
  insertCodes,
  insertList,
  markGone,
  markReady,
  nextListNumber,
  type StoredList,
} from './store.ts';

const MOST_BYTES = 64 * 1024 * 1024;
/** Rows in one transaction: about 30 ms, so that nobody who signs a note meanwhile waits. */
const SLICE = 1500;

/** What the person said about the file. */
export interface CodeImport {
  readonly codeYear: number | null;
  readonly from: 'october' | 'april';
}

type Done = Extract<CodeImportEvent, { step: 'done' }>;

/**
 * Takes a whole list of ICD-10-CM codes from a file of CMS.
 *
 * The rows come in slices under a list that nobody reads until the last one is in; stopped half way, or after a
 * power cut, nothing of it counts. A list of the same first day is replaced in that last step.
 *
 * @throws AppError `FILE_UNREADABLE`, `TOO_LARGE`, `VALIDATION` when neither name nor person says the year, `CANCELLED`
 */
export async function* importCodes(context: CallContext, input: CodeImport): AsyncGenerator<CodeImportEvent> {
  const file = await context.shell.openFile({
    title: 'Open a list of ICD-10-CM codes',
    filters: [
      { name: 'Code files of CMS', extensions: ['txt'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  if (!file) {
    yield done('cancelled', 'No file was chosen.', null);
    return;
  }
  const bytes = await readChosenFile(file, { mostBytes: MOST_BYTES, what: 'code files' });
  const parsed = parseCodeFile(bytes, file.name);
  const codeYear = input.codeYear ?? yearOf(file.name);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const period = periodOf(codeYear, input.from);
  const known = (await findLists(context.db)).find((list) => list.effectiveFrom === period.from);
  if (known?.sha256 === sha256) {
    yield done('nothing_new', `Nothing new: ${file.name} is the list that is in use already.`, known);
    return;
  }
  const row = await startList(context, { parsed, codeYear, period, fileName: file.name, sha256 });
  let kept = false;
  try {
    const total = parsed.lines.length;
    for (let from = 0; from < total; from += SLICE) {
      yield { step: 'working', fileName: file.name, done: from, total };
      stopIfAsked(context);
      await context.write((inside) =>
        insertCodes(inside.db, row.number, parsed.lines.slice(from, from + SLICE)),
      );
      await nextTurn();
    }
    stopIfAsked(context);
    await keepList(context, row, known);
    kept = true;
  } finally {
    if (!kept) await context.write((inside) => markGone(inside.db, row.id));
    await sweepDeadLists(context);
  }
  const list = (await findLists(context.db)).find(({ id }) => id === row.id) ?? null;
  yield done('imported', sentenceOf(parsed, codeYear, period, context.today()), list);
}

function stopIfAsked(context: CallContext): void {
  if (context.signal?.aborted) {
    throw new AppError('CANCELLED', 'Stopped. The codes in use are as they were.');
  }
}

async function startList(
  context: CallContext,
  list: {
    readonly parsed: CodeFile;
    readonly codeYear: number;
    readonly period: { readonly from: string; readonly to: string };
    readonly fileName: string;
    readonly sha256: string;
  },
): Promise<{ readonly id: string; readonly number: number }> {
  const codes = list.parsed.lines.filter(({ billable }) => billable).length;
  return context.write(async (inside) => {
    const row = { id: inside.newId(), number: await nextListNumber(inside.db) };
    await insertList(inside.db, {
      ...row,
      code_year: list.codeYear,
      effective_from: list.period.from,
      effective_to: list.period.to,
      file_name: list.fileName.slice(0, 200),
      sha256: list.sha256,
      codes,
      headings: list.parsed.lines.length - codes,
      state: 'loading',
      created_at: inside.now(),
      created_by: inside.user.id,
    });
    return row;
  });
}

async function keepList(
  context: CallContext,
  row: { readonly id: string },
  replaced: StoredList | undefined,
): Promise<void> {
  await context.write(async (inside) => {
    if (replaced) await markGone(inside.db, replaced.id);
    await markReady(inside.db, row.id);
    await inside.record('diagnosis.import_list', {
      entityId: row.id,
      detail: { replaced: replaced?.id ?? null },
    });
  });
}

/** Clears away the rows of lists nobody reads, a slice at a time. */
async function sweepDeadLists(context: CallContext): Promise<void> {
  for (const list of await findDeadLists(context.db)) {
    let more = true;
    while (more) {
      more = await context.write((inside) => deleteSlice(inside.db, list, SLICE));
      await nextTurn();
    }
  }
}

/** Takes a list out of use; conditions that were recorded with it keep their words. */
export async function removeCodes(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ codeYear: number }> {
  const list = (await findLists(context.db)).find(({ id }) => id === input.id);
  if (!list) throw new AppError('NOT_FOUND', 'This list is not in use.');
  // Its rows are cleared away with the next import.
  await markGone(context.db, list.id);
  context.about({ entityId: list.id, detail: { codeYear: list.codeYear } });
  return { codeYear: list.codeYear };
}

/** The lists in use, the newest first. */
export async function listCodeLists(context: CallContext): Promise<{ lists: CodeList[] }> {
  const lists = await findLists(context.db);
  return { lists: lists.map(({ number: _number, sha256: _sha256, ...list }) => list) };
}

function yearOf(fileName: string): number {
  const year = /(?<!\d)20[1-9]\d(?!\d)/.exec(fileName)?.[0];
  if (year) return Number(year);
  throw new AppError('VALIDATION', `The name of ${fileName} does not say its code year. Choose it first.`, {
    field: 'codeYear',
  });
}

/** A code year begins on October 1 of the year before; its changes come on April 1. */
function periodOf(codeYear: number, from: CodeImport['from']): { from: string; to: string } {
  return {
    from: from === 'october' ? `${codeYear - 1}-10-01` : `${codeYear}-04-01`,
    to: `${codeYear}-09-30`,
  };
}

function sentenceOf(
  { lines }: CodeFile,
  codeYear: number,
  period: { readonly from: string; readonly to: string },
  today: string,
): string {
  const codes = lines.filter(({ billable }) => billable).length.toLocaleString('en-US');
  return `${codes} codes of ${codeYear}, for services from ${dateInWords(period.from, today)} to ${dateInWords(period.to, today)}.`;
}

function done(outcome: Done['outcome'], sentence: string, stored: StoredList | null): Done {
  if (stored === null) return { step: 'done', outcome, sentence, list: null };
  const { number: _number, sha256: _sha256, ...list } = stored;
  return { step: 'done', outcome, sentence, list };
}
