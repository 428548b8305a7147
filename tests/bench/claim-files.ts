import type { Claim837, Interchange837, Subscriber837 } from '#shared/encounters/x12/model.ts';
import { FIRST_CLAIM, JANE, twoClaims } from '../fixtures/x12/two-claims.ts';

/** Members with two claims each of two lines, as they come. */
export function* members(claims: number): Generator<Subscriber837> {
  const numbered = (index: number): Claim837 => {
    const id = `E${String(index + 1).padStart(9, '0')}`;
    const lines = FIRST_CLAIM.lines.map((line, at) => ({ ...line, number: `${id}-${at + 1}` }));
    return { ...FIRST_CLAIM, id, lines };
  };
  for (let index = 0; index < claims; index += 2) {
    const lastName = index % 10 === 0 ? 'Muñoz-Pérez' : 'Willowmarsh';
    yield { ...JANE, lastName, claims: [numbered(index), numbered(index + 1)] };
  }
}

/** A file of one set whose members come as they are asked for. */
export function fileOf(subscribers: Iterable<Subscriber837>): Interchange837 {
  const { transactions, ...envelope } = twoClaims();
  const [set] = transactions;
  if (!set) throw new Error('The sample has no set');
  return { ...envelope, transactions: [{ ...set, subscribers }] };
}
