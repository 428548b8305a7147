import { stringify } from 'csv-stringify/sync';
import { Temporal } from 'temporal-polyfill';
import { AGENCY, PLANS } from './agency.ts';
import { readablePhone } from './numbers.ts';
import type { DemoPerson } from './people.ts';

/** What one plan's member file is made from. */
export interface RosterFileOptions {
  readonly plan: DemoPerson['plan'];
  readonly people: readonly DemoPerson[];
  /** `YYYY-MM-DD`, the day the plan produced the file. */
  readonly producedOn: string;
  /** Rows that cannot be imported, as every real file has some. */
  readonly badRows: boolean;
}

type Column = readonly [heading: string, cell: (person: DemoPerson, options: RosterFileOptions) => string];

const yesNo = (value: boolean): string => (value ? 'Y' : 'N');
const us = (date: string): string => `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;
const planName = (key: DemoPerson['plan']): string => PLANS.find((plan) => plan.key === key)?.name ?? key;
const inHalfYear = (date: string): string => Temporal.PlainDate.from(date).add({ months: 6 }).toString();

/**
 * The columns of a member information file in the spellings plans use, misspelt ones included.
 *
 * Dates go out as MM/DD/YYYY. Some headings have no field in Hearth: they must be kept, not lost.
 */
const COLUMNS: readonly Column[] = [
  ['Health Plan Name', (person) => planName(person.plan)],
  ['Member Client Index Number (CIN)', (person) => person.cin],
  ['Health Plan Member ID', (person) => person.planMemberId],
  ['MRN', (person) => person.mrn],
  ['Member Last Name', (person) => person.lastName],
  ['Member First Name', (person) => person.firstName],
  ['Member Middle Name', (person) => person.middleName ?? ''],
  ['Member Date of Birth', (person) => us(person.birthDate)],
  ['Member Gender Code', (person) => person.sex],
  ['Member Preferred Language (Spoken)', (person) => person.language],
  ['Interpreter Needed', (person) => yesNo(person.interpreter)],
  ['Member Homelessness Indicator', (person) => yesNo(person.homeless)],
  ['Member Residential Address', (person) => person.address],
  ['Member Resdidential City', (person) => person.city],
  ['Member Residential State', () => 'CA'],
  ['Member Residential Zip', (person) => person.zip],
  ['Medi-Cal Coverage County', (person) => person.county],
  ['Member Primary Phone', (person) => (person.phone === null ? '' : readablePhone(person.phone))],
  ['Member Email', (person) => person.email ?? ''],
  ['TEL Indicator', (person) => yesNo(person.onTel)],
  ['Member Acuity Level', (person) => `Tier ${person.tier}`],
  ['Authorizatin Number', (person) => person.authorizationNumber],
  ['Authorization Start Date', (person) => us(person.enrolledOn ?? person.assignedOn)],
  ['Authorization End Date', (person) => us(authorizationEnd(person))],
  ['Date Assigned', (person) => us(person.assignedOn)],
  ['Primary Care Provider Name', (person) => person.doctor],
  ['PCP Clinic', (person) => person.clinic],
  ['ED Visits (12 mo)', (person) => String(person.health.acuity.emergencyVisits)],
  ['Inpatient Stays (12 mo)', (person) => String(person.health.acuity.inpatientStays)],
  ['Medi-Cal Redetermination Date', (person) => us(inHalfYear(person.assignedOn))],
  ['ECM Provider Name', () => AGENCY.name],
  ['ECM Provider NPI', () => AGENCY.npi],
  ['File Production Date', (_person, options) => us(options.producedOn)],
];

/** The last day of a person's authorization: a year of service less a day, started at enrollment. */
export function authorizationEnd(person: DemoPerson): string {
  return Temporal.PlainDate.from(person.enrolledOn ?? person.assignedOn)
    .add({ years: 1 })
    .subtract({ days: 1 })
    .toString();
}

/** How many rows of a file with bad rows cannot be imported. */
export const BAD_ROWS = 3;

/**
 * Writes a plan's member file as CSV with a header row, CRLF line ends and the plan's own heading spellings.
 *
 * With `badRows` three rows are mixed in that must be listed and left out: a CIN two characters short, a
 * birthday that is no date, a row without a name.
 */
export function rosterCsv(options: RosterFileOptions): string {
  const people = options.people.filter((person) => person.plan === options.plan);
  const rows = people.map((person) => COLUMNS.map(([, cell]) => cell(person, options)));
  if (options.badRows) addBadRows(rows, options);
  return stringify([COLUMNS.map(([heading]) => heading), ...rows], { record_delimiter: '\r\n' });
}

function addBadRows(rows: string[][], options: RosterFileOptions): void {
  const sample = options.people[0];
  if (sample === undefined) return;
  const bad: readonly Readonly<Record<string, string>>[] = [
    {
      'Member Client Index Number (CIN)': '9000031',
      'Member First Name': 'Orla',
      'Member Last Name': 'Pinefeather',
    },
    {
      'Member Client Index Number (CIN)': '90000702C',
      'Member First Name': 'Hoa',
      'Member Last Name': 'Silverreed',
      'Member Date of Birth': '13/31/1969',
    },
    { 'Member Client Index Number (CIN)': '90000719D', 'Member First Name': '', 'Member Last Name': '' },
  ];
  for (const [index, changes] of bad.entries()) {
    const cells = COLUMNS.map(
      ([heading, cell]) => changes[heading] ?? blankOr(heading, cell(sample, options)),
    );
    rows.splice(Math.min(rows.length, 4 + index * 7), 0, cells);
  }
}

/** A bad row repeats the sample's neutral cells, never what would make it look like the same person. */
function blankOr(heading: string, value: string): string {
  return /Name|CIN|ID|MRN|Birth|Phone|Address|Email|Number/.test(heading) &&
    !/Provider|Plan Name/.test(heading)
    ? heading === 'Member Date of Birth'
      ? '01/02/1970'
      : ''
    : value;
}

/** The name a plan gives such a file. */
export function rosterFileName(plan: DemoPerson['plan'], producedOn: string): string {
  return `${plan.toUpperCase()}_MIF_${producedOn.replaceAll('-', '')}.csv`;
}
