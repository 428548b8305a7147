import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '#main/backend/context.ts';
import { batchContent, markBatchSent } from '#main/backend/encounters/batches.ts';
import { validate837p } from '#shared/encounters/x12/validate-837p.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, TODAY, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let time: ReturnType<typeof testClock>;
let planId: string;

beforeEach(async () => {
  time = testClock();
  w = await openTestWorkspace({ clock: time.clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
});
afterEach(() => w.close());

async function enrolled(person: Parameters<typeof addPerson>[2] = {}, plan = planId) {
  const member = await addPerson(w.api, plan, { ...ADDRESS, ...person });
  await w.api.members.enroll({
    id: member.id,
    program: 'ECM',
    on: '2026-03-01',
    authorizationNumber: 'AUTH-1',
    authorizationStart: '2026-03-01',
    authorizationEnd: '2026-11-15',
  });
  return member;
}

async function groups() {
  const list = await w.api.encounters.list({});
  return list.groups.map((group) => [
    group.reason,
    group.count,
    group.rows[0]?.hint,
    group.rows[0]?.fix?.field,
  ]);
}

/** Writes straight into a table, for facts that no procedure would let in. */
const db = () => {
  const session = w.backend.host.session;
  if (!session) throw new Error('locked');
  return session.workspace.db;
};

describe('lines to send', () => {
  it('are held with a reason and the field to fix, or ready', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    expect(await groups()).toEqual([]);
    await signNote(w.api, member.id, { serviceOn: '2026-11-13', diagnoses: [] });
    await signNote(w.api, member.id, { serviceOn: TODAY });
    expect(await groups()).toEqual([
      ['no_diagnosis', 1, 'Add one.', 'diagnoses'],
      ['outside_authorization', 1, 'Authorization ended Nov 15, service today', 'authorization'],
    ]);
    const { counts, rows } = await w.api.encounters.list({});
    expect(counts).toMatchObject({ toSend: 3, held: 2, ready: 1 });
    expect(rows[0]).toMatchObject({ state: 'ready', code: 'G9012', modifiers: ['U2'], units: 2 });
    expect(rows[0]?.hint).toBe('35 min, 2 units, E11.9, home, L. Vantree');
  });

  it.each([
    ['member_facts', { address: null }, 'Street is missing.', 'street'],
    ['member_facts', { zip: '946' }, 'ZIP is missing.', 'zip'],
    ['member_facts', { last_name: '陳' }, 'Name in Latin letters is missing.', 'lastName'],
    ['cin_format', { cin: '1234' }, 'CIN 1234 should be 8 digits and a letter', 'cin'],
    [
      'outside_enrollment',
      { ended_on: '2026-11-01' },
      'Service ended Nov 1, line is of Nov 12',
      'enrolledOn',
    ],
    ['outside_enrollment', { enrolled_on: '2026-11-13' }, 'Enrolled Nov 13, service Nov 12', 'enrolledOn'],
  ])(
    'are held by %s when the chart says %j, and released when it is put right',
    async (reason, change, hint, field) => {
      const member = await enrolled();
      await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
      const before = await db()
        .selectFrom('member')
        .selectAll()
        .where('id', '=', member.id)
        .executeTakeFirstOrThrow();
      await db().updateTable('member').set(change).where('id', '=', member.id).execute();
      expect(await groups()).toEqual([[reason, 1, hint, field]]);
      await db().updateTable('member').set(before).where('id', '=', member.id).execute();
      expect(await groups()).toEqual([]);
    },
  );

  it('wait for the plan’s word, and go when an administrator confirms the rule', async () => {
    const member = await enrolled();
    const nurse = await w.api.users.add({
      name: 'Imani Quillfeather',
      role: 'clinical_lead',
      clinical: true,
    });
    await signNote(w.api, member.id, { serviceOn: '2026-11-12', mode: 'phone', staffId: nurse.id });
    const ruleId = 'ecm.service.remote.clinical';
    expect(await groups()).toEqual([
      ['rule_not_confirmed', 1, '“Clinical, phone or video” waits for sign-off', ruleId],
    ]);
    const waiting = await w.api.encounters.waitingForRule({ planId, ruleId });
    expect(waiting.total).toBe(1);
    await w.api.programs.confirmRule({ planId, ruleId, source: 'Manual' });
    expect(await groups()).toEqual([]);
    await w.api.programs.unconfirmRule({ planId, ruleId });
    expect((await groups())[0]?.[0]).toBe('rule_not_confirmed');
  });

  it('follow the plan’s unit settings until they are built', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12', minutes: 50 });
    const plan = await w.api.plans.get({ id: planId });
    await w.api.plans.save({
      id: planId,
      name: plan.name,
      shortName: plan.shortName,
      profile: { ...plan.profile, units: { ...plan.profile.units, minutesPerUnit: 30 } },
    });
    expect((await groups())[0]?.slice(0, 3)).toEqual([
      'rule_not_confirmed',
      1,
      'Minutes in one unit wait for sign-off',
    ]);
    await confirmUnits(w.api, planId);
    expect((await w.api.encounters.list({})).rows[0]?.units).toBe(2);
  });

  it('need the worker’s NPI where the plan always names the worker', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const plan = await w.api.plans.get({ id: planId });
    await w.api.plans.save({
      id: planId,
      name: plan.name,
      shortName: plan.shortName,
      profile: { ...plan.profile, edi: { ...plan.profile.edi, rendering: 'always' } },
    });
    expect(await groups()).toEqual([['staff_npi', 1, 'Lena Vantree has no NPI in Users', 'npi']]);
  });

  it('notice overlaps and doubles, which a start time or keeping back settles', async () => {
    const [one, two] = [await enrolled(), await enrolled()];
    await signNote(w.api, one.id, { serviceOn: '2026-11-10', startTime: '10:05' });
    await signNote(w.api, two.id, { serviceOn: '2026-11-10', startTime: '10:25', minutes: 25 });
    expect((await groups())[0]?.slice(0, 2)).toEqual(['times_overlap', 2]);
    const list = await w.api.encounters.list({});
    const row = list.groups[0]?.rows.find((line) => line.startTime === '10:25');
    const fixed = await w.api.encounters.correctTime({ id: row?.id ?? '', startTime: '10:40' });
    expect(fixed.row.state).toBe('ready');
    expect(await groups()).toEqual([]);

    await signNote(w.api, one.id, { serviceOn: '2026-11-10', startTime: '10:05' });
    const twice = await w.api.encounters.list({});
    expect(twice.groups[0]).toMatchObject({ reason: 'same_line_twice', count: 2 });
    const [first] = twice.groups[0]?.rows ?? [];
    await w.api.encounters.keepBack({ ids: [first?.id ?? ''], reason: 'Written twice' });
    expect(await groups()).toEqual([]);
    const { rows } = await w.api.encounters.forMember({ memberId: one.id });
    expect(rows.map((line) => [line.state, line.hint]).sort()).toEqual([
      ['not_billable', 'Kept back: Written twice'],
      ['ready', '35 min, 2 units, E11.9, home, L. Vantree'],
    ]);
  });

  it('take a diagnosis from the housing record or the problem list, into the chart too', async () => {
    const housed = await enrolled();
    const unhoused = await enrolled({ homeless: true });
    await w.api.members.addCondition({ memberId: housed.id, code: 'I50.9' });
    await signNote(w.api, housed.id, { serviceOn: '2026-11-12', diagnoses: [] });
    await signNote(w.api, unhoused.id, { serviceOn: '2026-11-12', diagnoses: [] });
    const { groups: held } = await w.api.encounters.list({});
    const rows = held[0]?.rows ?? [];
    expect(rows.map((row) => row.hint).sort()).toEqual([
      'Add one. Housing record suggests Z59.00',
      'Add one. Problem list has I50.9',
    ]);
    const items = rows.map((row) => ({ encounterId: row.id, code: row.suggestion?.code ?? '' }));
    await w.api.encounters.addDiagnosis({ items });
    expect(await groups()).toEqual([]);
    const chart = await w.api.members.chart({ id: unhoused.id });
    expect(chart.conditions.map((condition) => condition.code)).toContain('Z59.00');
    const [row] = rows;
    await expect(
      w.api.encounters.addDiagnosis({ items: [{ encounterId: row?.id ?? '', code: 'Z59.0' }] }),
    ).rejects.toMatchObject({ code: 'VALIDATION', data: { field: 'code' } });
  });

  it('are found by name, CIN and code', async () => {
    const member = await enrolled({ firstName: 'Zoë', lastName: 'Núñez' });
    await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const found = async (text: string) => (await w.api.encounters.list({ text })).rows.length;
    expect(await found('nunez zoe')).toBe(1);
    expect(await found('g9012 u2')).toBe(1);
    expect(await found('nobody')).toBe(0);
  });

  it('are for billing only', async () => {
    for (const role of ['care_coordinator', 'auditor', 'clinical_lead'] as const) {
      await expect(w.asRole(role).encounters.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(w.asRole(role).encounters.build({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});

describe('building', () => {
  it('makes a file that passes, keeps its bytes, numbers every line and queues the transfer', async () => {
    const member = await enrolled({ firstName: 'Zoë', lastName: 'Núñez~de*la:Peña^' });
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    await signNote(w.api, member.id, { serviceOn: '2026-11-12', mode: 'phone', minutes: 10 });
    await signNote(w.api, member.id, { serviceOn: '2026-11-13', startTime: '09:00' });
    await signNote(w.api, member.id, { serviceOn: '2026-11-13', startTime: '15:00', minutes: 20 });

    const preview = await w.api.encounters.preview({});
    const { batches } = await w.api.encounters.build({});
    expect(batches).toHaveLength(1);
    const [batch] = batches;
    expect(batch).toMatchObject({
      fileName: 'CBCME001_837P_20261118_01.x12',
      controlNumber: '000000001',
      usage: 'T',
      claims: 3,
      lines: 4,
      units: 2 + 1 + 2 + 1,
      members: 1,
      state: 'built',
    });
    const { segments } = await w.api.encounters.batch({ id: batch?.id ?? '' });
    const text = segments.join('');
    expect(validate837p(text).problems).toEqual([]);
    expect(text).toContain('NM1*IL*1*NUNEZ DE LA PENA*ZOE**');
    expect(createHash('sha256').update(text).digest('hex')).toBe(batch?.sha256);
    // What was promised is what was built: same name, numbers and segments.
    expect(preview.files[0]).toMatchObject({
      fileName: batch?.fileName,
      controlNumber: batch?.controlNumber,
      segments: segments.length,
      claims: 3,
    });
    for (const segment of preview.claim?.segments ?? []) expect(segments).toContain(segment);
    // The two visits of one day and place are one claim with two lines.
    expect(text).toContain('LX*2~');

    const built = await w.api.encounters.list({ state: 'built' });
    expect(built.rows).toHaveLength(4);
    expect(built.counts).toMatchObject({ toSend: 0, built: 4, sent: 0 });
    const rows = await db()
      .selectFrom('encounter')
      .select(['line_number', 'claim_number', 'batch_id'])
      .execute();
    expect(new Set(rows.map((row) => row.line_number)).size).toBe(4);
    for (const row of rows) expect(text).toContain(`REF*6R*${row.line_number}~`);
    const { outbox } = await w.api.transfers.list({});
    expect(outbox).toEqual([
      expect.objectContaining({
        title: 'Encounters, 4 lines',
        fileName: batch?.fileName,
        bytes: batch?.bytes,
      }),
    ]);
    await expect(w.api.encounters.build({})).rejects.toMatchObject({ code: 'HELD' });
  });

  it('never gives a number twice, over plans, days and files', async () => {
    const other = await addPlan(w.api, 'Bluelark Health Plan');
    await confirmUnits(w.api, other);
    for (const plan of [planId, other]) {
      const member = await enrolled({}, plan);
      await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    }
    const first = await w.api.encounters.build({});
    expect(first.batches.map((batch) => batch.planName)).toEqual(['Bluelark', 'Sunpoppy']);
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-13' });
    const second = await w.api.encounters.build({ planIds: [planId] });
    const all = [...first.batches, ...second.batches];
    expect(all.map((batch) => batch.controlNumber)).toEqual(['000000001', '000000002', '000000003']);
    expect(second.batches[0]?.fileName).toBe('CBCME001_837P_20261118_02.x12');
    const numbers: string[] = [];
    for (const batch of all) {
      const { segments } = await w.api.encounters.batch({ id: batch.id });
      numbers.push(
        ...segments
          .filter((segment) => /^(CLM|ST|GS|REF\*6R)/.test(segment))
          .map((segment) => {
            const elements = segment.split('*');
            return elements[0] === 'GS'
              ? `GS ${elements[6]}`
              : elements.slice(0, elements[0] === 'REF' ? 3 : elements[0] === 'ST' ? 3 : 2).join(' ');
          }),
      );
    }
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('waits for the agency’s own facts', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    for (const [change, hint] of [
      [{ npi: '1234567890' }, 'The agency’s NPI is missing or has a wrong check digit'],
      [{ tin: '12' }, 'The agency’s TIN should have 9 digits'],
      [{ address: 'PO Box 9' }, 'The agency’s address is a PO box; plans want a street'],
      [{ zip: '946' }, 'The agency’s ZIP should have 5 or 9 digits'],
    ] as const) {
      const before = await db().selectFrom('agency').selectAll().executeTakeFirstOrThrow();
      await db().updateTable('agency').set(change).execute();
      expect(await groups()).toEqual([['billing_provider', 1, hint, 'npi']]);
      await db().updateTable('agency').set(before).execute();
    }
    expect(await groups()).toEqual([]);
  });

  it('takes the authorization and the enrollment of the line’s own day', async () => {
    const member = await enrolled();
    const authorize = (number: string, from: string, to: string) =>
      w.api.members.keepEntry({
        memberId: member.id,
        kind: 'authorization',
        seriesId: null,
        content: { number, services: null },
        from,
        to,
        source: '',
        reason: '',
      });
    await authorize('NEW2', '2026-11-16', '2099-12-31');
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    await signNote(w.api, member.id, { serviceOn: '2026-11-17' });
    expect(await groups()).toEqual([]);
    const [batch] = (await w.api.encounters.build({})).batches;
    const text = (await w.api.encounters.batch({ id: batch?.id ?? '' })).segments;
    expect(text.filter((segment) => segment.startsWith('REF*G1'))).toEqual([
      'REF*G1*AUTH-1~',
      'REF*G1*NEW2~',
    ]);
  });

  it('uses up nothing when a file does not pass its own check', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const plan = await w.api.plans.get({ id: planId });
    const saveQualifier = async (senderQualifier: string) =>
      w.api.plans.save({
        id: planId,
        name: plan.name,
        shortName: plan.shortName,
        profile: { ...plan.profile, edi: { ...plan.profile.edi, senderQualifier } },
      });
    await saveQualifier('Q9');
    await expect(w.api.encounters.build({})).rejects.toMatchObject({
      code: 'VALIDATION',
      message: expect.stringMatching(
        /^The file for Sunpoppy did not pass its own check at segment 1: .+Nothing was built\.$/,
      ),
    });
    const preview = await w.api.encounters.preview({});
    expect(preview.checks[0]?.state).toBe('held');
    expect((await w.api.encounters.list({})).counts).toMatchObject({ ready: 1, built: 0 });
    expect((await w.api.transfers.list({})).outbox).toEqual([]);
    await saveQualifier('ZZ');
    const { batches } = await w.api.encounters.build({});
    expect(batches[0]?.controlNumber).toBe('000000001');
  });

  it('leaves held lines behind', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    await signNote(w.api, member.id, { serviceOn: '2026-11-13', diagnoses: [] });
    const { batches } = await w.api.encounters.build({});
    expect(batches[0]?.lines).toBe(1);
    expect((await w.api.encounters.list({})).counts).toMatchObject({ toSend: 1, held: 1, built: 1 });
  });

  it('previews one claim in words and in segments', async () => {
    const nurse = await w.api.users.add({
      name: 'Imani Quillfeather',
      role: 'clinical_lead',
      clinical: true,
      credential: 'RN',
      npi: '1000000012',
      taxonomy: '163W00000X',
    });
    await w.api.programs.confirmRule({ planId, ruleId: 'ecm.service.in-person.clinical', source: 'Manual' });
    const member = await enrolled();
    const { encounterId } = await signNote(w.api, member.id, {
      serviceOn: '2026-11-12',
      minutes: 45,
      staffId: nurse.id,
      place: { code: '21', label: 'Hospital' },
      diagnoses: [
        { code: 'I50.9', label: 'Heart failure' },
        { code: 'Z59.811', label: 'Housed, at risk' },
      ],
    });
    const { claim } = await w.api.encounters.preview({ encounterId });
    expect(claim?.words).toEqual([
      { label: 'Member', value: `${member.name}, ID ${member.cin}`, mono: false },
      { label: 'Service', value: 'Nov 12, 45 min, in person, POS 21', mono: false },
      { label: 'Code', value: 'G9008 U1, 3 units, $0.00', mono: true },
      { label: 'Staff', value: 'Imani Quillfeather, RN, clinical', mono: false },
      { label: 'Diagnosis', value: 'I50.9 Heart failure, Z59.811', mono: false },
      { label: 'Authorization', value: 'AUTH-1, to Nov 15', mono: false },
    ]);
    expect(claim?.segments).toEqual([
      'CLM*E000000001*0***21:B:1*Y*A*Y*Y~',
      'REF*G1*AUTH-1~',
      'HI*ABK:I509*ABF:Z59811~',
      'NM1*82*1*QUILLFEATHER*IMANI****XX*1000000012~',
      'PRV*PE*PXC*163W00000X~',
      'LX*1~',
      'SV1*HC:G9008:U1*0*UN*3***1:2~',
      'DTP*472*D8*20261112~',
      'REF*6R*E000000001-1~',
    ]);
    expect(claim).toMatchObject({ index: 0, total: 1, firstSegment: 21 });
    // Looking uses up nothing.
    expect((await w.api.encounters.preview({})).files[0]?.controlNumber).toBe('000000001');
  });

  it('knows when the plan has the file, however often it is told', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const { batches } = await w.api.encounters.build({});
    const id = batches[0]?.id ?? '';
    const context = { db: db() } as CallContext;
    expect(
      createHash('sha256')
        .update(await batchContent(context, id))
        .digest('hex'),
    ).toBe(batches[0]?.sha256);
    await markBatchSent(context, id);
    await markBatchSent(context, id);
    const sent = await w.api.encounters.list({ state: 'sent' });
    expect(sent.counts).toMatchObject({ built: 0, sent: 1 });
    expect(sent.rows[0]?.state).toBe('sent');
    const { notes } = await w.api.notes.list({ memberId: member.id });
    expect(notes[0]?.line?.words).toBe('sent, G9012 U2');
  });

  it('saves a copy where the user says, and only there', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const { batches } = await w.api.encounters.build({});
    const id = batches[0]?.id ?? '';
    w.shell.willSave(null);
    expect(await w.api.encounters.saveFile({ id })).toEqual({ fileName: null });
    const path = join(w.root, 'copy.x12');
    w.shell.willSave(path);
    expect(await w.api.encounters.saveFile({ id })).toEqual({ fileName: 'copy.x12' });
    const saved = readFileSync(path);
    expect(createHash('sha256').update(saved).digest('hex')).toBe(batches[0]?.sha256);
    w.shell.willSave(join(w.root, 'gone', 'copy.x12'));
    await expect(w.api.encounters.saveFile({ id })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    rmSync(path);
  });
});

describe('a thousand lines', () => {
  it('are checked, previewed and built well within five seconds', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const note = await db().selectFrom('note').selectAll().executeTakeFirstOrThrow();
    const line = await db().selectFrom('encounter').selectAll().executeTakeFirstOrThrow();
    const person = await db()
      .selectFrom('member')
      .selectAll()
      .where('id', '=', member.id)
      .executeTakeFirstOrThrow();
    await db()
      .transaction()
      .execute(async (inside) => {
        for (let index = 0; index < 999; index += 1) {
          const key = String(index).padStart(6, '0');
          const memberId = index % 4 === 0 ? crypto.randomUUID() : person.id;
          if (memberId !== person.id) {
            const cin = `95${key}B`;
            await inside
              .insertInto('member')
              .values({ ...person, id: memberId, cin })
              .execute();
            person.id = memberId;
          }
          const noteId = crypto.randomUUID();
          const day = `2026-${String(4 + (index % 7)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
          await inside
            .insertInto('note')
            .values({ ...note, id: noteId, member_id: memberId, service_on: day })
            .execute();
          const explanation = line.explanation.replaceAll('2026-11-12', day);
          await inside
            .insertInto('encounter')
            .values({
              ...line,
              id: crypto.randomUUID(),
              note_id: noteId,
              member_id: memberId,
              service_on: day,
              minutes: 20 + (index % 40),
              explanation,
            })
            .execute();
        }
      });
    const started = performance.now();
    const list = await w.api.encounters.list({});
    const listed = performance.now();
    await w.api.encounters.preview({});
    const previewed = performance.now();
    const { batches } = await w.api.encounters.build({});
    const built = performance.now();
    console.log(
      JSON.stringify({
        list: Math.round(listed - started),
        preview: Math.round(previewed - listed),
        build: Math.round(built - previewed),
        lines: batches[0]?.lines,
        claims: batches[0]?.claims,
        held: list.counts.held,
      }),
    );
    expect(batches[0]?.lines).toBe(1000 - list.counts.held);
    expect(batches[0]?.lines).toBeGreaterThan(900);
    expect(built - previewed).toBeLessThan(5000);
  });
});
