import { type Correction, correctionOf } from '#shared/encounters/correction.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../../context.ts';
import { type SentLine, selectSentByClaim, selectSentByNumber, updateServiceOf } from '../answers/store.ts';

function chosen(line: SentLine): Correction {
  return correctionOf({
    claim: line.claim_number,
    firstClaim: line.first_claim,
    frequency: line.frequency,
    planClaimNumber: line.plan_claim_number,
    planNumber: line.plan_number,
  });
}

async function found(context: CallContext, lineNumbers: readonly string[]): Promise<SentLine[]> {
  const lines = await selectSentByNumber(context.db, [...new Set(lineNumbers)]);
  if (lines.length < new Set(lineNumbers).size) {
    throw new AppError('NOT_FOUND', 'One of these lines was never sent.');
  }
  return lines;
}

/** Opens lines for another go; a replacement or void takes every line of its claim along. */
async function reopen(
  context: CallContext,
  lines: readonly SentLine[],
  correction: (line: SentLine) => Correction,
  from: readonly string[],
): Promise<number> {
  const whole = lines.filter((line) => correction(line).frequency !== '1').map((line) => line.claim_number);
  const all = new Map(lines.map((line) => [line.line_number, line]));
  for (const line of await selectSentByClaim(context.db, [...new Set(whole)])) {
    all.set(line.line_number, line);
  }
  const asked = new Set(lines.map((line) => line.line_number));
  let changed = 0;
  for (const line of all.values()) {
    const taken = await updateServiceOf(context.db, line, {
      state: 'ready',
      // Lines that stood well in the claim go along: a replacement stands for the whole of it.
      from: asked.has(line.line_number) ? from : ['accepted', 'rejected'],
      correction: JSON.stringify(correction(line)),
    });
    if (taken) changed += 1;
    else if (asked.has(line.line_number)) {
      throw new AppError('CONFLICT', 'One of these lines moved on meanwhile. Nothing was changed.');
    }
  }
  return changed;
}

/**
 * Opens lines that came back, so that they are put right and go out again.
 *
 * A claim the plan has a number for becomes a replacement with REF*F8 of the first; one it never took in goes out
 * anew. They stand under To send from now on, held or ready like any other line.
 *
 * @throws AppError `NOT_FOUND`, `CONFLICT` when a line is corrected already
 */
export async function correctLines(
  context: CallContext,
  input: { readonly lineNumbers: readonly string[] },
): Promise<{ changed: number }> {
  const lines = await found(context, input.lineNumbers);
  const changed = await reopen(context, lines, chosen, ['rejected']);
  context.about({ detail: { lines: changed, asked: lines.length } });
  return { changed };
}

/**
 * Takes claims back that the plan accepted: they go out once more with frequency 8.
 *
 * @throws AppError `CONFLICT` when the plan never gave the claim a number of its own
 */
export async function takeBackLines(
  context: CallContext,
  input: { readonly lineNumbers: readonly string[]; readonly reason: string },
): Promise<{ changed: number }> {
  const lines = await found(context, input.lineNumbers);
  if (lines.some((line) => (line.plan_claim_number ?? line.plan_number) === null)) {
    throw new AppError(
      'CONFLICT',
      'The plan sent no claim number of its own for this claim, and takes nothing back without it. Call the plan.',
    );
  }
  const changed = await reopen(context, lines, (line) => ({ ...chosen(line), frequency: '8' }), ['accepted']);
  context.about({ detail: { lines: changed, reason: input.reason } });
  return { changed };
}

/** Leaves lines as the plan has them: what was going to replace or take back their claim is dropped. */
export async function dropCorrections(context: CallContext, lineNumbers: readonly string[]): Promise<number> {
  let changed = 0;
  for (const line of await selectSentByNumber(context.db, lineNumbers)) {
    const change = { state: line.state, from: ['ready'], correction: null };
    if (await updateServiceOf(context.db, line, change)) changed += 1;
  }
  return changed;
}
