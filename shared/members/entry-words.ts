import type { EntryContent, EntryKind, EntryValue } from './entry-kinds.ts';
import { ENTRY_FORMS } from './entry-kinds.ts';
import { phoneDigits } from './normalize.ts';

/** The words of a choice's value; the value itself where the list no longer has it. */
function choiceWords(kind: EntryKind, key: string, value: EntryValue | undefined): string {
  const field = ENTRY_FORMS[kind].fields.find((one) => one.key === key);
  return field?.choices?.find(([choiceValue]) => choiceValue === value)?.[1] ?? String(value ?? '');
}

const text = (value: EntryValue | undefined): string => (typeof value === 'string' ? value : '');
const join = (parts: readonly (EntryValue | undefined)[], by = ', '): string =>
  parts.map(text).filter(Boolean).join(by);

/** An entry in a few words: the first line of its row. */
export function entryTitle(kind: EntryKind, content: EntryContent): string {
  switch (kind) {
    case 'name':
      return join([content.first, content.middle, content.last], ' ');
    case 'phone':
      return phoneText(text(content.number));
    case 'address': {
      const town = join([join([content.city, content.state]), content.zip], ' ');
      return join([content.street, town]) || choiceWords(kind, 'use', content.use);
    }
    case 'identity':
      return join([content.gender, content.pronouns]) || choiceWords(kind, 'sex', content.sex);
    case 'language':
      return text(content.spoken);
    case 'contact':
      return choiceWords(kind, 'by', content.by);
    case 'hra':
      return text(content.result);
    case 'medication':
      return join([content.name, content.dose], ' ');
    case 'allergy':
      return text(content.substance);
    case 'utilization':
      return join([choiceWords(kind, 'type', content.type), content.facility]);
    case 'authorization':
      return text(content.number);
    case 'consent':
      return `${text(content.program)}, ${choiceWords(kind, 'how', content.how).toLowerCase()}`;
    case 'focus':
    case 'other_program':
      return choiceWords(kind, 'code', content.code);
    default:
      return text(content.name);
  }
}

/** What else an entry says, in one quiet line; empty where the title says it all. */
export function entryDetail(kind: EntryKind, content: EntryContent): string {
  const words = (key: string) => choiceWords(kind, key, content[key]);
  switch (kind) {
    case 'name':
      return words('use');
    case 'phone':
      return join([
        words('use'),
        content.whose,
        content.first === true ? 'try first' : null,
        content.messages === 'yes' ? 'messages OK' : content.messages === 'no' ? 'no messages' : null,
        content.texts === 'yes' ? 'texts OK' : content.texts === 'no' ? 'no texts' : null,
      ]);
    case 'address':
      return join([
        words('use'),
        text(content.county) && `${text(content.county)} County`,
        content.first === true ? 'letters and encounters' : null,
        content.letters === 'no' ? 'no letters here' : null,
      ]);
    case 'identity':
      return `${words('sex')} on the plan’s file`;
    case 'language':
      return join([
        content.written && content.written !== content.spoken ? `reads ${text(content.written)}` : null,
        content.interpreter === 'needed'
          ? 'interpreter'
          : content.interpreter === 'refused'
            ? 'does not want an interpreter'
            : null,
        content.format === 'standard' ? null : `${words('format').toLowerCase()} letters`,
        content.standing === true ? 'standing request' : null,
      ]);
    case 'contact':
      return join([content.times, text(content.avoid) && `avoid ${text(content.avoid)}`]);
    case 'representative':
      return join([content.relation, words('authority').toLowerCase(), content.phone, content.may]);
    case 'pcp':
      return join([content.clinic, content.phone, text(content.npi) && `NPI ${text(content.npi)}`]);
    case 'hra':
      return text(content.needs);
    case 'team':
      return join([
        content.role,
        content.organization,
        content.phone,
        `shared: ${words('share').toLowerCase()}`,
      ]);
    case 'medication':
      return join([
        content.directions,
        text(content.purpose) && `for ${text(content.purpose)}`,
        text(content.prescriber) && `by ${text(content.prescriber)}`,
      ]);
    case 'allergy':
      return join([
        content.reaction,
        content.severity === 'unknown' ? null : words('severity').toLowerCase(),
      ]);
    case 'utilization':
      return join([content.reason, text(content.disposition) && `went to ${text(content.disposition)}`]);
    case 'authorization':
      return text(content.services);
    case 'other_program':
      return text(content.detail);
    default:
      return '';
  }
}

function phoneText(number: string): string {
  const digits = phoneDigits(number);
  return digits ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}` : number;
}
