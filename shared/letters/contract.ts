import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, CARE_TEAM, EVERYONE } from '../roles.ts';
import { LETTER_KINDS, LETTER_LANGUAGES, TEMPLATE_STATES, TYPESET_LANGUAGES } from './kinds.ts';
import { newPaperSchema, paperSchema } from './plan-papers.ts';

/** Letters in one batch at most. */
export const MOST_LETTERS = 2000;

const kindSchema = z.enum(LETTER_KINDS);
const languageSchema = z.enum(LETTER_LANGUAGES);
/** A row id, or `shipped:kind:language` for a text that no plan has approved yet. */
const templateIdSchema = z.string().max(80);

export const templateSchema = z.object({
  id: templateIdSchema,
  kind: kindSchema,
  /** The plan whose text it is; null counts for every plan without one of its own. */
  plan: z.object({ id: idSchema, name: z.string() }).nullable(),
  language: languageSchema,
  /** 0 for a shipped text. */
  version: z.number().int(),
  state: z.enum(TEMPLATE_STATES),
  title: z.string(),
  body: z.string(),
  approvalId: z.string().nullable(),
  approvedOn: dateSchema.nullable(),
  /** The school grade the text needs; null when the template cannot be read. */
  grade: z.number().nullable(),
  aboveTarget: z.boolean(),
  /** True where nothing here can check tone and reading level of the language: a person has to. */
  byPerson: z.boolean(),
  /** Who read it for tone and reading level, where a person has to. */
  readBy: z.string().nullable(),
  problems: z.array(z.string()),
});
export type LetterTemplate = z.infer<typeof templateSchema>;

const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()) }),
  z.object({ kind: z.literal('signatures'), labels: z.array(z.string()) }),
]);

/** Which letter for whom, in which language. */
export const batchSchema = z.strictObject({
  kind: kindSchema,
  memberIds: z.array(idSchema).min(1, 'Choose whom to write to.').max(MOST_LETTERS),
  /** `member` writes to each in their own language. */
  language: z.enum(['member', ...LETTER_LANGUAGES]).default('member'),
  /** English for those whose language has no approved text; without it they are left for later. */
  englishOtherwise: z.boolean().default(false),
  /** What a person enters once for the batch, by field name. */
  given: z.record(z.string().max(40), lineSchema).default({}),
  print: z.enum(['standard', 'large']).default('standard'),
});
export type LetterBatch = z.infer<typeof batchSchema>;

const addresseeSchema = z.object({
  memberId: idSchema,
  name: z.string(),
  /** The language on file, in words; null when none is. */
  onFile: z.string().nullable(),
  language: languageSchema.nullable(),
  /** True when the letter would be in English though another language is on file. */
  fallback: z.boolean(),
  templateId: templateIdSchema.nullable(),
  /** What of the plan's own paper goes with it, in words. */
  enclosed: z.array(z.string()),
  /** Why this one cannot be printed; null when it can. */
  problem: z.string().nullable(),
  /** Fields that are needed and blank, in words. */
  missing: z.array(z.string()),
});
export type Addressee = z.infer<typeof addresseeSchema>;

export const printEventSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('printing'), done: z.number().int(), total: z.number().int() }),
  z.object({
    step: z.literal('done'),
    batchId: idSchema,
    letters: z.number().int(),
    pages: z.number().int(),
    /** The names of the files, the merged one first. */
    files: z.array(z.string()),
    folder: z.string(),
    notes: z.array(z.string()),
  }),
]);
export type PrintEvent = z.infer<typeof printEventSchema>;

export const letterSchema = z.object({
  id: idSchema,
  batchId: idSchema,
  member: z.object({ id: idSchema, name: z.string() }),
  kind: kindSchema,
  language: languageSchema,
  title: z.string(),
  address: z.string(),
  pages: z.number().int(),
  printedAt: instantSchema,
  printedBy: z.string(),
  mailedOn: dateSchema.nullable(),
  returnedOn: dateSchema.nullable(),
  returnedReason: z.string().nullable(),
});
export type Letter = z.infer<typeof letterSchema>;

const idOnly = z.strictObject({ id: idSchema });

