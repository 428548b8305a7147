import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import type { NewPaper, PlanPaper } from '#shared/letters/plan-papers.ts';
import type { CallContext } from '../context.ts';
import { type ImportedPages, MOST_BYTES, readPages } from '../pdf/imported-pages.ts';
import { getPlan } from '../plans/plans.ts';
import { findPaperBytes, findPapers, insertPaper, writePaperRetired } from './papers-store.ts';

/** Every paper the plans supplied, newest first, those out of use too. */
export async function listPapers(context: CallContext): Promise<{ papers: PlanPaper[] }> {
  return { papers: await findPapers(context.db) };
}

/**
 * Asks for a PDF of a plan, reads it once to see that it can be set into letters, and keeps it in the workspace.
 *
 * @throws AppError `FILE_UNREADABLE` for a file that is locked, damaged, too large or no PDF.
 */
export async function addPaper(context: CallContext, input: NewPaper): Promise<PlanPaper | null> {
  if (input.approvedOn > context.today()) {
    throw new AppError('VALIDATION', 'An approval cannot be of a day to come.', { field: 'approvedOn' });
  }
  if (input.planId !== null) await getPlan(context, input.planId);
  const source = await context.shell.openFile({
    title: 'Choose the PDF from the plan',
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (source === null) return null;
  const bytes = await read(source.path, source.name);
  const { pages, missingFonts } = await readPages(bytes, source.name);
  const id = context.newId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await context.write(async (inside) => {
    await insertPaper(inside.db, {
      id,
      kind: input.kind,
      plan_id: input.planId,
      language: input.language,
      file_name: source.name.slice(0, 200),
      pages: pages.length,
      size: bytes.byteLength,
      sha256,
      content: bytes,
      missing_fonts: JSON.stringify(missingFonts),
      approval_id: input.approvalId,
      approved_on: input.approvedOn,
      retired_on: null,
      created_at: context.now(),
      created_by: context.user.id,
    });
    await inside.record('letter.add_paper', {
      entityId: id,
      detail: { kind: input.kind, language: input.language, pages: pages.length, sha256 },
    });
  });
  return (await findPapers(context.db)).find((one) => one.id === id) ?? null;
}

/** Takes a paper out of use; letters printed with it keep saying so. */
export async function retirePaper(context: CallContext, input: { readonly id: string }): Promise<void> {
  context.about({ entityId: input.id });
  if (!(await writePaperRetired(context.db, input.id, context.today()))) {
    throw new AppError('CONFLICT', 'This paper is out of use already.');
  }
}

/** Reads each paper once for a whole batch. */
export function paperReader(context: CallContext): (paper: PlanPaper) => Promise<ImportedPages> {
  const opened = new Map<string, Promise<ImportedPages>>();
  const open = async (paper: PlanPaper) => {
    const bytes = await findPaperBytes(context.db, paper.id);
    if (!bytes) throw new AppError('NOT_FOUND', 'This paper is not on file.');
    return readPages(bytes, paper.fileName);
  };
  return (paper) => {
    const found = opened.get(paper.id) ?? open(paper);
    opened.set(paper.id, found);
    return found;
  };
}

async function read(path: string, name: string): Promise<Uint8Array> {
  const unreadable = new AppError('FILE_UNREADABLE', `${name} cannot be read. Choose the file again.`);
  const there = await stat(path).catch(() => null);
  if (!there?.isFile()) throw unreadable;
  if (there.size > MOST_BYTES) {
    throw new AppError('FILE_UNREADABLE', `${name} is larger than 10 MB. Ask the plan for a smaller one.`);
  }
  return readFile(path).catch(() => {
    throw unreadable;
  });
}
