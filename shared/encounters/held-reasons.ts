import { dateInWords } from '../dates.ts';
import { isCin, isNpi } from '../fields.ts';
import type { PlanProfile } from '../plans/profile.ts';
import { checkDiagnosis } from '../programs/diagnoses.ts';
import { placeProblem } from '../programs/places.ts';
import { baseRuleId, type DiagnosisVerdict } from '../programs/plan-table.ts';
import type { ServiceTag } from '../programs/tag-service.ts';
import { minuteOfDay } from './conflicts.ts';
import { HELD_REASONS, type WarningReason } from './held.ts';
import { spanHolds } from './held-spans.ts';
import { type Hold, hold } from './hold.ts';
import type { OpenLine } from './line.ts';
import { digitsOnly, x12Text } from './x12/characters.ts';

/** What the check needs to know besides the line itself. */
export interface HoldSetting {
  readonly today: string;
  readonly edi: Pick<
    PlanProfile['edi'],
    'memberIdKind' | 'rendering' | 'authorization' | 'sameDay' | 'filingDays' | 'supervising'
  >;
  readonly tag: ServiceTag;
  /** Rules the line needs that nobody has confirmed with the plan. */
  readonly unconfirmed: readonly string[];
  /** What the day's other lines of the same worker say about this one. */
  readonly overlap: string | null;
  readonly twice: string | null;
  /** Another line of that day with the same code, for plans that take one. */
  readonly sameCode: string | null;
  /** A diagnosis that a record suggests: "Housing record suggests Z59.01". */
  readonly suggestion: string | null;
  /** Whether a diagnosis may stand on a line of a day: by the plan, or by the code list of that day. */
  readonly checkCode: (code: string, on: string) => DiagnosisVerdict;
  /** Whether the plan takes the line's place of service on its day. */
  readonly takesPlace: boolean;
  /** What the agency's own record lacks: "The agency’s NPI has a wrong check digit". */
  readonly agencyProblem: string | null;
  /** Units of the member's day, all lines together, and the plan's limit. */
  readonly dayUnits: { readonly units: number; readonly cap: number } | null;
  /** Another program of that day that excludes ours: its words. */
  readonly excludedBy: string | null;
}

/** A setting in which nothing but the line itself is looked at. */
export const PLAIN_SETTING = {
  unconfirmed: [],
  overlap: null,
  twice: null,
  sameCode: null,
  suggestion: null,
  checkCode: checkDiagnosis,
  takesPlace: true,
  agencyProblem: null,
  dayUnits: null,
  excludedBy: null,
} as const;

function diagnosisHold(line: OpenLine, setting: HoldSetting): Hold | null {
  if (line.diagnoses.length === 0) {
    const hint = setting.suggestion ? `Add one. ${setting.suggestion}` : 'Add one.';
    return hold('no_diagnosis', hint, 'Diagnosis', 'encounter', 'diagnoses');
  }
  if (line.diagnoses.length > 12)
    return hold(
      'too_many_diagnoses',
      `${line.diagnoses.length} codes, 12 at most`,
      'Diagnosis',
      'encounter',
      'keepBack',
    );
  for (const { code } of line.diagnoses) {
    const check = setting.checkCode(code, line.serviceOn);
    if (check.state === 'good') continue;
    const instead = check.instead.length > 0 ? ` Use ${check.instead.slice(0, 3).join(' or ')}.` : '';
    return hold('diagnosis_not_valid', `${check.sentence}${instead}`, 'Diagnosis', 'encounter', 'diagnoses');
  }
  return null;
}

/** The facts of the member that an 837P cannot go without, in the order people fill them in. */
function missingMemberFact(line: OpenLine): { readonly label: string; readonly field: string } | null {
  const { member } = line;
  if (x12Text(member.lastName, 60) === '' || x12Text(member.firstName, 35) === '') {
    return { label: 'Name in Latin letters', field: 'lastName' };
  }
  if (x12Text(member.address ?? '', 55) === '') return { label: 'Street', field: 'street' };
  if (x12Text(member.city ?? '', 30).length < 2) return { label: 'City', field: 'city' };
  if (!/^[A-Z]{2}$/.test(x12Text(member.state ?? '', 2))) return { label: 'State', field: 'state' };
  if (![5, 9].includes(digitsOnly(member.zip ?? '').length)) return { label: 'ZIP', field: 'zip' };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(member.birthDate)) return { label: 'Birthday', field: 'birthDate' };
  if (!['F', 'M', 'X', 'U'].includes(member.sex)) return { label: 'Sex', field: 'sex' };
  return null;
}

