import { createHash } from 'node:crypto';
import {
  ANSWER_KIND_WORDS,
  type Answer,
  type AnswerFinding,
  type AnswerKind,
} from '#shared/encounters/answers/answer.ts';
import { readAnswers } from '#shared/encounters/answers/read-answers.ts';
import type { CallContext } from '../context.ts';
import { settleBatch } from './answers/settle-batch.ts';
import { insertAnswer, selectBatchesByControl, selectBatchesNamed } from './answers/store.ts';
import { markBatchSent } from './batches.ts';

/** A file of a plan's answers, as it came. */
export interface ResponseFile {
  readonly planId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** What became of an answer file, in one sentence for the inbox. */
export interface ResponseOutcome {
  /** The kinds of answers in it, in the order they stand; empty when it answers nothing. */
  readonly kinds: readonly AnswerKind[];
  readonly sentence: string;
  /** Whether a person has to look: something in it belongs to nothing that was sent. */
  readonly state: 'done' | 'waiting';
  readonly matched: number;
  readonly unmatched: number;
  readonly lines: number;
  readonly findings: readonly AnswerFinding[];
}

type Named = Awaited<ReturnType<typeof selectBatchesNamed>>;

/** What the numbers in a file of answers belong to, looked up in a handful of queries. */
interface Known {
  readonly control: ReadonlyMap<string, string>;
  readonly group: Named;
  readonly set: Named;
  readonly reference: Named;
  readonly claim: Named;
  readonly line: Named;
}

async function lookUp(context: CallContext, planId: string, answers: readonly Answer[]): Promise<Known> {
  const { db } = context;
  const named = (pick: keyof Answer['about']) => [
    ...new Set(answers.map((answer) => answer.about[pick]).filter((value) => value !== '')),
  ];
  return {
    control: await selectBatchesByControl(db, planId, named('interchange')),
    group: await selectBatchesNamed(db, planId, 'group_control', named('group')),
    set: await selectBatchesNamed(db, planId, 'set_control', named('set')),
    reference: await selectBatchesNamed(db, planId, 'set_reference', named('batch')),
    claim: await selectBatchesNamed(db, planId, 'claim_number', named('claim')),
    line: await selectBatchesNamed(db, planId, 'line_number', named('line')),
  };
}

/** The file of ours that an answer is about, and the set where it is about one. */
function target(
  { level, about }: Answer,
  known: Known,
): { batchId: string; setControl: string | null } | null {
  if (level === 'line') return known.line.get(about.line) ?? null;
  if (level === 'claim') return known.claim.get(about.claim) ?? null;
  if (level === 'set') {
    return (about.set === '' ? known.reference.get(about.batch) : known.set.get(about.set)) ?? null;
  }
  const batchId = known.control.get(about.interchange) ?? known.group.get(about.group)?.batchId;
  return batchId ? { batchId, setControl: null } : null;
}

/** The same for the same answer, whichever file it comes in and however that is called. */
function fingerprint(answer: Answer): string {
  const { kind, level, about, writtenAt, segments } = answer;
  return createHash('sha256')
    .update(JSON.stringify([kind, level, about, writtenAt, segments]))
    .digest('hex');
}

/**
 * Takes in a plan's answers: keeps each once, and settles the files they are about.
 *
 * Idempotent and independent of order. Answers that name nothing of ours are counted, never guessed at. Call it on a
 * job's context: it writes in one transaction of its own.
 */
export async function readResponse(context: CallContext, file: ResponseFile): Promise<ResponseOutcome> {
  const { answers, findings } = readAnswers(new TextDecoder().decode(file.bytes));
  const kinds = [...new Set(answers.map((answer) => answer.kind))];
  return context.write(async (inside) => {
    const known = await lookUp(inside, file.planId, answers);
    const batches = new Set<string>();
    let matched = 0;
    for (const answer of answers) {
      const about = target(answer, known);
      if (!about) continue;
      matched += 1;
      const isNew = await insertAnswer(inside.db, {
        id: inside.newId(),
        batch_id: about.batchId,
        kind: answer.kind,
        level: answer.level,
        verdict: answer.verdict,
        set_control: answer.level === 'file' ? null : about.setControl,
        claim_number: answer.about.claim || null,
        line_number: answer.about.line || null,
        reasons: JSON.stringify(answer.reasons),
        segments: JSON.stringify(answer.segments),
        plan_number: answer.planClaimNumber,
        written_at: answer.writtenAt,
        file_name: file.fileName,
        payment: answer.payment ? JSON.stringify(answer.payment) : null,
        fingerprint: fingerprint(answer),
        created_at: inside.now(),
        created_by: inside.user.id,
      });
      if (isNew) batches.add(about.batchId);
    }
    let lines = 0;
    for (const batchId of batches) {
      // An answer proves that the plan has the file, however it got there.
      await markBatchSent(inside, batchId);
      lines += (await settleBatch(inside, batchId)).changed;
    }
    const unmatched = answers.length - matched;
    await inside.record('encounter.answer', {
      detail: { plan: file.planId, answers: answers.length, unmatched, files: batches.size, lines },
    });
    const state = answers.length === 0 || unmatched > 0 ? 'waiting' : 'done';
    const sentence = sentenceOf(kinds, {
      answers: answers.length,
      unmatched,
      told: batches.size > 0 ? toldWords(answers) : 'Nothing in it is new.',
    });
    return { kinds, sentence, state, matched, unmatched, lines, findings };
  });
}

/** What the plan says, in a sentence anybody understands: about claims where it speaks of them, else about the file. */
function toldWords(answers: readonly Answer[]): string {
  const claims = answers.filter(({ level }) => level === 'claim');
  const said = claims.length > 0 ? claims : answers.filter(({ level }) => level === 'line');
  const count = (of: readonly Answer[], verdict: Answer['verdict']) =>
    of.filter((answer) => answer.verdict === verdict).length;
  if (said.length === 0) {
    const back = count(answers, 'rejected');
    return back === 0 ? 'The plan has the file, no errors.' : 'The plan sent it back. See Encounters.';
  }
  const [back, waiting] = [count(said, 'rejected'), count(said, 'received')];
  return [
    `${count(said, 'accepted')} accepted`,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    back > 0 ? `${back} came back and ${back === 1 ? 'is' : 'are'} in Encounters.` : '0 came back.',
  ].join(', ');
}

function sentenceOf(
  kinds: readonly AnswerKind[],
  counts: { answers: number; unmatched: number; told: string },
): string {
  if (counts.answers === 0) return 'This file answers nothing that Hearth can read. You decide.';
  const name = kinds.map((kind) => ANSWER_KIND_WORDS[kind]).join(' and ');
  if (counts.unmatched === counts.answers) {
    return `${name}, but nothing in it belongs to a file that was sent to this plan. You decide.`;
  }
  const strange =
    counts.unmatched === 0
      ? ''
      : ` ${counts.unmatched} of ${counts.answers} statements belong to nothing that was sent.`;
  return `${name}. ${counts.told}${strange}`;
}
