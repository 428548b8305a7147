import type { DiagnosisChange, PackChanges, RowChange, UnitChange } from '#shared/programs/changes.ts';
import type {
  Confirmation,
  DiagnosisRule,
  PlaceRule,
  PlanRules,
  Rule,
  RuleState,
  UnitRule,
} from '#shared/programs/contract.ts';
import { diagnosisEntry } from '#shared/programs/diagnoses.ts';
import { codeText, SERVICE_MODE_WORDS } from '#shared/programs/pack.ts';
import { unitsWords } from '#shared/programs/units.ts';
import { shortDateWithYear } from '../components/date-text.ts';

/** What a row of the rules page stands for, for its form. */
export type RuleSubject =
  | { readonly kind: 'row'; readonly rule: Rule }
  | { readonly kind: 'units'; readonly units: UnitRule }
  | { readonly kind: 'place'; readonly place: PlaceRule }
  | { readonly kind: 'diagnosis'; readonly diagnosis: DiagnosisRule }
  | { readonly kind: 'fixed' };

/** A row of the rules page: a code row, unit settings, a place, or what is deliberately not coded. */
export interface RuleRow {
  /** Unique on the page; `id` may stand twice when a change cut a row in two. */
  readonly key: string;
  readonly id: string;
  /** "Member there, in person". */
  readonly when: string;
  /** The part of `when` that tells it from its neighbours, set in bold. */
  readonly mark: string;
  readonly by: string;
  readonly code: string;
  readonly units: string;
  readonly state: RuleState | 'fixed' | 'draft';
  /** Service dates that differ from the program's: "until Nov 9, 2026". */
  readonly dates: string;
  readonly source: string;
  readonly confirmation: Confirmation | null;
  readonly subject: RuleSubject;
  /** The change of the draft this row shows. */
  readonly changeId?: string;
}

export interface RuleRows {
  readonly key: string;
  readonly title: string;
  readonly right?: string;
  readonly rows: readonly RuleRow[];
}

const MODE_WORDS: Readonly<Record<string, string>> = {
  in_person: 'in person',
  'phone,video': 'phone or video',
  text: 'text message',
  'phone,video,text': 'not in person',
};

/** "from Jan 1, 2027", "until Nov 9, 2026", "Jan 1, 2027 to Mar 31, 2027". */
export function spanWords(from: string | null, to: string | null): string {
  if (from && to) return `${shortDateWithYear(from)} to ${shortDateWithYear(to)}`;
  if (from) return `from ${shortDateWithYear(from)}`;
  return to ? `until ${shortDateWithYear(to)}` : '';
}

type Condition = Pick<Rule, 'phase' | 'memberPresent' | 'modes' | 'clinical'>;

function conditionWords({ phase, memberPresent, modes, clinical }: Condition) {
  const mark =
    modes === null
      ? ''
      : (MODE_WORDS[modes.join()] ?? modes.map((mode) => SERVICE_MODE_WORDS[mode].toLowerCase()).join(', '));
  const there =
    phase === 'outreach' ? 'One attempt' : memberPresent === false ? 'Member not there' : 'Member there';
  return {
    when: there,
    mark: mark || (phase === 'outreach' ? 'any way' : ''),
    by: clinical === null ? 'any' : clinical ? 'clinical' : 'non-clinical',
  };
}

function toRow(
  rule: Rule,
  program: { readonly effectiveFrom: string; readonly effectiveTo: string | null },
): RuleRow {
  const from = rule.effectiveFrom === program.effectiveFrom ? null : rule.effectiveFrom;
  const to = rule.effectiveTo === program.effectiveTo ? null : rule.effectiveTo;
  return {
    key: rule.key,
    id: rule.id,
    ...conditionWords(rule),
    code: codeText(rule.code, rule.modifiers),
    units: rule.unitsWords,
    state: rule.state,
    dates: spanWords(from, to),
    source: rule.source,
    confirmation: rule.confirmation,
    subject: { kind: 'row', rule },
  };
}

function draftRow(change: RowChange, rules: readonly Rule[]): RuleRow {
  const base = rules.find((rule) => rule.id === change.replaces);
  return {
    key: `draft ${change.id}`,
    id: change.replaces ?? change.id,
    ...conditionWords(change.when),
    code: change.code === null ? 'none' : codeText(change.code, change.modifiers),
    units: change.code === null ? '' : change.unitsFrom === 'attempt' ? '1 each' : 'by minutes',
    state: 'draft',
    dates: spanWords(change.from, change.to),
    source: change.source,
    confirmation: null,
    subject: base ? { kind: 'row', rule: base } : { kind: 'fixed' },
    changeId: change.id,
  };
}

const UNITS_SOURCE = 'Set on the plan’s page. No public document says how minutes become units.';

function unitsRow(units: UnitRule): RuleRow {
  return {
    key: `${units.id} ${units.effectiveFrom ?? ''}`,
    id: units.id,
    when: 'Minutes in one unit',
    mark: '',
    by: 'all',
    code: String(units.minutesPerUnit),
    units: units.words.replace(/^\d+ minutes a unit, /, ''),
    state: units.state,
    dates: spanWords(units.effectiveFrom, units.effectiveTo),
    source: units.confirmation?.source ?? UNITS_SOURCE,
    confirmation: units.confirmation,
    subject: { kind: 'units', units },
  };
}

