import { dateInWords } from '../dates.ts';
import type { Need } from './content.ts';
import type { Domain } from './domains.ts';

/** Something already on file that a goal could answer, or a question to begin with. */
export interface Suggestion {
  /** Stable key; a goal that came from it carries the key. */
  readonly key: string;
  readonly kind: 'condition' | 'assessment' | 'question';
  readonly title: string;
  /** Where it comes from: "Depression, PHQ-9, Nov 12". */
  readonly source: string;
  readonly domain: Domain;
}

/** A recorded condition, as the members capability tells it. */
export interface KnownCondition {
  readonly code: string;
  readonly label: string;
}

/** A signed assessment's result, as the assessments capability tells it. */
export interface KnownResult {
  readonly id: string;
  /** The instrument: "PHQ-9". */
  readonly formTitle: string;
  readonly score: number | null;
  readonly band: string | null;
  /** Whether the result asks for something to be done. */
  readonly positive: boolean;
  /** Problems its answers point to, each with the answer. */
  readonly suggestions?: readonly {
    readonly ruleId: string;
    readonly problem: string;
    readonly code: { readonly code?: string | undefined } | null;
    readonly because: string;
  }[];
  /** The agency's calendar date of the signature. */
  readonly signedOn: string;
}

// What the instruments are about; one that is not listed is sorted by the person.
const DOMAIN_BY_INSTRUMENT: readonly (readonly [prefix: string, domain: Domain])[] = [
  ['PHQ', 'mental_health'],
  ['GAD', 'mental_health'],
  ['AUDIT', 'substance_use'],
  ['DAST', 'substance_use'],
];

// ICD-10-CM chapters, longest prefix first; good enough to sort suggestions, never to decide anything.
const DOMAIN_BY_CODE: readonly (readonly [prefix: string, domain: Domain])[] = [
  ['Z59.4', 'food'],
  ['Z59.6', 'income'],
  ['Z59.7', 'income'],
  ['Z59.5', 'income'],
  ['Z59', 'housing'],
  ['Z56', 'income'],
  ['Z63', 'family_and_community'],
  ['Z60', 'family_and_community'],
  ['Z75', 'transport'],
  ['Z91.4', 'safety'],
  ['Z51.5', 'palliative_care'],
  ['F01', 'dementia'],
  ['F02', 'dementia'],
  ['F03', 'dementia'],
  ['G30', 'dementia'],
  ['F1', 'substance_use'],
  ['F7', 'developmental'],
  ['F84', 'developmental'],
  ['F', 'mental_health'],
  ['K0', 'oral_health'],
  ['K1', 'oral_health'],
  ['Z', 'other'],
];

/** Sorts an ICD-10-CM code into a domain; what is not listed is physical health. */
export function domainOfCode(code: string): Domain {
  const clean = code.toUpperCase();
  return DOMAIN_BY_CODE.find(([prefix]) => clean.startsWith(prefix))?.[1] ?? 'physical_health';
}

/** Questions that open a conversation when little is on file; a plan never begins as an empty page. */
export const OPENING_QUESTIONS: readonly Suggestion[] = [
  {
    key: 'question:month',
    kind: 'question',
    title: 'What would make the next month better?',
    source: 'A question to begin with',
    domain: 'other',
  },
  {
    key: 'question:sleep',
    kind: 'question',
    title: 'Where do you want to be sleeping this time next year?',
    source: 'A question to begin with',
    domain: 'housing',
  },
  {
    key: 'question:body',
    kind: 'question',
    title: 'What does your health stop you from doing?',
    source: 'A question to begin with',
    domain: 'physical_health',
  },
];

/**
 * Lists what a plan can start from: results that ask for something first, then conditions, then questions.
 *
 * Questions come only while fewer than three things are on file.
 */
export function planSuggestions(known: {
  readonly conditions: readonly KnownCondition[];
  readonly results: readonly KnownResult[];
  readonly today: string;
}): readonly Suggestion[] {
  const results = known.results
    .filter((result) => result.positive)
    .map((result): Suggestion => {
      const band = result.band === null ? '' : `, ${result.band.toLowerCase()}`;
      return {
        key: `assessment:${result.id}`,
        kind: 'assessment',
        title:
          result.score === null
            ? `${result.formTitle}${band}`
            : `${result.formTitle} total ${result.score}${band}`,
        source: `Assessment signed ${dateInWords(result.signedOn, known.today)}`,
        domain: DOMAIN_BY_INSTRUMENT.find(([prefix]) => result.formTitle.startsWith(prefix))?.[1] ?? 'other',
      };
    });
  const problems = known.results.flatMap((result) =>
    (result.suggestions ?? [])
      // A positive score stands among the results already.
      .filter(({ code }) => code !== null || !result.positive)
      .map(
        ({ ruleId, problem, code, because }): Suggestion => ({
          key: `assessment:${result.id}:${ruleId}`,
          kind: 'assessment',
          title: problem,
          source: `${because}${code?.code ? `, ${code.code}` : ''}, signed ${dateInWords(result.signedOn, known.today)}`,
          domain: code?.code ? domainOfCode(code.code) : 'other',
        }),
      ),
  );
  const seen = new Set<string>();
  const conditions = known.conditions
    .filter((condition) => !seen.has(condition.code) && seen.add(condition.code))
    .map(
      (condition): Suggestion => ({
        key: `condition:${condition.code}`,
        kind: 'condition',
        title: condition.label,
        source: `On file, ${condition.code}`,
        domain: domainOfCode(condition.code),
      }),
    );
  const found = [...results, ...problems, ...conditions];
  return found.length < 3 ? [...found, ...OPENING_QUESTIONS] : found;
}

/** As long as the field of the plan that holds them. */
const LONGEST_NEED = 4000;

/** The needs a first version starts with: what is on file, a line each, domain by domain. */
export function needsFrom(suggestions: readonly Suggestion[]): readonly Need[] {
  const found = new Map<Domain, string[]>();
  for (const { kind, title, source, domain } of suggestions) {
    if (kind === 'question') continue;
    found.set(domain, [...(found.get(domain) ?? []), `${title}. ${source}.`]);
  }
  return [...found].map(([domain, lines]) => ({ domain, text: lines.join('\n').slice(0, LONGEST_NEED) }));
}
