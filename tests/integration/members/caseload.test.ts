import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseloadQuery } from '#main/backend/members/caseload/store.ts';
import { CASELOAD_VIEWS } from '#shared/members/contract.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

const NOW = '2026-11-18T18:00:00.000Z';

let w: TestWorkspace;
let planId: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(NOW) });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

describe('caseload', () => {
  it('finds members by the beginning of any name, id or phone, whatever the accents', async () => {
    const member = await addPerson(w.api, planId, {
      firstName: 'José',
      lastName: 'Núñez-Okafor',
      cin: '91112223C',
      phone: '510-555-0142',
    });
    for (const text of ['jose nun', 'NÚÑEZ', 'okaf', '91112', '5105550142', '(510) 555', '0142']) {
      const { rows, total } = await w.api.members.list({ view: 'all', text });
      expect([text, rows.map((row) => row.id), total]).toEqual([text, [member.id], 1]);
    }
    expect((await w.api.members.list({ view: 'all', text: 'nunoz' })).total).toBe(0);
    expect((await w.api.members.list({ view: 'all', text: '"OR' })).total).toBe(0);
  });

  it('forgives one mistyped letter in the palette', async () => {
    const member = await addPerson(w.api, planId, { firstName: 'Anahit', lastName: 'Willowmarsh' });
    for (const text of ['willowmrsh', 'wilowm', 'wollow', 'iwllow', 'anhait wil']) {
      const { members } = await w.api.members.search({ text });
      expect([text, members.map((hit) => hit.id)]).toEqual([text, [member.id]]);
    }
    expect((await w.api.members.search({ text: 'xyzzy' })).members).toEqual([]);
    expect((await w.api.members.search({ text: '  ' })).members).toEqual([]);
  });

  it('sorts by the next clock, passed ones first, and says it in words', async () => {
    const api = w.api;
    const plan = await addPlan(api, 'Clockwork Plan');
    const late = await addPerson(api, plan, { lastName: 'Late' });
    const soon = await addPerson(api, plan, { lastName: 'Soon' });
    await api.members.enroll({ id: late.id, program: 'ECM', on: '2026-08-22', tier: '2' });
    await api.members.enroll({ id: soon.id, program: 'ECM', on: '2026-11-10' });
    const { rows } = await api.members.list({ view: 'all', text: 'marisol', limit: 500 });
    const shown = rows.filter((row) => row.planName === 'Clockwork');
    expect(shown.map((row) => [row.id, row.clock?.label, row.clock?.state])).toEqual([
      [late.id, '88 days no contact', 'urgent'],
      [soon.id, 'Contact by Dec 10', 'none'],
    ]);
    expect(shown.map((row) => row.programLine)).toEqual(['ECM, tier 2', 'ECM']);
    const { counts } = await api.members.list({ view: 'hap_not_done' });
    expect(counts.hap_not_done).toBe(2);
    expect(counts.no_contact_30).toBe(1);
    expect(counts.unassigned).toBe(counts.all);
    await api.members.setLead({ ids: [late.id], leadId: w.user.id });
    expect((await api.members.list({ view: 'mine' })).rows.map((row) => row.id)).toEqual([late.id]);
    const coordinator = w.asRole('care_coordinator');
    expect((await coordinator.members.list({ view: 'hap_not_done' })).total).toBe(1);
  });

  it('reads a page through an index, in one query, for every view', async () => {
    const { db } = w.backend.host.session?.workspace ?? {};
    if (!db) throw new Error('locked');
    for (const view of CASELOAD_VIEWS) {
      const query = caseloadQuery(db, {
        view,
        words: [],
        userId: w.user.id,
        ownOnly: false,
        noContactBefore: '2026-10-19',
        limit: 50,
        offset: 0,
      });
      const steps = (await query.explain(undefined, sql`query plan`)) as { detail: string }[];
      const text = steps.map((step) => step.detail).join('; ');
      expect(text).toMatch(/member USING (COVERING )?INDEX member_(clock|lead)/);
      expect(text).not.toContain('USE TEMP B-TREE FOR ORDER BY');
    }
    const search = await caseloadQuery(db, {
      view: 'all',
      words: ['mar'],
      userId: w.user.id,
      ownOnly: false,
      noContactBefore: '2026-10-19',
      limit: 50,
      offset: 0,
    }).explain(undefined, sql`query plan`);
    expect(JSON.stringify(search)).toContain('VIRTUAL TABLE INDEX');
  });
});
