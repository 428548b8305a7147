import type { z } from 'zod';
import { USUAL_CAPACITY, weightText } from '#shared/assignments/workload.ts';
import { AppError } from '#shared/errors.ts';
import { displayName } from '#shared/members/member.ts';
import type { BehindRow, MeasureRow, reportsContract } from '#shared/reports/contract.ts';
import type { MemberFacts, Span } from '#shared/reports/facts.ts';
import { type Figure, MEASURES, type Measure, measureOf } from '#shared/reports/measures.ts';
import { partsOf } from '#shared/reports/parts.ts';
import { spansUpTo } from '#shared/reports/spans.ts';
import { carriedByLead, getWorkload } from '../assignments/workload.ts';
import type { CallContext } from '../context.ts';
import { listStaff } from '../users/users.ts';
import { loadFacts } from './facts.ts';
import type { ReportMember } from './store.ts';

type Output<Name extends keyof typeof reportsContract> = z.infer<
  NonNullable<(typeof reportsContract)[Name]['~orpc']['outputSchema']>
>;

/** What a report is about: a month, and one plan or all. */
export interface ReportInput {
  readonly month?: string | undefined;
  readonly planId?: string | undefined;
}

/** How many months stand beside each other. */
const MONTHS = 12;

/** The months a report shows and the facts they are counted from. */
export interface Report {
  readonly today: string;
  readonly month: string;
  /** One month more than is shown, so that the first one has a change too. */
  readonly spans: readonly Span[];
  readonly facts: readonly MemberFacts[];
  readonly members: ReadonlyMap<string, ReportMember>;
}

/**
 * Loads what a report is counted from.
 *
 * @throws AppError `VALIDATION` for a month to come
 */
export async function loadReport(context: CallContext, input: ReportInput): Promise<Report> {
  const today = context.today();
  const month = input.month ?? today.slice(0, 7);
  if (month > today.slice(0, 7)) {
    throw new AppError('VALIDATION', 'This month has not begun.', { field: 'month' });
  }
  const spans = spansUpTo(month, MONTHS + 1, today);
  const since = spans[0]?.from ?? today;
  const { facts, members } = await loadFacts(context, { planId: input.planId, since });
  return { today, month, spans, facts, members };
}

/** A measure in one month; nothing where only today's state of it is known and the month is over. */
export function figureIn(measure: Measure, { facts, today }: Report, span: Span): Figure | null {
  if (measure.todayOnly && span.month !== today.slice(0, 7)) return null;
  return measure.figure(facts, span);
}

/** Every measure of a month with the eleven months before it. */
export async function listMeasures(context: CallContext, input: ReportInput): Promise<Output<'measures'>> {
  return countMeasures(await loadReport(context, input));
}

/** Counts every measure of a report. */
export function countMeasures(report: Report): Output<'measures'> {
  const { today, month, spans } = report;
  const measures = MEASURES.map((measure): MeasureRow => {
    const figures = spans.map((span) => figureIn(measure, report, span));
    const values = figures.map((figure) => figure?.value ?? null);
    const [now = null, before = null] = [values.at(-1), values.at(-2)];
    const last = figures.at(-1);
    return {
      key: measure.key,
      value: now,
      counted: last?.counted.length ?? 0,
      of: (last?.counted.length ?? 0) + (last?.others.length ?? 0),
      change: now === null || before === null ? null : now - before,
      series: values.slice(1),
    };
  });
  return {
    month,
    soFar: month === today.slice(0, 7),
    months: spans.slice(1).map((span) => span.month),
    measures,
  };
}

/**
 * The members behind a number and its parts.
 *
 * @throws AppError `NOT_FOUND` for a measure that is none
 */
export async function listBehind(
  context: CallContext,
  input: ReportInput & { readonly key: string },
): Promise<Output<'behind'>> {
  const measure = measureOf(input.key);
  if (!measure) throw new AppError('NOT_FOUND', 'There is no such number.');
  const report = await loadReport(context, input);
  const { month, spans, members } = report;
  const span = spans.at(-1);
  const figure = span ? figureIn(measure, report, span) : null;
  context.about({ detail: { measure: measure.key, month, members: figure?.counted.length ?? 0 } });
  if (!span || !figure) return { parts: [], rows: [] };
  const row = (counted: boolean) => (one: MemberFacts) =>
    behindRow(one, members, counted, measure.part?.(one, span));
  const loads = measure.key === 'leads' ? await loadsByName(context) : null;
  return {
    parts: partsOf(measure, figure.counted, span).map((part) => ({
      ...part,
      load: loads?.get(part.label) ?? null,
    })),
    rows: [...figure.counted.map(row(true)), ...figure.others.map(row(false))],
  };
}

function behindRow(
  { id, leadName }: MemberFacts,
  members: ReadonlyMap<string, ReportMember>,
  counted: boolean,
  part: string | undefined,
): BehindRow {
  const member = members.get(id);
  const tier = member?.tier ? `tier ${member.tier}` : null;
  return {
    memberId: id,
    name: member ? displayName(member.first_name, member.middle_name, member.last_name) : '',
    line: [member?.program, tier, member?.language].filter(Boolean).join(', '),
    leadName,
    counted,
    part: part ?? null,
  };
}

/** What each lead carries of what they can, by weight and by name. */
async function loadsByName(context: CallContext): Promise<ReadonlyMap<string, string>> {
  const workload = await getWorkload(context);
  const names = new Map((await listStaff(context)).map(({ id, name }) => [id, name]));
  const loads = new Map<string, string>();
  for (const [id, { weight }] of await carriedByLead(context, workload)) {
    const capacity = workload.people[id]?.capacity ?? USUAL_CAPACITY;
    loads.set(names.get(id) ?? '', `weight ${weightText(weight)} of ${weightText(capacity)}`);
  }
  return loads;
}
