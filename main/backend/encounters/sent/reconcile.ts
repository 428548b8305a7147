import { Temporal } from 'temporal-polyfill';
import { dateInWords, daysBetween } from '#shared/dates.ts';
import {
  addsUp,
  type Balance,
  type ReconciledFile,
  type Reconciliation,
  sentStateOf,
  sumBalances,
} from '#shared/encounters/sent.ts';
import type { CallContext } from '../../context.ts';
import { getPlan } from '../../plans/plans.ts';
import { AnswersOfFile } from '../answers/settle-batch.ts';
import { type StoredAnswer, selectAnswers } from '../answers/store.ts';
import { STORED, sentRow } from './list.ts';
import { countByFile, countCorrected, selectSent, selectSentFiles } from './store.ts';

type SentFile = Awaited<ReturnType<typeof selectSentFiles>>[number];

/** "Encounters Nov 2–10". */
function titleOf(file: SentFile, today: string): string {
  const { first_on: first, last_on: last } = file;
  if (!first || !last) return 'Encounters';
  const words = (date: string) => dateInWords(date, today);
  if (first === last) return `Encounters ${words(first)}`;
  const sameMonth = first.slice(0, 7) === last.slice(0, 7) && /\d$/.test(words(last));
  return `Encounters ${words(first)}–${sameMonth ? Number(last.slice(8)) : words(last)}`;
}

/** Kinds and dates of the answers to a file, one row for each kind, level, moment and verdict. */
function answersOf(answers: readonly StoredAnswer[]): ReconciledFile['answers'] {
  const rows = new Map<string, ReconciledFile['answers'][number]>();
  for (const { kind, level, writtenAt, verdict } of answers) {
    const key = `${kind}\n${level}\n${writtenAt}\n${verdict}`;
    const row = rows.get(key);
    if (row) row.count += 1;
    else rows.set(key, { kind, level, writtenAt, verdict, count: 1 });
  }
  return [...rows.values()];
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list) list.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** What payment advices come to, taken back payments with their sign; null while none came. */
function paidFor(answers: readonly StoredAnswer[]): number | null {
  const advices = answers.filter(({ kind, level }) => kind === '835' && level === 'claim');
  if (advices.length === 0) return null;
  return advices.reduce((sum, { payment }) => sum + (payment?.paidCents ?? 0), 0);
}

/** Days that a file waits longer than its plan usually takes. */
function daysLate(sentAt: string, now: string, answerHours: number | null): number {
  if (answerHours === null) return 0;
  const hours = Temporal.Instant.from(sentAt).until(Temporal.Instant.from(now)).total('hours');
  return hours <= answerHours ? 0 : Math.max(1, Math.floor(hours / 24));
}

/**
 * What is usual for a plan: the days it took for the files that it has answered to the last line, or, while there are
 * none, what its profile expects. "Bluelark answers in 12 days on average."
 */
function usualOf(
  plan: string,
  files: readonly ReconciledFile[],
  answerHours: number,
  dayOf: (instant: string) => string,
): string {
  const took = files.flatMap(({ waiting, sentAt, answers }) => {
    // Payment comes long after the answer and says nothing about how fast a plan answers.
    const last = answers
      .filter(({ kind }) => kind !== '835')
      .at(-1)
      ?.writtenAt.slice(0, 10);
    return waiting === 0 && last ? [Math.max(0, daysBetween(dayOf(sentAt), last))] : [];
  });
  if (took.length === 0) {
    const time = answerHours % 24 === 0 ? count(answerHours / 24, 'day') : count(answerHours, 'hour');
    return `${plan} is expected to answer within ${time}.`;
  }
  const average = Math.round(took.reduce((sum, days) => sum + days, 0) / took.length);
  return average === 0
    ? `${plan} answers within a day on average.`
    : `${plan} answers in ${count(average, 'day')} on average.`;
}

/** "1 line", "14 lines". */
function count(many: number, word: string): string {
  return `${many} ${word}${many === 1 ? '' : 's'}`;
}

/**
 * Proves that what was sent equals what was accepted, came back and waits, file by file.
 *
 * `sent` is what the file itself says was in it; the other three are counted from the lines, so a line that got lost
 * on the way shows.
 */