/** Letters to members: the texts and their approval, batches on paper, and what the mail did with them. */
export const lettersContract = {
  library: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'texts, no member' } })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ templates: z.array(templateSchema) })),

  /** Keeps a text of the agency's or the plan's own as the next draft. */
  saveTemplate: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'letter.save_template' })
    .input(
      z.strictObject({
        /** The draft to change; left out for a new one. */
        id: idSchema.optional(),
        kind: kindSchema,
        planId: idSchema.nullable(),
        language: z.enum(TYPESET_LANGUAGES),
        title: lineSchema.min(1, 'The letter needs a title.'),
        body: z.string().max(2_000_000),
      }),
    )
    .output(z.object({ id: idSchema })),

  /** Locks a text under the approval of the plan or of DHCS; the version before it is retired. */
  approve: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'letter.approve_template' })
    .input(
      z.strictObject({
        id: templateIdSchema,
        planId: idSchema.nullable(),
        by: z.enum(['plan_approved', 'dhcs_approved']),
        approvalId: lineSchema.min(1, 'Enter the number or name of the approval.'),
        approvedOn: dateSchema,
        /** Who read the text for tone and reading level; needed where nothing here can check the language. */
        readBy: lineSchema.default(''),
      }),
    )
    .output(z.object({ id: idSchema, version: z.number().int() })),
  retire: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'letter.retire_template' })
    .input(idOnly)
    .output(z.void()),

  /** Papers the plans supplied: taglines, notices, whole letters. */
  papers: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'papers of plans, no member' } })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ papers: z.array(paperSchema) })),
  /** Asks for a PDF of the plan and keeps it in the workspace; null when none was chosen. */
  addPaper: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: { none: 'recorded with the paper' } })
    .input(newPaperSchema)
    .output(paperSchema.nullable()),
  retirePaper: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'letter.retire_paper' })
    .input(idOnly)
    .output(z.void()),

  /** Who would get what, and what is missing, before anything is printed. */
  check: procedure({ roles: CARE_TEAM, kind: 'read', audit: 'letter.check' })
    .input(batchSchema)
    .output(
      z.object({
        addressees: z.array(addresseeSchema),
        /** Fields the texts need that a person enters. */
        asks: z.array(z.object({ name: z.string(), words: z.string() })),
        ready: z.number().int(),
        /** Languages a letter of this kind can be printed in, for some plan at least. */
        languages: z.array(languageSchema),
        /** What goes along in another language than the letter's, in sentences. */
        notes: z.array(z.string()),
      }),
    ),

  /** One letter as it would read. */
  preview: procedure({ roles: CARE_TEAM, kind: 'read', audit: 'letter.preview' })
    .input(z.strictObject({ batch: batchSchema, memberId: idSchema }))
    .output(
      z.object({
        language: languageSchema,
        state: z.enum(TEMPLATE_STATES),
        title: z.string(),
        address: z.string(),
        blocks: z.array(blockSchema),
        missing: z.array(z.string()),
        grade: z.number().nullable(),
      }),
    ),

  /** Asks for a folder and writes one merged PDF and one for each member; authorizations stand alone. */
  print: procedure({ roles: CARE_TEAM, kind: 'job', audit: { none: 'each letter leaves its own row' } })
    .input(batchSchema)
    .output(eventIterator(printEventSchema)),

  /** Asks where to put it, and prints the addresses of letters in the log on #10 envelopes or Avery 5160 labels. */
  addresses: procedure({ roles: CARE_TEAM, kind: 'job', audit: { none: 'recorded together with the file' } })
    .input(
      z.strictObject({
        ids: z.array(idSchema).min(1, 'Choose letters.').max(MOST_LETTERS),
        as: z.enum(['envelopes', 'labels']),
        /** Labels already used on the first sheet. */
        skip: z.number().int().min(0).max(29).default(0),
      }),
    )
    .output(z.object({ fileName: z.string(), pages: z.number().int() }).nullable()),

  log: procedure({ roles: EVERYONE, kind: 'read', audit: 'letter.log' })
    .input(
      z
        .strictObject({
          memberId: idSchema.optional(),
          limit: z.number().int().min(1).max(500).default(200),
          offset: z.number().int().min(0).default(0),
        })
        .prefault({}),
    )
    .output(z.object({ letters: z.array(letterSchema), total: z.number().int() })),
  mailed: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'letter.mailed' })
    .input(z.strictObject({ ids: z.array(idSchema).min(1).max(MOST_LETTERS), on: dateSchema }))
    .output(z.void()),
  /** The mail brought a letter back: the lead gets a task to find the right address. */
  returned: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'letter.returned' })
    .input(
      z.strictObject({ id: idSchema, on: dateSchema, reason: lineSchema.min(1, 'Say why it came back.') }),
    )
    .output(z.void()),
};
