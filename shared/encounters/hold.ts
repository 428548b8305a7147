import type { Fix, HeldReason } from './held.ts';

/** Something that holds a line, in the words of its row, and where it is put right. */
export interface Hold {
  readonly reason: HeldReason;
  readonly hint: string;
  readonly fix: Fix;
}

/** A hold with where it is put right. */
export function hold(
  reason: HeldReason,
  hint: string,
  label: string,
  page: Fix['page'],
  field: string,
): Hold {
  return { reason, hint, fix: { label, page, field } };
}
