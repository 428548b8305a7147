import { z } from 'zod';
import {
  columnSchema,
  fieldChangeSchema,
  rosterAnswerSchema,
  rosterCountsSchema,
  rosterQuestionSchema,
  rowCellSchema,
  rowProblemSchema,
} from '#shared/roster/contract.ts';
import { FIELD_KEYS } from '#shared/roster/fields.ts';

// The JSON documents of an import, each read and written whole.

/** Which field a person gave a heading to, by its normalized spelling; null keeps the column only. */
const choicesSchema = z.record(z.string(), z.enum(FIELD_KEYS).nullable());
export type Choices = z.infer<typeof choicesSchema>;

/** `roster_import.mapping` */
const mappingSchema = z.object({
  choices: choicesSchema,
  delimiter: z.string().nullable(),
  encoding: z.string(),
  notices: z.array(z.string()),
  missing: z.array(z.enum(FIELD_KEYS)),
  /** The day the plan's previous roster was applied. */
  comparedWith: z.string().nullable(),
  rows: z.number().int(),
});
export type StoredMapping = z.infer<typeof mappingSchema>;

const columnChangeSchema = z.object({
  memberId: z.string(),
  before: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  after: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

/** `roster_row.detail` */
const detailSchema = z.object({
  line: z.string(),
  problems: z.array(rowProblemSchema),
  notes: z.array(rowProblemSchema),
  changes: z.array(fieldChangeSchema),
  /** What applying wrote: columns of a member on file, or the id of a member it added. */
  written: z.array(columnChangeSchema).default([]),
  addedId: z.string().nullable().default(null),
  question: rosterQuestionSchema.nullable().default(null),
  /** The cells of a row that stays out or was fixed. */
  cells: z.array(rowCellSchema).default([]),
});
export type StoredDetail = z.infer<typeof detailSchema>;

const valueSchema = z.object({ field: z.string(), label: z.string(), value: z.string() });

/** `roster_decision.value` of a fix: the texts by column letter. */
const fixSchema = z.record(z.string(), z.string());
export type Fix = z.infer<typeof fixSchema>;

export const parseFix = (text: string): Fix => fixSchema.parse(JSON.parse(text));
export const parseAnswer = (text: string | null) => rosterAnswerSchema.nullable().parse(text);
export const parseMapping = (text: string): StoredMapping => mappingSchema.parse(JSON.parse(text));
export const parseColumns = (text: string) => z.array(columnSchema).parse(JSON.parse(text));
export const parseCounts = (text: string) => rosterCountsSchema.parse(JSON.parse(text));
export const parseDetail = (text: string): StoredDetail => detailSchema.parse(JSON.parse(text));
export const parseValues = (text: string) => z.array(valueSchema).parse(JSON.parse(text));
