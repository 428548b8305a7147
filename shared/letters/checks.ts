import { MERGE_FIELDS } from './fields.ts';
import type { LetterKind, LetterLanguage } from './kinds.ts';
import { readingGrade, TARGET_GRADE } from './reading-level.ts';
import {
  fillTemplate,
  type LetterBlock,
  readTemplate,
  type Template,
  textOf,
  wholeText,
} from './template.ts';

/** What an authorization to disclose must hold, in words. */
export const AUTHORIZATION_ELEMENTS: Readonly<Record<string, string>> = {
  information: 'what information',
  discloser: 'who discloses',
  recipient: 'who receives',
  purpose: 'the purpose and its limits',
  expires: 'an end date or event',
  revoke: 'the right to revoke in writing',
  not_conditioned: 'that care and payment do not depend on it',
  redisclosure: 'that who receives it may pass it on',
  refuse: 'the right to refuse',
  copy: 'the right to a copy',
  signature: 'signature and date',
  representative: 'the representative’s authority',
};

/**
 * The legal elements an authorization's template lacks, in words; empty when it holds them all.
 *
 * @see 45 CFR 164.508(c); Cal. Civ. Code 56.11.
 */
export function authorizationGaps(template: Template): readonly string[] {
  const { blocks } = fillTemplate(template, { fields: sampleFields(), lists: {} });
  const lines = blocks.filter((block) => block.kind === 'signatures').flatMap((block) => block.labels);
  return Object.entries(AUTHORIZATION_ELEMENTS)
    .filter(([element]) => {
      if (!template.marks.includes(element)) return true;
      if (element === 'signature') return lines.length < 1;
      if (element === 'representative') return lines.length < 2;
      const field = `auth.${element}`;
      return Object.hasOwn(MERGE_FIELDS, field) && !template.fields.includes(field);
    })
    .map(([, words]) => words);
}

const NOTICE_WORDS: Readonly<Partial<Record<LetterLanguage, readonly RegExp[]>>> = {
  en: [
    /notice of action/i,
    /\b(deny|denied|denial|denying)\b/i,
    /\b(reduce|reduced|suspend|suspended|terminate[ds]?|termination)\b/i,
    /\bappeal/i,
    /state (fair )?hearing/i,
    /no longer (be )?(eligible|covered)/i,
    /\bdiscontinu/i,
    /\b(cut|cancel|stop|end)(s|ped|ped|ting|ping|ing|ed|led|ling)? (off )?your (\w+ )?(services?|benefits?|coverage|care)\b/i,
  ],
  es: [
    /aviso de acción/i,
    /\b(negar|negad[oa]s?|denegad[oa]s?|denegación)\b/i,
    /\b(reducir|reducid[oa]s?|suspender|suspendid[oa]s?|terminación)\b/i,
    /\bapela/i,
    /audiencia (imparcial|estatal)/i,
    /ya no (es|será) elegible/i,
    /\bdescontinu/i,
    /\b(cortar|cortamos|cancelar|cancelamos|terminar|terminamos|quitar|quitamos)(emos)? sus? (servicios?|beneficios?|cobertura|cuidado)/i,
  ],
};

/**
 * Tells whether tone and reading level of a language can be checked here.
 *
 * Where they cannot, a person who reads the language has to answer for both before a text is approved.
 */
export function isCheckedLanguage(language: LetterLanguage): boolean {
  return NOTICE_WORDS[language] !== undefined && readingGrade('', language) !== null;
}

/**
 * The first words that make a letter read like a Notice of Action; null when none do.
 *
 * Denials, reductions and endings of service are told by the plan, with appeal rights.
 *
 * @see DHCS APL 21-011.
 */
export function noticeWords(text: string, language: LetterLanguage): string | null {
  for (const pattern of NOTICE_WORDS[language] ?? []) {
    const found = pattern.exec(text);
    if (found) return found[0];
  }
  return null;
}

/** What a template was checked for. `problems` keep it from being approved; `grade` only warns. */
export interface TemplateReview {
  readonly problems: readonly { readonly line: number | null; readonly sentence: string }[];
  readonly grade: number | null;
  readonly aboveTarget: boolean;
}

// A plausible word for every field, so that a template is judged as a letter and not as a form.
const SAMPLE = 'Ana';

function sampleFields(): Record<string, string> {
  return Object.fromEntries(Object.keys(MERGE_FIELDS).map((name) => [name, SAMPLE]));
}

/** The running text of a letter without the lines to sign on. */
function proseOf(blocks: readonly LetterBlock[]): string {
  return textOf(blocks.filter((block) => block.kind !== 'signatures'));
}

/** Checks a template's form, legal elements, tone and reading level. */
export function reviewTemplate(
  kind: LetterKind,
  language: LetterLanguage,
  { title, body }: { readonly title: string; readonly body: string },
): TemplateReview {
  const template = readTemplate(body);
  if ('problem' in template) return { problems: [template.problem], grade: null, aboveTarget: false };
  const text = proseOf(wholeText(template, SAMPLE));
  const problems: { line: number | null; sentence: string }[] = [];
  const notice = noticeWords(`${title}\n${text}`, language);
  if (notice !== null) {
    problems.push({
      line: null,
      sentence: `“${notice}” reads like a Notice of Action. The plan sends those.`,
    });
  }
  if (kind === 'authorization') {
    for (const gap of authorizationGaps(template)) {
      problems.push({ line: null, sentence: `The authorization does not say ${gap}.` });
    }
  }
  const grade = readingGrade(text, language);
  return { problems, grade, aboveTarget: grade !== null && grade > TARGET_GRADE };
}
