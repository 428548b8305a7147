import { z } from 'zod';
import type { EntryForm } from './entry-forms/form.ts';
import { HEALTH_FORMS } from './entry-forms/health.ts';
import { PEOPLE_FORMS } from './entry-forms/people.ts';
import { PERSON_FORMS } from './entry-forms/person.ts';
import { PROGRAM_FORMS } from './entry-forms/program.ts';

export type { EntryContent, EntryField, EntryForm, EntryValue } from './entry-forms/form.ts';

/** What a member's record keeps over time. Each kind is a list, or a single statement that replaces the one before. */
export const ENTRY_KINDS = [
  'name',
  'phone',
  'address',
  'identity',
  'language',
  'contact',
  'representative',
  'pcp',
  'hra',
  'team',
  'medication',
  'allergy',
  'utilization',
  'focus',
  'authorization',
  'consent',
  'other_program',
] as const;
export const entryKindSchema = z.enum(ENTRY_KINDS);
export type EntryKind = z.infer<typeof entryKindSchema>;

/**
 * Every kind of entry with its fields.
 *
 * Forms, checks and one-line summaries all read this table, so a field is added in one place.
 *
 * @see hhp.md sections 2 to 8 and the member file layout: what plans ask of a member's record.
 */
export const ENTRY_FORMS: Readonly<Record<EntryKind, EntryForm>> = {
  ...PERSON_FORMS,
  ...PEOPLE_FORMS,
  ...HEALTH_FORMS,
  ...PROGRAM_FORMS,
};
