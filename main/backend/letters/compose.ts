import { noticeWords } from '#shared/letters/checks.ts';
import type { LetterBatch, LetterTemplate } from '#shared/letters/contract.ts';
import type { MergeData } from '#shared/letters/fields.ts';
import {
  isTypeset,
  LANGUAGE_WORDS,
  LETTER_WORDS,
  type LetterLanguage,
  languageTag,
  letterLanguage,
} from '#shared/letters/kinds.ts';
import { choosePaper, enclosuresFor, type PlanPaper } from '#shared/letters/plan-papers.ts';
import {
  type FilledLetter,
  fillTemplate,
  readTemplate,
  type Template,
  textOf,
} from '#shared/letters/template.ts';
import type { Member } from '#shared/members/member.ts';
import type { Agency } from '#shared/settings/contract.ts';
import { signedPlanOf } from '../action-plans/plans.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { paperDate } from '../pdf/date-words.ts';
import { missingIn } from '../pdf/fonts.ts';
import { getAgency } from '../settings/agency.ts';
import { chooseTemplate, isApproved, listTemplates } from './library.ts';
import { listPapers } from './plan-papers.ts';

/** What a whole batch shares: the texts, read once, and the agency. */
export interface Desk {
  readonly agency: Agency;
  readonly templates: readonly LetterTemplate[];
  readonly papers: readonly PlanPaper[];
  readonly read: (template: LetterTemplate) => Template | null;
}

/** Opens the letter desk for a batch. */
export async function openDesk(context: CallContext): Promise<Desk> {
  const { templates } = await listTemplates(context);
  const parsed = new Map<string, Template | null>();
  return {
    agency: await getAgency(context),
    templates,
    papers: (await listPapers(context)).papers,
    read: (template) => {
      let one = parsed.get(template.id);
      if (one === undefined) {
        const found = readTemplate(template.body);
        one = 'problem' in found ? null : found;
        parsed.set(template.id, one);
      }
      return one;
    },
  };
}

/** One letter to one member: filled as far as it goes, with what keeps it from being printed. */
export interface Composed {
  readonly member: Member;
  readonly language: LetterLanguage | null;
  readonly fallback: boolean;
  readonly template: LetterTemplate | null;
  readonly filled: FilledLetter | null;
  /** The whole letter as the plan supplied it, where Hearth has no text of its own. */
  readonly paper: PlanPaper | null;
  /** What of the plan's papers goes along. */
  readonly enclosed: readonly PlanPaper[];
  readonly address: string;
  readonly problem: string | null;
}

function pickLanguage(batch: LetterBatch, member: Member): LetterLanguage | null {
  return batch.language === 'member' ? letterLanguage(member.language) : batch.language;
}

/** Composes one letter. Nothing is printed in English in place of another language unless the batch says so. */
export async function compose(
  context: CallContext,
  desk: Desk,
  batch: LetterBatch,
  memberId: string,
): Promise<Composed> {
  const member = await getMember(context, memberId);
  const wanted = pickLanguage(batch, member);
  const planId = member.plan.id;
  const choose = (language: LetterLanguage) =>
    isTypeset(language) ? chooseTemplate(desk.templates, { kind: batch.kind, language, planId }) : null;
  let language = wanted;
  let template = wanted === null ? null : choose(wanted);
  const usable = template !== null && isApproved(template.state);
  const paper =
    wanted === null || usable
      ? null
      : choosePaper(desk.papers, { kind: batch.kind, language: wanted, planId });
  if (!usable && paper === null && batch.englishOtherwise && wanted !== 'en') {
    template = choose('en');
    language = 'en';
  }
  const fallback = language !== null && language === 'en' && letterLanguage(member.language) !== 'en';
  const enclosed =
    language === null ? [] : enclosuresFor(desk.papers, { kind: batch.kind, language, planId });
  const base = { member, language, fallback, template, paper, enclosed, address: addressOf(member) };
  if (paper !== null) {
    return {
      ...base,
      template: null,
      filled: null,
      problem: memberProblem(batch, member, { language: language ?? 'en', text: base.address }),
    };
  }
  const parsed = template ? desk.read(template) : null;
  if (!template || !parsed || language === null) {
    const words = wanted === null ? (member.language ?? '') : LANGUAGE_WORDS[wanted];
    return {
      ...base,
      filled: null,
      problem: `There is no text in ${words}. Choose English, or use a PDF from the plan.`,
    };
  }
  const data = await mergeData(context, desk, parsed, { member, language, given: batch.given });
  const filled = fillTemplate(parsed, data);
  const problem = isApproved(template.state)
    ? memberProblem(batch, member, { language, text: `${base.address}\n${textOf(filled.blocks)}` })
    : `${LETTER_WORDS[batch.kind]} has no approved text in ${LANGUAGE_WORDS[language]} for ${member.plan.name}.`;
  return { ...base, filled, problem };
}

