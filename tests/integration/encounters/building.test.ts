import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '#main/backend/context.ts';
import { batchContent, markBatchSent } from '#main/backend/encounters/batches.ts';
import { validate837p } from '#shared/encounters/x12/validate-837p.ts';
import { databaseOf, enrolledMember, heldGroups } from '../../fixtures/encounter-lines.ts';
import { addPlan } from '../../fixtures/people.ts';
import { confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
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

const enrolled = (person: Parameters<typeof enrolledMember>[2] = {}, plan = planId) =>
  enrolledMember(w, plan, person);
const groups = () => heldGroups(w);
const db = () => databaseOf(w);

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
  it('are checked, previewed and built, each once', async () => {
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
    const list = await w.api.encounters.list({});
    const { files } = await w.api.encounters.preview({});
    const { batches } = await w.api.encounters.build({});
    expect(files[0]?.lines).toBe(batches[0]?.lines);
    expect(batches[0]?.lines).toBe(1000 - list.counts.held);
    expect(batches[0]?.lines).toBeGreaterThan(900);
  });
});
