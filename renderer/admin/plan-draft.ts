import type { Plan } from '#shared/plans/contract.ts';
import type { PlanProfile } from '#shared/plans/profile.ts';

/** A plan as its form holds it: everything typed is text until it is saved. */
export interface PlanDraft {
  readonly name: string;
  readonly shortName: string;
  readonly usage: 'T' | 'P';
  readonly senderQualifier: string;
  readonly senderId: string;
  readonly receiverQualifier: string;
  readonly receiverId: string;
  readonly payerId: string;
  readonly submitterName: string;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly encountersAs: '837p' | 'invoice';
  readonly purpose: 'RP' | 'CH';
  readonly memberIdKind: 'cin' | 'plan_member_id';
  readonly rendering: 'always' | 'never' | 'when_npi';
  readonly authorization: 'known' | 'required';
  readonly sameDay: 'separate' | 'one_line';
  /** Empty where the plan has no limit. */
  readonly filingDays: string;
  readonly claimsPerTransaction: string;
  /** CN101, or nothing. */
  readonly contractType: string;
  /** Dollars and cents for each unit, "0" where the plan pays by the month. */
  readonly unitCharge: string;
  /** Named as supervising for workers without an NPI; all three empty where the plan wants nobody. */
  readonly supervisingFirstName: string;
  readonly supervisingLastName: string;
  readonly supervisingNpi: string;
  readonly fileNameTemplate: string;
  readonly minutesPerUnit: string;
  readonly rounding: 'half_up' | 'up' | 'down';
  readonly minimum: string;
  readonly dailyCap: string;
  readonly overSftp: boolean;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly inboundFolder: string;
  readonly testFolder: string;
  /** Folders with answers, separated by commas. */
  readonly responseFolders: string;
  readonly afterDownload: 'leave' | 'delete' | 'move';
  readonly readFolder: string;
  readonly verify: 'auto' | 'size' | 'always';
  /** Octal, like 640; empty leaves the rights to the server. */
  readonly fileMode: string;
  /** Empty: as fast as the line is. */
  readonly kilobytesPerSecond: string;
  readonly patienceSeconds: string;
  readonly retentionYears: string;
  /** Times of the day, separated by commas. */
  readonly times: string;
  readonly answerHours: string;
  readonly sendActionPlans: boolean;
  readonly actionPlanName: string;
  readonly documentName: string;
  /** Set by loading a key file; the form only carries it. */
  readonly pgpPublicKey: string;
  readonly attempts: string;
  readonly windowDays: string;
  /** Numbers of HHP where they differ; both empty where they do not. */
  readonly hhpAttempts: string;
  readonly hhpWindowDays: string;
}

/** A plan that is not made yet, with the documented defaults. */
export const EMPTY_DRAFT: PlanDraft = {
  name: '',
  shortName: '',
  usage: 'T',
  senderQualifier: 'ZZ',
  senderId: '',
  receiverQualifier: 'ZZ',
  receiverId: '',
  payerId: '',
  submitterName: '',
  contactName: '',
  contactPhone: '',
  encountersAs: '837p',
  purpose: 'RP',
  memberIdKind: 'cin',
  rendering: 'when_npi',
  authorization: 'known',
  sameDay: 'separate',
  filingDays: '',
  claimsPerTransaction: '1000',
  contractType: '',
  unitCharge: '0',
  supervisingFirstName: '',
  supervisingLastName: '',
  supervisingNpi: '',
  fileNameTemplate: '{sender}_837P_{date}_{sequence}.x12',
  minutesPerUnit: '15',
  rounding: 'half_up',
  minimum: '1',
  dailyCap: '',
  overSftp: false,
  host: '',
  port: '22',
  user: '',
  inboundFolder: '/inbound',
  testFolder: '',
  responseFolders: '',
  afterDownload: 'leave',
  readFolder: '',
  verify: 'auto',
  fileMode: '',
  kilobytesPerSecond: '',
  patienceSeconds: '60',
  retentionYears: '10',
  times: '',
  answerHours: '72',
  sendActionPlans: false,
  actionPlanName: 'HAP_{sender}_{date}_{sequence}_v{version}.pdf',
  documentName: '{name}',
  pgpPublicKey: '',
  attempts: '5',
  windowDays: '90',
  hhpAttempts: '',
  hhpWindowDays: '',
};

/** The form of a plan on record. */
export function draftOf({ name, shortName, profile }: Plan): PlanDraft {
  const { edi, units, sftp, outreach } = profile;
  const { contractType, unitChargeCents, supervising, ...ids } = edi;
  return {
    ...EMPTY_DRAFT,
    ...ids,
    contractType: contractType ?? '',
    unitCharge: dollars(unitChargeCents),
    supervisingFirstName: supervising?.firstName ?? '',
    supervisingLastName: supervising?.lastName ?? '',
    supervisingNpi: supervising?.npi ?? '',
    filingDays: edi.filingDays === null ? '' : String(edi.filingDays),
    claimsPerTransaction: String(edi.claimsPerTransaction),
    name,
    shortName,
    encountersAs: profile.encountersAs,
    fileNameTemplate: profile.fileNameTemplate,
    minutesPerUnit: String(units.minutesPerUnit),
    rounding: units.rounding,
    minimum: String(units.minimum),
    dailyCap: units.dailyCap === null ? '' : String(units.dailyCap),
    overSftp: sftp !== null,
    ...(sftp && {
      ...sftp,
      port: String(sftp.port),
      testFolder: sftp.testFolder ?? '',
      responseFolders: sftp.responseFolders.join(', '),
      readFolder: sftp.readFolder ?? '',
      fileMode: sftp.fileMode ?? '',
      patienceSeconds: String(sftp.patienceSeconds),
      kilobytesPerSecond: sftp.kilobytesPerSecond === null ? '' : String(sftp.kilobytesPerSecond),
    }),
    retentionYears: String(profile.retentionYears),
    times: profile.schedule.times.join(', '),
    answerHours: profile.answerHours === null ? '' : String(profile.answerHours),
    sendActionPlans: profile.actionPlans.send,
    actionPlanName: profile.actionPlans.fileNameTemplate,
    documentName: profile.documents.fileNameTemplate,
    pgpPublicKey: profile.pgpPublicKey ?? '',
    attempts: String(outreach.attempts),
    windowDays: String(outreach.windowDays),
    hhpAttempts: String(outreach.programs.HHP?.attempts ?? ''),
    hhpWindowDays: String(outreach.programs.HHP?.windowDays ?? ''),
  };
}

