import { z } from 'zod';

/**
 * How one health plan wants its files: everything here is agreed with the plan, nothing is a rule of ours.
 *
 * Stored as JSON in `plan.profile`; the SFTP password and the pinned host key are columns of their own so that
 * they are never sent to the page.
 */
export const planProfileSchema = z.object({
  /** X12 identity: ISA/GS sender and receiver, payer id in NM1*PR. */
  edi: z.object({
    senderQualifier: z.string().length(2).default('ZZ'),
    senderId: z.string().min(2).max(15),
    receiverQualifier: z.string().length(2).default('ZZ'),
    receiverId: z.string().min(2).max(15),
    payerId: z.string().min(2).max(80),
    submitterName: z.string().max(60),
    contactName: z.string().max(60),
    contactPhone: z.string().max(20),
    /** BHT06: `RP` encounter or `CH` claim. */
    purpose: z.enum(['RP', 'CH']).default('RP'),
    /** ISA15: `T` test or `P` production. */
    usage: z.enum(['T', 'P']).default('T'),
    /** Which member id goes into NM109 of 2010BA. */
    memberIdKind: z.enum(['cin', 'plan_member_id']).default('cin'),
    /** Whether 2310B is sent: always, never, or when the staff member has an NPI of their own. */
    rendering: z.enum(['always', 'never', 'when_npi']).default('when_npi'),
    /** Whether every service needs an authorization number (REF*G1), or it is sent when it is known. */
    authorization: z.enum(['known', 'required']).default('known'),
    /** Whether two services of a day with the same code may stand in two lines, or the plan takes one line. */
    sameDay: z.enum(['separate', 'one_line']).default('separate'),
    /** How many days after the service the plan takes a line for the first time; null without a limit. */
    filingDays: z.number().int().min(1).max(1000).nullable().default(null),
    claimsPerTransaction: z.number().int().min(1).max(5000).default(1000),
    /** CN101: `05` for a capitated contract; null where the plan does not ask for it. */
    contractType: z.enum(['01', '02', '03', '04', '05', '06', '09']).nullable().default(null),
    /** SV102 for each unit, in whole cents; 0 sends zero charges, as plans that pay by the month take them. */
    unitChargeCents: z.number().int().min(0).max(1_000_000).default(0),
    /** Who is named as supervising (2310D) when a worker has no NPI of their own; null where the plan wants nobody. */
    supervising: z
      .object({ firstName: z.string().max(35), lastName: z.string().max(60), npi: z.string().max(10) })
      .nullable()
      .default(null),
  }),
  /** How the plan takes encounters: 837P, or an invoice whose columns stand in its layout. */
  encountersAs: z.enum(['837p', 'invoice']).default('837p'),
  /** Units of service; the default of 15 minutes, half up, at least 1 is to be confirmed with the plan. */
  units: z
    .object({
      minutesPerUnit: z.number().int().min(1).max(480).default(15),
      rounding: z.enum(['half_up', 'up', 'down']).default('half_up'),
      minimum: z.number().int().min(0).default(1),
      dailyCap: z.number().int().min(1).nullable().default(null),
    })
    .prefault({}),
  sftp: z
    .object({
      host: z.string().max(253),
      port: z.number().int().min(1).max(65_535).default(22),
      user: z.string().max(100),
      inboundFolder: z.string().max(400).default('/inbound'),
      testFolder: z.string().max(400).nullable().default(null),
      /** Folders in which the plan leaves its answers; empty when Hearth looks nowhere. */
      responseFolders: z.array(z.string().min(1).max(400)).max(20).default([]),
      /** What happens to an answer on the server once Hearth has kept it. */
      afterDownload: z.enum(['leave', 'delete', 'move']).default('leave'),
      /** Where read answers are moved to. */
      readFolder: z.string().max(400).nullable().default(null),
      /** What is compared before a file gets its name: `auto` reads files up to 16 MB back, where the server lets us. */
      verify: z.enum(['auto', 'size', 'always']).default('auto'),
      /** Rights that every file gets on the server, octal like `640`; null leaves them to the server. */
      fileMode: z
        .string()
        .regex(/^[0-7]{3}$/)
        .nullable()
        .default(null),
      /** How many seconds the server may leave everything unanswered before the line counts as broken. */
      patienceSeconds: z.number().int().min(1).max(600).default(60),
      /** Spares a slow line: at most so many kilobytes a second; null goes as fast as it can. */
      kilobytesPerSecond: z.number().int().min(1).max(1_000_000).nullable().default(null),
    })
    .nullable()
    .default(null),
  /** How many years Hearth keeps the bytes of what was sent and received; the ledger's lines stay for good. */
  retentionYears: z.number().int().min(6).max(100).default(10),
  /** Tokens: {sender} {date} (YYYYMMDD) {MMDDYY} {sequence} (of the day, 2 digits) {control} (ISA13) {usage}. */
  fileNameTemplate: z.string().max(200).default('{sender}_837P_{date}_{sequence}.x12'),
  /** Times of the day, `HH:MM` in the agency's time zone, at which Hearth sends and looks for answers by itself. */
  schedule: z
    .object({
      times: z
        .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/))
        .max(24)
        .default([]),
    })
    .prefault({}),
  /** After how many hours without an answer a production file is shown as late; null when the plan answers nothing. */
  answerHours: z.number().int().min(1).max(2000).nullable().default(72),
  /** Signed Health Action Plans: whether the plan wants them and how the files are called. */
  actionPlans: z
    .object({
      send: z.boolean().default(false),
      /**
       * Tokens: {sender} {date} {MMDDYY} {sequence} {usage} {version} {signed} (YYYYMMDD), and {cin} for a plan that
       * asks for it: names stand in places where what is inside does not.
       */
      fileNameTemplate: z.string().min(1).max(200).default('HAP_{sender}_{date}_{sequence}_v{version}.pdf'),
    })
    .prefault({}),
  /** Any other file. Tokens: {name} (as the file is called) {base} {extension} {sender} {date} {MMDDYY} {sequence} {usage}. */
  documents: z.object({ fileNameTemplate: z.string().min(1).max(200).default('{name}') }).prefault({}),
  /** The plan's public PGP key, armored; with it every file is encrypted for the plan. */
  pgpPublicKey: z.string().max(100_000).nullable().default(null),
  outreach: z
    .object({
      attempts: z.number().int().min(1).max(20).default(5),
      windowDays: z.number().int().min(1).max(365).default(90),
      /** A program of this plan that has numbers of its own; the others take the two above. */
      programs: z
        .partialRecord(
          z.enum(['ECM', 'HHP']),
          z.object({
            attempts: z.number().int().min(1).max(20),
            windowDays: z.number().int().min(1).max(365),
          }),
        )
        .default({}),
    })
    .prefault({}),
});

export type PlanProfile = z.infer<typeof planProfileSchema>;