function memberHolds(line: OpenLine, setting: HoldSetting): Hold[] {
  const holds: Hold[] = [];
  const { member } = line;
  const missing = missingMemberFact(line);
  if (missing) {
    const tip =
      missing.field === 'street' && member.homeless ? ' A shelter’s or your agency’s address will do.' : '';
    holds.push(
      hold('member_facts', `${missing.label} is missing.${tip}`, missing.label, 'chart', missing.field),
    );
  }
  if (setting.edi.memberIdKind === 'cin' && !isCin(member.cin)) {
    holds.push(
      hold('cin_format', `CIN ${member.cin} should be 8 digits and a letter`, 'CIN', 'chart', 'cin'),
    );
  } else if (
    setting.edi.memberIdKind === 'plan_member_id' &&
    x12Text(member.planMemberId ?? '', 80).length < 2
  ) {
    holds.push(
      hold('cin_format', 'The plan’s own member id is missing', 'Member id', 'chart', 'planMemberId'),
    );
  }
  return holds;
}

/** What the plan and the agency themselves lack for any line. */
function providerHolds(line: OpenLine, setting: HoldSetting): Hold[] {
  const holds: Hold[] = [];
  const { staff } = line;
  const { rendering, supervising } = setting.edi;
  if (rendering === 'always' && !isNpi(staff.npi ?? '')) {
    holds.push(hold('staff_npi', `${staff.name} has no NPI in Users`, 'NPI', 'users', 'npi'));
  } else if (rendering !== 'never' && staff.npi !== null && !isNpi(staff.npi)) {
    const hint = `The NPI of ${staff.name} has a wrong check digit`;
    holds.push(hold('staff_npi', hint, 'NPI', 'users', 'npi'));
  }
  if (
    rendering !== 'never' &&
    staff.npi !== null &&
    staff.taxonomy &&
    !/^[0-9A-Z]{10}$/.test(staff.taxonomy)
  ) {
    const hint = `The taxonomy code of ${staff.name} should have 10 characters`;
    holds.push(hold('staff_taxonomy', hint, 'Taxonomy', 'users', 'taxonomy'));
  }
  if (
    supervising &&
    staff.npi === null &&
    (!isNpi(supervising.npi) || x12Text(supervising.lastName, 60) === '')
  ) {
    const hint = 'Its name or NPI is mistyped in the plan’s profile';
    holds.push(hold('supervising_provider', hint, 'Plans', 'plans', 'supervisingNpi'));
  }
  if (setting.agencyProblem)
    holds.push(hold('billing_provider', setting.agencyProblem, 'Agency', 'agency', 'npi'));
  return holds;
}

function placeHold(line: OpenLine, setting: HoldSetting): Hold | null {
  if (line.placeOfService === '')
    return hold('place_of_service', 'No place of service', 'Place', 'encounter', 'place');
  const misfit = placeProblem(line.placeOfService, line.facts.mode, line.serviceOn);
  if (misfit) return hold('place_of_service', misfit, 'Place', 'encounter', 'place');
  if (setting.takesPlace) return null;
  const hint = `The plan does not take place of service ${line.placeOfService}`;
  return hold('place_not_taken', hint, 'Place', 'encounter', 'place');
}

/** What the other lines of that day say about this one. */
function dayHolds(line: OpenLine, setting: HoldSetting): Hold[] {
  const holds: Hold[] = [];
  if (setting.overlap)
    holds.push(hold('times_overlap', setting.overlap, 'Start time', 'encounter', 'startTime'));
  if (line.startTime !== null && minuteOfDay(line.startTime) + line.minutes > 24 * 60) {
    const hint = `${line.minutes} minutes from ${line.startTime} end on another day`;
    holds.push(hold('impossible_time', hint, 'Start time', 'encounter', 'startTime'));
  }
  if (setting.twice) holds.push(hold('same_line_twice', setting.twice, 'Keep back', 'encounter', 'keepBack'));
  else if (setting.sameCode && setting.edi.sameDay === 'one_line')
    holds.push(hold('same_code_same_day', setting.sameCode, 'Put together', 'encounter', 'bundle'));
  const { dayUnits } = setting;
  if (dayUnits && dayUnits.units > dayUnits.cap) {
    const hint = `${dayUnits.units} units that day, the plan takes ${dayUnits.cap}`;
    holds.push(hold('units_over_cap', hint, 'Keep back', 'encounter', 'keepBack'));
  }
  return holds;
}

