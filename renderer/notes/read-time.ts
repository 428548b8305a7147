import { timeOfDaySchema } from '#shared/notes/content.ts';

/** Reads a time as people type it: `10:32`, `1032`, `2:15 pm`, `2pm`. Gives `HH:MM` or null. */
export function readTime(text: string): string | null {
  const found = /^(\d{1,2})(?::?(\d{2}))?\s*(a|p)?\.?m?\.?$/i.exec(text.trim());
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  const typed = Number(found[1]);
  if (half && (typed < 1 || typed > 12)) return null;
  const hours = half === 'p' ? (typed % 12) + 12 : half === 'a' ? typed % 12 : typed;
  const time = `${String(hours).padStart(2, '0')}:${found[2] ?? '00'}`;
  return timeOfDaySchema.safeParse(time).success ? time : null;
}
