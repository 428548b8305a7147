import type { z } from 'zod';
import type {
  PreviewRow,
  RosterCounts,
  RosterImport,
  RowKind,
  rosterContract,
} from '#shared/roster/contract.ts';
import { rowKindSchema } from '#shared/roster/contract.ts';
import { FIELD_KEYS, rosterField } from '#shared/roster/fields.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { getImport } from './imports.ts';
import type { ImportRow } from './store.ts';
import { countUnanswered, findAnswered, findImports, findNewestAppliedIds, findRows } from './store.ts';
import { parseAnswer, parseColumns, parseCounts, parseDetail, parseMapping, parseValues } from './stored.ts';

type Preview = z.infer<NonNullable<(typeof rosterContract.preview)['~orpc']['outputSchema']>>;

const MOST_IMPORTS = 100;

/** Every roster, newest first, without those thrown away. */
export async function listImports(context: CallContext): Promise<{ imports: RosterImport[] }> {
  const rows = await findImports(context.db, MOST_IMPORTS);
  const newest = await findNewestAppliedIds(context.db);
  const waiting = rows.filter((row) => row.state === 'preview').map(({ id }) => id);
  const unanswered = await countUnanswered(context.db, waiting);
  return { imports: rows.map((row) => toImport(row, newest, unanswered.get(row.id) ?? 0)) };
}

function toImport(row: ImportRow, newest: ReadonlySet<string>, unanswered: number): RosterImport {
  const state = row.state as RosterImport['state'];
  return {
    id: row.id,
    plan: { id: row.plan_id, name: row.plan_name, shortName: row.plan_short_name },
    fileName: row.file_name,
    state,
    rows: parseMapping(row.mapping).rows,
    counts: parseCounts(row.counts),
    unanswered: state === 'preview' ? unanswered : 0,
    openedAt: row.created_at,
    openedBy: row.opened_by,
    appliedAt: row.applied_at,
    appliedBy: row.applied_by,
    canUndo: state === 'applied' && newest.has(row.id),
  };
}

/** A preview's frame: how the file is read, and what applying it would do. */
export async function getPreview(context: CallContext, input: { importId: string }): Promise<Preview> {
  const row = await getImport(context, input.importId);
  const newest = await findNewestAppliedIds(context.db);
  const plan = await getPlan(context, row.plan_id);
  const mapping = parseMapping(row.mapping);
  const columns = parseColumns(row.headers);
  const unanswered = (await countUnanswered(context.db, [row.id])).get(row.id) ?? 0;
  const goingIn = (await findAnswered(context.db, row.id)).filter(({ answer, detail }) =>
    parseDetail(detail).question?.answers.some((one) => one.id === answer && one.goesIn),
  ).length;
  context.about({ entityId: row.id });
  const named = (field: (typeof FIELD_KEYS)[number]) => ({ field, label: rosterField(field).label });
  return {
    import: toImport(row, newest, unanswered),
    comparedWith: mapping.comparedWith,
    columns,
    missing: mapping.missing.map(named),
    fields: FIELD_KEYS.map(named),
    notices: mapping.notices,
    extraColumns: columns.filter((column) => column.field === null).length,
    goingIn,
    delimiter: mapping.delimiter,
    encoding: mapping.encoding,
    afterApply: afterApply(parseCounts(row.counts), plan.profile.outreach),
  };
}

function afterApply(
  counts: RosterCounts,
  outreach: { readonly attempts: number; readonly windowDays: number },
): string[] {
  const members = (count: number) => `${count} ${count === 1 ? 'member' : 'members'}`;
  const sentences: string[] = [];
  if (counts.new > 0) {
    const { attempts, windowDays } = outreach;
    const clocks = counts.new === 1 ? '1 outreach clock starts' : `${counts.new} outreach clocks start`;
    sentences.push(`${members(counts.new)} ${counts.new === 1 ? 'waits' : 'wait'} for a lead`);
    sentences.push(`${clocks}, ${attempts} attempts in ${windowDays} days`);
  }
  if (counts.gone > 0) {
    sentences.push(`${members(counts.gone)} ${counts.gone === 1 ? 'stays' : 'stay'} in Hearth, marked`);
  }
  sentences.push('Empty cells and what you corrected here change nothing');
  sentences.push('Open notes and forms are not touched');
  return sentences;
}

/** A page of a preview's rows, of one kind or of all. */
export async function listRows(
  context: CallContext,
  input: { importId: string; kind?: RowKind | undefined; limit: number; offset: number },
): Promise<{ rows: PreviewRow[]; total: number }> {
  const found = await getImport(context, input.importId);
  const counts = parseCounts(found.counts);
  const rows = await findRows(context.db, { ...input, kind: input.kind });
  const total =
    input.kind === undefined ? Object.values(counts).reduce((sum, one) => sum + one, 0) : counts[input.kind];
  return {
    total,
    rows: rows.map((row) => {
      const { line, problems, notes, changes, question, cells } = parseDetail(row.detail);
      return {
        id: row.id,
        kind: rowKindSchema.parse(row.kind),
        rowNumber: row.row_number,
        name: row.name,
        cin: row.cin,
        memberId: row.member_id,
        line,
        problems,
        notes,
        changes,
        values: parseValues(row.cells),
        question,
        answer: parseAnswer(row.answer),
        cells,
      };
    }),
  };
}
