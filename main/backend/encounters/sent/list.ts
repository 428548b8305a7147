import type { AnswerReason } from '#shared/encounters/answers/answer.ts';
import { withoutReversed } from '#shared/encounters/answers/settle.ts';
import { fixOf } from '#shared/encounters/answers/status-codes.ts';
import { correctionOf } from '#shared/encounters/correction.ts';
import { type SentLineRow, type SentState, sentStateOf } from '#shared/encounters/sent.ts';
import { foldText } from '#shared/members/normalize.ts';
import type { CallContext } from '../../context.ts';
import { AnswersOfFile } from '../answers/settle-batch.ts';
import { type StoredAnswer, selectAnswers } from '../answers/store.ts';
import { countSent, type SentRow, selectSent } from './store.ts';

/** What the stored states mean on the page. */
export const STORED: Readonly<Record<SentState, readonly string[]>> = {
  accepted: ['accepted'],
  came_back: ['rejected'],
  waiting: ['built', 'sent', 'received'],
};

interface ListInput {
  readonly state?: SentState | undefined;
  readonly batchId?: string | undefined;
  readonly planId?: string | undefined;
  readonly current: boolean;
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
}

/** The narrowest answer that decided about a line; among equals the latest. */
function decisive(covering: readonly StoredAnswer[], state: string): StoredAnswer | null {
  const wanted = covering.filter(({ verdict }) => verdict === state);
  const latest = wanted
    .map((answer) => answer.writtenAt)
    .sort()
    .at(-1);
  return wanted.filter((answer) => answer.writtenAt === latest).at(-1) ?? null;
}

/** A refused set names the segments at fault; claims elsewhere in it are only swept along. */
function reasonsFor(row: SentRow, answer: StoredAnswer): readonly AnswerReason[] {
  const placed = answer.reasons.filter((reason) => reason.segment !== null);
  if (answer.level !== 'set' || placed.length === 0) return answer.reasons;
  const own = placed.filter(({ segment }) => {
    const at = segment ?? 0;
    const inClaim = at >= row.claim_from && at <= row.claim_to;
    const inMember = at >= row.member_from && at <= row.member_to;
    return inClaim || inMember || at <= row.head_to;
  });
  if (own.length > 0) return own;
  return [
    {
      code: placed[0]?.code ?? '',
      sentence: 'The plan refused the whole set because of another claim in it.',
      note: null,
      segment: null,
    },
  ];
}

/** A sent line with everything the plan said that decided about it. */
export function sentRow(row: SentRow, answers: AnswersOfFile | undefined): SentLineRow {
  const covering = withoutReversed(answers?.covering(row) ?? []);
  const answer = decisive(covering, row.state) ?? covering.at(-1) ?? null;
  const reasons = answer ? [...reasonsFor(row, answer)] : [];
  const came = row.state === 'rejected';
  const again = correctionOf({
    claim: row.claim_number,
    firstClaim: row.first_claim,
    frequency: row.frequency,
    planClaimNumber: row.plan_claim_number,
    planNumber: row.plan_number,
  });
  return {
    lineNumber: row.line_number,
    claimNumber: row.claim_number,
    encounterId: row.encounter_id,
    noteId: row.note_id,
    memberId: row.member_id,
    memberName: row.memberName,
    planId: row.plan_id,
    planName: row.plan_name,
    serviceOn: row.service_on,
    code: row.code,
    units: row.units,
    frequency: row.frequency,
    batchId: row.batch_id,
    fileName: row.file_name,
    usage: row.usage === 'P' ? 'P' : 'T',
    state: sentStateOf(row.state),
    sentence: reasons[0]?.sentence ?? (came ? 'The plan sent it back and says no more.' : ''),
    reasons,
    fix: came ? fixOf(reasons.map(({ code }) => code)) : null,
    answer: answer && {
      kind: answer.kind,
      writtenAt: answer.writtenAt,
      segments: [...answer.segments],
      payment: answer.payment,
    },
    planNumber: row.plan_number ?? row.plan_claim_number,
    again: again.frequency,
    current: row.last_line === row.line_number && ['accepted', 'rejected'].includes(row.service_state),
  };
}

/** The answers of each file that rows stand in, a query for all. */
export async function answersByFile(
  context: CallContext,
  rows: readonly { readonly batch_id: string }[],
): Promise<ReadonlyMap<string, AnswersOfFile>> {
  const byFile = new Map<string, StoredAnswer[]>();
  for (const answer of await selectAnswers(context.db, [...new Set(rows.map((row) => row.batch_id))])) {
    const list = byFile.get(answer.batchId);
    if (list) list.push(answer);
    else byFile.set(answer.batchId, [answer]);
  }
  return new Map([...byFile].map(([id, answers]) => [id, new AnswersOfFile(answers)]));
}

/** Sent lines with the plan's word on each: those that came back, were accepted, or wait. */
export async function listSentLines(
  context: CallContext,
  input: ListInput,
): Promise<{ rows: SentLineRow[]; total: number }> {
  const filter = {
    batchId: input.batchId,
    planId: input.planId,
    states: input.state && STORED[input.state],
    current: input.current,
    text: foldText(input.text).replace(/[%_]/g, ''),
  };
  const rows = await selectSent(context.db, filter, input);
  const answers = await answersByFile(context, rows);
  context.about({ detail: { state: input.state ?? 'all', lines: rows.length } });
  return {
    rows: rows.map((row) => sentRow(row, answers.get(row.batch_id))),
    total: await countSent(context.db, filter),
  };
}
