import { LETTER_KINDS, type LetterKind, type TypesetLanguage } from './kinds.ts';
import { ENGLISH } from './library/en.ts';
import { SPANISH } from './library/es.ts';

const TEXTS = { en: ENGLISH, es: SPANISH } as const;

/** A text Hearth ships. It is a draft: a plan's approval makes a locked copy of it. */
export interface ShippedTemplate {
  /** `shipped:welcome:en` */
  readonly id: string;
  readonly kind: LetterKind;
  readonly language: TypesetLanguage;
  readonly title: string;
  readonly body: string;
}

/** Every shipped text, letter by letter. */
export const SHIPPED: readonly ShippedTemplate[] = LETTER_KINDS.flatMap((kind) =>
  (['en', 'es'] as const).map((language) => ({
    id: `shipped:${kind}:${language}`,
    kind,
    language,
    ...TEXTS[language][kind],
  })),
);
