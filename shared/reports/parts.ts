import type { MemberFacts, Span } from './facts.ts';
import type { Measure } from './measures.ts';

/** The counted members by part, largest part first. */
export function partsOf(
  { part }: Measure,
  counted: readonly MemberFacts[],
  span: Span,
): { readonly label: string; readonly count: number }[] {
  if (!part) return [];
  const counts = new Map<string, number>();
  for (const member of counted) {
    const label = part(member, span);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts]
    .map(([label, number]) => ({ label, count: number }))
    .toSorted((one, other) => other.count - one.count || one.label.localeCompare(other.label));
}
