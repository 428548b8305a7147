import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { memberTables } from '#main/backend/db/rows-of-some.ts';
import { CASELOAD_ROLES } from '#shared/assignments/access.ts';
import { contract } from '#shared/contract.ts';
import type { ProcedureMeta } from '#shared/procedure.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { sampleInput } from '../fixtures/sample-input.ts';
import { signNote } from '../fixtures/service-line.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

// Closed caseloads, seen by a coordinator: one member is theirs, the other is somebody else's and carries a word that
// nothing else in the workspace has. No procedure may ever answer with that word, or change a row of that member.

const MARK = /quokka/i;
const PROCEDURES = Object.entries(contract).flatMap(([capability, procedures]) =>
  Object.entries(procedures).map(([name, procedure]) => {
    const { meta, inputSchema } = (
      procedure as { '~orpc': { meta: ProcedureMeta; inputSchema: z.ZodType | undefined } }
    )['~orpc'];
    return { path: `${capability}.${name}`, capability, name, meta, inputSchema };
  }),
);
type Procedure = (typeof PROCEDURES)[number];
/** What a coordinator may call at all; locking and passphrases are about nobody. */
const CALLED = PROCEDURES.filter(
  ({ meta, capability }) =>
    Array.isArray(meta.roles) && meta.roles.includes('care_coordinator') && capability !== 'vault',
);

let now = new Date('2026-11-18T17:00:00Z');
let w: TestWorkspace;
let teo: string;
let other: string;
let own: string;
let foreign: string;
let planId: string;
/** Things of the other member, by what they are. */
let things: Record<string, string>;
const CIN = '98765432A';

async function drain(result: unknown): Promise<unknown> {
  if (!(result && typeof result === 'object' && Symbol.asyncIterator in result)) return result;
  const events: unknown[] = [];
  for await (const event of result as AsyncIterable<unknown>) events.push(event);
  return events;
}

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => now });
  const { api } = w;
  planId = await addPlan(api);
  teo = (await api.users.add({ name: 'Teo Larkspur', role: 'care_coordinator', clinical: false })).id;
  other = (await api.users.add({ name: 'Imani Ashgrove', role: 'care_coordinator', clinical: false })).id;
  own = (await addPerson(api, planId, { firstName: 'Marisol', lastName: 'Guavatree', leadId: teo })).id;
  foreign = (
    await addPerson(api, planId, {
      cin: CIN,
      firstName: 'Zenobia',
      lastName: 'Quokkafield',
      birthDate: '1970-07-07',
      street: '7 Quokka Lane',
      phone: '5105550177',
      leadId: other,
    })
  ).id;
  await api.members.enroll({ id: foreign, program: 'ECM', on: '2026-11-02', leadId: other });
  await api.members.addCondition({ memberId: foreign, code: 'E11.9', label: 'Diabetes quokka' });
  const { task } = await api.tasks.add({
    memberId: foreign,
    title: 'Call about the quokka',
    ownerId: other,
    dueOn: '2026-11-18',
  });
  const note = (await api.notes.start({ memberId: foreign })).id;
  const assessment = (await api.assessments.start({ memberId: foreign, formId: 'phq-9' })).id;
  const plan = (await api.actionPlans.start({ memberId: foreign })).id;
  await drain(
    await api.documents.addDropped({
      memberId: foreign,
      category: 'other',
      documentOn: '2026-11-02',
      name: 'quokka.pdf',
      content: Buffer.from('%PDF-1.4 about the quokka').toString('base64'),
    }),
  );
  const { rows } = await sql<{ id: string }>`select id from condition where member_id = ${foreign}`.execute(
    db(),
  );
  const { documents } = await api.documents.list({ memberId: foreign });
  things = {
    member: foreign,
    task: task.id,
    note,
    assessment,
    plan,
    condition: rows[0]?.id ?? '',
    document: documents[0]?.id ?? '',
  };
});
afterAll(() => w.close());

function db() {
  const { workspace } = w.backend.host.session ?? {};
  if (!workspace) throw new Error('closed');
  return workspace.db;
}
const asTeo = () => w.asRole('care_coordinator', teo);

type AnyClient = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;
/** What a procedure says, as text: its answer with every event, or its error. */
async function said(
  { capability, name }: Procedure,
  input: unknown,
): Promise<{ text: string; done: boolean }> {
  try {
    const answer = await drain(await (asTeo() as unknown as AnyClient)[capability]?.[name]?.(input));
    return { text: JSON.stringify(answer) ?? '', done: true };
  } catch (error) {
    const { code, message, data } = error as { code?: string; message: string; data?: unknown };
    return { text: JSON.stringify([code ?? 'no code', message, data ?? null]), done: false };
  }
}

