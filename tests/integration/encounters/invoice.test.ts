import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSheetBack } from '#main/backend/sheet/read-back.ts';
import { DEFAULT_INVOICE } from '#shared/layouts/invoice.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;

beforeEach(async () => {
  w = await openTestWorkspace({ clock: testClock().clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
  await takeInvoices();
});
afterEach(() => w.close());

/** Makes the plan one that takes no EDI, with a charge of $12.50 a unit. */
async function takeInvoices() {
  const { id, name, shortName, profile } = await w.api.plans.get({ id: planId });
  const edi = { ...profile.edi, unitChargeCents: 1250 };
  await w.api.plans.save({ id, name, shortName, profile: { ...profile, edi, encountersAs: 'invoice' } });
}

async function layoutAs(as: 'csv' | 'xlsx', change: Partial<typeof DEFAULT_INVOICE> = {}) {
  await w.api.layouts.save({ planId, kind: 'invoice', layout: { ...DEFAULT_INVOICE, as, ...change } });
}

async function enrolled(person: Parameters<typeof addPerson>[2] = {}) {
  const member = await addPerson(w.api, planId, { ...ADDRESS, ...person });
  await w.api.members.enroll({
    id: member.id,
    program: 'ECM',
    on: '2026-03-01',
    authorizationNumber: '0012345',
    authorizationStart: '2026-03-01',
    authorizationEnd: '2026-12-15',
  });
  return member;
}

async function twoServices() {
  const member = await enrolled({ zip: '02134' });
  await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
  await signNote(w.api, member.id, { serviceOn: '2026-11-13', mode: 'phone', minutes: 15 });
  return member;
}

async function saved(id: string, name: string): Promise<Buffer> {
  const path = join(w.root, name);
  w.shell.willSave(path);
  expect(await w.api.encounters.saveFile({ id })).toEqual({ fileName: name });
  return readFileSync(path);
}

const column = (rows: readonly (readonly string[])[], heading: string) =>
  rows.slice(1).map((cells) => cells[rows[0]?.indexOf(heading) ?? -1]);

describe('an invoice for a plan that takes no EDI', () => {
  it.each(['csv', 'xlsx'] as const)(
    'goes as %s with the numbers, states and ledger of a batch',
    async (as) => {
      await layoutAs(as);
      await twoServices();
      const preview = await w.api.encounters.preview({});
      expect(preview.files).toMatchObject([{ format: as, claims: 2, lines: 2, units: 3, segments: 3 }]);
      expect(preview.files[0]?.notes).toContain('Nobody has confirmed the columns with the plan.');
      expect(preview.claim?.columns.find(({ heading }) => heading === 'Member ZIP')?.values).toEqual([
        '02134',
      ]);
      const { batches } = await w.api.encounters.build({});
      const [batch] = batches;
      if (!batch) throw new Error('Nothing was built');
      expect(batch).toMatchObject({
        format: as,
        lines: 2,
        units: 3,
        controlNumber: '000000001',
        state: 'built',
      });
      expect(batch.fileName).toMatch(new RegExp(`_Invoice_20261118_01\\.${as}$`));
      const bytes = await saved(batch.id, `copy.${as}`);
      const rows = await readSheetBack(bytes, as, []);
      expect(rows[0]).toEqual(DEFAULT_INVOICE.columns.map(({ heading }) => heading));
      expect(column(rows, 'Authorization Number')).toEqual(['0012345', '0012345']);
      expect(column(rows, 'Member ZIP')).toEqual(['02134', '02134']);
      expect(column(rows, 'Service Start Date')).toEqual(['11/12/2026', '11/13/2026']);
      expect(column(rows, 'Modifier 2')).toEqual(['', 'GQ']);
      expect(column(rows, 'Charge')).toEqual(['25.00', '12.50']);
      expect(column(rows, 'Invoice Amount')).toEqual(['37.50', '37.50']);
      expect(column(rows, 'Line Number')).toEqual(['E000000001-1', 'E000000002-1']);
      expect(await saved(batch.id, `again.${as}`)).toEqual(bytes);
      const { outbox } = await w.api.transfers.list({});
      expect(outbox).toMatchObject([
        { kind: 'invoice', title: 'Invoice, 2 lines', fileName: batch.fileName },
      ]);
      const shown = await w.api.encounters.batch({ id: batch.id });
      expect(shown.rows).toEqual(rows);
      expect((await w.api.encounters.list({})).counts).toMatchObject({ toSend: 0, built: 2 });
    },
  );

  it('leaves cells alone that look like formulas', async () => {
    await layoutAs('csv');
    const member = await enrolled({ street: '=HYPERLINK("http://x.example")', lastName: '+Quill' });
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    const { batches } = await w.api.encounters.build({});
    const text = (await saved(batches[0]?.id ?? '', 'a.csv')).toString('utf8');
    for (const cell of (parse(text, { bom: true }) as string[][]).flat())
      expect(cell).not.toMatch(/^\s*[=+\-@]/);
    expect(text).toContain(`"'=HYPERLINK(""http://x.example"")"`);
  });

  it('is refused with row, column and line when a cell that the plan needs is empty', async () => {
    const columns = DEFAULT_INVOICE.columns.map((one) =>
      one.heading === 'Rendering Provider NPI' ? { ...one, required: true } : one,
    );
    await layoutAs('xlsx', { columns });
    await twoServices();
    const { checks } = await w.api.encounters.preview({});
    expect(checks[0]?.text).toMatch(/row 2: Rendering Provider NPI is empty for .+, 2026-11-12, G9012 U2\./);
    await expect(w.api.encounters.build({})).rejects.toThrow(/at row 2: Rendering Provider NPI is empty/);
    expect((await w.api.encounters.list({})).counts).toMatchObject({ ready: 2 });
  });

  it('refuses a layout with a heading twice or a format the field has not', async () => {
    const [first, second] = DEFAULT_INVOICE.columns;
    if (!first || !second) throw new Error('no columns');
    await expect(layoutAs('csv', { columns: [first, { ...second, heading: 'payer id' }] })).rejects.toThrow(
      /Column 2, payer id: another column has the same heading/,
    );
    await expect(layoutAs('csv', { columns: [{ ...first, format: 'YYYYMMDD' }] })).rejects.toThrow(
      /Payer id cannot be written as YYYYMMDD/,
    );
  });
});
