import { isNpi } from '#shared/fields.ts';
import { listOf, type PlanDraft } from './plan-draft.ts';

/** The draft's fields that are typed. */
type TypedField = {
  [Key in keyof PlanDraft]: string extends PlanDraft[Key] ? Key : never;
}[keyof PlanDraft];

/** How one typed field is shown and checked. */
export interface FieldSpec {
  readonly key: TypedField;
  readonly label: string;
  /** Its place in the contract's input, for errors. */
  readonly path: string;
  readonly help?: string;
  readonly optional?: true;
  readonly mono?: true;
  /** Takes the whole line. */
  readonly wide?: true;
  readonly check: (value: string) => string | null;
}

const text = (min: number, max: number) => (value: string) => {
  const { length } = value.trim();
  if (length >= min && length <= max) return null;
  return length === 0 ? 'Type it as the plan wrote it.' : `Has ${length}, needs ${min} to ${max} characters.`;
};
const whole = (min: number, max: number) => (value: string) =>
  /^\d+$/.test(value.trim()) && Number(value) >= min && Number(value) <= max
    ? null
    : `Type a whole number from ${min} to ${max}.`;
const ifTyped = (check: (value: string) => string | null) => (value: string) =>
  value.trim() === '' ? null : check(value);

/** The plan's names. */
export const NAME_FIELDS: readonly FieldSpec[] = [
  { key: 'name', label: 'Name', path: 'name', check: text(1, 200) },
  { key: 'shortName', label: 'Short name', path: 'shortName', help: 'in lists', check: text(1, 40) },
];

/** The envelope of its 837P files. */
export const ENVELOPE_FIELDS: readonly FieldSpec[] = [
  {
    key: 'senderId',
    label: 'Sender id',
    path: 'profile.edi.senderId',
    help: 'ISA06',
    mono: true,
    check: text(2, 15),
  },
  {
    key: 'senderQualifier',
    label: 'Sender qualifier',
    path: 'profile.edi.senderQualifier',
    help: 'ISA05',
    mono: true,
    check: text(2, 2),
  },
  {
    key: 'receiverId',
    label: 'Receiver id',
    path: 'profile.edi.receiverId',
    help: 'ISA08',
    mono: true,
    check: text(2, 15),
  },
  {
    key: 'receiverQualifier',
    label: 'Receiver qualifier',
    path: 'profile.edi.receiverQualifier',
    help: 'ISA07',
    mono: true,
    check: text(2, 2),
  },
  {
    key: 'payerId',
    label: 'Payer id',
    path: 'profile.edi.payerId',
    help: 'NM109 of the payer',
    mono: true,
    check: text(2, 80),
  },
  {
    key: 'submitterName',
    label: 'Submitter name',
    path: 'profile.edi.submitterName',
    help: '1000A',
    check: text(1, 60),
  },
  {
    key: 'contactName',
    label: 'Contact name',
    path: 'profile.edi.contactName',
    help: 'PER02',
    check: text(1, 60),
  },
  {
    key: 'contactPhone',
    label: 'Contact phone',
    path: 'profile.edi.contactPhone',
    help: 'PER04',
    check: text(1, 20),
  },
  {
    key: 'claimsPerTransaction',
    label: 'Claims in one transaction',
    path: 'profile.edi.claimsPerTransaction',
    help: 'a refused ST fails all of them',
    check: whole(1, 5000),
  },
  {
    key: 'fileNameTemplate',
    label: 'File name',
    path: 'profile.fileNameTemplate',
    help: '{sender} {date} {MMDDYY} {sequence} {control} {usage}',
    mono: true,
    wide: true,
    check: text(1, 200),
  },
  {
    key: 'documentName',
    label: 'Name of other files',
    path: 'profile.documents.fileNameTemplate',
    help: '{name} {base} {extension} {sender} {date} {MMDDYY} {sequence} {usage}',
    mono: true,
    wide: true,
    check: text(1, 200),
  },
];

/** What each claim says besides its lines. */
export const CLAIM_FIELDS: readonly FieldSpec[] = [
  {
    key: 'contractType',
    label: 'Contract type',
    path: 'profile.edi.contractType',
    help: 'CN101, empty for none',
    mono: true,
    check: (value) => (/^(0[1-69])?$/.test(value) ? null : 'Use 01 to 06 or 09, or leave it empty.'),
  },
  {
    key: 'unitCharge',
    label: 'Charge a unit, dollars',
    path: 'profile.edi.unitChargeCents',
    help: '0 where the plan pays by the month',
    mono: true,
    check: (value) => (/^\$?\d{1,4}(\.\d{1,2})?$/.test(value.trim()) ? null : 'Write it like 12.50.'),
  },
  {
    key: 'filingDays',
    label: 'Filing limit, days',
    path: 'profile.edi.filingDays',
    help: 'empty: no limit',
    optional: true,
    check: ifTyped(whole(1, 1000)),
  },
  {
    key: 'supervisingFirstName',
    label: 'Supervising, first name',
    path: 'profile.edi.supervising',
    help: 'named when a worker has no NPI',
    check: (value) => (value.length <= 35 ? null : '35 characters at most.'),
  },
  {
    key: 'supervisingLastName',
    label: 'Supervising, last name',
    path: 'profile.edi.supervising',
    help: 'empty for nobody',
    check: (value) => (value.length <= 60 ? null : '60 characters at most.'),
  },
  {
    key: 'supervisingNpi',
    label: 'Supervising NPI',
    path: 'profile.edi.supervising',
    help: '2310D',
    mono: true,
    check: (value) => (value === '' || isNpi(value) ? null : 'The NPI has a wrong check digit.'),
  },
];

