import type { Notice } from '#shared/admissions/notice.ts';
import type { Stay } from '#shared/admissions/stay.ts';
import { dateInWords } from '#shared/dates.ts';

const TYPES = {
  ed: 'Emergency visit',
  inpatient: 'Hospital stay',
  observation: 'Observation',
  snf: 'Skilled nursing',
} as const;

/** A day in a sentence that is kept: with its year, because it is read on other days than this one. */
export function keptDay(date: string): string {
  return dateInWords(date, '0001-01-01');
}

/** What a notice told that the chart did not have, in one sentence. */
export function toldWords(before: Stay, after: Stay): string {
  const day = (date: string | null) => (date === null ? '' : keptDay(date));
  const where = after.facility || 'the hospital';
  const kind = TYPES[after.type ?? 'inpatient'];
  if (after.cancelled) return 'Taken back by the hospital: it did not happen.';
  if (!before.began || before.cancelled) {
    const until = after.to === null || after.to === after.from ? '' : ` to ${day(after.to)}`;
    const unknown = after.fromUnknown ? ' The day of coming in is not given.' : '';
    return `${kind} at ${where}, ${day(after.from)}${until}.${unknown}`;
  }
  if (before.to !== null && after.to === null) return `Still at ${where}: the discharge was taken back.`;
  if (before.to !== after.to) return `Left ${where} ${day(after.to)}.`;
  const changed = [
    before.type === after.type ? '' : kind.toLowerCase(),
    before.from === after.from ? '' : `came in ${day(after.from)}`,
    before.facility === after.facility ? '' : where,
    before.reason === after.reason ? '' : 'why',
    before.disposition === after.disposition ? '' : 'where to',
  ].filter((part) => part !== '');
  return changed.length === 0 ? 'Nothing new about it.' : `Changed: ${changed.join(', ')}.`;
}

/** A notice's own facts in a line: "Emergency visit (A04), Nov 17, Oak Hospital". */
export function noticeWords(notice: Notice, today: string): string {
  const on = notice.admittedOn ?? notice.at?.slice(0, 10) ?? notice.leftOn;
  const what = {
    admit: 'Admission',
    visit: 'Emergency visit',
    discharge: 'Discharge',
    update: 'Change',
    to_inpatient: 'Emergency visit became a stay',
    cancel_admit: 'Admission taken back',
    cancel_discharge: 'Discharge taken back',
    stay: TYPES[notice.type ?? 'inpatient'],
    nothing: 'Nothing to record',
  }[notice.event];
  const called = /^A\d\d$/.test(notice.called) ? ` (${notice.called})` : '';
  const left =
    notice.leftOn === null || notice.leftOn === on ? '' : `left ${dateInWords(notice.leftOn, today)}`;
  return [`${what}${called}`, on === null ? '' : dateInWords(on, today), left, notice.facility]
    .filter((part) => part !== '')
    .join(', ');
}
