import type { Confirmation, PlanRules, Rule, RuleState } from '#shared/programs/contract.ts';
import { codeText } from '#shared/programs/pack.ts';

/** A row of the rules page: a code row, the unit settings, or what is deliberately not coded. */
export interface RuleRow {
  readonly id: string;
  /** "Member there, in person". */
  readonly when: string;
  /** The part of `when` that tells it from its neighbours, set in bold. */
  readonly mark: string;
  readonly by: string;
  readonly code: string;
  readonly units: string;
  readonly state: RuleState | 'fixed';
  readonly source: string;
  readonly confirmation: Confirmation | null;
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

function toRow(rule: Rule): RuleRow {
  const mark = rule.modes === null ? '' : (MODE_WORDS[rule.modes.join()] ?? rule.modes.join(', '));
  const there =
    rule.phase === 'outreach'
      ? 'One attempt'
      : rule.memberPresent === false
        ? 'Member not there'
        : 'Member there';
  return {
    id: rule.id,
    when: there,
    mark: mark || (rule.phase === 'outreach' ? 'any way' : ''),
    by: rule.clinical === null ? 'any' : rule.clinical ? 'clinical' : 'non-clinical',
    code: codeText(rule.code, rule.modifiers),
    units: rule.unitsWords,
    state: rule.state,
    source: rule.source,
    confirmation: rule.confirmation,
  };
}

const UNITS_SOURCE = 'Set on the plan’s page. No public document says how minutes become units.';

/** The rows of one table for a plan, in the groups of the page. */
export function rowsOf(plan: PlanRules, pack: PlanRules['packs'][number]): readonly RuleRows[] {
  const phase = (wanted: Rule['phase']) => pack.rows.filter((rule) => rule.phase === wanted).map(toRow);
  return [
    { key: 'service', title: 'Service, member enrolled', rows: phase('service') },
    { key: 'outreach', title: 'Outreach, before enrollment', rows: phase('outreach') },
    {
      key: 'units',
      title: 'Units',
      rows: [
        {
          id: plan.units.id,
          when: 'Minutes in one unit',
          mark: '',
          by: 'all',
          code: String(plan.units.minutesPerUnit),
          units: plan.units.words.replace(/^\d+ minutes a unit, /, ''),
          state: plan.units.state,
          source: UNITS_SOURCE,
          confirmation: plan.units.confirmation,
        },
      ],
    },
    {
      key: 'not-coded',
      title: 'Not coded',
      right: 'the note then says why it is not billable',
      rows: pack.notCoded.map((entry) => ({
        id: `not-coded:${pack.program}:${entry.when}`,
        when: entry.when,
        mark: '',
        by: 'any',
        code: 'none',
        units: '',
        state: 'fixed' as const,
        source: entry.because,
        confirmation: null,
      })),
    },
  ];
}
