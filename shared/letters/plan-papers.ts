import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { LETTER_KINDS, LETTER_LANGUAGES, LETTER_WORDS, type LetterKind } from './kinds.ts';

/** What a PDF from a plan is: an enclosure of every letter, or a whole letter of one kind. */
export const ENCLOSURES = ['nondiscrimination', 'taglines'] as const;
export type Enclosure = (typeof ENCLOSURES)[number];
export const PAPER_KINDS = [...ENCLOSURES, ...LETTER_KINDS] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** The words users see for each kind of paper. */
export const PAPER_WORDS: Readonly<Record<PaperKind, string>> = {
  ...LETTER_WORDS,
  nondiscrimination: 'Nondiscrimination notice',
  taglines: 'Language taglines',
};

/** `many` is a paper in several languages at once, as tagline sheets are. */
export const PAPER_LANGUAGES = [...LETTER_LANGUAGES, 'many'] as const;
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

/** A PDF a plan supplied. */
export const paperSchema = z.object({
  id: idSchema,
  kind: z.enum(PAPER_KINDS),
  /** Null counts for every plan without one of its own. */
  plan: z.object({ id: idSchema, name: z.string() }).nullable(),
  language: z.enum(PAPER_LANGUAGES),
  fileName: z.string(),
  pages: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  approvalId: z.string(),
  approvedOn: dateSchema,
  retiredOn: dateSchema.nullable(),
  /** Fonts the file does not hold; a printer may show other letters there. */
  missingFonts: z.array(z.string()),
  addedAt: instantSchema,
});
export type PlanPaper = z.infer<typeof paperSchema>;

export const newPaperSchema = z.strictObject({
  kind: z.enum(PAPER_KINDS),
  planId: idSchema.nullable(),
  language: z.enum(PAPER_LANGUAGES),
  approvalId: lineSchema.min(1, 'Enter the number or name of the approval.'),
  approvedOn: dateSchema,
});
export type NewPaper = z.infer<typeof newPaperSchema>;

/** The paper of a kind for one plan and language: the plan's own before the one for every plan, the newest first. */
export function choosePaper(
  papers: readonly PlanPaper[],
  wanted: { readonly kind: PaperKind; readonly language: PaperLanguage; readonly planId: string },
): PlanPaper | null {
  const fits = papers.filter(
    (one) =>
      one.kind === wanted.kind &&
      one.language === wanted.language &&
      one.retiredOn === null &&
      (one.plan === null || one.plan.id === wanted.planId),
  );
  const rank = (one: PlanPaper) => (one.plan === null ? 0 : 1);
  return fits.toSorted((a, b) => rank(b) - rank(a) || b.addedAt.localeCompare(a.addedAt))[0] ?? null;
}

/** What goes with every letter but an authorization, which stands alone. */
export function enclosuresFor(
  papers: readonly PlanPaper[],
  letter: { readonly kind: LetterKind; readonly language: PaperLanguage; readonly planId: string },
): readonly PlanPaper[] {
  if (letter.kind === 'authorization') return [];
  return ENCLOSURES.flatMap((kind) => {
    const found =
      choosePaper(papers, { ...letter, kind }) ??
      choosePaper(papers, { ...letter, kind, language: 'many' }) ??
      choosePaper(papers, { ...letter, kind, language: 'en' });
    return found ? [found] : [];
  });
}
