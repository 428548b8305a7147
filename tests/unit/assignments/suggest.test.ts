import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate, Unassigned } from '#shared/assignments/suggest.ts';
import { suggestLeads } from '#shared/assignments/suggest.ts';
import { weightOf, workloadSchema } from '#shared/assignments/workload.ts';

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id,
  languages: [],
  zips: {},
  weight: 10,
  capacity: 60,
  ...more,
});
const member = (id: string, more: Partial<Unassigned> = {}): Unassigned => ({
  id,
  language: 'English',
  zip: null,
  weight: 1,
  ...more,
});

describe('the suggested lead', () => {
  it('shares the language before the neighborhood, and says both', () => {
    const staff = [
      candidate('Anush', { languages: ['Armenian'], zips: { '90027': 3 }, weight: 40 }),
      candidate('Ben', { zips: { '90027': 12 }, weight: 2 }),
    ];
    expect(suggestLeads([member('m', { language: 'Armenian', zip: '900271234' })], staff)).toEqual([
      {
        memberId: 'm',
        leadId: 'Anush',
        reason: 'Speaks Armenian, 3 members in 90027, 41 of 60 with this member.',
        hasRoom: true,
      },
    ]);
  });

  it('is whoever has most room when nothing else decides, and says when nobody speaks the language', () => {
    const staff = [candidate('Anush', { weight: 50 }), candidate('Ben', { weight: 12 })];
    expect(suggestLeads([member('m', { language: 'Hmong' })], staff)[0]).toMatchObject({
      leadId: 'Ben',
      reason: 'Nobody listed speaks Hmong, 13 of 60 with this member.',
    });
  });

  it('passes over somebody who is full, and names it when everybody is', () => {
    const full = candidate('Anush', { languages: ['Armenian'], weight: 60 });
    const armenian = [member('m', { language: 'Armenian' })];
    expect(suggestLeads(armenian, [full, candidate('Ben')])[0]).toMatchObject({ leadId: 'Ben' });
    expect(suggestLeads(armenian, [full])[0]).toMatchObject({
      hasRoom: false,
      reason: 'Speaks Armenian, over capacity, 61 of 60 with this member.',
    });
  });

  it('counts each choice for the next, so that nobody gets everything', () => {
    const staff = [candidate('Anush'), candidate('Ben')];
    const chosen = suggestLeads(
      Array.from({ length: 10 }, (_, index) => member(`m${index}`)),
      staff,
    ).map((one) => one.leadId);
    expect(chosen.filter((id) => id === 'Ben')).toHaveLength(5);
  });

  it('is never full while somebody has room, whatever the office looks like', () => {
    const office = fc.array(
      fc.record({ weight: fc.integer({ min: 0, max: 70 }), capacity: fc.integer({ min: 0, max: 70 }) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(office, fc.integer({ min: 1, max: 20 }), (staff, count) => {
        const people = staff.map((one, index) => candidate(`p${index}`, one));
        const load = new Map(people.map((one) => [one.id, one.weight]));
        const members = Array.from({ length: count }, (_, index) => member(`m${index}`));
        for (const { leadId, hasRoom } of suggestLeads(members, people)) {
          const room = people.some((one) => (load.get(one.id) ?? 0) + 1 <= one.capacity);
          expect(hasRoom).toBe(room);
          load.set(leadId, (load.get(leadId) ?? 0) + 1);
        }
      }),
    );
  });

  it('weighs by tier, and 1 for a tier nobody set', () => {
    const workload = workloadSchema.parse({ weights: { '1': 2 } });
    expect(['1', ' 1 ', '2', null].map((tier) => weightOf(workload, tier))).toEqual([2, 2, 1, 1]);
  });
});
