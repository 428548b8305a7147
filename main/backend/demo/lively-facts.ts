import { addDays } from '#shared/dates.ts';
import type { StaffKey } from './agency.ts';
import type { DemoPerson } from './people.ts';

/** How many people stand only in the newest file, which nobody has gone through yet. */
export const NEWCOMERS = 4;

/** Members whose newest notes name no diagnosis, so that their lines are held for it. */
const NO_DIAGNOSIS = ['90000509C', '90000530G', '90000241F', '90000427J'];

/** What is unusual about a note: the diagnosis a few of the last days lack. */
export function oddities(person: DemoPerson, on: string, today: string): { diagnoses?: [] } {
  return NO_DIAGNOSIS.includes(person.cin) && on > addDays(today, -12) ? { diagnoses: [] } : {};
}

/** The newest file: four new people, one telephone number changed, one person gone. */
export function newestFile(everybody: readonly DemoPerson[]): DemoPerson[] {
  return everybody
    .filter(({ cin }) => cin !== '90000482J')
    .map((person, index) => {
      if (index >= everybody.length - 1 - NEWCOMERS) return { ...person, plan: 'sunpoppy' as const };
      return person.cin === '90000377E' ? { ...person, phone: '5105550188' } : person;
    });
}

/** People in outreach whom the coordinator looks for herself. */
const NADIAS_OUTREACH = ['90000655B', '90000671D', '90000684H', '90000693K', '90000712A'];

/** Who leads a member: outreach is mostly Teo's, service mostly Nadia's; the newest few wait for somebody. */
export function leadOf(person: DemoPerson, today: string): StaffKey | null {
  if (person.assignedOn > addDays(today, -8)) return null;
  if (NADIAS_OUTREACH.includes(person.cin)) return 'nadia';
  if (person.enrolledOn === null) return 'teo';
  if (person.fromStory) return 'nadia';
  const turn = Number(person.cin.slice(1, 8)) % 5;
  return turn === 0 ? 'ines' : turn === 1 ? 'imani' : 'nadia';
}
