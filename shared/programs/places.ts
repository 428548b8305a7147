import type { ServiceMode } from './pack.ts';
import { isEffective } from './packs.ts';

/** A CMS place-of-service code with the modes it can go with. */
export interface PlaceOfService {
  readonly code: string;
  readonly label: string;
  readonly modes: readonly ServiceMode[];
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

const HERE: readonly ServiceMode[] = ['in_person'];
const DESK: readonly ServiceMode[] = ['in_person', 'phone', 'video', 'text', 'without_member'];
const FAR: readonly ServiceMode[] = ['phone', 'video', 'text'];
const START = '2015-10-01';

function place(
  code: string,
  label: string,
  modes: readonly ServiceMode[] = HERE,
  effectiveFrom = START,
): PlaceOfService {
  return { code, label, modes, effectiveFrom, effectiveTo: null };
}

/**
 * The place-of-service codes offered in a note; labels and dates are to be confirmed with the plan.
 *
 * @see CMS place-of-service code set. 10 exists since 2022-01-01, 27 (outreach site, street) since 2023-10-01.
 */
export const PLACES: readonly PlaceOfService[] = [
  place('12', 'Home'),
  place('11', 'Office', DESK),
  place('04', 'Homeless shelter'),
  place('27', 'Street or outreach site', HERE, '2023-10-01'),
  place('15', 'Mobile unit'),
  place('16', 'Temporary lodging'),
  place('14', 'Group home'),
  place('02', 'Telehealth, not at home', FAR),
  place('10', 'Telehealth, at home', FAR, '2022-01-01'),
  place('21', 'Hospital, inpatient'),
  place('23', 'Emergency room'),
  place('31', 'Skilled nursing facility'),
  place('03', 'School'),
  place('49', 'Independent clinic'),
  place('50', 'Federally qualified health center'),
  place('53', 'Community mental health center'),
  place('55', 'Substance use treatment residence'),
  place('71', 'Public health clinic'),
  place('99', 'Other place', DESK),
];

/** The places that go with a mode on a day, the commonest first. */
export function placesFor(mode: ServiceMode, on: string): readonly PlaceOfService[] {
  return PLACES.filter((entry) => entry.modes.includes(mode) && isEffective(entry, on));
}

/** The place with this code, or undefined. */
export function placeOf(code: string): PlaceOfService | undefined {
  return PLACES.find((entry) => entry.code === code);
}

/** What is wrong with a place for a mode and day, in a sentence, or null. */
export function placeProblem(code: string, mode: ServiceMode, on: string): string | null {
  const entry = placeOf(code);
  if (!entry) return `Place of service ${code} is not on the list.`;
  if (!isEffective(entry, on)) return `Place of service ${code} is not good on the day of service.`;
  if (!entry.modes.includes(mode)) return `${entry.label} does not go with this kind of contact.`;
  return null;
}