/** Inputs made from the schema: about the other member, and with each thing of theirs as every id. */
function inputsOf({ inputSchema }: Procedure): unknown[] {
  if (!inputSchema) return [{}];
  const base = {
    planId,
    memberId: foreign,
    memberIds: [foreign],
    ownerId: teo,
    leadId: teo,
    userId: teo,
    formId: 'phq-9',
    text: 'quokka',
    // What makes a list as long as it gets.
    view: 'all',
    whose: 'all',
    limit: 100,
    lastName: 'Quokkafield',
    firstName: 'Zenobia',
    birthDate: '1970-07-07',
    from: '2026-11-16',
    month: '2026-11',
    on: '2026-11-18',
  };
  const seen = new Set<string>();
  return Object.values(things)
    .map((id) =>
      sampleInput(inputSchema, {
        ...base,
        id,
        ids: [id],
        keepId: own,
        mergeId: id,
        before: id,
        after: id,
        taskId: id,
      }),
    )
    .map((input) => ({ ...base, ...(input as object) }))
    .map((input) => fitting(inputSchema, input))
    .filter((input) => {
      const key = JSON.stringify(input);
      return !seen.has(key) && Boolean(seen.add(key));
    });
}

/** Leaves out what the schema does not know or take, so that optional filters count where they exist. */
function fitting(schema: z.ZodType, input: Record<string, unknown>): unknown {
  let fits = { ...input };
  for (;;) {
    const result = schema.safeParse(fits);
    if (result.success) return fits;
    const [issue] = result.error.issues;
    const drop =
      issue?.code === 'unrecognized_keys'
        ? issue.keys
        : issue?.path.length === 1
          ? [String(issue.path[0])]
          : [];
    const left = Object.fromEntries(Object.entries(fits).filter(([key]) => !drop.includes(key)));
    if (Object.keys(left).length === Object.keys(fits).length) return fits;
    fits = left;
  }
}

/** Every row of the other member, in every table that has any. */
async function rowsOfOther(): Promise<string> {
  const { workspace } = w.backend.host.session ?? {};
  if (!workspace) throw new Error('closed');
  const parts: string[] = [];
  for (const [table, { column }] of await memberTables(workspace.db, workspace)) {
    if (table === 'caseload_access') continue;
    const { rows } =
      await sql`select * from ${sql.table(table)} where ${sql.ref(column)} = ${foreign}`.execute(
        workspace.db,
      );
    parts.push(`${table} ${JSON.stringify(rows)}`);
  }
  return parts.join('\n');
}

test('caseloads are open until an administrator closes them, and then the lists do show everybody', async () => {
  expect(await asTeo().assignments.access({})).toEqual({ closed: false, ownOnly: false });
  const shown: string[] = [];
  for (const procedure of CALLED.filter(({ meta }) => meta.kind === 'read')) {
    for (const input of inputsOf(procedure)) {
      if (MARK.test((await said(procedure, input)).text)) shown.push(procedure.path);
    }
  }
  // What the next test would miss if it asked for nothing.
  for (const path of [
    'members.list',
    'members.search',
    'members.chart',
    'members.record',
    'members.duplicates',
    'search.work',
    'tasks.list',
    'tasks.week',
    'outreach.card',
  ]) {
    expect(shown, path).toContain(path);
  }
});

test('closed, no procedure shows, saves or changes anything of a member of somebody else', async () => {
  await w.api.assignments.setAccess({ closed: true });
  expect(await asTeo().assignments.access({})).toEqual({ closed: true, ownOnly: true });
  const folder = join(w.root, 'saved');
  mkdirSync(folder);
  let asked = 0;
  const { host } = w.backend;
  Object.assign(host, {
    shell: {
      ...host.shell,
      saveFile: async () => {
        asked += 1;
        return { path: join(folder, String(asked)), name: String(asked) };
      },
    },
  });
  const before = await rowsOfOther();
  let calls = 0;
  const shown: string[] = [];
  const done: string[] = [];
  for (const procedure of CALLED) {
    if (procedure.path === 'assignments.openChart') continue;
    for (const input of inputsOf(procedure)) {
      calls += 1;
      const answer = await said(procedure, input);
      // What was typed may come back in a sentence; the street, the note and the title were not.
      if (/quokka lane|about the quokka|diabetes quokka|zenobia q|quokkafield, /i.test(answer.text))
        shown.push(`${procedure.path} ${answer.text.slice(0, 200)}`);
      else if (MARK.test(answer.text) && procedure.meta.kind === 'read' && answer.done)
        shown.push(`${procedure.path} ${answer.text.slice(0, 200)}`);
      const names = JSON.stringify(input).includes(foreign);
      if (names && answer.done && procedure.meta.caseload !== 'everyone') done.push(procedure.path);
    }
  }
  console.info(`closed caseloads: ${JSON.stringify({ procedures: CALLED.length, calls })}`);
  expect(shown).toEqual([]);
  expect(done, 'an input that names them is refused').toEqual([]);
  expect(await rowsOfOther()).toBe(before);
  expect(readdirSync(folder).filter((name) => name.includes('quokka'))).toEqual([]);
});

test('the own members, lists and searches go on', async () => {
  const api = asTeo();
  expect((await api.members.list({ view: 'all', limit: 50, offset: 0 })).total).toBe(1);
  expect((await api.members.chart({ id: own })).member.lastName).toBe('Guavatree');
  expect((await api.notes.start({ memberId: own })).id).toBeTruthy();
  const { member } = await api.members.add({
    planId,
    cin: '91234500A',
    firstName: 'Ines',
    lastName: 'Copperwren',
    birthDate: '1988-01-02',
    sureDifferent: true,
  } as never);
  expect((await api.members.chart({ id: member.id })).member.id).toBe(member.id);
});

