import type { SafetyRule } from './form.ts';

/** What a safety prompt can be about; each has one page that says what to do. */
export const PROTOCOL_KINDS = ['self-harm', 'physical-harm', 'overdose', 'general'] as const;
export type ProtocolKind = (typeof PROTOCOL_KINDS)[number];

export const PROTOCOL_TITLES: Readonly<Record<ProtocolKind, string>> = {
  'self-harm': 'Thoughts of self-harm or suicide',
  'physical-harm': 'Hurt or threatened by another person',
  overdose: 'Overdose',
  general: 'Any other safety answer',
};

/** Said wherever the text below stands in for the agency's own. */
export const PROTOCOL_PLAIN =
  'This is Hearth’s plain text, not your agency’s protocol. An administrator replaces it under Admin, Forms.';

/**
 * A plain text for agencies that have not written theirs yet. It names no local service, for none is known here.
 *
 * Lines that begin with a hyphen print as a list.
 */
export const PROTOCOL_DEFAULTS: Readonly<Record<ProtocolKind, string>> = {
  'self-harm': [
    'Stay with the person, in person or on the line. Do not leave them alone while you find help.',
    '- Ask directly: Are you thinking of ending your life? Do you have a plan? Do you have what you would need?',
    '- In danger now: call 911 and stay.',
    '- Not in danger now: call your clinical lead while the person is still with you.',
    '- Offer the 988 Suicide and Crisis Lifeline, by call or text.',
    '- Agree on the next contact, today or tomorrow, and write it down.',
    'Write what was said in the person’s own words, who was called and when, and what was agreed.',
  ].join('\n'),
  'physical-harm': [
    'Talk only where nobody else can hear. Never leave paper or a message the other person could find.',
    '- In danger now: call 911, if the person wants that or a life is at risk.',
    '- Ask what would make today safer, and do that first.',
    '- Call your clinical lead. Ask whether the law asks you to report this; tell the person before you do.',
    '- Agree on a safe way and time to be in touch.',
    'Write what was said in the person’s own words, and what was agreed.',
  ].join('\n'),
  overdose: [
    '- Overdose now: call 911, give naloxone if it is there, and stay until help comes.',
    '- Recent: ask what was taken and when, and whether the person was alone.',
    '- Make sure naloxone is at hand, and that somebody nearby knows how to use it.',
    '- Call your clinical lead today, and offer treatment without asking for a promise.',
    'Write what was said, who was called and when.',
  ].join('\n'),
  general: [
    '- In danger now: call 911 and stay.',
    '- Otherwise call your clinical lead while the person is still with you.',
    'Write what was said in the person’s own words, who was called and when, and what was agreed.',
  ].join('\n'),
};

/** Rules of forms that were begun before rules named their protocol. */
const BY_RULE: Readonly<Record<string, ProtocolKind>> = {
  'phq-9-item-9': 'self-harm',
  'transition-harm': 'self-harm',
  'physical-harm': 'physical-harm',
  overdose: 'overdose',
};

/** The protocol a prompt opens. */
export function protocolOf(rule: SafetyRule): ProtocolKind {
  return rule.protocol ?? (Object.hasOwn(BY_RULE, rule.id) ? BY_RULE[rule.id] : undefined) ?? 'general';
}
