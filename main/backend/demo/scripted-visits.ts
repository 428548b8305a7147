import { addDays } from '#shared/dates.ts';
import type { StaffKey } from './agency.ts';
import type { NoteMode } from './note-texts.ts';
import type { DemoPerson } from './people.ts';
import { type DemoVisit, nextWeekday } from './timeline.ts';
import type { VisitContent } from './visit-note.ts';

/** A contact, with the words of its note where they are written by hand. */
export interface ScriptedVisit extends DemoVisit {
  readonly said?: Partial<VisitContent>;
}

type Line = readonly [
  cin: string,
  daysAgo: number,
  staff: StaffKey,
  startTime: string,
  minutes: number,
  mode: NoteMode,
  text: string,
];

/** The last weeks of one member, and two notes whose times overlap by mistake. */
// biome-ignore format: one contact a line reads as the diary it is
const LINES: readonly Line[] = [
  ['90000412A', 26, 'nadia', '15:05', 15, 'phone', 'Told her that a bed at Cedar House is free. She will think about it. Sister cannot keep her past the month.'],
  ['90000412A', 19, 'teo', '15:10', 25, 'in_person', 'ID voucher handed over. Agreed to look at Cedar House again.'],
  ['90000412A', 14, 'imani', '15:00', 20, 'without_member', 'Clinic will change metformin dose. Housing navigator joins from next week.'],
  ['90000412A', 12, 'nadia', '15:15', 10, 'phone', 'Confirmed podiatry appointment, ride booked. Says Inez can hold mail for her.'],
  ['90000412A', 5, 'nadia', '15:30', 35, 'in_person', 'Filled pages 1 and 2 of the housing application together. She is anxious about page 3 (income). Feet checked, no open wounds.'],
  ['90000118K', 9, 'nadia', '16:05', 35, 'in_person', 'Counted the month’s rent together, paid until the 30th. Medicine box is in order.'],
  ['90000377E', 9, 'nadia', '16:25', 25, 'phone', 'With the Farsi interpreter: went over the insulin plan, he repeated it without help.'],
  ['90000583B', 9, 'ines', '15:00', 40, 'in_person', 'Walked to the river. He showed me the camp and Biscuit. Two buildings on the list take dogs.'],
];

/** Puts the hand-written contacts in place of the drawn ones of those people and weeks. */
export function withScripted(
  visits: readonly DemoVisit[],
  people: readonly DemoPerson[],
  today: string,
): ScriptedVisit[] {
  const scripted = LINES.flatMap(([cin, daysAgo, staff, startTime, minutes, mode, text]) => {
    const person = people.find((candidate) => candidate.cin === cin);
    if (person === undefined) return [];
    const on = nextWeekday(addDays(today, -daysAgo));
    const visit: ScriptedVisit = {
      ...{ person, phase: 'service', staff, on, startTime, minutes, mode },
      said: { text, followUps: [] },
    };
    return on < today ? [visit] : [];
  });
  const since = addDays(today, -30);
  return [...visits.filter(({ person, on }) => person.cin !== '90000412A' || on < since), ...scripted];
}
