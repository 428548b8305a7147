import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryKind } from '#shared/members/entry-kinds.ts';
import { ENTRY_FORMS, ENTRY_KINDS } from '#shared/members/entry-kinds.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

const NOW = '2026-11-18T18:00:00.000Z';
let w: TestWorkspace;
let planId: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(NOW) });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

const entriesOf = async (id: string, kind: EntryKind) =>
  (await w.api.members.record({ id })).entries.filter((entry) => entry.kind === kind);
const memberOf = async (id: string) => (await w.api.members.chart({ id })).member;

const PHONE = { use: 'mobile', whose: null, messages: 'yes', texts: 'no', first: false };

describe('the record of a member', () => {
  it('shows what only the plan’s file said, and keeps it once something newer takes over', async () => {
    const member = await addPerson(w.api, planId, { phone: '555-555-0131' });
    expect(await entriesOf(member.id, 'phone')).toMatchObject([
      { seriesId: 'on_file', title: '(555) 555-0131', current: true, source: 'on file' },
    ]);
    const { entry } = await w.api.members.keepEntry({
      memberId: member.id,
      kind: 'phone',
      content: { ...PHONE, number: '555 555 0132', first: true },
      source: 'the member',
    });
    expect(entry).toMatchObject({
      title: '(555) 555-0132',
      detail: 'Mobile, try first, messages OK, no texts',
    });
    expect((await memberOf(member.id)).phone).toBe('(555) 555-0132');
    const phones = await entriesOf(member.id, 'phone');
    expect(phones.map(({ title, content }) => [title, content.first])).toEqual([
      ['(555) 555-0132', true],
      ['(555) 555-0131', false],
    ]);
    // Ending the first one makes the other the one that lists and letters use.
    await w.api.members.endEntry({
      memberId: member.id,
      seriesId: entry.seriesId,
      kind: 'phone',
      on: '2026-11-18',
      reason: 'disconnected',
    });
    expect((await memberOf(member.id)).phone).toBe('(555) 555-0131');
    const ended = (await entriesOf(member.id, 'phone')).find(({ seriesId }) => seriesId === entry.seriesId);
    expect(ended).toMatchObject({ state: 'ended', to: '2026-11-18', reason: 'disconnected', current: false });
    expect(ended?.history).toHaveLength(1);
  });

  it('changes a name with its history, and finds the member by the new one', async () => {
    const member = await addPerson(w.api, planId, { firstName: 'Anahit', lastName: 'Willowmarsh' });
    await w.api.members.keepEntry({
      memberId: member.id,
      kind: 'name',
      seriesId: 'on_file',
      content: { use: 'legal', first: 'Anahit', middle: null, last: 'Fernridge' },
      source: 'marriage certificate',
      from: '2026-10-01',
    });
    expect((await memberOf(member.id)).name).toBe('Anahit Fernridge');
    const [name] = await entriesOf(member.id, 'name');
    expect(name).toMatchObject({
      title: 'Anahit Fernridge',
      from: '2026-10-01',
      by: 'Lena Vantree',
      history: [{ title: 'Anahit Willowmarsh', source: 'on file' }],
    });
    const found = await w.api.members.search({ text: 'fernr' });
    expect(found.members.map(({ id }) => id)).toContain(member.id);
    await expect(
      w.api.members.endEntry({
        memberId: member.id,
        seriesId: name?.seriesId ?? '',
        kind: 'name',
        on: '2026-11-18',
      }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('keeps corrections made elsewhere: returned mail ends the old address today', async () => {
    const member = await addPerson(w.api, planId, {
      street: '12 Elm St',
      city: 'Oakland',
      state: 'CA',
      zip: '94607',
    });
    await w.api.members.correctAddress({
      id: member.id,
      street: '9 Oak Ct',
      city: 'Oakland',
      state: 'CA',
      zip: '94601',
    });
    const addresses = await entriesOf(member.id, 'address');
    expect(addresses.map(({ title, state, to }) => [title, state, to])).toEqual([
      ['9 Oak Ct, Oakland, CA 94601', 'held', null],
      ['12 Elm St, Oakland, CA 94607', 'ended', '2026-11-18'],
    ]);
    await w.api.members.correctAddress({ id: member.id, street: null, city: null, state: null, zip: null });
    expect((await memberOf(member.id)).address.street).toBeNull();
    expect((await entriesOf(member.id, 'address')).every(({ current }) => !current)).toBe(true);
  });

  it('has one statement of language at a time, and the row follows', async () => {
    const member = await addPerson(w.api, planId, { language: 'Spanish' });
    for (const interpreter of ['needed', 'refused']) {
      await w.api.members.keepEntry({
        memberId: member.id,
        kind: 'language',
        content: {
          spoken: 'Mixteco',
          written: 'Spanish',
          interpreter,
          format: 'large_print',
          standing: true,
        },
        source: 'the member',
      });
    }
    const entries = await entriesOf(member.id, 'language');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      title: 'Mixteco',
      detail: 'reads Spanish, does not want an interpreter, large print letters, standing request',
    });
    expect(entries[0]?.history.map(({ title }) => title)).toEqual(['Mixteco', 'Spanish']);
    expect(await memberOf(member.id)).toMatchObject({ language: 'Mixteco', interpreter: false });
  });

  it('strikes a mistake with its reason, and never forgets it', async () => {
    const member = await addPerson(w.api, planId);
    const { entry } = await w.api.members.keepEntry({
      memberId: member.id,
      kind: 'allergy',
      content: { substance: 'Penicillin', reaction: 'hives', severity: 'severe' },
    });
    await expect(
      w.api.members.strikeEntry({ memberId: member.id, seriesId: entry.seriesId, reason: ' ' }),
    ).rejects.toMatchObject({ code: 'VALIDATION', message: 'Say why it was entered by mistake.' });
    await w.api.members.strikeEntry({
      memberId: member.id,
      seriesId: entry.seriesId,
      reason: 'other member',
    });
    const [struck] = await entriesOf(member.id, 'allergy');
    expect(struck).toMatchObject({ state: 'struck', current: false, reason: 'other member' });
    const { workspace } = w.backend.host.session ?? {};
    await expect(workspace?.db.updateTable('member_entry').set({ content: '{}' }).execute()).rejects.toThrow(
      'final',
    );
    await expect(workspace?.db.deleteFrom('member_entry').execute()).rejects.toThrow('final');
  });

  it.each([
    ['phone', { ...PHONE, number: '555-01' }, {}, 'number', 'Phone number has 5 digits, needs 10.'],
    ['phone', { ...PHONE, number: '' }, {}, 'number', 'Number is empty.'],
    ['phone', { ...PHONE, number: '5555550131', use: 'fax' }, {}, 'use', 'Choose: Kind.'],
    [
      'pcp',
      { name: 'Dr. Imani Roe', npi: '1234567890' },
      {},
      'npi',
      'This NPI fails its check digit. Look for a mistyped digit.',
    ],
    [
      'address',
      { use: 'home', letters: 'yes', county: 'Kern' },
      {},
      'street',
      'Type a street, a city, a ZIP, or the place in words.',
    ],
    ['medication', { name: 'Metformin' }, { from: '2026-12-01' }, 'from', 'Started is in the future.'],
    [
      'medication',
      { name: 'Metformin' },
      { from: '2026-10-01', to: '2026-09-01' },
      'to',
      'Stopped is before started.',
    ],
    ['utilization', { type: 'ed' }, {}, 'from', 'Came in is empty.'],
  ] as const)('says what is wrong with a %s', async (kind, content, dates, field, message) => {
    const member = await addPerson(w.api, planId);
    await expect(
      w.api.members.keepEntry({ memberId: member.id, kind, content, ...dates }),
    ).rejects.toMatchObject({ code: 'VALIDATION', message, data: { field } });
  });

  it('refuses what is on file already, and what nobody may write', async () => {
    const member = await addPerson(w.api, planId);
    const medicine = {
      memberId: member.id,
      kind: 'medication',
      content: { name: 'Lisinopril', dose: '10 mg' },
    } as const;
    await w.api.members.keepEntry(medicine);
    await expect(w.api.members.keepEntry(medicine)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Lisinopril 10 mg is on file already.',
    });
    await expect(w.asRole('auditor').members.keepEntry(medicine)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(w.asRole('billing_lead').members.keepEntry(medicine)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('fills the snapshot of a new HAP with medicines, allergies and hospital use', async () => {
    const member = await addPerson(w.api, planId);
    const keep = (
      kind: EntryKind,
      content: Record<string, string | null>,
      from: string | null = null,
      to: string | null = null,
    ) => w.api.members.keepEntry({ memberId: member.id, kind, content, from, to, source: 'pharmacy list' });
    await keep('medication', { name: 'Metformin', dose: '500 mg', directions: 'twice a day' }, '2026-01-05');
    await keep('medication', { name: 'Old pill' }, '2025-01-05', '2025-02-01');
    await keep('allergy', { substance: 'Sulfa', reaction: 'rash', severity: 'mild' });
    await keep(
      'utilization',
      { type: 'ed', facility: 'Bayshore General', reason: 'asthma' },
      '2026-09-02',
      '2026-09-02',
    );
    await keep(
      'utilization',
      { type: 'inpatient', facility: 'Bayshore General' },
      '2024-03-01',
      '2024-03-04',
    );
    await w.api.members.enroll({ id: member.id, program: 'ECM', on: '2026-11-02' });
    const plan = await w.api.actionPlans.start({ memberId: member.id });
    expect(plan.content.snapshot).toMatchObject({
      medications: 'Metformin 500 mg, twice a day\nAllergies: Sulfa (rash)',
      utilization: '2026-09-02: Emergency department, Bayshore General, asthma',
    });
  });

  it('names every kind, its fields and its buttons', () => {
    for (const kind of ENTRY_KINDS) {
      const form = ENTRY_FORMS[kind];
      expect(form.fields.length, kind).toBeGreaterThan(0);
      expect(form.fields[0]?.required, kind).toBe(true);
      expect(new Set(form.fields.map(({ key }) => key)).size).toBe(form.fields.length);
      if (form.end) expect(form.to ?? '', kind).not.toBe('');
    }
  });
});
