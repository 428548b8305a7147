import type { Faker } from '@faker-js/faker';
import { v7 as newId } from 'uuid';
import { addDays } from '#shared/dates.ts';
import type { NoteContent, NoteDiagnosis } from '#shared/notes/content.ts';
import { placeOf } from '#shared/programs/places.ts';
import { homelessCode } from './conditions.ts';
import { drawNoteText, type NoteMode } from './note-texts.ts';
import type { DemoPerson } from './people.ts';
import { type DemoVisit, nextWeekday } from './timeline.ts';

/** What the worker types about a contact, ready for a draft. */
export type VisitContent = Pick<
  NoteContent,
  | 'mode'
  | 'serviceOn'
  | 'startTime'
  | 'minutes'
  | 'place'
  | 'staffId'
  | 'present'
  | 'services'
  | 'text'
  | 'diagnoses'
  | 'followUps'
>;

/** Writes the note of a contact: place, services, words, diagnoses, sometimes a follow-up. */
export function visitContent(faker: Faker, visit: DemoVisit, staffId: string): VisitContent {
  const { person, mode, phase } = visit;
  const { services, text, followUp } = drawNoteText(faker, person, phase, mode);
  return {
    mode,
    serviceOn: visit.on,
    startTime: visit.startTime,
    minutes: visit.minutes,
    place: placeFor(person, mode),
    staffId,
    present: mode === 'without_member' ? '' : 'Member',
    services: [...services],
    text,
    diagnoses: diagnosesOf(person),
    followUps:
      followUp === null
        ? []
        : [
            {
              id: newId(),
              title: followUp,
              dueOn: nextWeekday(addDays(visit.on, faker.number.int({ min: 3, max: 14 }))),
              kind: 'follow_up',
            },
          ],
  };
}

function placeFor(person: DemoPerson, mode: NoteMode): NoteContent['place'] {
  const code = {
    in_person: person.visitPlaceOfService,
    phone: person.homeless ? '02' : '10',
    video: person.homeless ? '02' : '10',
    text: person.homeless ? '02' : '10',
    without_member: '11',
  }[mode];
  const away = mode === 'in_person' && person.homeless;
  return { code, label: away ? person.address : (placeOf(code)?.label ?? 'Office') };
}

/** The first condition of the problem list, and the housing code that plans look for. */
export function diagnosesOf(person: DemoPerson): NoteDiagnosis[] {
  const main = person.health.conditions.slice(0, 1).map(({ code, label }) => ({ code, label }));
  return person.homeless ? [...main, homelessCode(person.sheltered)] : main;
}
