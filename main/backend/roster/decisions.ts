import { AppError } from '#shared/errors.ts';
import type { AnswerOf } from '#shared/roster/compare.ts';
import type { RosterAnswer, RosterCounts, RowKind, RowProblem } from '#shared/roster/contract.ts';
import { rowKindSchema } from '#shared/roster/contract.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { analyzeNow } from './analyze.ts';
import { getImport, original, requirePreview } from './imports.ts';
import { keepPreview } from './keep-preview.ts';
import { countUnanswered, findDecisions, findRow, findSameAs, writeAnswer, writeDecision } from './store.ts';
import { type Fix, parseAnswer, parseDetail, parseFix, parseMapping } from './stored.ts';

/** What was decided about a file's rows; kept beside them, because every comparison makes the rows anew. */
export interface Decisions {
  readonly answerOf: AnswerOf;
  readonly fixes: ReadonlyMap<number, Fix>;
}

/** Nothing decided: a file that was never opened before. */
export const NO_DECISIONS: Decisions = { answerOf: () => undefined, fixes: new Map() };

/** The decisions kept for an import. */
export async function loadDecisions(context: CallContext, importId: string): Promise<Decisions> {
  const answers = new Map<string, RosterAnswer>();
  const fixes = new Map<number, Fix>();
  for (const { kind, row_number, member_id, value } of await findDecisions(context.db, importId)) {
    const answer = kind === 'answer' ? parseAnswer(value) : null;
    if (answer) answers.set(`${row_number} ${member_id}`, answer);
    if (kind === 'fix') fixes.set(row_number, parseFix(value));
  }
  return { answerOf: (rowNumber, memberId) => answers.get(`${rowNumber} ${memberId}`), fixes };
}

/**
 * Keeps what a person says about a row that may be somebody on file.
 *
 * @throws AppError `NOT_FOUND` when the row asks nothing, `CONFLICT` when another row is that member already.
 */
export async function answerRow(
  context: CallContext,
  input: { readonly importId: string; readonly rowNumber: number; readonly answer: RosterAnswer },
): Promise<{ unanswered: number }> {
  const found = await getImport(context, input.importId);
  requirePreview(found);
  const row = await findRow(context.db, found.id, input.rowNumber);
  if (row?.kind !== 'duplicate' || row.member_id === null) {
    throw new AppError('NOT_FOUND', `Row ${input.rowNumber} asks nothing.`, { field: 'rowNumber' });
  }
  if (input.answer === 'same') {
    const other = await findSameAs(context.db, found.id, row.member_id, row.row_number);
    if (other) {
      const sentence = `Row ${other.row_number}, ${other.name}, is this member already. Two rows cannot be one person.`;
      throw new AppError('CONFLICT', sentence, { field: 'answer' });
    }
  }
  await writeAnswer(context.db, row.id, input.answer);
  await writeDecision(context.db, {
    id: context.newId(),
    import_id: found.id,
    kind: 'answer',
    row_number: row.row_number,
    member_id: row.member_id,
    value: input.answer,
    created_at: context.now(),
    created_by: context.user.id,
  });
  context.about({
    entityId: found.id,
    memberId: row.member_id,
    detail: { row: row.row_number, answer: input.answer },
  });
  return { unanswered: (await countUnanswered(context.db, [found.id])).get(found.id) ?? 0 };
}

/**
 * Fixes cells of one row and compares the file again with them; the file itself stays as the plan sent it.
 *
 * @throws AppError `NOT_FOUND` for a row or a column the file has not, `CONFLICT` once the roster was applied.
 */
export async function fixRow(
  context: CallContext,
  input: {
    readonly importId: string;
    readonly rowNumber: number;
    readonly cells: Readonly<Record<string, string | null>>;
  },
): Promise<{ kind: RowKind; problems: RowProblem[]; counts: RosterCounts }> {
  const found = await getImport(context, input.importId);
  requirePreview(found);
  const row = await findRow(context.db, found.id, input.rowNumber);
  const cells = row ? parseDetail(row.detail).cells : [];
  if (cells.length === 0) {
    throw new AppError('NOT_FOUND', `Row ${input.rowNumber} has nothing to fix.`, { field: 'rowNumber' });
  }
  const unknown = Object.keys(input.cells).find((letter) => !cells.some((cell) => cell.letter === letter));
  if (unknown !== undefined) {
    throw new AppError('NOT_FOUND', `The file has no column ${unknown}.`, { field: 'cells' });
  }
  const before = (await loadDecisions(context, found.id)).fixes.get(input.rowNumber) ?? {};
  const merged = Object.entries({ ...before, ...input.cells }).filter(([, text]) => text !== null);
  await writeDecision(context.db, {
    id: context.newId(),
    import_id: found.id,
    kind: 'fix',
    row_number: input.rowNumber,
    member_id: '',
    value: JSON.stringify(Object.fromEntries(merged)),
    created_at: context.now(),
    created_by: context.user.id,
  });
  const plan = await getPlan(context, found.plan_id);
  const { choices } = parseMapping(found.mapping);
  const analysis = await analyzeNow(context, plan, {
    bytes: await original(context, found.id),
    fileName: found.file_name,
    choices,
    decisions: await loadDecisions(context, found.id),
  });
  await keepPreview(context, found.id, { analysis, choices, planId: plan.id });
  context.about({
    entityId: found.id,
    detail: { row: input.rowNumber, columns: Object.keys(input.cells).join(' ') },
  });
  const now = await findRow(context.db, found.id, input.rowNumber);
  return {
    kind: rowKindSchema.parse(now?.kind),
    problems: now ? parseDetail(now.detail).problems : [],
    counts: analysis.counts,
  };
}