test('a double of somebody else’s member is refused without saying who', async () => {
  await expect(
    asTeo().members.add({
      planId,
      cin: CIN,
      firstName: 'Ana',
      lastName: 'Otherwise',
      birthDate: '1999-09-09',
      sureDifferent: false,
    } as never),
  ).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'Somebody like this is on file already. Ask a clinical lead to look.',
  });
});

test('who leads, bills, administers or audits sees everybody', async () => {
  for (const role of ['clinical_lead', 'billing_lead', 'administrator', 'auditor'] as const) {
    const { total } = await w.asRole(role).members.list({ view: 'all', limit: 50, offset: 0 });
    expect(total, role).toBeGreaterThan(2);
  }
  for (const role of CASELOAD_ROLES) {
    const { total } = await w.asRole(role, other).members.list({ view: 'all', limit: 50, offset: 0 });
    expect(total, role).toBe(1);
  }
});

test('a chart is opened with a reason, for four hours, for one person, and the audit says why', async () => {
  const api = asTeo();
  const reason = 'She called while Imani is on leave';
  const refused = { code: 'OUTSIDE_CASELOAD', message: expect.stringContaining('with a reason') };
  await expect(api.members.chart({ id: foreign })).rejects.toMatchObject(refused);
  const [row] = await w.api.audit.list({});
  expect(row).toMatchObject({ action: 'members.chart', outcome: 'refused', memberId: foreign });
  await expect(api.assignments.openChart({ member: { cin: CIN }, reason: 'why' })).rejects.toMatchObject({
    code: 'VALIDATION',
    data: { field: 'reason' },
  });
  for (const member of [
    { cin: '98765432B' },
    { lastName: 'Quokka', birthDate: '1970-07-07' },
    { lastName: 'Quokkafield', birthDate: '1970-07-08' },
  ]) {
    await expect(api.assignments.openChart({ member, reason })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  const opened = await api.assignments.openChart({
    member: { lastName: 'quokkafield', birthDate: '1970-07-07' },
    reason,
  });
  expect(opened).toEqual({ memberId: foreign, until: '2026-11-18T21:00:00.000Z' });
  const [written] = await w.api.audit.list({});
  expect(written).toMatchObject({
    action: 'assignment.open-chart',
    memberId: foreign,
    userName: 'Teo Larkspur',
  });
  expect(written?.detail).toContain(reason);
  expect((await api.members.chart({ id: foreign })).member.lastName).toBe('Quokkafield');
  expect((await api.notes.start({ memberId: foreign })).id).toBeTruthy();
  await expect(
    w.asRole('outreach_worker').members.chart({ id: foreign }),
    'it is open to nobody else',
  ).rejects.toMatchObject(refused);
  now = new Date('2026-11-18T21:00:00.001Z');
  await expect(api.members.chart({ id: foreign })).rejects.toMatchObject(refused);
  expect((await w.api.audit.verify()).firstBroken).toBeNull();
});

test('a task given to somebody opens the chart it is about, until it is done', async () => {
  const { task } = await w.api.tasks.add({
    memberId: foreign,
    title: 'Bring the phone back',
    ownerId: teo,
    dueOn: '2026-11-18',
  });
  const api = asTeo();
  expect((await api.members.chart({ id: foreign })).member.id).toBe(foreign);
  await api.tasks.done({ id: task.id });
  await expect(api.members.chart({ id: foreign })).rejects.toMatchObject({ code: 'OUTSIDE_CASELOAD' });
});

test('a note to sign as well is there while it is asked for, and no longer once that is handed on', async () => {
  const { note } = await signNote(w.api, foreign, { text: 'She asked about the quokka.' });
  const api = asTeo();
  expect((await api.notes.waiting({})).notes).toEqual([]);
  await w.api.notes.askCosign({ id: note.id, of: teo });
  expect((await api.notes.waiting({})).notes).toMatchObject([{ noteId: note.id }]);
  const asked = await w.api.tasks.list({ whose: 'all', memberId: foreign });
  const [task] = asked.tasks.filter(({ title }) => title.startsWith('Co-sign'));
  await w.api.tasks.reassign({ ids: [task?.id ?? ''], ownerId: other });
  // Still asked of Teo, but about nobody of his: named nowhere, opened nowhere, signed by no short way.
  expect(JSON.stringify(await api.notes.waiting({}))).not.toMatch(MARK);
  expect((await api.notes.waiting({})).total).toBe(0);
  await expect(api.notes.get({ id: note.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(api.notes.cosign({ id: note.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('opened again by an administrator, everybody is there after the next unlock too', async () => {
  await expect(asTeo().assignments.setAccess({ closed: false })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await w.api.assignments.setAccess({ closed: false });
  const api = await w.restart();
  await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
  expect((await asTeo().members.chart({ id: foreign })).member.id).toBe(foreign);
});
