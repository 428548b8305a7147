import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema, textSchema } from '../fields.ts';
import { serviceModeSchema } from '../programs/pack.ts';

/** A time of day, `HH:MM`, in the agency's time zone. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'A time is HH:MM.' });

/** A diagnosis on a note, as the line will carry it. */
export const noteDiagnosisSchema = z.strictObject({ code: z.string().trim().max(10), label: lineSchema });
export type NoteDiagnosis = z.infer<typeof noteDiagnosisSchema>;

/** A task that signing the note sets. */
export const followUpSchema = z.strictObject({
  id: idSchema,
  title: lineSchema.min(1, { error: 'Say what is to be done.' }),
  dueOn: dateSchema.nullable(),
  kind: z.enum(['call', 'visit', 'follow_up', 'letter', 'other']).default('follow_up'),
});
export type FollowUp = z.infer<typeof followUpSchema>;

/** What the clock of a note knows: seconds counted, and since when it runs, or null while it stands. */
export const noteTimerSchema = z.strictObject({
  seconds: z.number().int().min(0).max(86_400),
  runningSince: instantSchema.nullable(),
});

/** Everything a service note says; frozen when it is signed. */
export const noteContentSchema = z.strictObject({
  mode: serviceModeSchema.nullable(),
  serviceOn: dateSchema,
  startTime: timeOfDaySchema.nullable(),
  /** Whole minutes; null while the timer counts and nobody has typed any. */
  minutes: z.number().int().min(0).max(1440).nullable(),
  timer: noteTimerSchema,
  /** Place of service: the code of the claim and the words of the chart. */
  place: z.strictObject({ code: z.string().regex(/^\d{2}$/), label: lineSchema }).nullable(),
  /** Who served; decides clinical or not. */
  staffId: idSchema,
  /** Who was there: "Member, Ines C.". */
  present: lineSchema,
  /** Core services, by id. */
  services: z.array(z.string().max(40)).max(7),
  goals: z.array(z.strictObject({ id: idSchema, label: lineSchema })).max(20),
  text: textSchema,
  diagnoses: z.array(noteDiagnosisSchema).max(12),
  followUps: z.array(followUpSchema).max(10),
  /** The task this note does; signing closes it. */
  taskId: idSchema.nullable(),
});
export type NoteContent = z.infer<typeof noteContentSchema>;

/** The parts of a note that changed; parts left out stay as they are. */
export const notePatchSchema = noteContentSchema.partial();
export type NotePatch = z.infer<typeof notePatchSchema>;

/** Where a value came from that nobody typed: field name → "as on Nov 13", "from the housing record". */
export const originsSchema = z.record(z.string(), z.string());
export type Origins = z.infer<typeof originsSchema>;

/**
 * Applies a patch; a touched field is no longer a guess, so its origin goes.
 *
 * Choosing another mode also lets go of a guessed or typed place that does not go with it: see `notes/save-draft`.
 */
export function applyPatch(
  content: NoteContent,
  origins: Origins,
  patch: NotePatch,
): { readonly content: NoteContent; readonly origins: Origins } {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const touched = new Set(Object.keys(given));
  return {
    content: { ...content, ...given },
    origins: Object.fromEntries(Object.entries(origins).filter(([field]) => !touched.has(field))),
  };
}

/** Minutes as typed, else as the timer has counted them by now, at least 1 once it has run. */
export function minutesAt(content: Pick<NoteContent, 'minutes' | 'timer'>, now: string): number {
  if (content.minutes !== null) return content.minutes;
  const seconds = secondsAt(content.timer, now);
  return seconds === 0 ? 0 : Math.max(1, Math.floor(seconds / 60));
}

/** Seconds the timer has counted by now; a clock set back never counts down. */
export function secondsAt(timer: NoteContent['timer'], now: string): number {
  if (timer.runningSince === null) return timer.seconds;
  const running = Math.floor((Date.parse(now) - Date.parse(timer.runningSince)) / 1000);
  return Math.min(86_400, timer.seconds + Math.max(0, running));
}
