import { isDay } from './check-elements.ts';
import { element, type ParsedSegment } from './parse.ts';
import type { Findings837 } from './validation.ts';
import { VERSION_837P } from './write-837p.ts';

/** Element widths of ISA; they are fixed, and senders and receivers cut the line by them. */
const ISA_WIDTHS = [3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
const PARTY = /^(01|14|20|27|28|29|30|33|ZZ)$/;

/** What other sets are, for somebody who chose the wrong file. */
const GUIDES: readonly (readonly [RegExp, string])[] = [
  [/^005010X223/, 'institutional claims (837I)'],
  [/^005010X224/, 'dental claims (837D)'],
  [/^005010X221/, 'a remittance (835)'],
  [/^005010X231/, 'a 999 acknowledgement'],
  [/^005010X214/, 'a 277CA acknowledgement'],
  [/^005010X279/, 'eligibility (270 and 271)'],
  [/^004010/, 'an older version of the guide'],
];

/** What is wrong with a file whose envelope cannot be read at all. */
export function whyNoEnvelope(text: string): string {
  if (text === '') return 'The file is empty.';
  if (text.startsWith('ISA')) return 'The envelope (ISA) is damaged: its delimiters cannot be told.';
  return 'The file does not begin with ISA; it is not an X12 file.';
}

/** Widths and values of ISA. */
export function checkInterchange(findings: Findings837, segment: ParsedSegment): void {
  const say = (number: number, words: string) => {
    const rule = `ISA${String(number).padStart(2, '0')}`;
    findings.add(segment, rule, `${rule}: ${words}`);
  };
  ISA_WIDTHS.forEach((width, number) => {
    const { length } = element(segment, number);
    if (number > 0 && length !== width) say(number, `it has ${length} characters, needs ${width}.`);
  });
  if (segment.elements.length !== ISA_WIDTHS.length)
    findings.add(segment, 'ISA', `ISA has ${segment.elements.length - 1} elements, needs 16.`);
  if (!/^0[03]$/.test(element(segment, 1))) say(1, 'it is 00 or 03.');
  if (!/^0[01]$/.test(element(segment, 3))) say(3, 'it is 00 or 01.');
  for (const number of [5, 7])
    if (!PARTY.test(element(segment, number))) say(number, 'it is not a known kind of id.');
  if (!isDay(`20${element(segment, 9)}`)) say(9, 'the date is YYMMDD.');
  if (!/^([01]\d|2[0-3])[0-5]\d$/.test(element(segment, 10))) say(10, 'the time is HHMM.');
  if (element(segment, 12) !== '00501') say(12, 'the version is 00501.');
  if (!/^\d{9}$/.test(element(segment, 13))) say(13, 'the control number has 9 digits.');
  if (!/^[01]$/.test(element(segment, 14))) say(14, 'it is 0 or 1.');
  if (!/^[TP]$/.test(element(segment, 15))) say(15, 'T is test, P is production.');
}

/** Values of GS, as far as they do not depend on the guide. */
export function checkGroup(findings: Findings837, segment: ParsedSegment): void {
  const say = (number: string, words: string) => findings.add(segment, number, `${number}: ${words}`);
  if (element(segment, 1) !== 'HC')
    say('GS01', `“${element(segment, 1).slice(0, 10)}” is not HC, a group of claims.`);
  for (const number of [2, 3]) {
    const { length } = element(segment, number);
    if (length < 2 || length > 15) say(`GS0${number}`, 'an id has 2 to 15 characters.');
  }
  if (!isDay(element(segment, 4))) say('GS04', 'the date is CCYYMMDD.');
  if (!/^([01]\d|2[0-3])[0-5]\d([0-5]\d\d{0,2})?$/.test(element(segment, 5)))
    say('GS05', 'the time is HHMM.');
  if (!/^\d{1,9}$/.test(element(segment, 6))) say('GS06', 'the group number has 1 to 9 digits.');
  if (element(segment, 7) !== 'X') say('GS07', 'it is X.');
}

/** Whether a guide is ours; says what it is instead. */
export function isOurGuide(
  findings: Findings837,
  segment: ParsedSegment,
  rule: string,
  version: string,
): boolean {
  if (version === VERSION_837P) return true;
  if (version === '005010X222') {
    findings.add(segment, rule, `${rule}: ${VERSION_837P} has taken the place of ${version}.`, 'warning');
    return true;
  }
  const what = GUIDES.find(([pattern]) => pattern.test(version))?.[1];
  const words = what ? `${version} is ${what}, not an 837P.` : `the guide is ${VERSION_837P}.`;
  findings.add(segment, rule, `${rule}: ${words}`);
  return what === undefined;
}
