import { isNpi } from '../../fields.ts';
import { isDay } from './check-elements.ts';
import { element, type ParsedSegment } from './parse.ts';

/** How a check says what it found. */
export type Say = (
  segment: ParsedSegment,
  rule: string,
  message: string,
  severity?: 'error' | 'warning',
) => void;

/** NM1: an id with its kind, check digits, first names. */
export function checkName(segment: ParsedSegment, say: Say): void {
  const [qualifier, kind] = [element(segment, 1), element(segment, 2)];
  const [idKind, id] = [element(segment, 8), element(segment, 9)];
  if ((idKind === '') !== (id === '')) say(segment, 'NM109', 'NM108 and NM109 go together.');
  if (idKind === 'XX' && id !== '' && !isNpi(id))
    say(segment, 'NM109', 'NM109: the NPI fails its check digit.');
  if (qualifier === '85' && idKind === '')
    say(segment, 'NM109', 'The billing provider has no NPI.', 'warning');
  const person = kind === '1' && ['IL', 'QC', '82', 'DQ'].includes(qualifier);
  if (person && element(segment, 4) === '')
    say(segment, 'NM104', 'NM104: a person’s first name is missing.', 'warning');
  if (qualifier === 'IL' && id === '') say(segment, 'NM109', 'The member has no id.', 'warning');
}

/** N4: state and ZIP of an address in the United States. */
export function checkAddress(loop: string, segment: ParsedSegment, say: Say): void {
  const [state, zip, country] = [element(segment, 2), element(segment, 3), element(segment, 4)];
  if (country !== '' && country !== 'US') return;
  if (state !== '' && !/^[A-Z]{2}$/.test(state)) say(segment, 'N402', 'N402: a state has two letters.');
  if (zip === '' || state === '') {
    const number = zip === '' ? 'N403' : 'N402';
    say(segment, number, `${number} is missing for an address in the United States.`, 'warning');
  } else if (!/^\d{5}(\d{4})?$/.test(zip)) say(segment, 'N403', 'N403: a ZIP has 5 or 9 digits.');
  else if (loop === '2010AA' && zip.length === 5)
    say(segment, 'N403', 'N403: the billing provider’s ZIP has 9 digits.', 'warning');
}

/** DTP: a date that is what its format says. */
export function checkDate(segment: ParsedSegment, say: Say): void {
  const [format, value] = [element(segment, 2), element(segment, 3)];
  const [from = '', to = ''] = value.split('-');
  const good =
    format === 'D8'
      ? isDay(value)
      : format === 'RD8'
        ? isDay(from) && isDay(to) && from <= to
        : format === 'DT'
          ? isDay(value.slice(0, 8))
          : true;
  if (!good && value !== '')
    say(segment, 'DTP03', `DTP03: “${value.slice(0, 40)}” is not what ${format || 'DTP02'} says.`);
}
