import { dateInWords } from '../dates.ts';
import { isCin, isNpi } from '../fields.ts';
import type { PlanProfile } from '../plans/profile.ts';
import { checkDiagnosis } from '../programs/diagnoses.ts';
import { placeProblem } from '../programs/places.ts';
import type { ServiceTag } from '../programs/tag-service.ts';
import type { Fix, HeldReason } from './held.ts';
import type { OpenLine } from './line.ts';
import { digitsOnly, x12Text } from './x12/characters.ts';

/** Something that holds a line, in the words of its row, and where it is put right. */
export interface Hold {
  readonly reason: HeldReason;
  readonly hint: string;
  readonly fix: Fix;
}

/** What the check needs to know besides the line itself. */
export interface HoldSetting {
  readonly today: string;
  readonly edi: Pick<PlanProfile['edi'], 'memberIdKind' | 'rendering'>;
  readonly tag: ServiceTag;
  /** Rules the line needs that nobody has confirmed with the plan. */
  readonly unconfirmed: readonly string[];
  /** What the day's other lines of the same worker say about this one. */
  readonly overlap: string | null;
  readonly twice: string | null;
  /** A diagnosis that a record suggests: "Housing record suggests Z59.01". */
  readonly suggestion: string | null;
}

function hold(reason: HeldReason, hint: string, label: string, page: Fix['page'], field: string): Hold {
  return { reason, hint, fix: { label, page, field } };
}

function diagnosisHold(line: OpenLine, setting: HoldSetting): Hold | null {
  if (line.diagnoses.length === 0) {
    const hint = setting.suggestion ? `Add one. ${setting.suggestion}` : 'Add one.';
    return hold('no_diagnosis', hint, 'Diagnosis', 'encounter', 'diagnoses');
  }
  for (const { code } of line.diagnoses) {
    const check = checkDiagnosis(code, line.serviceOn);
    if (check.state === 'good') continue;
    const instead = check.instead.length > 0 ? ` Use ${check.instead.slice(0, 3).join(' or ')}.` : '';
    return hold('diagnosis_not_valid', `${check.sentence}${instead}`, 'Diagnosis', 'encounter', 'diagnoses');
  }
  return null;
}

function spanHolds(line: OpenLine, setting: HoldSetting): Hold[] {
  const holds: Hold[] = [];
  const { member, serviceOn } = line;
  const words = (date: string) => dateInWords(date, setting.today);
  const service = line.facts.phase === 'service';
  if (member.endedOn !== null && serviceOn > member.endedOn) {
    const hint = `Service ended ${words(member.endedOn)}, line is of ${words(serviceOn)}`;
    holds.push(hold('outside_enrollment', hint, 'Enrollment', 'chart', 'enrolledOn'));
  } else if (service && (member.enrolledOn === null || serviceOn < member.enrolledOn)) {
    const since = member.enrolledOn === null ? 'Not enrolled' : `Enrolled ${words(member.enrolledOn)}`;
    holds.push(
      hold(
        'outside_enrollment',
        `${since}, service ${words(serviceOn)}`,
        'Enrollment',
        'chart',
        'enrolledOn',
      ),
    );
  }
  // Outreach comes before an authorization begins, so only its end counts there.
  if (service && member.authorizationStart !== null && serviceOn < member.authorizationStart) {
    const hint = `Authorization begins ${words(member.authorizationStart)}, service ${words(serviceOn)}`;
    holds.push(hold('outside_authorization', hint, 'Ask the plan', 'chart', 'authorization'));
  } else if (member.authorizationEnd !== null && serviceOn > member.authorizationEnd) {
    const hint = `Authorization ended ${words(member.authorizationEnd)}, service ${words(serviceOn)}`;
    holds.push(hold('outside_authorization', hint, 'Ask the plan', 'chart', 'authorization'));
  }
  return holds;
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

/**
 * Everything that keeps a line from being sent, the first to fix first; empty when it is ready.
 *
 * Computed from the facts every time and never stored, so a fix anywhere releases the line by itself.
 */
export function heldReasons(line: OpenLine, setting: HoldSetting): Hold[] {
  // What is taken back goes out as it stood; only what no file can be written without holds it.
  if (line.correction?.frequency === '8') return memberHolds(line, setting);
  const holds: Hold[] = [];
  const diagnosis = diagnosisHold(line, setting);
  if (diagnosis) holds.push(diagnosis);
  if (setting.overlap)
    holds.push(hold('times_overlap', setting.overlap, 'Start time', 'encounter', 'startTime'));
  if (setting.twice) holds.push(hold('same_line_twice', setting.twice, 'Keep back', 'encounter', 'keepBack'));
  holds.push(...spanHolds(line, setting), ...memberHolds(line, setting));
  const needsNpi = setting.edi.rendering === 'always';
  if (needsNpi && !isNpi(line.staff.npi ?? '')) {
    holds.push(hold('staff_npi', `${line.staff.name} has no NPI in Users`, 'NPI', 'users', 'npi'));
  } else if (setting.edi.rendering !== 'never' && line.staff.npi !== null && !isNpi(line.staff.npi)) {
    const hint = `The NPI of ${line.staff.name} has a wrong check digit`;
    holds.push(hold('staff_npi', hint, 'NPI', 'users', 'npi'));
  }
  const place =
    line.placeOfService === '' ? null : placeProblem(line.placeOfService, line.facts.mode, line.serviceOn);
  if (place) holds.push(hold('place_of_service', place, 'Note', 'note', 'place'));
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
  return holds;
}

/** A rule's id in words: "Clinical, not in person". */
function ruleWords(ruleId: string): string {
  const [, phase = '', mode = '', who = ''] = ruleId.split('.');
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
