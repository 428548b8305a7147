import { findConflicts } from '#shared/encounters/conflicts.ts';
import type { EncounterDiagnosis } from '#shared/encounters/contract.ts';
import type { WarningReason } from '#shared/encounters/held.ts';
import { heldReasons, lineWarnings } from '#shared/encounters/held-reasons.ts';
import type { Hold } from '#shared/encounters/hold.ts';
import { recode } from '#shared/encounters/line.ts';
import { digitsOnly, x12Text } from '#shared/encounters/x12/characters.ts';
import { isNpi } from '#shared/fields.ts';
import { diagnosisRuleId } from '#shared/programs/changes.ts';
import { diagnosisEntry, homelessDiagnosis } from '#shared/programs/diagnoses.ts';
import { overlapRule } from '#shared/programs/other-programs.ts';
import {
  type DiagnosisVerdict,
  diagnosisRule,
  type PlanTable,
  planDiagnosis,
  takesPlace,
} from '#shared/programs/plan-table.ts';
import type { ServiceTag } from '#shared/programs/tag-service.ts';
import type { Agency } from '#shared/settings/contract.ts';
import type { CallContext } from '../context.ts';
import { type CodeBook, openCodeBook } from '../diagnoses/code-book.ts';
import { type MemberSpans, memberSpans } from '../members/spans.ts';
import { getPlan, type StoredPlan } from '../plans/plans.ts';
import { loadConfirmations, unconfirmed } from '../programs/confirmations.ts';
import { loadTables } from '../programs/tables.ts';
import { getAgency } from '../settings/agency.ts';
import { type LineFilter, type StoredLine, selectOpenLines } from './lines/store.ts';
import { onItsDay } from './on-its-day.ts';
import { selectConditions, selectDayUnits, selectSameDayLines } from './store.ts';

/** Up to this many lines are named one by one in a query. */
const FEW = 500;

/** A line that was not built yet, with its code by today's rules and everything that holds it. */
export interface CheckedLine {
  readonly line: StoredLine;
  readonly tag: ServiceTag;
  readonly holds: readonly Hold[];
  readonly suggestion: (EncounterDiagnosis & { readonly words: string }) | null;
  readonly warnings: readonly WarningReason[];
}

/** Whether a diagnosis may stand on a line of one plan. */
type LineCheck = (code: string, on: string) => DiagnosisVerdict;

/** The check of a plan's lines: the plan's own word, then the official list of the day. */
export function lineCheck(table: PlanTable, book: CodeBook): LineCheck {
  return (code, on) => planDiagnosis(table, { code, on }, () => book.check(code, on));
}

/** What the plan says about the line's own diagnoses and nobody signed off. */
function diagnosisNeeds(line: StoredLine, table: PlanTable): string[] {
  if (table.diagnoses.length === 0) return [];
  return line.diagnoses.flatMap(({ code }) => {
    const rule = diagnosisRule(table, code, line.serviceOn);
    return rule ? [diagnosisRuleId(rule)] : [];
  });
}

/** A diagnosis that the member's own records suggest for a line without one. */
function suggest(
  line: StoredLine,
  conditions: readonly EncounterDiagnosis[],
  verdict: LineCheck,
): CheckedLine['suggestion'] {
  const { serviceOn } = line;
  const housing = homelessDiagnosis(line.member, serviceOn);
  if (housing) {
    const found = verdict(housing.code, serviceOn);
    const code = found.state === 'good' ? housing.code : found.instead[0];
    const label = code === housing.code ? housing.label : (diagnosisEntry(code ?? '')?.label ?? code ?? '');
    if (code) return { code, label, words: `Housing record suggests ${code}` };
  }
  const known = conditions.find(({ code }) => verdict(code, serviceOn).state === 'good');
  return known ? { ...known, words: `Problem list has ${known.code}` } : null;
}

/** What is taken back carries the code it was sent with, whatever today's rules say. */
function asSent(line: StoredLine, tag: ServiceTag): ServiceTag {
  return {
    ...tag,
    billable: true,
    notBillableBecause: null,
    code: line.code,
    modifiers: [...line.modifiers],
    units: line.units,
    ruleId: line.ruleId,
    needs: [],
  };
}

/** Each plan once, however many lines it has. */
async function plansOf(context: CallContext, lines: readonly StoredLine[]) {
  const plans = new Map<string, StoredPlan>();
  for (const { planId } of lines) {
    if (!plans.has(planId)) plans.set(planId, await getPlan(context, planId));
  }
  return plans;
}