/**
 * Everything that keeps a line from being sent, the first to fix first; empty when it is ready.
 *
 * Computed from the facts every time and never stored, so a fix anywhere releases the line by itself.
 */
export function heldReasons(line: OpenLine, setting: HoldSetting): Hold[] {
  const numberless =
    line.correction && line.correction.frequency !== '1' && !line.correction.planClaimNumber?.trim()
      ? [
          hold(
            'no_claim_number',
            'The plan’s answer with its number was never read',
            'Answers',
            'note',
            'answers',
          ),
        ]
      : [];
  // What is taken back goes out as it stood; only what no file can be written without holds it.
  if (line.correction?.frequency === '8') return [...numberless, ...memberHolds(line, setting)];
  const holds: Hold[] = [...numberless];
  const diagnosis = diagnosisHold(line, setting);
  if (diagnosis) holds.push(diagnosis);
  holds.push(
    ...dayHolds(line, setting),
    ...spanHolds(line, setting),
    ...memberHolds(line, setting),
    ...providerHolds(line, setting),
  );
  const place = placeHold(line, setting);
  if (place) holds.push(place);
  if (line.serviceOn > setting.today) {
    const hint = `Goes by itself on ${dateInWords(line.serviceOn, setting.today)}`;
    holds.push(hold('future_date', hint, 'Note', 'note', 'serviceOn'));
  }
  if (line.waitsFor) {
    const hint = `${line.waitsFor} was asked to sign the note as well`;
    holds.push(hold('cosign_waiting', hint, 'Note', 'note', 'cosign'));
  }
  if (!setting.tag.billable) {
    const hint = setting.tag.notBillableBecause?.sentence ?? 'No code fits.';
    holds.push(hold('no_longer_billable', hint, 'Keep back', 'encounter', 'keepBack'));
  }
  if (setting.unconfirmed.length > 0) {
    const units = setting.unconfirmed.every((id) => id.startsWith('units:'));
    const hint = units
      ? 'Minutes in one unit wait for sign-off'
      : `${ruleWords(setting.unconfirmed[0] ?? '')} waits for sign-off`;
    holds.push(hold('rule_not_confirmed', hint, 'Show rule', 'rules', setting.unconfirmed[0] ?? ''));
  }
  return holds.sort((one, other) => HELD_REASONS.indexOf(one.reason) - HELD_REASONS.indexOf(other.reason));
}

/** What is worth a look on a line and holds nothing. */
export function lineWarnings(line: OpenLine, besides: string | null): WarningReason[] {
  const warnings: WarningReason[] = [];
  if (line.member.homeless && !line.diagnoses.some(({ code }) => /^Z59\.(0|8)/.test(code)))
    warnings.push('homelessness_not_coded');
  if (line.startTime === null) warnings.push('no_start_time');
  if (besides) warnings.push('other_program');
  return warnings;
}

/** A rule's id in words: "Clinical, not in person". */
function ruleWords(ruleId: string): string {
  if (ruleId.startsWith('diagnosis:'))
    return `What the plan says about ${baseRuleId(ruleId).slice('diagnosis:'.length)}`;
  const [, phase = '', mode = '', who = ''] = baseRuleId(ruleId).split('.');
  const modes: Readonly<Record<string, string>> = {
    'in-person': 'in person',
    remote: 'phone or video',
    text: 'text message',
    other: 'without the member',
  };
  const parts = [who.replace('-', '‑'), phase === 'outreach' ? 'outreach' : '', modes[mode] ?? ''].filter(
    Boolean,
  );
  const text = parts.join(', ');
  return `“${text.charAt(0).toUpperCase()}${text.slice(1)}”`;
}
