import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSheetBack } from '#main/backend/sheet/read-back.ts';
import { DEFAULT_OUTREACH_TRACKER } from '#shared/layouts/outreach-tracker.ts';
import { DEFAULT_RETURN_FILE } from '#shared/layouts/return-file.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
const month = '2026-11';

beforeEach(async () => {
  w = await openTestWorkspace({ clock: testClock().clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
});
afterEach(() => w.close());

async function enrolled() {
  const member = await addPerson(w.api, planId, { ...ADDRESS, zip: '02134' });
  await w.api.members.enroll({
    id: member.id,
    program: 'ECM',
    on: '2026-10-01',
    authorizationNumber: 'AUTH-1',
    authorizationStart: '2026-10-01',
  });
  await w.api.members.keepEntry({
    memberId: member.id,
    kind: 'focus',
    content: { code: '1a' },
    from: '2026-10-01',
  });
  return member;
}

const cell = (headings: readonly string[], cells: readonly string[] | undefined, heading: string) =>
  cells?.[headings.indexOf(heading)];

describe('the return file of a month', () => {
  it('has the 38 columns in order and the three of closed-loop referrals, from the records', async () => {
    expect(DEFAULT_RETURN_FILE.columns).toHaveLength(41);
    expect(DEFAULT_OUTREACH_TRACKER.columns).toHaveLength(12);
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-10-20' });
    await signNote(w.api, member.id, { serviceOn: '2026-11-12' });
    await signNote(w.api, member.id, { serviceOn: '2026-11-13', mode: 'phone' });
    const preview = await w.api.monthlyFiles.preview({ planId, kind: 'return_file', month });
    const of = (heading: string) => cell(preview.headings, preview.rows[0]?.cells, heading);
    expect(preview).toMatchObject({ total: 1, members: 1 });
    expect(of('Member Residential Zip')).toBe('02134');
    expect(of('Member POF')).toBe('1a');
    expect(of('Member ECM Status')).toBe('Enrolled');
    expect(of('ECM Enrollment Start Date')).toBe('2026-10-01');
    expect(of('Date of Most Recent Encounter with Member')).toBe('2026-11-13');
    expect(of('Count of Encounters In Person')).toBe('1');
    expect(of('Count of Encounters Telephonic/Video')).toBe('1');
    expect(of('MIF Reporting Period')).toBe('2026-11');
    expect(of('Referral Status')).toBe('Referral Loop Closed');
    expect(of('Date of Referral Status Update')).toBe('2026-10-20');
    expect(of('Reason for Referral (Loop) Closure')).toBe('Services Received');
    expect(preview.toConfirm).toContain('Member ECM Status');
  });

  it('names each member, row and field that is missing, and is built once somebody says to go on', async () => {
    const member = await addPerson(w.api, planId, ADDRESS);
    const which = { planId, kind: 'return_file', month } as const;
    const preview = await w.api.monthlyFiles.preview(which);
    expect(preview.gaps.map(({ row, heading, fix }) => [row, heading, fix.path])).toEqual([
      [2, 'Member POF', `/members/${member.id}/record`],
      [2, 'ECM Lead Care Manager Name', `/members/${member.id}`],
    ]);
    await expect(w.api.monthlyFiles.build(which)).rejects.toThrow(
      /Member POF is empty for .+, row 2\. 2 cells/,
    );
    const file = await w.api.monthlyFiles.build({ ...which, withGaps: true });
    expect(file).toMatchObject({ month, rows: 1, gaps: 2, sentAt: null });
    expect(file.fileName).toMatch(/_RTF_202611_01\.xlsx$/);
    const again = await w.api.monthlyFiles.build({ ...which, withGaps: true });
    expect(again.fileName).toMatch(/_RTF_202611_02\.xlsx$/);
    const { outbox } = await w.api.transfers.list({});
    expect(outbox.map(({ kind, title }) => [kind, title])).toEqual([
      ['return_file', 'Return file (RTF), 2026-11'],
      ['return_file', 'Return file (RTF), 2026-11'],
    ]);
    expect(await w.api.transfers.members({ id: outbox[0]?.id ?? '' })).toMatchObject({
      members: [{ id: member.id }],
    });
    const path = join(w.root, 'rtf.xlsx');
    w.shell.willSave(path);
    await w.api.monthlyFiles.saveFile({ id: file.id });
    const rows = await readSheetBack(readFileSync(path), 'xlsx', preview.headings);
    expect(rows).toEqual([preview.headings, preview.rows[0]?.cells]);
    expect((await w.api.monthlyFiles.list({})).files).toHaveLength(2);
  });

  it('writes the plan’s own columns, words and formats', async () => {
    await enrolled();
    const layout = {
      ...DEFAULT_RETURN_FILE,
      as: 'csv' as const,
      confirmedWith: 'Companion guide of 2026',
      columns: [
        { ...DEFAULT_RETURN_FILE.columns[15], heading: 'Status', values: { enrolled: 'ENR' } },
        { ...DEFAULT_RETURN_FILE.columns[17], heading: 'Start', format: 'MM/DD/YYYY' },
        { ...DEFAULT_RETURN_FILE.columns[0], heading: 'Kind', source: { from: 'constant', text: 'RTF' } },
      ],
    } as typeof DEFAULT_RETURN_FILE;
    await w.api.layouts.save({ planId, kind: 'return_file', layout });
    const preview = await w.api.monthlyFiles.preview({ planId, kind: 'return_file', month });
    expect(preview).toMatchObject({ headings: ['Status', 'Start', 'Kind'], toConfirm: [] });
    expect(preview.rows[0]?.cells).toEqual(['ENR', '10/01/2026', 'RTF']);
    expect(preview.fileName).toMatch(/\.csv$/);
  });
});

describe('the outreach tracker of a month', () => {
  it('has one row an attempt that counts', async () => {
    const member = await addPerson(w.api, planId, ADDRESS);
    const attempt = (happenedOn: string, method: 'phone' | 'letter') =>
      db()
        .insertInto('outreach_attempt')
        .values({
          id: crypto.randomUUID(),
          member_id: member.id,
          program: 'ECM',
          happened_on: happenedOn,
          start_time: null,
          method,
          outcome: method === 'phone' ? 'spoke_agreed' : 'other',
          who: null,
          place_code: null,
          place: null,
          tried: null,
          language: null,
          interpreter: 0,
          minutes: 12,
          staff_id: w.user.id,
          clinical: 0,
          text: '',
          counted: method === 'phone' ? 1 : 0,
          bulk: 0,
          next_on: null,
          note_id: null,
          created_at: '2026-11-18T18:00:00.000Z',
          created_by: w.user.id,
        })
        .execute();
    await attempt('2026-11-03', 'phone');
    await attempt('2026-11-04', 'letter');
    await attempt('2026-10-31', 'phone');
    const preview = await w.api.monthlyFiles.preview({ planId, kind: 'outreach_tracker', month });
    expect(preview.total).toBe(1);
    expect(preview.rows[0]?.cells.slice(7)).toEqual(['Non-clinical', '2026-11-03', 'Phone', 'Y', '12']);
    const empty = { planId, kind: 'outreach_tracker', month: '2026-09' } as const;
    await expect(w.api.monthlyFiles.build(empty)).rejects.toThrow(/nothing to report for this month/);
    expect((await w.api.monthlyFiles.build({ planId, kind: 'outreach_tracker', month })).rows).toBe(1);
  });
});

const db = () => {
  const session = w.backend.host.session;
  if (!session) throw new Error('locked');
  return session.workspace.db;
};
