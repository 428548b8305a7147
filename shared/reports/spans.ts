import type { Span } from './facts.ts';

/** The month so many months before, `YYYY-MM`. */
export function monthsBefore(month: string, months: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** The months up to one, oldest first, each by its days; the current one ends today. */
export function spansUpTo(month: string, months: number, today: string): Span[] {
  return Array.from({ length: months }, (_, index) => {
    const one = monthsBefore(month, months - 1 - index);
    const next = `${monthsBefore(one, -1)}-01`;
    const last = new Date(Date.parse(`${next}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    return { month: one, from: `${one}-01`, to: one === today.slice(0, 7) ? today : last };
  });
}
