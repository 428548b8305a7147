import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import type { LetterBatch, PrintEvent } from '#shared/letters/contract.ts';
import { LETTER_WORDS, type LetterLanguage, languageTag } from '#shared/letters/kinds.ts';
import { PAPER_WORDS } from '#shared/letters/plan-papers.ts';
import { textOf } from '#shared/letters/template.ts';
import type { CallContext } from '../context.ts';
import { logLetterMailed } from '../outreach/mailing.ts';
import { type Block, FOURTEEN_POINTS, LARGE_PRINT, type PdfSpec } from '../pdf/blocks.ts';
import { type PdfPart, streamParts } from '../pdf/build-parts.ts';
import { buildPdf, missingSentence } from '../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { otherLanguage } from './check.ts';
import { type Composed, compose, type Desk, dateWords, openDesk, phoneWords } from './compose.ts';
import { paperReader } from './plan-papers.ts';
import { insertLetter } from './store.ts';

/**
 * Lays one letter out.
 *
 * An authorization to disclose is set in 14 points at least, head and foot too, whatever was asked.
 *
 * @see Cal. Civ. Code 56.11(a).
 */
export function letterDocument(
  letter: Composed,
  desk: Desk,
  options: {
    readonly batch: LetterBatch;
    readonly today: string;
    readonly now: string;
    /** The plan's papers that belong to it, read. */
    readonly enclosures?: readonly Block[];
  },
): PdfSpec {
  const { enclosures = [] } = options;
  const { member, template, filled } = letter;
  const language = letter.language ?? 'en';
  const { agency } = desk;
  const size =
    options.batch.print === 'large'
      ? LARGE_PRINT
      : options.batch.kind === 'authorization'
        ? FOURTEEN_POINTS
        : undefined;
  const title = template?.title ?? LETTER_WORDS[options.batch.kind];
  return {
    title: `${title}, ${member.name}`,
    subject: title,
    author: agency.name,
    lang: languageTag(language),
    createdAt: new Date(options.now),
    header: { left: agency.name, right: phoneWords(agency.phone) },
    footer: [
      `${member.name}, CIN ${member.cin}`,
      template?.approvalId
        ? `${LETTER_WORDS[options.batch.kind]} v${template.version}, ${template.approvalId}`
        : '',
    ],
    ...(size ? { size } : {}),
    blocks: [
      ...(isMailed(options.batch.kind)
        ? ([
            { kind: 'paragraph', text: dateWords(options.today, language) },
            { kind: 'paragraph', text: letter.address },
          ] as const)
        : []),
      ...(filled?.blocks ?? []).map(
        (block): Block => (block.kind === 'signatures' ? { ...block, date: dateLabel(language) } : block),
      ),
      ...enclosures,
    ],
  };
}

/**
 * Prints a batch into a folder the person chooses: one merged PDF and one for each member.
 *
 * Everything is composed and checked before the first file is written, and the log rows are written before a file
 * takes its name. An authorization is never merged with another paper.
 *
 * @throws AppError `HELD` naming the first letter that cannot be printed and what it lacks.
 */
export async function* printLetters(context: CallContext, batch: LetterBatch): AsyncGenerator<PrintEvent> {
  const desk = await openDesk(context);
  const enclose = paperReader(context);
  const letters: Composed[] = [];
  for (const memberId of new Set(batch.memberIds)) {
    const letter = await compose(context, desk, batch, memberId);
    refuse(letter);
    await enclosuresOf(letter, enclose);
    letters.push(letter);
    if (letters.length % 50 === 0) await setImmediate();
  }
  const total = letters.length;
  const folder = await context.shell.openFolder({ title: 'Where to put the letters' });
  if (!folder) throw new AppError('CANCELLED', 'No folder was chosen. Nothing was printed.');
  yield { step: 'printing', done: 0, total };
  const batchId = context.newId();
  const now = context.now();
  const today = context.today();
  const specOf = async (letter: Composed) =>
    letterDocument(letter, desk, { batch, today, now, enclosures: await enclosuresOf(letter, enclose) });
  const title = LETTER_WORDS[batch.kind];
  const merges = batch.kind !== 'authorization' && total > 1;
  const files: string[] = merges ? [fileNameOf(`${title} ${today}, ${total} letters`, 'pdf')] : [];
  const notes = new Set<string>();
  let pages = 0;
  let done = 0;
  const stopped = () =>
    new AppError('CANCELLED', `Stopped after ${done} of ${total} letters. Those are in the log.`);
  for (const letter of letters) {
    if (context.signal?.aborted) throw stopped();
    const pdf = await buildPdf(await specOf(letter));
    const note = missingSentence(pdf.missing);
    if (note !== null) notes.add(note);
    for (const paper of letter.enclosed) {
      const other = otherLanguage(paper, letter);
      if (other !== null) notes.add(other);
    }
    pages += pdf.pages;
    const name = fileNameOf(`${title} ${letter.member.name} ${letter.member.cin}`, 'pdf');
    await writeUserFile(join(folder.path, name), pdf.bytes, () =>
      context.write((inside) => logLetter(inside, letter, { batch, batchId, pages: pdf.pages })),
    );
    files.push(name);
    done += 1;
    if (done % 10 === 0 || done === total) yield { step: 'printing', done, total };
    await setImmediate();
  }
  const [first] = files;
  if (merges && first) {
    const whole = {
      title: `${title}, ${total} letters`,
      subject: title,
      author: desk.agency.name,
      lang: 'en-US',
      createdAt: new Date(now),
    };
    const merged = streamParts(whole, () =>
      partsOf(letters, specOf, () => context.signal?.aborted && stopped()),
    );
    await writeUserFile(join(folder.path, first), merged.bytes);
  }
  yield { step: 'done', batchId, letters: total, pages, files, folder: folder.name, notes: [...notes] };
}

