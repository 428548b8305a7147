import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM, EVERYONE } from '../roles.ts';
import { MOST_DOCUMENT_BYTES, sizeWords } from './media.ts';

/** What a document is about; a search and a packet sort by it. */
export const DOCUMENT_CATEGORIES = [
  'consent',
  'release',
  'identity',
  'medical',
  'housing',
  'plan',
  'letter',
  'other',
] as const;
export const documentCategorySchema = z.enum(DOCUMENT_CATEGORIES);
export type DocumentCategory = z.infer<typeof documentCategorySchema>;

/** The words of each category. */
export const CATEGORY_WORDS: Readonly<Record<DocumentCategory, string>> = {
  consent: 'Consent',
  release: 'Release of information',
  identity: 'Identity',
  medical: 'Medical',
  housing: 'Housing',
  plan: 'From the plan',
  letter: 'Letter',
  other: 'Other',
};

/** One document of a chart, without its content. */
export const documentSchema = z.object({
  id: idSchema,
  memberId: idSchema,
  title: z.string(),
  /** The name of the file it came from. */
  name: z.string(),
  category: documentCategorySchema,
  media: z.enum(['png', 'jpeg', 'gif', 'webp', 'pdf', 'text', 'other']),
  bytes: z.number().int(),
  sha256: z.string(),
  /** The day the document itself bears, where somebody said so. */
  documentOn: dateSchema.nullable(),
  addedAt: instantSchema,
  addedBy: z.string(),
  retired: z.object({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
});
export type StoredDocument = z.infer<typeof documentSchema>;

/** A file's bytes on their way through the port: a Blob, named here by what is used of it. */
export interface FileBytes {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const fileBytesSchema = z.custom<FileBytes>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as FileBytes).size === 'number' &&
    typeof (value as FileBytes).arrayBuffer === 'function',
  { error: 'There is no file.' },
);

const MOST_BASE64 = Math.ceil(MOST_DOCUMENT_BYTES / 3) * 4 + 4;
const TOO_MUCH = `A chart takes files up to ${sizeWords(MOST_DOCUMENT_BYTES)}. Nothing was added.`;

const addEventSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('read'), done: z.number(), total: z.number() }),
  z.object({
    step: z.literal('done'),
    /** `same` when this member's chart holds the very same bytes already. */
    outcome: z.enum(['added', 'same', 'cancelled']),
    document: documentSchema.nullable(),
  }),
]);
export type AddDocumentEvent = z.infer<typeof addEventSchema>;

const about = {
  memberId: idSchema,
  category: documentCategorySchema.default('other'),
  documentOn: dateSchema.nullable().default(null),
};
const idOnly = z.strictObject({ id: idSchema });
const documentOut = z.object({ document: documentSchema });

/** Documents on charts: any file, kept inside the encrypted database, looked at here and never run. */
export const documentsContract = {
  list: procedure({ roles: EVERYONE, kind: 'read', audit: 'document.list' })
    .input(z.strictObject({ memberId: idSchema }))
    .output(z.object({ documents: z.array(documentSchema) })),

  /** Documents whose title or file name has these words, for the search over everything. */
  find: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'typed per keystroke; looking leaves a row' },
  })
    .input(z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(50).default(8) }))
    .output(
      z.object({
        documents: z.array(
          z.object({ id: idSchema, memberId: idSchema, memberName: z.string(), title: z.string() }),
        ),
      }),
    ),

  /** Asks for a file and keeps it. Fails with `TOO_LARGE` or `FILE_UNREADABLE`; nothing is kept then. */
  add: procedure({ roles: CARE_TEAM, kind: 'job', audit: { none: 'a row of its own once the file is kept' } })
    .input(z.strictObject(about))
    .output(eventIterator(addEventSchema)),

  /** Keeps a file that was dropped on the chart. */
  addDropped: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'a row of its own once the file is kept' },
  })
    .input(
      z.strictObject({
        ...about,
        name: z.string().max(1000),
        /** The bytes, base64. */ content: z.string().max(MOST_BASE64, { error: TOO_MUCH }),
      }),
    )
    .output(z.object({ outcome: z.enum(['added', 'same']), document: documentSchema })),

  /** What can be shown of a document: a picture's or PDF's bytes, the beginning of a text, or nothing. */
  preview: procedure({ roles: EVERYONE, kind: 'read', audit: 'document.preview' })
    .input(idOnly)
    .output(
      z.object({
        document: documentSchema,
        text: z.string().nullable(),
        /** True when `text` is only the beginning. */
        cut: z.boolean(),
        content: fileBytesSchema.nullable(),
      }),
    ),

  /** Changes what a document is called and filed under; its content and file name stay as they came. */
  rename: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'document.rename' })
    .input(
      z.strictObject({
        id: idSchema,
        title: lineSchema.min(1, { error: 'Title is empty.' }),
        category: documentCategorySchema,
        documentOn: dateSchema.nullable().default(null),
      }),
    )
    .output(documentOut),

  /** Takes a document off the chart with a reason. It stays in the history, readable, and is never erased. */
  retire: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'document.retire' })
    .input(
      z.strictObject({
        id: idSchema,
        reason: lineSchema.min(1, { error: 'Say why it is taken off the chart.' }),
      }),
    )
    .output(documentOut),

  /** Puts a retired document back. */
  putBack: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'document.put-back' })
    .input(idOnly)
    .output(documentOut),

  /** Writes a copy where the user says; the only way a document leaves the workspace. */
  saveCopy: procedure({
    roles: EVERYONE,
    kind: 'job',
    audit: { none: 'a row of its own once the copy is written' },
  })
    .input(idOnly)
    .output(z.object({ saved: z.boolean(), fileName: z.string().nullable() })),
};
