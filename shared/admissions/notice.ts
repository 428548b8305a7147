import { z } from 'zod';
import { dateSchema } from '../fields.ts';
import { DIED } from '../members/entry-forms/health.ts';

/** The kinds of hospital use that a notice can set; the record's own words for them. */
export const STAY_TYPES = ['ed', 'inpatient', 'observation', 'snf'] as const;
const stayTypeSchema = z.enum(STAY_TYPES);
export type StayType = z.infer<typeof stayTypeSchema>;

/**
 * What a notice says happened: HL7 v2 events by what they mean, and `stay` for a row of a list that says how things
 * stand. `nothing` is known and sets nothing (a planned admission, an outpatient visit, a test message).
 */
const noticeEventSchema = z.enum([
  'admit',
  'visit',
  'discharge',
  'update',
  'to_inpatient',
  'cancel_admit',
  'cancel_discharge',
  'stay',
  'nothing',
]);
export type NoticeEvent = z.infer<typeof noticeEventSchema>;

/** One notice of a hospital as Hearth understands it, whatever file it stood in; JSON in `admission_notice.notice`. */
export const noticeSchema = z.object({
  /** "message 3, line 12" or "row 7". */
  place: z.string(),
  /** What the sender calls it: A01, ED visit. */
  called: z.string(),
  event: noticeEventSchema,
  /** When it happened by the clock on the wall there, `YYYY-MM-DDTHH:MM`; null where the sender does not say. */
  at: z.string().nullable(),
  /** The sender's own number of the message. */
  messageId: z.string(),
  /** The sender's number of the stay, the same in all its notices. */
  visitId: z.string(),
  facility: z.string(),
  type: stayTypeSchema.nullable(),
  /** True where the class says outpatient or planned: it counts only for a stay that is known already. */
  outside: z.boolean(),
  admittedOn: dateSchema.nullable(),
  leftOn: dateSchema.nullable(),
  disposition: z.string(),
  /** True where the disposition says that the person died there. */
  died: z.boolean(),
  reason: z.string(),
  person: z.object({
    /** Everything that may be a CIN or the plan's member id, in capitals without spaces. */
    ids: z.array(z.string()),
    firstName: z.string(),
    lastName: z.string(),
    birthDate: dateSchema.nullable(),
  }),
  /** What was passed over while reading it. */
  remarks: z.array(z.string()),
});
export type Notice = z.infer<typeof noticeSchema>;

/** A notice, or the sentence that says why the one at this place cannot be understood. */
export type NoticeRead =
  | { readonly notice: Notice }
  | { readonly place: string; readonly problem: string; readonly remarks?: readonly string[] };

/** An id in capitals without spaces and hyphens; a BIC number is the CIN with a check digit and a date behind it. */
export function plainId(text: string): string {
  const plain = text.replaceAll(/[\s-]/g, '').toUpperCase();
  return /^\d{8}[A-Z]\d{5}$/.test(plain) ? plain.slice(0, 9) : plain;
}

/** What a patient class or the word for one means; null for one that nobody told us. */
export function typeOfClass(text: string): StayType | 'outpatient' | 'planned' | null {
  const word = text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
  if (/^(e|ed|er|ems|emer|emergency)\b|\bemergency\b/.test(word)) return 'ed';
  if (/^(snf)\b|\bskilled\b/.test(word)) return 'snf';
  if (/^(obs|observation)\b|\bobservation\b/.test(word)) return 'observation';
  if (/^(i|ip|inp|inpatient|acute|b|obstetrics)\b|\binpatient\b/.test(word)) return 'inpatient';
  if (/^(o|op|outpatient|r|recurring|recurring patient)\b|\boutpatient\b/.test(word)) return 'outpatient';
  if (/^(p|pre|preadmit|pre admit|planned)\b/.test(word)) return 'planned';
  return null;
}

/** The discharge dispositions whose codes are known; any other is shown as the sender wrote it. */
const DISPOSITIONS: Readonly<Record<string, string>> = {
  '01': 'Home',
  '02': 'Another hospital',
  '03': 'Skilled nursing',
  '07': 'Left against advice',
  '20': DIED,
};

/** A disposition in words, and whether the person died. */
export function dispositionOf(code: string, words: string): { disposition: string; died: boolean } {
  const key = /^\d$/.test(code) ? `0${code}` : code;
  const known = DISPOSITIONS[key];
  const said = words !== '' && words !== code ? words : code;
  const disposition = known ?? (/^\d+$/.test(said) ? `Code ${said}` : said);
  const died = known === DIED || /^4[012]$/.test(key) || /\b(expired|died|deceased)\b/i.test(said);
  return { disposition: died ? DIED : disposition, died };
}
