import { createHash } from 'node:crypto';
import { lineNumber } from '#shared/encounters/assemble.ts';
import type { ClaimDraft } from '#shared/encounters/claims.ts';
import type { BatchRow } from '#shared/encounters/contract.ts';
import type { ClaimPlace } from '#shared/encounters/x12/model.ts';
import { AppError } from '#shared/errors.ts';
import { codeText } from '#shared/programs/pack.ts';
import type { CallContext } from '../../context.ts';
import type { NewRow } from '../../db/schema.ts';
import { withSmallCache } from '../../db/small-cache.ts';
import { getPlan, type StoredPlan } from '../../plans/plans.ts';
import { slowHeapGrowth } from '../../slow-heap-growth.ts';
import { queueTransfer } from '../../transfers/queue-transfer.ts';
import { insertSentLines } from '../answers/store.ts';
import { countOpen, markLinesBuilt, updateLineCode } from '../store.ts';
import { formatOf, writeInvoice } from './invoice-file.ts';
import { NOTHING_YET, PartedContent } from './parted-content.ts';
import { takingNumbers, writePlanFile } from './plan-file.ts';
import { finishBatch, insertBatch, selectBatch } from './store.ts';

/** From so many open lines on, memory is spared at the price of time. */
const LARGE = 10_000;

/** So many lines are marked as built together. */
const MARKED = 500;

