import type { LetterLanguage } from './kinds.ts';

/** The highest school grade a letter to a member should need. */
export const TARGET_GRADE = 6;

function sentencesOf(text: string): number {
  // A line that ends without a stop ends a sentence too; the breaks after a stop count with it, once.
  return Math.max(1, (text.match(/[.!?:]+(?:\s+|$)|\n+|(?<=[^.!?:\s])\s*$/g) ?? []).length);
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}[\p{L}’'-]*/gu) ?? [];
}

function englishSyllables(word: string): number {
  const bare = word.toLowerCase().replace(/[^a-z]/g, '');
  if (bare.length <= 3) return 1;
  const groups = bare
    .replace(/(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$/, '')
    .replace(/^y/, '')
    .match(/[aeiouy]{1,2}/g);
  return Math.max(1, groups?.length ?? 1);
}

function spanishSyllables(word: string): number {
  // Two weak vowels, or a weak one without an accent beside a strong one, make one syllable.
  const groups = word
    .toLowerCase()
    .replace(/qu|gu(?=[eiéí])/g, 'k')
    .replace(/[iuü](?=[aeoáéó])|(?<=[aeoáéó])[iuüy]/g, '')
    .match(/[aeiouáéíóúü]|y$/g);
  return Math.max(1, groups?.length ?? 1);
}

/**
 * The school grade a text needs, to one decimal; null for a language without a formula.
 *
 * English: Flesch-Kincaid. Spanish: Crawford's formula, made for the elementary grades.
 *
 * @see Kincaid et al. 1975; Crawford 1989, "A Spanish language Fry-type readability procedure: elementary level".
 */
export function readingGrade(text: string, language: LetterLanguage): number | null {
  if (language !== 'en' && language !== 'es') return null;
  const words = wordsOf(text);
  if (words.length === 0) return 0;
  const sentences = sentencesOf(text);
  const count = language === 'en' ? englishSyllables : spanishSyllables;
  const syllables = words.reduce((sum, word) => sum + count(word), 0);
  const grade =
    language === 'en'
      ? 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
      : -0.205 * ((sentences / words.length) * 100) + 0.049 * ((syllables / words.length) * 100) - 3.407;
  return Math.max(0, Math.round(grade * 10) / 10);
}
