import { z } from 'zod';
import { type NoteContent, noteContentSchema, type Origins, originsSchema } from '#shared/notes/content.ts';
import { serviceModeSchema } from '#shared/programs/pack.ts';

/** What `note.content` holds: the content, and where guessed values came from while it is a draft. */
const storedSchema = z.object({ content: noteContentSchema, origins: originsSchema.default({}) });

/** The columns of a note, for one whose content was written by an import. */
interface Columns {
  readonly authorId: string;
  readonly staffId: string | null;
  readonly serviceOn: string;
  readonly mode: string | null;
  readonly minutes: number | null;
}

/** A content with nothing in it yet. */
export function emptyContent(staffId: string, serviceOn: string): NoteContent {
  return {
    mode: null,
    serviceOn,
    startTime: null,
    minutes: null,
    timer: { seconds: 0, runningSince: null },
    place: null,
    staffId,
    present: '',
    services: [],
    goals: [],
    text: '',
    diagnoses: [],
    followUps: [],
    taskId: null,
  };
}

/** Writes `note.content`. */
export function serializeNote(content: NoteContent, origins: Origins = {}): string {
  return JSON.stringify({ content, origins });
}

/**
 * Reads `note.content`.
 *
 * A note that an import wrote in fewer fields is filled up from its columns, so that old notes stay readable.
 */
export function parseNote(text: string, columns: Columns): { content: NoteContent; origins: Origins } {
  const raw = parseJson(text);
  const stored = storedSchema.safeParse(raw);
  if (stored.success) return stored.data;
  const mode = serviceModeSchema.safeParse(columns.mode);
  const content: NoteContent = {
    ...emptyContent(columns.staffId ?? columns.authorId, columns.serviceOn),
    mode: mode.success ? mode.data : null,
    minutes: columns.minutes,
  };
  for (const [field, value] of Object.entries(raw)) {
    const patched = noteContentSchema.safeParse({ ...content, [field]: value });
    if (patched.success) Object.assign(content, patched.data);
  }
  return { content, origins: {} };
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { text };
  } catch {
    return { text };
  }
}
