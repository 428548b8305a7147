import type { ServiceMode } from '../programs/pack.ts';
import type { NoteContent } from './content.ts';

const TITLES: Readonly<Record<ServiceMode, string>> = {
  in_person: 'Visit',
  phone: 'Phone',
  video: 'Video visit',
  text: 'Text',
  without_member: 'Without the member',
};

/** How lists name a note: "Visit, Cedar House, 35 min". */
export function noteTitle(content: Pick<NoteContent, 'mode' | 'place' | 'minutes'>): string {
  const { mode, place, minutes } = content;
  const parts = [mode === null ? 'Note' : TITLES[mode]];
  if (mode === 'in_person' && place?.label) parts.push(place.label);
  if (minutes !== null) parts.push(`${minutes} min`);
  return parts.join(', ');
}

/** The first lines of a note for lists: one paragraph, at most 240 characters, cut at a word. */
export function noteSummary(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= 240) return flat;
  const cut = flat.slice(0, 240);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 200))}…`;
}