/** Whole cents as people type them: `0`, `12.50`. */
function dollars(cents: number): string {
  return cents % 100 === 0
    ? String(cents / 100)
    : `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** Typed dollars as whole cents, in integers only; what is no amount counts as 0. */
function centsOf(typed: string): number {
  const [, whole = '0', part = ''] = /^\$?(\d{1,5})(?:\.(\d{1,2}))?$/.exec(typed.trim()) ?? [];
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

const CONTRACT_TYPES = ['01', '02', '03', '04', '05', '06', '09'] as const;

/** Who is supervising, or null where nobody is named. */
function supervisingOf(draft: PlanDraft): PlanProfile['edi']['supervising'] {
  const lastName = draft.supervisingLastName.trim();
  const npi = draft.supervisingNpi.trim();
  if (lastName === '' && npi === '') return null;
  return { firstName: draft.supervisingFirstName.trim(), lastName, npi };
}

/** The parts of a text in which commas separate them. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What the form says, as the contract takes it. */
export function toSave(draft: PlanDraft): { name: string; shortName: string; profile: PlanProfile } {
  return {
    name: draft.name,
    shortName: draft.shortName,
    profile: {
      encountersAs: draft.encountersAs,
      edi: {
        senderQualifier: draft.senderQualifier,
        senderId: draft.senderId.trim(),
        receiverQualifier: draft.receiverQualifier,
        receiverId: draft.receiverId.trim(),
        payerId: draft.payerId.trim(),
        submitterName: draft.submitterName.trim(),
        contactName: draft.contactName.trim(),
        contactPhone: draft.contactPhone.trim(),
        purpose: draft.purpose,
        usage: draft.usage,
        memberIdKind: draft.memberIdKind,
        rendering: draft.rendering,
        authorization: draft.authorization,
        sameDay: draft.sameDay,
        filingDays: draft.filingDays.trim() === '' ? null : Number(draft.filingDays),
        claimsPerTransaction: Number(draft.claimsPerTransaction),
        contractType: CONTRACT_TYPES.find((type) => type === draft.contractType) ?? null,
        unitChargeCents: centsOf(draft.unitCharge),
        supervising: supervisingOf(draft),
      },
      units: {
        minutesPerUnit: Number(draft.minutesPerUnit),
        rounding: draft.rounding,
        minimum: Number(draft.minimum),
        dailyCap: draft.dailyCap.trim() === '' ? null : Number(draft.dailyCap),
      },
      sftp: draft.overSftp
        ? {
            host: draft.host.trim(),
            port: Number(draft.port),
            user: draft.user.trim(),
            inboundFolder: draft.inboundFolder.trim(),
            testFolder: draft.testFolder.trim() === '' ? null : draft.testFolder.trim(),
            responseFolders: listOf(draft.responseFolders),
            afterDownload: draft.afterDownload,
            readFolder: draft.readFolder.trim() === '' ? null : draft.readFolder.trim(),
            verify: draft.verify,
            fileMode: draft.fileMode.trim() === '' ? null : draft.fileMode.trim(),
            patienceSeconds: Number(draft.patienceSeconds),
            kilobytesPerSecond:
              draft.kilobytesPerSecond.trim() === '' ? null : Number(draft.kilobytesPerSecond),
          }
        : null,
      retentionYears: Number(draft.retentionYears),
      fileNameTemplate: draft.fileNameTemplate.trim(),
      schedule: { times: listOf(draft.times) },
      answerHours: draft.answerHours.trim() === '' ? null : Number(draft.answerHours),
      actionPlans: { send: draft.sendActionPlans, fileNameTemplate: draft.actionPlanName.trim() },
      documents: { fileNameTemplate: draft.documentName.trim() },
      pgpPublicKey: draft.pgpPublicKey === '' ? null : draft.pgpPublicKey,
      outreach: {
        attempts: Number(draft.attempts),
        windowDays: Number(draft.windowDays),
        programs: hhpOf(draft),
      },
    },
  };
}

/** HHP's own numbers; one left empty is the plan's general one. */
function hhpOf(draft: PlanDraft): PlanProfile['outreach']['programs'] {
  const attempts = draft.hhpAttempts.trim();
  const windowDays = draft.hhpWindowDays.trim();
  if (attempts === '' && windowDays === '') return {};
  return {
    HHP: {
      attempts: Number(attempts === '' ? draft.attempts : attempts),
      windowDays: Number(windowDays === '' ? draft.windowDays : windowDays),
    },
  };
}

/** Whether two drafts say the same. */
export function sameDraft(one: PlanDraft, other: PlanDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