/** What the agency's own record lacks for any claim, in a sentence, or null. */
function agencyProblem(agency: Agency): string | null {
  if (!isNpi(agency.npi)) return 'The agency’s NPI is missing or has a wrong check digit';
  if (!/^\d{9}$/.test(agency.tin.replaceAll('-', ''))) return 'The agency’s TIN should have 9 digits';
  if (x12Text(agency.name, 60) === '') return 'The agency’s name is missing';
  if (x12Text(agency.address, 55) === '' || x12Text(agency.city, 30).length < 2)
    return 'The agency’s street or city is missing';
  if (/^p\.? ?o\.? ?box/i.test(agency.address.trim()))
    return 'The agency’s address is a PO box; plans want a street';
  if (!/^[A-Z]{2}$/.test(agency.state.toUpperCase())) return 'The agency’s state should have two letters';
  if (![5, 9].includes(digitsOnly(agency.zip).length)) return 'The agency’s ZIP should have 5 or 9 digits';
  if (agency.taxonomy && !/^[0-9A-Z]{10}$/.test(agency.taxonomy))
    return 'The agency’s taxonomy code should have 10 characters';
  return null;
}

/** Other programs of the line's day: the one that excludes ours, and one that may not be paid for the same minutes. */
function besides(line: StoredLine, spans: MemberSpans | undefined) {
  const { program } = line.facts;
  let excludedBy: string | null = null;
  let shared: string | null = null;
  for (const other of program && spans ? spans.otherPrograms : []) {
    if (
      (other.from !== null && other.from > line.serviceOn) ||
      (other.to !== null && other.to < line.serviceOn)
    )
      continue;
    const rule = program ? overlapRule(program, other.code, line.serviceOn) : undefined;
    if (rule?.verdict === 'excluded') excludedBy ??= `${other.title}: ${rule.words}`;
    else if (rule && (rule.verdict === 'choose_one' || other.code === 'chw'))
      shared ??= `${other.title}: ${rule.words}`;
  }
  return { excludedBy, shared };
}

/**
 * Checks every open line against the rules of today: a handful of queries, however many lines there are.
 *
 * Nothing about holds is stored, so a fix on the chart, in Users or by a confirmed rule counts at once.
 */
export async function checkOpenLines(context: CallContext, filter: LineFilter = {}): Promise<CheckedLine[]> {
  return checkLines(context, await selectOpenLines(context.db, filter), filter);
}

/** Checks lines as they are given, stored so or not; `filter` is what they were found by. */
export async function checkLines(
  context: CallContext,
  lines: readonly StoredLine[],
  filter: LineFilter = {},
): Promise<CheckedLine[]> {
  if (lines.length === 0) return [];
  // A few lines are looked up by their ids: the planner would else walk every line that waits.
  const few = lines.length <= FEW ? { ids: lines.map((line) => line.id) } : filter;
  const conflicts = findConflicts(await selectSameDayLines(context.db, few));
  const plans = await plansOf(context, lines);
  const confirmations = await loadConfirmations(context);
  const tables = await loadTables(context);
  const agency = agencyProblem(await getAgency(context));
  const bare = lines.filter((line) => line.diagnoses.length === 0).map((line) => line.member.id);
  const conditions = await selectConditions(context.db, [...new Set(bare)]);
  const book = await openCodeBook(
    context,
    lines.flatMap(({ member, serviceOn, diagnoses }) =>
      [...diagnoses, ...(diagnoses.length === 0 ? (conditions.get(member.id) ?? []) : [])].map(
        ({ code }) => ({
          code,
          on: serviceOn,
        }),
      ),
    ),
  );
  const members = [...new Set(lines.map((line) => line.member.id))];
  const spans = await memberSpans(context, members);
  const capped =
    [...plans.values()].some(({ profile }) => profile.units.dailyCap !== null) ||
    [...plans.values()].some((plan) =>
      tables.of(plan).units.some(({ settings }) => settings.dailyCap !== null),
    );
  const units = capped ? await selectDayUnits(context.db, members) : new Map<string, number>();
  const today = context.today();
  return lines.map((stored) => {
    const plan = plans.get(stored.planId);
    if (!plan) throw new Error('A line without its plan');
    const own = spans.get(stored.member.id);
    const line = onItsDay(stored, own);
    const table = tables.of(plan);
    const current = recode(line.facts, table);
    const tag = line.correction?.frequency === '8' ? asSent(line, current) : current;
    const verdict = lineCheck(table, book);
    const suggestion =
      line.diagnoses.length === 0 ? suggest(line, conditions.get(line.member.id) ?? [], verdict) : null;
    const conflict = conflicts.get(line.id);
    const { excludedBy, shared } = besides(line, own);
    const cap = table.unitsOn(line.serviceOn).dailyCap;
    const day = units.get(`${line.member.id} ${line.serviceOn}`) ?? 0;
    const holds = heldReasons(line, {
      today,
      edi: plan.profile.edi,
      tag,
      unconfirmed: unconfirmed([...tag.needs, ...diagnosisNeeds(line, table)], line.planId, confirmations),
      checkCode: verdict,
      overlap: conflict?.overlap ?? null,
      twice: conflict?.twice ?? null,
      sameCode: conflict?.sameCode ?? null,
      suggestion: suggestion?.words ?? null,
      takesPlace: takesPlace(table, line.placeOfService, line.serviceOn),
      agencyProblem: agency,
      dayUnits: cap === null ? null : { units: day, cap },
      excludedBy,
    });
    return { line, tag, holds, suggestion, warnings: lineWarnings(line, shared) };
  });
}
