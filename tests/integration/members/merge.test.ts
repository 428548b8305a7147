import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshClocks } from '#main/backend/members/refresh-clocks.ts';
import { unattendedContext } from '#main/backend/procedure.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
let tick = 0;
const nextTick = () => {
  tick += 1;
  return tick;
};

beforeAll(async () => {
  // A clock that never stands still, so that an instant left behind shows in the comparison.
  w = await openTestWorkspace({
    clock: () => new Date(Date.parse('2026-11-18T18:00:00.000Z') + nextTick() * 1000),
  });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

function database() {
  const db = w.backend.host.session?.workspace.db;
  if (!db) throw new Error('The workspace is locked.');
  return db;
}

/** Every row of every table but the audit and the list of merges, in one fixed order, and every guard. */
async function wholeDatabase(): Promise<Record<string, readonly string[]>> {
  const db = database();
  const { rows: tables } = await sql<{ name: string; sql: string | null }>`
    select name, sql from sqlite_master order by name`.execute(db);
  const whole: Record<string, readonly string[]> = {
    schema: tables.map(({ name, sql: text }) => `${name}: ${text}`),
  };
  const { rows: real } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite_%'
    and name not like 'member_search_%'`.execute(db);
  for (const { name } of real) {
    if (name === 'audit' || name === 'member_merge') continue;
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.id(name)}`.execute(db);
    whole[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return whole;
}

/** Lets the rules set what they ask for, as a day's start does, so that only the merge changes anything. */
async function settle(memberIds: readonly string[]): Promise<void> {
  const { session } = w.backend.host;
  if (!session) throw new Error('The workspace is locked.');
  const context = unattendedContext(w.backend.host, session, new AbortController().signal);
  await context.write((inside) => refreshClocks(inside, memberIds));
}

type Thing =
  | 'condition'
  | 'medicine'
  | 'phone'
  | 'document'
  | 'note'
  | 'plan'
  | 'outreach'
  | 'attempt'
  | 'letter';
const THINGS: readonly Thing[] = [
  'condition',
  'medicine',
  'phone',
  'document',
  'note',
  'plan',
  'outreach',
  'attempt',
  'letter',
];
const STAMP = { created_at: '2026-10-01T10:00:00.000Z', created_by: 'someone' };

async function give(memberId: string, thing: Thing, at: number): Promise<void> {
  const { api, user } = w;
  const db = database();
  const signed = { signed_at: `2026-10-${10 + at}T10:00:00.000Z`, signed_by: user.id };
  switch (thing) {
    case 'condition':
      await api.members.addCondition({ memberId, code: ['J44.9', 'I10', 'F32.9', 'E11.9'][at % 4] ?? 'I10' });
      return;
    case 'medicine':
      await api.members.keepEntry({ memberId, kind: 'medication', content: { name: `Medicine ${newId()}` } });
      return;
    case 'phone':
      await api.members.keepEntry({
        memberId,
        kind: 'phone',
        content: {
          number: `555555${1000 + nextTick()}`,
          use: 'mobile',
          messages: 'yes',
          texts: 'no',
          first: at % 2 === 0,
        },
      });
      return;
    case 'document':
      await api.documents.addDropped({ memberId, name: `paper ${at}.txt`, content: btoa(newId()) });
      return;
    case 'note':
      await db
        .insertInto('note')
        .values({
          id: newId(),
          member_id: memberId,
          state: 'signed',
          content: '{}',
          author_id: user.id,
          staff_id: user.id,
          service_on: '2026-10-02',
          mode: 'phone',
          minutes: 10,
          summary: '',
          search_text: '',
          updated_at: STAMP.created_at,
          ...signed,
          ...STAMP,
        } as never)
        .execute();
      return;
    case 'plan': {
      const { version } = await db
        .selectFrom('action_plan')
        .select((eb) => eb.fn.coalesce(eb.fn.max('version'), eb.lit(0)).as('version'))
        .where('member_id', '=', memberId)
        .executeTakeFirstOrThrow();
      await db
        .insertInto('action_plan')
        .values({
          id: newId(),
          member_id: memberId,
          version: Number(version) + 1,
          state: 'signed',
          content: '{}',
          content_sha256: 'x',
          updated_at: STAMP.created_at,
          ...signed,
          ...STAMP,
        } as never)
        .execute();
      return;
    }
    case 'outreach':
      await sql`insert or ignore into outreach (member_id, next_on, updated_at)
        values (${memberId}, '2026-12-01', '2026-10-01T10:00:00.000Z')`.execute(db);
      return;
    case 'attempt':
      await db
        .insertInto('outreach_attempt')
        .values({
          id: newId(),
          member_id: memberId,
          program: 'ECM',
          happened_on: '2026-10-03',
          method: 'phone',
          outcome: 'no_answer',
          interpreter: 0,
          minutes: 5,
          staff_id: user.id,
          clinical: 0,
          text: '',
          counted: 1,
          bulk: 0,
          ...STAMP,
        } as never)
        .execute();
      return;
    case 'letter':
      await db
        .insertInto('letter')
        .values({
          id: newId(),
          batch_id: newId(),
          member_id: memberId,
          kind: 'welcome',
          language: 'en',
          title: '',
          text: '',
          address: '',
          pages: 1,
          text_sha256: 'x',
          ...STAMP,
        } as never)
        .execute();
  }
}

describe('merging two charts', () => {
  it('moves everything that points to the other chart, and undo restores every row exactly', async () => {
    const things = fc.array(fc.constantFrom(...THINGS), { maxLength: 7 });
    const optional = fc.constantFrom(null, '555-555-0131', '555-555-0132');
    await fc.assert(
      fc.asyncProperty(
        things,
        things,
        optional,
        optional,
        fc.boolean(),
        async (own, other, phone, otherPhone, enrolled) => {
          const kept = await addPerson(w.api, planId, {
            firstName: 'Tomasa',
            lastName: 'Riverhearth',
            phone,
          });
          const merged = await addPerson(w.api, planId, {
            firstName: 'Tomassa',
            lastName: 'Riverhearth',
            phone: otherPhone,
            language: 'Mixteco',
            street: '12 Elm St',
          });
          if (enrolled)
            await w.api.members.enroll({ id: merged.id, program: 'ECM', on: '2026-11-01', tier: '1' });
          for (const [at, thing] of own.entries()) await give(kept.id, thing, at);
          for (const [at, thing] of other.entries()) await give(merged.id, thing, at);
          await settle([kept.id, merged.id]);
          const before = await wholeDatabase();

          const { mergeId } = await w.api.members.merge({ keepId: kept.id, mergeId: merged.id });
          const left = await sql<{ n: number }>`
          select (select count(*) from note where member_id = ${merged.id})
            + (select count(*) from action_plan where member_id = ${merged.id})
            + (select count(*) from condition where member_id = ${merged.id})
            + (select count(*) from document where member_id = ${merged.id})
            + (select count(*) from member_entry where member_id = ${merged.id})
            + (select count(*) from outreach_attempt where member_id = ${merged.id})
            + (select count(*) from letter where member_id = ${merged.id}) as n`.execute(database());
          expect(left.rows[0]?.n).toBe(0);
          const during = await wholeDatabase();
          expect(during.schema).toEqual(before.schema);
          expect(during).not.toEqual(before);

          await w.api.members.undoMerge({ mergeId });
          expect(await wholeDatabase()).toEqual(before);
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  it('keeps the other name and number, fills what was empty, and makes the other chart a redirect', async () => {
    const kept = await addPerson(w.api, planId, {
      firstName: 'Jerome',
      lastName: 'Hollowoak',
      phone: '555-555-0141',
    });
    const merged = await addPerson(w.api, planId, {
      firstName: 'Jerome',
      lastName: 'Holowoak',
      phone: '555-555-0142',
      language: 'Hmong',
    });
    const { lookalikes } = await w.api.members.lookalikes({ id: kept.id });
    expect(lookalikes).toContainEqual(
      expect.objectContaining({ id: merged.id, because: 'name sounds the same, same birthday' }),
    );
    const { mergeId } = await w.api.members.merge({ keepId: kept.id, mergeId: merged.id });
    const chart = await w.api.members.chart({ id: kept.id });
    expect(chart.member).toMatchObject({ phone: '(555) 555-0141', language: 'Hmong' });
    expect(chart.merges).toMatchObject([
      { mergeId, name: 'Jerome Holowoak', cin: merged.cin, by: 'Lena Vantree' },
    ]);
    const { entries } = await w.api.members.record({ id: kept.id });
    expect(
      entries
        .filter(({ source }) => source === 'merge')
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['(555) 555-0142', 'Jerome Holowoak']);
    expect((await w.api.members.chart({ id: merged.id })).mergedInto).toEqual({
      id: kept.id,
      name: 'Jerome Hollowoak',
    });
    expect((await w.api.members.search({ text: 'holowoak' })).members.map(({ id }) => id)).toEqual([kept.id]);
    expect((await w.api.members.lookalikes({ id: kept.id })).lookalikes.map(({ id }) => id)).not.toContain(
      merged.id,
    );
    await expect(w.api.members.merge({ keepId: kept.id, mergeId: merged.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(w.api.members.merge({ keepId: kept.id, mergeId: kept.id })).rejects.toMatchObject({
      code: 'VALIDATION',
    });
    // What happened on the other chart is in the history of this one, with the id it had; its CIN leads here.
    const history = await w.api.audit.list({ memberId: kept.id });
    expect(history.find((row) => row.memberId === merged.id && row.action === 'member.add')).toBeTruthy();
    expect((await w.api.members.chart({ id: kept.id })).merges).toMatchObject([
      { mergeId, memberId: merged.id, cin: merged.cin },
    ]);
    expect((await w.api.members.search({ text: merged.cin })).members.map(({ id }) => id)).toEqual([kept.id]);
    // What was added since stays with the chart that was kept.
    await w.api.members.addCondition({ memberId: kept.id, code: 'J45.909' });
    await w.api.members.undoMerge({ mergeId });
    const after = await w.api.members.chart({ id: kept.id });
    expect(after.conditions.map(({ code }) => code)).toEqual(['J45.909']);
    expect(after.merges).toEqual([]);
    expect((await w.api.members.search({ text: merged.cin })).members.map(({ id }) => id)).toEqual([
      merged.id,
    ]);
    await expect(w.api.members.undoMerge({ mergeId })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('numbers the versions of two HAPs so that the newer signed one stays current', async () => {
    for (const [ownAt, otherAt, current] of [
      [1, 5, 'other'],
      [5, 1, 'own'],
    ] as const) {
      const kept = await addPerson(w.api, planId);
      const merged = await addPerson(w.api, planId);
      await give(kept.id, 'plan', ownAt);
      await give(merged.id, 'plan', otherAt);
      const db = database();
      const own = await db
        .selectFrom('action_plan')
        .select('id')
        .where('member_id', '=', kept.id)
        .executeTakeFirstOrThrow();
      await w.api.members.merge({ keepId: kept.id, mergeId: merged.id });
      const plans = await db
        .selectFrom('action_plan')
        .select(['id', 'version'])
        .where('member_id', '=', kept.id)
        .orderBy('version', 'desc')
        .execute();
      expect(plans.map(({ version }) => version)).toEqual([2, 1]);
      expect(plans[0]?.id === own.id ? 'own' : 'other').toBe(current);
      await expect(db.updateTable('action_plan').set({ version: 9 }).execute()).rejects.toThrow('final');
    }
  });
});
