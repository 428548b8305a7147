import { AppError } from '#shared/errors.ts';
import type { Addressee, LetterBatch } from '#shared/letters/contract.ts';
import { isField, MERGE_FIELDS } from '#shared/letters/fields.ts';
import {
  LANGUAGE_WORDS,
  LETTER_LANGUAGES,
  type LetterKind,
  type LetterLanguage,
} from '#shared/letters/kinds.ts';
import { PAPER_WORDS, type PlanPaper } from '#shared/letters/plan-papers.ts';
import { readingGrade } from '#shared/letters/reading-level.ts';
import { textOf } from '#shared/letters/template.ts';
import type { CallContext } from '../context.ts';
import { type Composed, compose, type Desk, openDesk } from './compose.ts';
import { isApproved } from './library.ts';

/** Says for every member which letter they would get and what it lacks; writes nothing. */
export async function checkLetters(context: CallContext, batch: LetterBatch) {
  const desk = await openDesk(context);
  const addressees: Addressee[] = [];
  const asks = new Map<string, string>();
  const notes = new Set<string>();
  for (const memberId of new Set(batch.memberIds)) {
    const letter = await compose(context, desk, batch, memberId);
    const template = letter.template ? desk.read(letter.template) : null;
    for (const name of template?.fields ?? []) {
      const field = isField(name) ? MERGE_FIELDS[name] : null;
      if (field && 'given' in field) asks.set(name, field.words);
    }
    for (const paper of letter.enclosed) {
      const note = otherLanguage(paper, letter);
      if (note !== null) notes.add(note);
    }
    addressees.push({
      memberId,
      name: letter.member.name,
      onFile: letter.member.language,
      language: letter.language,
      fallback: letter.fallback,
      templateId: letter.template?.id ?? null,
      enclosed: [...(letter.paper ? [letter.paper] : []), ...letter.enclosed].map(paperWords),
      problem: letter.problem,
      missing: [...(letter.filled?.missing ?? [])],
    });
  }
  context.about({ detail: { kind: batch.kind, members: addressees.length } });
  return {
    addressees,
    asks: [...asks].map(([name, words]) => ({ name, words })),
    ready: addressees.filter((one) => one.problem === null && one.missing.length === 0).length,
    languages: offered(desk, batch.kind),
    notes: [...notes],
  };
}

/** The languages some plan has an approved text or a whole paper in; nothing else is offered. */
function offered(desk: Desk, kind: LetterKind): LetterLanguage[] {
  return LETTER_LANGUAGES.filter(
    (language) =>
      desk.templates.some((one) => one.kind === kind && one.language === language && isApproved(one.state)) ||
      desk.papers.some((one) => one.kind === kind && one.language === language && one.retiredOn === null),
  );
}

function paperWords(paper: PlanPaper): string {
  const language = paper.language === 'many' ? '' : `, ${LANGUAGE_WORDS[paper.language]}`;
  return `${PAPER_WORDS[paper.kind]}${language}`;
}

/** Says that an enclosure is not in the letter's language; English in place of another is never silent. */
export function otherLanguage(paper: PlanPaper, letter: Composed): string | null {
  if (letter.language === null || paper.language === 'many' || paper.language === letter.language)
    return null;
  const words = `${LANGUAGE_WORDS[paper.language]}, not ${LANGUAGE_WORDS[letter.language]}`;
  return `The ${PAPER_WORDS[paper.kind].toLowerCase()} of ${letter.member.plan.name} goes along in ${words}.`;
}

/** One letter as it would read, approved or not. */
export async function previewLetter(
  context: CallContext,
  input: { readonly batch: LetterBatch; readonly memberId: string },
) {
  const desk = await openDesk(context);
  const letter = await compose(context, desk, input.batch, input.memberId);
  context.about({ memberId: letter.member.id, detail: { kind: input.batch.kind } });
  if (!letter.filled || !letter.template || letter.language === null) {
    throw new AppError(
      'NOT_FOUND',
      letter.paper
        ? `The plan supplied this letter: ${letter.paper.fileName}. It is printed as it is.`
        : (letter.problem ?? 'There is no text for this letter.'),
    );
  }
  return {
    language: letter.language,
    state: letter.template.state,
    title: letter.template.title,
    address: letter.address,
    blocks: letter.filled.blocks.map((block) =>
      block.kind === 'list'
        ? { ...block, items: [...block.items] }
        : block.kind === 'signatures'
          ? { ...block, labels: [...block.labels] }
          : { ...block },
    ),
    missing: [...letter.filled.missing],
    grade: readingGrade(textOf(letter.filled.blocks), letter.language),
  };
}