export async function reconcile(
  context: CallContext,
  input: { readonly months: number },
): Promise<Reconciliation> {
  const from = Temporal.PlainDate.from(context.today())
    .with({ day: 1 })
    .subtract({ months: input.months - 1 })
    .toString();
  const since = Temporal.PlainDate.from(from)
    .toZonedDateTime(context.workspace.timeZone)
    .toInstant()
    .toString();
  const files = await selectSentFiles(context.db, since);
  const ids = files.map((file) => file.id);
  const counts = new Map<string, Balance>(
    files.map((file) => [file.id, { sent: file.lines, accepted: 0, cameBack: 0, waiting: 0 }]),
  );
  for (const { batch_id: id, state, lines } of await countByFile(context.db, ids)) {
    const balance = counts.get(id);
    const where = sentStateOf(state);
    if (balance) balance[where === 'came_back' ? 'cameBack' : where] += lines;
  }
  const answers = groupBy(await selectAnswers(context.db, ids), (answer) => answer.batchId);
  const corrected = await countCorrected(context.db, ids);
  const plans: Reconciliation['plans'] = [];
  const problems: Reconciliation['problems'] = [];
  const late: Reconciliation['late'] = [];
  const dayOf = (instant: string) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(context.workspace.timeZone).toPlainDate().toString();
  for (const [planId, own] of groupBy(files, (file) => file.plan_id)) {
    const { profile, shortName } = await getPlan(context, planId);
    const rows = own.map((file): ReconciledFile => {
      const balance = counts.get(file.id) as Balance;
      const sentAt = file.sent_at ?? file.created_at;
      const title = titleOf(file, context.today());
      const lateDays = balance.waiting > 0 ? daysLate(sentAt, context.now(), profile.answerHours) : 0;
      if (!addsUp(balance)) {
        const { sent, accepted, cameBack, waiting } = balance;
        const sentence = `${file.file_name} says ${sent} lines, ${accepted + cameBack + waiting} are on record.`;
        problems.push({ batchId: file.id, sentence });
      }
      return {
        ...balance,
        batchId: file.id,
        title,
        fileName: file.file_name,
        controlNumber: file.control_number,
        usage: file.usage === 'P' ? 'P' : 'T',
        sentAt,
        answers: answersOf(answers.get(file.id) ?? []),
        corrected: corrected.get(file.id) ?? 0,
        paidCents: paidFor(answers.get(file.id) ?? []),
        lateDays,
      };
    });
    const usual = usualOf(shortName, rows, profile.answerHours ?? 0, dayOf);
    for (const { batchId, waiting, sentAt, lateDays } of rows) {
      if (lateDays === 0) continue;
      const sent = dateInWords(dayOf(sentAt), context.today());
      const have = waiting === 1 ? 'has' : 'have';
      const wait = `${count(waiting, 'line')} of ${sent} ${have} waited ${count(lateDays, 'day')}.`;
      late.push({ batchId, sentence: `${usual} ${wait}`, lines: waiting });
    }
    plans.push({ planId, planName: shortName, balance: sumBalances(rows), files: rows });
  }
  return {
    from,
    total: sumBalances(plans.map((plan) => plan.balance)),
    problems,
    plans,
    reasons: await reasonsOf(context, ids, answers),
    late,
  };
}

/** Why lines of these files came back, most frequent first. */
async function reasonsOf(
  context: CallContext,
  batchIds: readonly string[],
  answers: ReadonlyMap<string, readonly StoredAnswer[]>,
): Promise<Reconciliation['reasons']> {
  if (batchIds.length === 0) return [];
  const filter = { batchIds, states: STORED.came_back };
  const rows = await selectSent(context.db, filter, { limit: 100_000, offset: 0 });
  const byFile = new Map([...answers].map(([id, own]) => [id, new AnswersOfFile(own)]));
  const counted = new Map<string, Reconciliation['reasons'][number]>();
  for (const row of rows) {
    const { sentence, reasons } = sentRow(row, byFile.get(row.batch_id));
    const known = counted.get(sentence);
    if (known) known.count += 1;
    else counted.set(sentence, { sentence, code: reasons[0]?.code ?? '', count: 1 });
  }
  return [...counted.values()].sort((a, b) => b.count - a.count);
}