async function* partsOf(
  letters: readonly Composed[],
  specOf: (letter: Composed) => Promise<PdfSpec>,
  stopped: () => AppError | false | undefined,
): AsyncGenerator<PdfPart> {
  for (const letter of letters) {
    const stop = stopped();
    if (stop) throw stop;
    yield { spec: await specOf(letter) };
  }
}

/** The word under the line for a date. */
function dateLabel(language: LetterLanguage): string {
  return language === 'es' ? 'Fecha' : 'Date';
}

/** The whole letter of the plan first, then what goes along. */
async function enclosuresOf(
  letter: Composed,
  read: ReturnType<typeof paperReader>,
): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  for (const paper of [...(letter.paper ? [letter.paper] : []), ...letter.enclosed]) {
    const { pages } = await read(paper);
    const lang = languageTag(paper.language === 'many' ? 'en' : paper.language);
    blocks.push({ kind: 'pages', title: PAPER_WORDS[paper.kind], lang, pages });
  }
  return blocks;
}

function refuse(letter: Composed): void {
  const { name, id } = letter.member;
  if (letter.problem !== null) {
    throw new AppError('HELD', `The letter to ${name} cannot be printed. ${letter.problem}`, { field: id });
  }
  const missing = letter.filled?.missing ?? [];
  if (missing.length > 0) {
    throw new AppError('HELD', `The letter to ${name} lacks: ${missing.join(', ')}.`, { field: id });
  }
}

/** Whether it goes by mail; forms to sign are handed over. */
function isMailed(kind: LetterBatch['kind']): boolean {
  return kind !== 'authorization' && kind !== 'consent';
}

async function logLetter(
  context: CallContext,
  letter: Composed,
  print: { readonly batch: LetterBatch; readonly batchId: string; readonly pages: number },
): Promise<void> {
  const text = letter.paper
    ? `As the plan supplied it: ${letter.paper.fileName}, SHA-256 ${letter.paper.sha256}`
    : textOf(letter.filled?.blocks ?? []);
  const id = context.newId();
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  await insertLetter(context.db, {
    id,
    batch_id: print.batchId,
    member_id: letter.member.id,
    kind: print.batch.kind,
    template_id: letter.template?.id ?? null,
    language: letter.language ?? 'en',
    title: letter.template?.title ?? LETTER_WORDS[print.batch.kind],
    text,
    address: letter.address,
    pages: print.pages,
    text_sha256: sha256,
    mailed_on: null,
    returned_on: null,
    returned_reason: null,
    enclosed: JSON.stringify([
      ...(letter.paper ? [letter.paper.id] : []),
      ...letter.enclosed.map((one) => one.id),
    ]),
    created_at: context.now(),
    created_by: context.user.id,
  });
  if (isMailed(print.batch.kind)) {
    await logLetterMailed(context, letter.member, {
      id,
      what: letter.template?.title ?? LETTER_WORDS[print.batch.kind],
    });
  }
  await context.record('letter.print', {
    memberId: letter.member.id,
    entityId: id,
    detail: { kind: print.batch.kind, language: letter.language ?? 'en', batch: print.batchId, sha256 },
  });
}