/** What in a member's record keeps a letter from being printed; null when nothing does. */
function memberProblem(
  batch: LetterBatch,
  member: Member,
  { language, text }: { readonly language: LetterLanguage; readonly text: string },
): string | null {
  if (member.name.trim() === '') return 'No name is on file.';
  const notice = noticeWords(Object.values(batch.given).join('\n'), language);
  if (notice !== null) {
    return `“${notice}” reads like a Notice of Action. The plan sends those. Change what you entered.`;
  }
  const missing = missingIn(text);
  if (missing.length > 0) {
    const signs = missing.slice(0, 3).map(({ text: sign, codePoints }) => `${sign} (${codePoints})`);
    return `The letter’s font lacks ${signs.join(', ')}. Correct the record, or use a PDF from the plan.`;
  }
  return addressProblem(batch, member);
}

function addressProblem(batch: LetterBatch, member: Member): string | null {
  // Papers to sign are handed over; every other letter goes by mail.
  if (batch.kind === 'authorization' || batch.kind === 'consent') return null;
  const { street, city, zip } = member.address;
  return street && city && zip ? null : 'No full address is on file.';
}

/** The address as it stands on the envelope. */
function addressOf(member: Member): string {
  const { street, city, state, zip } = member.address;
  const place = [city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [member.name, street, place].filter(Boolean).join('\n');
}

/** A phone number as people write it. */
export function phoneWords(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length === 10 ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}` : phone;
}

/** A date in words of the letter's language. */
export function dateWords(date: string | null | undefined, language: LetterLanguage): string {
  if (!date) return '';
  // No calendar words are known for these two; figures say the day in the order people here write it.
  if (language === 'hmn' || language === 'ium') {
    const [year, month, day] = date.slice(0, 10).split('-').map(Number);
    return `${month}/${day}/${year}`;
  }
  return paperDate(date, languageTag(language), 'long');
}

async function mergeData(
  context: CallContext,
  desk: Desk,
  template: Template,
  letter: {
    readonly member: Member;
    readonly language: LetterLanguage;
    readonly given: Readonly<Record<string, string>>;
  },
): Promise<MergeData> {
  const { member, language, given } = letter;
  const { agency } = desk;
  const body = JSON.stringify(template.nodes);
  const needsPlan = /hap\.|care_team|goals/.test(body);
  const plan = needsPlan ? await signedPlanOf(context, member.id) : null;
  const zip = agency.zip.length === 9 ? `${agency.zip.slice(0, 5)}-${agency.zip.slice(5)}` : agency.zip;
  const isoDate = /^\d{4}-\d{2}-\d{2}$/;
  const entered = Object.entries(given)
    .filter(([name]) => /^(appointment|referral|auth)\./.test(name))
    .map(([name, value]) => [name, isoDate.test(value) ? dateWords(value, language) : value]);
  return {
    fields: {
      ...Object.fromEntries(entered),
      'member.name': member.name,
      'member.called_name': member.preferredName ?? member.firstName,
      'member.birth_date': dateWords(member.birthDate, language),
      'member.cin': member.cin,
      'member.interpreter': member.interpreter ? 'x' : '',
      'plan.name': member.plan.name,
      'program.name':
        member.program === 'HHP' ? 'Health Homes' : member.program ? 'Enhanced Care Management' : '',
      'lead.name': member.lead?.name ?? '',
      'agency.name': agency.name,
      'agency.phone': phoneWords(agency.phone),
      'agency.address': `${agency.address}, ${agency.city}, ${agency.state} ${zip}`,
      'enrolled.on': dateWords(member.enrolledOn, language),
      'hap.version': plan?.version ? String(plan.version) : '',
      'hap.signed_on': dateWords(plan?.signedAt, language),
      'hap.review_on': dateWords(plan?.content.reviewOn, language),
      today: dateWords(context.today(), language),
    },
    lists: {
      care_team: (plan?.content.careTeam ?? []).map((one) => ({
        name: one.name,
        role: one.role,
        phone: one.phone === '' ? phoneWords(agency.phone) : one.phone,
      })),
      goals: (plan?.content.goals ?? []).map(({ words }) => ({ words })),
    },
  };
}