/** "364 lines". */
function countLines(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

/** A line as it stands in a file, for the plan's answers to find it by. */
function sentLine(batchId: string, claim: ClaimDraft, place: ClaimPlace, position: number) {
  const line = claim.lines[position];
  const span = place.lines[position];
  if (!line || !span) throw new Error('A built line is not in its file');
  const { correction } = claim;
  return {
    line_number: lineNumber(place.id, position + 1),
    claim_number: place.id,
    first_claim: correction?.firstClaim ?? place.id,
    batch_id: batchId,
    plan_id: line.planId,
    encounter_id: line.id,
    service_on: line.serviceOn,
    group_control: place.group,
    set_control: place.set,
    set_reference: place.reference,
    frequency: correction?.frequency ?? '1',
    plan_claim_number: correction?.frequency === '1' ? null : (correction?.planClaimNumber ?? null),
    plan_number: null,
    code: codeText(line.tag.code ?? '', line.tag.modifiers),
    units: line.tag.units,
    head_to: place.headTo,
    member_from: place.member.from,
    member_to: place.member.to,
    claim_from: place.from,
    claim_to: place.to,
    line_from: span.from,
    line_to: span.to,
    state: 'built',
    decided_at: null,
  };
}

/**
 * Keeps the lines of a few claims as they stand in the file; a code that changed since the note was signed too.
 *
 * @returns how many lines are built by it.
 */
async function keepLines(
  context: CallContext,
  batchId: string,
  drafts: readonly ClaimDraft[],
  places: readonly ClaimPlace[],
): Promise<number> {
  const sent: NewRow<'sent_line'>[] = [];
  for (const [index, claim] of drafts.entries()) {
    for (const [position, line] of claim.lines.entries()) {
      if (line.changed) {
        const { code, units, ruleId, modifiers } = line.tag;
        const change = { code, units, rule_id: ruleId, modifiers: JSON.stringify(modifiers) };
        await updateLineCode(context.db, line.id, change);
      }
      sent.push(sentLine(batchId, claim, places[index] as ClaimPlace, position));
    }
  }
  await insertSentLines(context.db, sent);
  let built = 0;
  for (let from = 0; from < sent.length; from += MARKED) {
    const numbers = sent.slice(from, from + MARKED).map((line) => line.line_number);
    built += await markLinesBuilt(context.db, batchId, numbers);
  }
  return built;
}

async function buildPlan(context: CallContext, plan: StoredPlan): Promise<BatchRow | null> {
  const id = context.newId();
  const hash = createHash('sha256');
  const content = new PartedContent(context, id);
  let begun = false;
  let built = 0;
  const isInvoice = plan.profile.encountersAs === 'invoice';
  const write = isInvoice ? writeInvoice : writePlanFile;
  const file = await write(context, plan, takingNumbers(context), {
    bytes: (bytes) => {
      hash.update(bytes);
      content.add(bytes);
    },
    claims: async (drafts, places) => {
      if (!begun) await insertBatch(context.db, emptyBatch(context, id, plan));
      begun = true;
      await content.flush();
      built += await keepLines(context, id, drafts, places);
    },
  });
  if (!file) return null;
  const { problems, counts } = file.verdict;
  if (problems[0]) {
    const { position, message } = problems[0];
    throw new AppError(
      'VALIDATION',
      `The file for ${plan.shortName} did not pass its own check at ${isInvoice ? 'row' : 'segment'} ${position}: ${message} Nothing was built.`,
      { facts: { segment: position, problems: problems.length } },
    );
  }
  const { bytes, whole } = await content.end();
  const sha256 = hash.digest('hex');
  await finishBatch(context.db, id, {
    file_name: file.name,
    control_number: file.control,
    claims: counts.claims,
    lines: counts.lines,
    units: counts.units,
    members: file.members,
    bytes,
    sha256,
    content: whole,
    format: formatOf(file.name, isInvoice),
  });
  if (built !== counts.lines) throw new Error('A line changed while its file was being built');
  await queueTransfer(context, {
    planId: plan.id,
    kind: isInvoice ? 'invoice' : 'encounters',
    sourceId: id,
    title: `${isInvoice ? 'Invoice' : 'Encounters'}, ${countLines(counts.lines)}`,
    fileName: file.name,
    bytes,
    sha256,
  });
  await context.record('encounter.batch', {
    entityId: id,
    detail: { plan: plan.id, control: file.control, claims: counts.claims, lines: counts.lines },
  });
  return (await selectBatch(context.db, id)) as BatchRow;
}

/** The row that a file's lines refer to while it is being written; its numbers follow at the end. */
function emptyBatch(context: CallContext, id: string, plan: StoredPlan): NewRow<'batch'> {
  return {
    id,
    plan_id: plan.id,
    file_name: '',
    usage: plan.profile.edi.usage,
    control_number: id,
    claims: 0,
    lines: 0,
    units: 0,
    members: 0,
    bytes: 0,
    sha256: '',
    content: NOTHING_YET,
    state: 'built',
    created_at: context.now(),
    created_by: context.user.id,
  };
}

/**
 * Builds one file a plan from the lines that are ready, all or nothing.
 *
 * Lines, numbers, bytes, the transfer and the audit rows are one transaction: a file that fails its own check uses
 * up no number, and a number that was used is never given out again.
 *
 * @throws AppError `HELD` when nothing is ready, `VALIDATION` when a file does not pass the validator.
 */
export async function buildFiles(
  context: CallContext,
  input: { readonly planIds?: readonly string[] | undefined },
): Promise<{ batches: BatchRow[] }> {
  const open = await countOpen(context.db, input.planIds);
  const plans: StoredPlan[] = [];
  for (const { planId } of open) plans.push(await getPlan(context, planId));
  const batches: BatchRow[] = [];
  const lines = open.reduce((sum, plan) => sum + plan.lines, 0);
  const buildAll = async () => {
    for (const plan of plans.sort((one, other) => one.shortName.localeCompare(other.shortName))) {
      const batch = await buildPlan(context, plan);
      if (batch) batches.push(batch);
    }
  };
  // A large file touches every page once and leaves gigabytes of garbage; a small one is quick with what is at hand.
  if (lines > LARGE) await slowHeapGrowth(() => withSmallCache(context.db, buildAll));
  else await buildAll();
  if (batches.length === 0) {
    throw new AppError(
      'HELD',
      lines > 0 ? `No line is ready. ${countLines(lines)} held.` : 'No line waits to be sent.',
    );
  }
  context.about({
    detail: { files: batches.length, lines: batches.reduce((sum, batch) => sum + batch.lines, 0) },
  });
  return { batches };
}
