import { createHash } from 'node:crypto';
import { dateInWords } from '#shared/dates.ts';
import type { OpenEvent } from '#shared/roster/contract.ts';
import { rosterField } from '#shared/roster/fields.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from '../plans/plans.ts';
import { todayIn } from '../procedure.ts';
import { readChosenFile } from '../read-chosen-file.ts';
import type { Analysis } from './analyze.ts';
import { analyze } from './analyze.ts';
import { loadDecisions, NO_DECISIONS } from './decisions.ts';
import { keepPreview } from './keep-preview.ts';
import { findLastMapping, findNewestApplied, findPreviewOf, insertImport } from './store.ts';
import { parseMapping } from './stored.ts';

/** Far more than any plan's file; keeps a wrong choice in the dialog from filling the memory. */
const MOST_BYTES = 64 * 1024 * 1024;

const FILTERS = [
  { name: 'Member files', extensions: ['csv', 'tsv', 'tab', 'txt', 'xlsx', 'xlsm', 'xml'] },
  { name: 'All files', extensions: ['*'] },
];

/**
 * Asks for a plan's file, reads it, compares it with the members on file, and keeps the comparison.
 *
 * The same bytes again give the preview that waits already, or "Nothing new" when they were the last applied ones.
 *
 * @throws AppError `FILE_UNREADABLE` or `TOO_LARGE` naming file, row and column; nothing is kept then.
 */
export async function* openRoster(
  context: CallContext,
  input: { readonly planId: string },
): AsyncGenerator<OpenEvent> {
  const plan = await getPlan(context, input.planId);
  const file = await context.shell.openFile({
    title: `Open a file from ${plan.shortName}`,
    filters: FILTERS,
  });
  if (!file) {
    yield finished('cancelled', { sentence: 'No file was chosen.' });
    return;
  }
  const bytes = await readChosenFile(file, { mostBytes: MOST_BYTES, what: 'member files' });
  yield* openRosterBytes(context, { planId: plan.id, fileName: file.name, bytes });
}

/**
 * Compares a plan's file that is in memory already, for example one fetched from the plan's server, and keeps the
 * comparison; the same bytes again as `openRoster` says.
 *
 * @throws AppError as `openRoster`
 */
export async function* openRosterBytes(
  context: CallContext,
  input: { readonly planId: string; readonly fileName: string; readonly bytes: Uint8Array },
): AsyncGenerator<OpenEvent> {
  const plan = await getPlan(context, input.planId);
  const { fileName, bytes } = input;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const applied = await findNewestApplied(context.db, plan.id);
  if (applied?.sha256 === sha256 && applied.applied_at) {
    const on = dateInWords(
      todayIn(context.workspace.timeZone, new Date(applied.applied_at)),
      context.today(),
    );
    const sentence = `Nothing new: this file was applied ${on === 'today' ? on : `on ${on}`}.`;
    yield finished('nothing_new', { importId: applied.id, fileName, sentence });
    return;
  }
  const waiting = await findPreviewOf(context.db, plan.id, sha256);
  const last = waiting?.mapping ?? (await findLastMapping(context.db, plan.id));
  const choices = last === undefined ? {} : parseMapping(last).choices;
  const decisions = waiting ? await loadDecisions(context, waiting.id) : NO_DECISIONS;
  const analysis = yield* analyze(context, plan, { bytes, fileName, choices, decisions });
  const importId = await context.write(async (transaction) => {
    const id = waiting?.id ?? transaction.newId();
    if (!waiting) {
      await insertImport(transaction.db, {
        id,
        plan_id: plan.id,
        file_name: fileName,
        sha256,
        bytes: bytes.length,
        state: 'preview',
        headers: '[]',
        mapping: '{}',
        counts: '{}',
        original: Uint8Array.from(bytes),
        applied_at: null,
        applied_by: null,
        created_at: transaction.now(),
        created_by: transaction.user.id,
      });
    }
    await keepPreview(transaction, id, { analysis, choices, planId: plan.id });
    await transaction.record('roster.compare', { entityId: id, detail: { ...analysis.counts } });
    return id;
  });
  yield finished(analysis.headings.missing.length > 0 ? 'needs_columns' : 'preview', {
    importId,
    fileName,
    sentence: summarize(analysis, fileName),
    counts: analysis.counts,
  });
}

function summarize({ counts, headings, file }: Analysis, fileName: string): string {
  if (headings.missing.length > 0) {
    const labels = headings.missing.map((field) => rosterField(field).label).join(', ');
    const where = file.headingRow === 0 ? 'value' : `column in row ${file.headingRow}`;
    return `${fileName} has no ${where} that Hearth knows as ${labels}. Choose it under Columns.`;
  }
  const parts = [
    ...(counts.duplicate > 0 ? [`${counts.duplicate} to be answered`] : []),
    `${counts.new} new`,
    `${counts.changed} changed`,
    `${counts.gone} gone`,
    `${counts.problem} with a problem`,
    `${counts.same} the same`,
  ];
  return `${fileName}: ${parts.join(', ')}. Nothing changes until you apply.`;
}

type Done = Extract<OpenEvent, { step: 'done' }>;

function finished(outcome: Done['outcome'], rest: Partial<Done> & { sentence: string }): Done {
  return { step: 'done', outcome, importId: null, fileName: null, counts: null, ...rest };
}
