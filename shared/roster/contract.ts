import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM, EVERYONE } from '../roles.ts';

/** What would happen to a row of the file, or to a member the file no longer lists. */
export const ROW_KINDS = ['duplicate', 'problem', 'changed', 'gone', 'new', 'same'] as const;
export const rowKindSchema = z.enum(ROW_KINDS);
export type RowKind = z.infer<typeof rowKindSchema>;

export const rosterCountsSchema = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  gone: z.number().int(),
  problem: z.number().int(),
  same: z.number().int(),
  /** Rows a person has to say something about before the roster can be applied. */
  duplicate: z.number().int().default(0),
});
export type RosterCounts = z.infer<typeof rosterCountsSchema>;

/** A field of the member whose value the file would change, in words as shown. */
export const fieldChangeSchema = z.object({
  field: z.string(),
  label: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** True when a person corrected the value here: it is shown, and not applied. */
  kept: z.boolean(),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** One thing that keeps a row out, or that was left out of a row, with the cell to look at. */
export const rowProblemSchema = z.object({
  /** Spreadsheet letter of the column, null when the whole row is meant. */
  column: z.string().nullable(),
  field: z.string(),
  sentence: z.string(),
});
export type RowProblem = z.infer<typeof rowProblemSchema>;

/** What a person says about a row that may be somebody on file. */
export const ROSTER_ANSWERS = ['same', 'different', 'later'] as const;
export const rosterAnswerSchema = z.enum(ROSTER_ANSWERS);
export type RosterAnswer = z.infer<typeof rosterAnswerSchema>;

/** A question about a row, with both sides of it. */
export const rosterQuestionSchema = z.object({
  /** Why it is asked: "Same name and phone, but another CIN." */
  because: z.string(),
  /** The other record's name and since when it is on file. */
  memberName: z.string(),
  standing: z.string(),
  sides: z.array(
    z.object({
      label: z.string(),
      file: z.string().nullable(),
      hearth: z.string().nullable(),
      differs: z.boolean(),
    }),
  ),
  /** What can be answered, in the order of the digits. */
  answers: z.array(
    z.object({
      id: rosterAnswerSchema,
      label: z.string(),
      detail: z.string(),
      /** False for an answer that leaves the row out. */
      goesIn: z.boolean(),
    }),
  ),
});
export type AskedQuestion = z.infer<typeof rosterQuestionSchema>;

/** A cell of a row that stays out, as it stands in the file or as it was fixed here. */
export const rowCellSchema = z.object({
  letter: z.string(),
  heading: z.string(),
  text: z.string(),
  /** The text in the file, when it was fixed here. */
  was: z.string().nullable(),
});
export type RowCell = z.infer<typeof rowCellSchema>;

/** A value of a row under the name people know the field by. */
const rowValueSchema = z.object({ field: z.string(), label: z.string(), value: z.string() });

export const previewRowSchema = z.object({
  id: idSchema,
  kind: rowKindSchema,
  /** The row in the file, counted as a spreadsheet does (headings are row 1); 0 for members not in the file. */
  rowNumber: z.number().int(),
  name: z.string(),
  cin: z.string(),
  memberId: idSchema.nullable(),
  /** The row in a few words: the first problem, the first change, or program, language and tier. */
  line: z.string(),
  problems: z.array(rowProblemSchema),
  /** Cells that could not be read and are left empty; the row still goes in. */
  notes: z.array(rowProblemSchema),
  changes: z.array(fieldChangeSchema),
  values: z.array(rowValueSchema),
  question: rosterQuestionSchema.nullable(),
  answer: rosterAnswerSchema.nullable(),
  /** The cells of a row that stays out or was fixed here, to be fixed; empty for all others. */
  cells: z.array(rowCellSchema),
});
export type PreviewRow = z.infer<typeof previewRowSchema>;

/** How a heading of the file is understood; `field` is null for columns kept verbatim. */
export const columnSchema = z.object({
  letter: z.string(),
  heading: z.string(),
  field: z.string().nullable(),
  label: z.string().nullable(),
  /** The first values found under the heading. */
  samples: z.array(z.string()),
});
export type RosterColumn = z.infer<typeof columnSchema>;

const importStateSchema = z.enum(['preview', 'applied', 'undone', 'discarded']);

const importSchema = z.object({
  id: idSchema,
  plan: z.object({ id: idSchema, name: z.string(), shortName: z.string() }),
  fileName: z.string(),
  state: importStateSchema,
  rows: z.number().int(),
  counts: rosterCountsSchema,
  /** Questions without an answer; the roster can be applied when there are none. */
  unanswered: z.number().int(),
  openedAt: instantSchema,
  openedBy: z.string(),
  appliedAt: instantSchema.nullable(),
  appliedBy: z.string().nullable(),
  /** True for the plan's newest applied roster: one undo takes all of it back. */
  canUndo: z.boolean(),
});
export type RosterImport = z.infer<typeof importSchema>;

/** What reading a file reports while it runs; the last event is `done`. */
export const openEventSchema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('reading'),
    fileName: z.string(),
    done: z.number().int(),
    total: z.number().int(),
  }),
  z.object({
    step: z.literal('comparing'),
    fileName: z.string(),
    done: z.number().int(),
    total: z.number().int(),
  }),
  z.object({
    step: z.literal('done'),
    /** `needs_columns`: the file was kept, and a person must say which column is the CIN, name or birthday. */
    outcome: z.enum(['preview', 'needs_columns', 'nothing_new', 'cancelled']),
    importId: idSchema.nullable(),
    fileName: z.string().nullable(),
    /** One sentence for the person: "Nothing new: this file was applied on Nov 17." */
    sentence: z.string(),
    counts: rosterCountsSchema.nullable(),
  }),
]);
export type OpenEvent = z.infer<typeof openEventSchema>;

