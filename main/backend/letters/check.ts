import { AppError } from '#shared/errors.ts';
import type { Addressee, LetterBatch } from '#shared/letters/contract.ts';
import { isField, MERGE_FIELDS } from '#shared/letters/fields.ts';
import { readingGrade } from '#shared/letters/reading-level.ts';
import { textOf } from '#shared/letters/template.ts';
import type { CallContext } from '../context.ts';
import { compose, openDesk } from './compose.ts';

/** Says for every member which letter they would get and what it lacks; writes nothing. */
export async function checkLetters(context: CallContext, batch: LetterBatch) {
  const desk = await openDesk(context);
  const addressees: Addressee[] = [];
  const asks = new Map<string, string>();
  for (const memberId of new Set(batch.memberIds)) {
    const letter = await compose(context, desk, batch, memberId);
    const template = letter.template ? desk.read(letter.template) : null;
    for (const name of template?.fields ?? []) {
      const field = isField(name) ? MERGE_FIELDS[name] : null;
      if (field && 'given' in field) asks.set(name, field.words);
    }
    addressees.push({
      memberId,
      name: letter.member.name,
      onFile: letter.member.language,
      language: letter.language,
      fallback: letter.fallback,
      templateId: letter.template?.id ?? null,
      problem: letter.problem,
      missing: [...(letter.filled?.missing ?? [])],
    });
  }
  context.about({ detail: { kind: batch.kind, members: addressees.length } });
  return {
    addressees,
    asks: [...asks].map(([name, words]) => ({ name, words })),
    ready: addressees.filter((one) => one.problem === null && one.missing.length === 0).length,
  };
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
    throw new AppError('NOT_FOUND', letter.problem ?? 'There is no text for this letter.');
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