/** How minutes become units. */
export const UNIT_FIELDS: readonly FieldSpec[] = [
  {
    key: 'minutesPerUnit',
    label: 'Minutes in one unit',
    path: 'profile.units.minutesPerUnit',
    help: 'from a date on: Program packs',
    check: whole(1, 480),
  },
  {
    key: 'minimum',
    label: 'At least',
    path: 'profile.units.minimum',
    help: 'units a service',
    check: whole(0, 96),
  },
  {
    key: 'dailyCap',
    label: 'At most a day',
    path: 'profile.units.dailyCap',
    optional: true,
    check: ifTyped(whole(1, 96)),
  },
];

/** Where its files go. */
export const SFTP_FIELDS: readonly FieldSpec[] = [
  { key: 'host', label: 'Server', path: 'profile.sftp.host', check: text(1, 253) },
  { key: 'port', label: 'Port', path: 'profile.sftp.port', check: whole(1, 65_535) },
  { key: 'user', label: 'Login name', path: 'profile.sftp.user', check: text(1, 100) },
  {
    key: 'inboundFolder',
    label: 'Folder',
    path: 'profile.sftp.inboundFolder',
    mono: true,
    check: text(1, 400),
  },
  {
    key: 'testFolder',
    label: 'Folder for tests',
    path: 'profile.sftp.testFolder',
    help: 'empty: the same',
    optional: true,
    mono: true,
    check: ifTyped(text(1, 400)),
  },
  {
    key: 'fileMode',
    label: 'Rights of files',
    path: 'profile.sftp.fileMode',
    help: 'like 640, empty: the server’s',
    optional: true,
    mono: true,
    check: ifTyped((value) =>
      /^[0-7]{3}$/.test(value.trim()) ? null : 'Type three digits from 0 to 7, like 640.',
    ),
  },
  {
    key: 'kilobytesPerSecond',
    label: 'At most',
    path: 'profile.sftp.kilobytesPerSecond',
    help: 'KB a second, for a slow line',
    optional: true,
    check: ifTyped(whole(1, 1_000_000)),
  },
  {
    key: 'patienceSeconds',
    label: 'Give up after',
    path: 'profile.sftp.patienceSeconds',
    help: 'seconds without an answer',
    check: whole(1, 600),
  },
];

/** How long its files are kept here. */
export const KEEPING_FIELDS: readonly FieldSpec[] = [
  {
    key: 'retentionYears',
    label: 'Keep files for',
    path: 'profile.retentionYears',
    help: 'years, ledger lines stay',
    check: whole(6, 100),
  },
];

/** Where it leaves its answers, and when Hearth goes there by itself. */
export const ANSWER_FIELDS: readonly FieldSpec[] = [
  {
    key: 'responseFolders',
    label: 'Folders with answers',
    path: 'profile.sftp.responseFolders',
    help: 'separated by commas',
    optional: true,
    mono: true,
    check: ifTyped(text(1, 2000)),
  },
  {
    key: 'readFolder',
    label: 'Folder for read answers',
    path: 'profile.sftp.readFolder',
    help: 'only when they are moved',
    optional: true,
    mono: true,
    check: ifTyped(text(1, 400)),
  },
  {
    key: 'times',
    label: 'Send and look at',
    path: 'profile.schedule.times',
    help: 'like 12:00, 18:00',
    optional: true,
    check: ifTyped((value) =>
      listOf(value).every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time))
        ? null
        : 'Type times like 06:30 or 18:00, separated by commas.',
    ),
  },
  {
    key: 'answerHours',
    label: 'Late after',
    path: 'profile.answerHours',
    help: 'hours without an answer',
    optional: true,
    check: ifTyped(whole(1, 2000)),
  },
];

/** How its Health Action Plans are called. */
export const ACTION_PLAN_FIELDS: readonly FieldSpec[] = [
  {
    key: 'actionPlanName',
    label: 'File name',
    path: 'profile.actionPlans.fileNameTemplate',
    help: '{sender} {date} {MMDDYY} {sequence} {usage} {version} {signed}, {cin} only if the plan asks',
    mono: true,
    wide: true,
    check: text(1, 200),
  },
];

/** How often and how long it wants outreach. */
export const OUTREACH_FIELDS: readonly FieldSpec[] = [
  { key: 'attempts', label: 'Attempts', path: 'profile.outreach.attempts', check: whole(1, 20) },
  {
    key: 'windowDays',
    label: 'Within',
    path: 'profile.outreach.windowDays',
    help: 'days',
    check: whole(1, 365),
  },
  {
    key: 'hhpAttempts',
    label: 'Attempts in HHP',
    path: 'profile.outreach.programs.HHP.attempts',
    help: 'empty: the same',
    optional: true,
    check: ifTyped(whole(1, 20)),
  },
  {
    key: 'hhpWindowDays',
    label: 'Within, in HHP',
    path: 'profile.outreach.programs.HHP.windowDays',
    help: 'days, empty: the same',
    optional: true,
    check: ifTyped(whole(1, 365)),
  },
];

/** The first thing that keeps a draft from being saved, or null. */
export function firstProblem(draft: PlanDraft): string | null {
  const fields = [
    ...NAME_FIELDS,
    ...ENVELOPE_FIELDS,
    ...CLAIM_FIELDS,
    ...UNIT_FIELDS,
    ...OUTREACH_FIELDS,
    ...KEEPING_FIELDS,
    ...(draft.overSftp ? [...SFTP_FIELDS, ...ANSWER_FIELDS] : []),
    ...(draft.sendActionPlans ? ACTION_PLAN_FIELDS : []),
  ];
  for (const field of fields) {
    const found = field.check(draft[field.key]);
    if (found) return `${field.label}: ${found}`;
  }
  return null;
}
