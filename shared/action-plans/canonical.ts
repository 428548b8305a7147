import type { PlanContent } from './content.ts';

/**
 * Writes a plan's content in one way only, so that the same content always has the same hash.
 *
 * JSON with object keys sorted and no spaces; lists keep their order, because order is priority. The rules of
 * RFC 8785 for the values that occur here: texts, booleans, null, lists and objects, no numbers. A part that plans
 * signed earlier do not know is written only where it says something, so that their hash stays what it was.
 */
export function canonicalContent(content: PlanContent): string {
  const { needsByDomain, ...rest } = content;
  return canonicalJson(needsByDomain.length === 0 ? rest : content);
}

/** Writes any small record in one way only: keys sorted, no spaces. */
export function canonicalJson(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : value,
  );
}