const writingSchema = z.object({
  step: z.enum(['comparing', 'writing']),
  done: z.number().int(),
  total: z.number().int(),
});
export type WritingProgress = z.infer<typeof writingSchema>;

/** What applying reports while it runs; the last event is `done`. */
export const applyEventSchema = z.discriminatedUnion('step', [
  writingSchema,
  z.object({
    step: z.literal('done'),
    added: z.number().int(),
    changed: z.number().int(),
    marked: z.number().int(),
    leftOut: z.number().int(),
  }),
]);
export type ApplyEvent = z.infer<typeof applyEventSchema>;

/** What undoing reports while it runs; the last event is `done`. */
export const undoEventSchema = z.discriminatedUnion('step', [
  writingSchema,
  z.object({
    step: z.literal('done'),
    removed: z.number().int(),
    restored: z.number().int(),
    /** Members it added who stay, because something was written about them since. */
    stay: z.number().int(),
  }),
]);
export type UndoEvent = z.infer<typeof undoEventSchema>;

const byImport = z.strictObject({ importId: idSchema });

/** Rosters: a plan's member file, what it would change, and applying it. */
export const rosterContract = {
  /** Asks for a file, reads it and keeps the comparison as a preview; changes no member. */
  open: procedure({ roles: CARE_TEAM, kind: 'job', audit: 'roster.open', caseload: 'refused' })
    .input(z.strictObject({ planId: idSchema }))
    .output(eventIterator(openEventSchema)),

  list: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'shows files and counts, no member' } })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ imports: z.array(importSchema) })),

  preview: procedure({ roles: EVERYONE, kind: 'read', audit: 'roster.view', caseload: 'refused' })
    .input(byImport)
    .output(
      z.object({
        import: importSchema,
        /** The date the plan's previous roster was applied, null for the first one. */
        comparedWith: dateSchema.nullable(),
        columns: z.array(columnSchema),
        /** Needed fields no column fills; nothing can be applied until they are chosen. */
        missing: z.array(z.object({ field: z.string(), label: z.string() })),
        /** Every field a column can be given to. */
        fields: z.array(z.object({ field: z.string(), label: z.string() })),
        /** Remarks about the file as a whole, for example a heading that stands twice. */
        notices: z.array(z.string()),
        extraColumns: z.number().int(),
        /** Answered rows that go in with the good ones. */
        goingIn: z.number().int(),
        /** The name of the character between cells; null where the format has none. */
        delimiter: z.string().nullable(),
        encoding: z.string(),
        /** What will happen on apply, one sentence each. */
        afterApply: z.array(z.string()),
      }),
    ),

  rows: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'paged; opening the preview left a row' },
    caseload: 'refused',
  })
    .input(
      z.strictObject({
        importId: idSchema,
        kind: rowKindSchema.optional(),
        limit: z.number().int().min(1).max(500).default(100),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ rows: z.array(previewRowSchema), total: z.number().int() })),

  /** Says which field a column fills, or that it is only kept; the plan's next files are read the same way. */
  chooseColumn: procedure({
    roles: CARE_TEAM,
    kind: 'write',
    audit: 'roster.choose-column',
    caseload: 'refused',
  })
    .input(z.strictObject({ importId: idSchema, letter: z.string().max(4), field: lineSchema.nullable() }))
    .output(z.object({ missing: z.array(z.string()), counts: rosterCountsSchema })),

  /** Answers a row's question; the last answer counts. */
  answer: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'roster.answer', caseload: 'refused' })
    .input(
      z.strictObject({ importId: idSchema, rowNumber: z.number().int().min(1), answer: rosterAnswerSchema }),
    )
    .output(z.object({ unanswered: z.number().int() })),

  /** Fixes cells of a row that stays out and compares the file again; a null puts the file's own text back. */
  fixRow: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'roster.fix-row', caseload: 'refused' })
    .input(
      z.strictObject({
        importId: idSchema,
        rowNumber: z.number().int().min(1),
        cells: z.record(z.string().max(4), lineSchema.nullable()),
      }),
    )
    .output(
      z.object({
        /** What the row is now; its problems when it still stays out. */
        kind: rowKindSchema,
        problems: z.array(rowProblemSchema),
        counts: rosterCountsSchema,
      }),
    ),

  /**
   * Puts the good rows in, in one transaction; problem rows stay listed, members gone from the file are marked.
   * Stopping it before its end changes nothing.
   */
  apply: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'the applying leaves a row of its own' },
    caseload: 'refused',
  })
    .input(byImport)
    .output(eventIterator(applyEventSchema)),

  /** Takes an applied roster back, as long as it is the plan's newest one. */
  undo: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'the undoing leaves a row of its own' },
    caseload: 'refused',
  })
    .input(byImport)
    .output(eventIterator(undoEventSchema)),

  /** Saves the rows that cannot go in as a CSV list for the plan. */
  saveProblems: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'the export leaves a row of its own' },
    caseload: 'refused',
  })
    .input(byImport)
    .output(z.object({ saved: z.boolean(), fileName: z.string().nullable(), rows: z.number().int() })),

  discard: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'roster.discard', caseload: 'refused' })
    .input(byImport)
    .output(z.object({ discarded: z.literal(true) })),
};
