import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { drawNoteText, type NoteMode } from '#main/backend/demo/note-texts.ts';
import { fakerFor, generatePeople } from '#main/backend/demo/people.ts';
import { withScripted } from '#main/backend/demo/scripted-visits.ts';
import { type DemoVisit, drawVisits, rosterDays } from '#main/backend/demo/timeline.ts';

const TODAY = '2026-11-18';
const people = generatePeople({ seed: 3, count: 60, today: TODAY });
const visits = drawVisits(fakerFor(4), people, TODAY, 240);

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

describe('demo contacts', () => {
  it('never puts one worker in two places at once', () => {
    const days = new Map<string, DemoVisit[]>();
    for (const visit of visits) {
      const key = `${visit.staff} ${visit.on}`;
      days.set(key, [...(days.get(key) ?? []), visit]);
    }
    for (const day of days.values()) {
      const sorted = day.sort((one, two) => one.startTime.localeCompare(two.startTime));
      for (const [index, visit] of sorted.entries()) {
        const next = sorted[index + 1];
        if (next === undefined) continue;
        expect(minutesOf(visit.startTime) + visit.minutes).toBeLessThanOrEqual(minutesOf(next.startTime));
      }
    }
  });

  it('takes place on working days before today, outreach before enrollment and service after', () => {
    expect(visits.length).toBeGreaterThan(300);
    for (const { on, person, phase } of visits) {
      expect(Temporal.PlainDate.from(on).dayOfWeek).toBeLessThanOrEqual(5);
      expect(on < TODAY && on > person.assignedOn).toBe(true);
      if (phase === 'service') expect(person.enrolledOn !== null && on > person.enrolledOn).toBe(true);
    }
  });

  it('reads a roster for everybody before the first contact and the enrollment', () => {
    const days = rosterDays(people, visits, TODAY);
    for (const person of people) {
      const first = visits.filter((visit) => visit.person === person).map(({ on }) => on);
      const [until = TODAY] = [...first, person.enrolledOn ?? TODAY].sort();
      expect(days.some((day) => day >= person.assignedOn && day < until)).toBe(true);
    }
  });

  it('leaves the quiet ones unseen and tells the written weeks in their own words', () => {
    const ofelia = visits.filter(({ person }) => person.cin === '90000602F').map(({ on }) => on);
    expect(ofelia.sort().at(-1)).toBe('2026-10-15');
    const told = withScripted(visits, people, TODAY).filter(({ person, on }) => {
      return person.cin === '90000412A' && on > '2026-10-20';
    });
    expect(told.every(({ said }) => said !== undefined)).toBe(true);
  });
});

describe('demo note texts', () => {
  const modes: readonly NoteMode[] = ['in_person', 'phone', 'video', 'text', 'without_member'];

  it('finds words for every kind of contact with everybody, without gaps', () => {
    const faker = fakerFor(9);
    for (const person of people) {
      for (const phase of ['service', 'outreach'] as const) {
        for (const mode of modes) {
          const { text, services } = drawNoteText(faker, person, phase, mode);
          expect(text).not.toMatch(/[{}]/);
          expect(services.length).toBeGreaterThan(0);
        }
      }
    }
  });
});
