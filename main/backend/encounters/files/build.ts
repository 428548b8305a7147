import { createHash } from 'node:crypto';
import { claimNumber, lineNumber } from '#shared/encounters/assemble.ts';
import type { ClaimDraft } from '#shared/encounters/claims.ts';
import type { BatchRow } from '#shared/encounters/contract.ts';
import { type ClaimPlace, mapSegments } from '#shared/encounters/x12/segment-map.ts';
import { validate837p } from '#shared/encounters/x12/validate-837p.ts';
import { AppError } from '#shared/errors.ts';
import { codeText } from '#shared/programs/pack.ts';
import type { CallContext } from '../../context.ts';
import type { NewRow } from '../../db/schema.ts';
import { queueTransfer } from '../../transfers/queue-transfer.ts';
import { insertSentLines } from '../answers/store.ts';
import { checkOpenLines } from '../open-lines.ts';
import { markLineBuilt } from '../store.ts';
import { gatherClaims, type PlanClaims, takingNumbers, writePlanFile } from './plan-file.ts';
import { insertBatch, selectBatch } from './store.ts';

/** "364 lines". */
export function countLines(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

/** Where a claim ended up in a file. */
interface BuiltClaim {
  readonly claim: ClaimDraft;
  readonly number: string;
  readonly place: ClaimPlace | undefined;
}

/** A line as it stands in a file, for the plan's answers to find it by. */
function sentLine(batchId: string, { claim, number, place }: BuiltClaim, position: number) {
  const line = claim.lines[position];
  const span = place?.lines[position];
  if (!line || !place || !span) throw new Error('A built line is not in its file');
  const { correction } = claim;
  return {
    line_number: lineNumber(number, position + 1),
    claim_number: number,
    first_claim: correction?.firstClaim ?? number,
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

async function buildPlan(context: CallContext, planClaims: PlanClaims): Promise<BatchRow> {
  const { plan, claims } = planClaims;
  const file = await writePlanFile(context, planClaims, takingNumbers(context));
  const { problems, counts } = validate837p(file.text);
  if (problems[0]) {
    const { position, message } = problems[0];
    throw new AppError(
      'VALIDATION',
      `The file for ${plan.shortName} did not pass its own check at segment ${position}: ${message} Nothing was built.`,
      { facts: { segment: position, problems: problems.length } },
    );
  }
  const content = new TextEncoder().encode(file.text);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const id = context.newId();
  const members = new Set(claims.map((claim) => claim.lines[0]?.member.id)).size;
  await insertBatch(context.db, {
    id,
    plan_id: plan.id,
    file_name: file.name,
    usage: plan.profile.edi.usage,
    control_number: file.control,
    claims: counts.claims,
    lines: counts.lines,
    units: counts.units,
    members,
    bytes: content.byteLength,
    sha256,
    content,
    state: 'built',
    created_at: context.now(),
    created_by: context.user.id,
  });
  const places = mapSegments(file.segments);
  const sent: NewRow<'sent_line'>[] = [];
  for (const [index, claim] of claims.entries()) {
    const number = claimNumber(file.firstClaim + index);
    for (const [position, line] of claim.lines.entries()) {
      await markLineBuilt(context.db, line.id, {
        code: line.tag.code,
        modifiers: JSON.stringify(line.tag.modifiers),
        units: line.tag.units,
        rule_id: line.tag.ruleId,
        batch_id: id,
        claim_number: number,
        line_number: lineNumber(number, position + 1),
      });
      sent.push(sentLine(id, { claim, number, place: places.get(number) }, position));
    }
  }
  await insertSentLines(context.db, sent);
  await queueTransfer(context, {
    planId: plan.id,
    kind: 'encounters',
    sourceId: id,
    title: `Encounters, ${countLines(counts.lines)}`,
    fileName: file.name,
    bytes: content.byteLength,
    sha256,
  });
  await context.record('encounter.batch', {
    entityId: id,
    detail: { plan: plan.id, control: file.control, claims: counts.claims, lines: counts.lines },
  });
  return (await selectBatch(context.db, id)) as BatchRow;
}

/**
 * Builds one 837P a plan from the lines that are ready, all or nothing.
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
  const checked = await checkOpenLines(context, input.planIds ? { planIds: input.planIds } : {});
  const plans = await gatherClaims(context, checked);
  if (plans.length === 0) {
    const held = checked.length;
    throw new AppError(
      'HELD',
      held > 0 ? `No line is ready. ${countLines(held)} held.` : 'No line waits to be sent.',
    );
  }
  const batches: BatchRow[] = [];
  for (const plan of plans) batches.push(await buildPlan(context, plan));
  context.about({
    detail: { files: batches.length, lines: batches.reduce((sum, batch) => sum + batch.lines, 0) },
  });
  return { batches };
}
