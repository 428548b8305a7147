import { Temporal } from 'temporal-polyfill';
import { dateInWords } from '#shared/dates.ts';
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
import { type StoredAnswer, selectAnswers } from '../answers/store.ts';
import { answersByFile, STORED, sentRow } from './list.ts';
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

/** Kinds and dates of the answers to a file, one row for each kind, day and verdict. */
function answersOf(answers: readonly StoredAnswer[]): ReconciledFile['answers'] {
  const rows = new Map<string, ReconciledFile['answers'][number]>();
  for (const { kind, writtenAt, verdict } of answers) {
    const key = `${kind}\n${writtenAt}\n${verdict}`;
    const row = rows.get(key);
    if (row) row.count += 1;
    else rows.set(key, { kind, writtenAt, verdict, count: 1 });
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
  for (const [planId, own] of groupBy(files, (file) => file.plan_id)) {
    const { profile, shortName } = await getPlan(context, planId);
    const rows = own.map((file): ReconciledFile => {
      const balance = counts.get(file.id) as Balance;
      const sentAt = file.sent_at ?? file.created_at;
      const title = titleOf(file, context.today());
      const lateDays = balance.waiting > 0 ? daysLate(sentAt, context.now(), profile.answerHours) : 0;
      if (lateDays > 0) {
        const sentence = `${title} to ${shortName}: ${balance.waiting} waiting for ${lateDays} days.`;
        late.push({ batchId: file.id, sentence, lines: balance.waiting });
      }
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
    plans.push({ planId, planName: shortName, balance: sumBalances(rows), files: rows });
  }
  return {
    from,
    total: sumBalances(plans.map((plan) => plan.balance)),
    problems,
    plans,
    reasons: await reasonsOf(context, ids),
    late,
  };
}

/** Why lines of these files came back, most frequent first. */
async function reasonsOf(context: CallContext, ids: readonly string[]): Promise<Reconciliation['reasons']> {
  const counted = new Map<string, Reconciliation['reasons'][number]>();
  for (const batchId of ids) {
    const filter = { batchId, states: STORED.came_back };
    const rows = await selectSent(context.db, filter, { limit: 100_000, offset: 0 });
    if (rows.length === 0) continue;
    const answers = await answersByFile(context, rows);
    for (const row of rows) {
      const { sentence, reasons } = sentRow(row, answers.get(batchId));
      const known = counted.get(sentence);
      if (known) known.count += 1;
      else counted.set(sentence, { sentence, code: reasons[0]?.code ?? '', count: 1 });
    }
  }
  return [...counted.values()].sort((a, b) => b.count - a.count);
}
