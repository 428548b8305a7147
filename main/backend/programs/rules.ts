import { countChanges, type DiagnosisChange, diagnosisRuleId } from '#shared/programs/changes.ts';
import type { DiagnosisRule, PlaceRule, PlanRules, Rule, UnitRule } from '#shared/programs/contract.ts';
import { diagnosisEntry } from '#shared/programs/diagnoses.ts';
import type { PackRow } from '#shared/programs/pack.ts';
import { PACKS, packRow } from '#shared/programs/packs.ts';
import { PLACES } from '#shared/programs/places.ts';
import type { DatedUnits, PlanTable } from '#shared/programs/plan-table.ts';
import { unitsRuleId, unitsWords } from '#shared/programs/units.ts';
import type { CallContext } from '../context.ts';
import { getPlan, listPlans, type StoredPlan } from '../plans/plans.ts';
import { type Confirmations, loadConfirmations, ruleState } from './confirmations.ts';
import { toDraft } from './draft.ts';
import { type StoredChanges, selectDrafts, selectLiveChanges } from './store.ts';
import { loadTables } from './tables.ts';

/** The rule tables with their state, for one plan or for all. */
export async function showRules(
  context: CallContext,
  input: { readonly planId?: string | undefined },
): Promise<{ plans: PlanRules[] }> {
  const ids = input.planId ? [input.planId] : (await listPlans(context)).map((plan) => plan.id);
  const confirmations = await loadConfirmations(context);
  const tables = await loadTables(context);
  const changes = [...(await selectDrafts(context.db)), ...(await selectLiveChanges(context.db)).reverse()];
  const today = context.today();
  const plans: PlanRules[] = [];
  for (const id of ids) {
    const plan = await getPlan(context, id);
    const own = changes.filter((change) => change.planId === id);
    plans.push(rulesOf({ plan, table: tables.of(plan), confirmations, today }, own));
  }
  return { plans };
}

/** What the rules of one plan are shown from. */
interface PlanView {
  readonly plan: StoredPlan;
  readonly table: PlanTable;
  readonly confirmations: Confirmations;
  readonly today: string;
}

function rulesOf(view: PlanView, changes: readonly StoredChanges[]): PlanRules {
  const { plan, table, today } = view;
  const packs = PACKS.map((pack) => ({
    program: pack.program,
    title: pack.title,
    effectiveFrom: pack.effectiveFrom,
    effectiveTo: pack.effectiveTo,
    rows: table.rows.filter((row) => row.program === pack.program).map((row) => toRule(row, view)),
    notCoded: [...pack.notCoded],
  }));
  const unitSpans = table.units.map((dated) => toUnitRule(dated, view));
  const current = table.unitsOn(today);
  const units = unitSpans[table.units.findLastIndex(({ settings }) => settings === current)] as UnitRule;
  const diagnoses = table.diagnoses.map((change) => toDiagnosisRule(change, view));
  const states = [...packs.flatMap((pack) => pack.rows), ...unitSpans, ...diagnoses].map(
    (rule) => rule.state,
  );
  const draft = changes.find((change) => change.state === 'draft');
  return {
    planId: plan.id,
    planName: plan.shortName,
    packs,
    units,
    unitSpans,
    places: PLACES.map((place) => toPlaceRule(place, table)),
    diagnoses,
    draft: draft ? toDraft(draft) : null,
    history: changes.flatMap((change) =>
      change.state === 'live' && change.liveAt !== null
        ? [{ id: change.id, at: change.liveAt, by: change.liveBy, words: historyWords(change) }]
        : [],
    ),
    waiting: states.filter((state) => state === 'confirm_with_plan').length,
  };
}

/** "2 changes". */
function historyWords({ changes }: StoredChanges): string {
  const count = countChanges(changes);
  return count === 1 ? '1 change' : `${count} changes`;
}

function toUnitRule({ settings, effectiveFrom, effectiveTo }: DatedUnits, view: PlanView): UnitRule {
  const id = unitsRuleId(settings);
  const confirmation = view.confirmations.of(view.plan.id, id);
  return {
    id,
    words: unitsWords(settings),
    ...settings,
    effectiveFrom,
    effectiveTo,
    state: ruleState('confirm_with_plan', confirmation),
    confirmation,
  };
}

function toPlaceRule(place: (typeof PLACES)[number], table: PlanTable): PlaceRule {
  const refused = table.refusedPlaces.findLast(({ code }) => code === place.code);
  return {
    code: place.code,
    label: place.label,
    modes: [...place.modes],
    effectiveFrom: place.effectiveFrom,
    refused: refused ? { from: refused.from, to: refused.to, source: refused.source } : null,
  };
}

function toDiagnosisRule(change: DiagnosisChange, view: PlanView): DiagnosisRule {
  const id = diagnosisRuleId(change);
  const confirmation = view.confirmations.of(view.plan.id, id);
  const { code, taken, instead, from, to, source } = change;
  return {
    id,
    code,
    label: diagnosisEntry(code)?.label ?? '',
    taken,
    instead,
    effectiveFrom: from,
    effectiveTo: to,
    source,
    state: ruleState('confirm_with_plan', confirmation),
    confirmation,
  };
}

function toRule(row: PackRow, { plan, table, confirmations, today }: PlanView): Rule {
  const confirmation = confirmations.of(plan.id, row.id);
  const day = row.effectiveTo !== null && row.effectiveTo < today ? row.effectiveTo : today;
  return {
    key: `${row.id} ${row.effectiveFrom}`,
    id: row.id,
    program: row.program,
    phase: row.when.phase,
    memberPresent: row.when.memberPresent,
    modes: row.when.modes === null ? null : [...row.when.modes],
    clinical: row.when.clinical,
    code: row.code,
    modifiers: [...row.modifiers],
    unitsWords: row.unitsFrom === 'attempt' ? '1 each' : `${table.unitsOn(day).minutesPerUnit} min`,
    unitsFrom: row.unitsFrom,
    changed: packRow(row.id) === undefined,
    effectiveFrom: row.effectiveFrom,
    effectiveTo: row.effectiveTo,
    source: row.source,
    evidence: row.confirmed,
    state: ruleState(row.confirmed, confirmation),
    confirmation,
  };
}