function draftUnits(change: UnitChange, current: UnitRule): RuleRow {
  return {
    ...unitsRow(current),
    key: `draft ${change.id}`,
    code: String(change.minutesPerUnit),
    units: unitsWords(change).replace(/^\d+ minutes a unit, /, ''),
    state: 'draft',
    dates: spanWords(change.from, change.to),
    source: change.source,
    confirmation: null,
    changeId: change.id,
  };
}

/** Each row with the drafted change of it right below. */
function withDrafts(rows: readonly RuleRow[], drafts: readonly RuleRow[]): RuleRow[] {
  const own = new Set<string>();
  const placed = rows.flatMap((row) => {
    const below = drafts.filter((draft) => draft.id === row.id && !own.has(draft.key));
    for (const draft of below) own.add(draft.key);
    return [row, ...below];
  });
  return [...placed, ...drafts.filter((draft) => !own.has(draft.key))];
}

/** The rows of one table for a plan, in the groups of the page. */
export function rowsOf(plan: PlanRules, pack: PlanRules['packs'][number]): readonly RuleRows[] {
  const drafted = plan.draft?.changes.rows.filter((change) => change.program === pack.program) ?? [];
  const phase = (wanted: Rule['phase']) =>
    withDrafts(
      pack.rows.filter((rule) => rule.phase === wanted).map((rule) => toRow(rule, pack)),
      drafted.filter(({ when }) => when.phase === wanted).map((change) => draftRow(change, pack.rows)),
    );
  const units = plan.draft?.changes.units.map((change) => draftUnits(change, plan.units)) ?? [];
  return [
    { key: 'service', title: 'Service, member enrolled', rows: phase('service') },
    { key: 'outreach', title: 'Outreach, before enrollment', rows: phase('outreach') },
    { key: 'units', title: 'Units', rows: [...plan.unitSpans.map(unitsRow), ...units] },
    {
      key: 'not-coded',
      title: 'Not coded',
      right: 'the note then says why it is not billable',
      rows: pack.notCoded.map((entry) => ({
        key: `not-coded:${pack.program}:${entry.when}`,
        id: `not-coded:${pack.program}:${entry.when}`,
        when: entry.when,
        mark: '',
        by: 'any',
        code: 'none',
        units: '',
        state: 'fixed' as const,
        dates: '',
        source: entry.because,
        confirmation: null,
        subject: { kind: 'fixed' as const },
      })),
    },
  ];
}

/** The places of service, those that the plan does not take marked. */
export function placeRowsOf(plan: PlanRules): readonly RuleRows[] {
  const drafted = (plan.draft?.changes ?? ({ places: [] } as Pick<PackChanges, 'places'>)).places;
  const rows = plan.places.flatMap((place): RuleRow[] => {
    const base: RuleRow = {
      key: `place ${place.code}`,
      id: `place ${place.code}`,
      when: place.label,
      mark: '',
      by: place.modes.length > 3 ? 'any way' : place.modes.includes('in_person') ? 'in person' : 'remote',
      code: place.code,
      units: place.refused ? 'not taken' : 'taken',
      state: place.refused ? 'confirmed' : 'fixed',
      dates: place.refused ? spanWords(place.refused.from, place.refused.to) : '',
      source:
        place.refused?.source ??
        'CMS place-of-service code set. Plans may take fewer; labels and dates are to be confirmed with the plan.',
      confirmation: null,
      subject: { kind: 'place', place },
    };
    const drafts = drafted
      .filter(({ code }) => code === place.code)
      .map(
        (change): RuleRow => ({
          ...base,
          key: `draft ${change.id}`,
          units: 'not taken',
          state: 'draft',
          dates: spanWords(change.from, change.to),
          source: change.source,
          changeId: change.id,
        }),
      );
    return [base, ...drafts];
  });
  return [{ key: 'places', title: 'Places of service', rows }];
}

const doneWith = ({ taken, instead }: Pick<DiagnosisRule, 'taken' | 'instead'>) =>
  taken ? 'taken' : instead === null ? 'not taken' : `not taken, ${instead} instead`;

/** The diagnoses a plan treats in another way than the code list, the drafted ones below. */
export function diagnosisRowsOf(plan: PlanRules): readonly RuleRows[] {
  const live = plan.diagnoses.map(
    (rule): RuleRow => ({
      key: rule.id,
      id: rule.id,
      when: rule.label || rule.code,
      mark: '',
      by: 'any',
      code: rule.code,
      units: doneWith(rule),
      state: rule.state,
      dates: spanWords(rule.effectiveFrom, rule.effectiveTo),
      source: rule.source,
      confirmation: rule.confirmation,
      subject: { kind: 'diagnosis', diagnosis: rule },
    }),
  );
  const drafted = (plan.draft?.changes.diagnoses ?? []).map(
    (change: DiagnosisChange): RuleRow => ({
      key: `draft ${change.id}`,
      id: change.code,
      when: diagnosisEntry(change.code)?.label ?? change.code,
      mark: '',
      by: 'any',
      code: change.code,
      units: doneWith(change),
      state: 'draft',
      dates: spanWords(change.from, change.to),
      source: change.source,
      confirmation: null,
      subject: { kind: 'fixed' },
      changeId: change.id,
    }),
  );
  return [
    {
      key: 'diagnoses',
      title: 'Diagnoses',
      right: 'all others as the code list of the day of service has them',
      rows: [...live, ...drafted],
    },
  ];
}
