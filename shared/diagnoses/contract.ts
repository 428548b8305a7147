import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { dateSchema, idSchema, instantSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, EVERYONE } from '../roles.ts';

/** A whole list of ICD-10-CM codes as CMS published it, with the days of service it holds for. */
export const codeListSchema = z.object({
  id: idSchema,
  /** The year CMS calls it by: 2026 holds from October 1, 2025 on. */
  codeYear: z.number().int(),
  effectiveFrom: dateSchema,
  effectiveTo: dateSchema,
  fileName: z.string(),
  /** Codes that may be sent. */
  codes: z.number().int(),
  /** Headings above them; none when the file lists codes only. */
  headings: z.number().int(),
  importedAt: instantSchema,
  importedBy: z.string(),
});
export type CodeList = z.infer<typeof codeListSchema>;

/** How far an import is, and how it ended. */
export const codeImportEventSchema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('working'),
    fileName: z.string(),
    done: z.number().int(),
    total: z.number().int(),
  }),
  z.object({
    step: z.literal('done'),
    outcome: z.enum(['imported', 'nothing_new', 'cancelled']),
    sentence: z.string(),
    list: codeListSchema.nullable(),
  }),
]);
export type CodeImportEvent = z.infer<typeof codeImportEventSchema>;

/** Diagnosis codes: the search as it is typed, and the official lists behind it. */
export const diagnosesContract = {
  /** The starter set first, then the official list of today; codes only, never headings. */
  search: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'a public code list' } })
    .input(z.strictObject({ text: z.string().max(100), limit: z.number().int().min(1).max(50).default(20) }))
    .output(
      z.object({
        codes: z.array(z.object({ code: z.string(), label: z.string(), priority: z.boolean() })),
        /** The code year that was searched; null when only the starter set is there for today. */
        codeYear: z.number().int().nullable(),
      }),
    ),

  lists: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'a public code list' } })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ lists: z.array(codeListSchema) })),

  /** Asks for a file of CMS and takes it in; a list of the same first day is replaced. */
  import: procedure({
    roles: ADMINISTRATORS,
    kind: 'job',
    audit: { none: 'a row is written when a list is kept' },
  })
    .input(
      z.strictObject({
        /** Left out, the file's name says it. */
        codeYear: z.number().int().min(2016).max(2099).nullable().default(null),
        /** CMS publishes in October, and changes in April. */
        from: z.enum(['october', 'april']).default('october'),
      }),
    )
    .output(eventIterator(codeImportEventSchema)),

  remove: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'diagnosis.remove_list' })
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ codeYear: z.number().int() })),
};
