import { settle, withoutReversed } from '#shared/encounters/answers/settle.ts';
import type { CallContext } from '../../context.ts';
import {
  type SentLine,
  type StoredAnswer,
  selectAnswers,
  selectSentLines,
  updateSentLine,
  updateServiceOf,
} from './store.ts';

/** States of a service that a plan's answer may change. */
const ANSWERABLE = ['built', 'sent', 'received', 'accepted', 'rejected'] as const;

/** Answers of one file by what they cover, so that each line finds its own without a search. */
export class AnswersOfFile {
  readonly #file: StoredAnswer[] = [];
  readonly #by = new Map<string, StoredAnswer[]>();

  constructor(answers: readonly StoredAnswer[]) {
    for (const answer of answers) {
      if (answer.level === 'file') this.#file.push(answer);
      else {
        const key = `${answer.level}\n${answer.lineNumber ?? answer.claimNumber ?? answer.setControl ?? ''}`;
        const list = this.#by.get(key);
        if (list) list.push(answer);
        else this.#by.set(key, [answer]);
      }
    }
  }

  /** What was said about a line and everything around it, the widest first. */
  covering(line: Pick<SentLine, 'set_control' | 'claim_number' | 'line_number'>): StoredAnswer[] {
    return [
      ...this.#file,
      ...(this.#by.get(`set\n${line.set_control}`) ?? []),
      ...(this.#by.get(`claim\n${line.claim_number}`) ?? []),
      ...(this.#by.get(`line\n${line.line_number}`) ?? []),
    ];
  }
}

/** What an answered line is now, for its service: a claim taken back for good is void. */
function serviceState(line: SentLine, state: string): string {
  return line.frequency === '8' && state === 'accepted' ? 'void' : state;
}

/**
 * Settles every line of a file by all that was ever said about it, and its service with it.
 *
 * Always computed anew from the kept answers, so that it does not matter in which order or how often they came.
 * A correction that nobody has built yet is dropped when the plan accepts the claim after all.
 */
export async function settleBatch(context: CallContext, batchId: string): Promise<{ changed: number }> {
  const answers = new AnswersOfFile(await selectAnswers(context.db, [batchId]));
  let changed = 0;
  for (const line of await selectSentLines(context.db, batchId)) {
    const covering = withoutReversed(answers.covering(line));
    const state = settle(covering);
    const planNumber =
      covering
        .filter((answer) => answer.planNumber !== null)
        .map((answer) => answer.planNumber)
        .at(-1) ?? null;
    if (line.state === state && line.plan_number === planNumber) continue;
    const decided = covering.filter(({ verdict }) => verdict === state).at(-1);
    await updateSentLine(context.db, line.line_number, {
      state,
      decidedAt: decided?.writtenAt || null,
      planNumber,
    });
    const change = { state: serviceState(line, state), correction: null };
    const taken = await updateServiceOf(context.db, line, { ...change, from: ANSWERABLE });
    if (!taken && state === 'accepted' && line.frequency !== '8') {
      await updateServiceOf(context.db, line, { ...change, from: ['ready'] });
    }
    changed += 1;
  }
  return { changed };
}
