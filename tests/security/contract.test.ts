import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { contract } from '#shared/contract.ts';
import type { ProcedureMeta } from '#shared/procedure.ts';
import { ROLES } from '#shared/roles.ts';
import { queueFile } from '../fixtures/outbox.ts';
import { addPerson, addPlan } from '../fixtures/people.ts';
import { sampleInput } from '../fixtures/sample-input.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

interface Definition {
  readonly meta: ProcedureMeta;
  readonly inputSchema: z.ZodType | undefined;
}

/** Every procedure of the contract: its path, what it states about itself and what it takes. */
const PROCEDURES = Object.entries(contract).flatMap(([capability, procedures]) =>
  Object.entries(procedures).map(([name, procedure]) => {
    const { meta, inputSchema } = (procedure as { '~orpc': Definition })['~orpc'];
    return { path: `${capability}.${name}`, capability, name, meta, inputSchema };
  }),
);
type Procedure = (typeof PROCEDURES)[number];
const WITH_SESSION = PROCEDURES.filter(({ meta }) => meta.roles !== 'public');

/** The only procedures that answer while the workspace is locked. */
const PUBLIC = [
  'vault.chooseBackup',
  'vault.copyIncident',
  'vault.create',
  'vault.keyFileCopies',
  'vault.restoreBackup',
  'vault.startFresh',
  'vault.status',
  'vault.unlock',
  'vault.unlockOnDevice',
  'vault.useKeyFileCopy',
  'vault.useRecoveryCode',
];

/** Changing the role of the person who calls, or the keys, would change what the next call of this test is. */
const ONCE = /^(users\.(changeRole|disable|enable|remove|rotate|resetPassphrase)|vault\.(newRecoveryCode))/;

/** What everyone sets for themselves, auditors too. */
const OWN_SETTINGS = ['tasks.setReminders'];

type AnyClient = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;
async function call(client: unknown, { capability, name }: Procedure, input: unknown): Promise<string> {
  try {
    const result = await (client as AnyClient)[capability]?.[name]?.(input);
    if (result && typeof result === 'object' && Symbol.asyncIterator in result) {
      for await (const event of result as AsyncIterable<unknown>) void event;
    }
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? 'no code';
  }
}

let open: TestWorkspace;
let locked: TestWorkspace;
/** Values for the fields of an input by their name: what is in the workspace. */
let known: Record<string, unknown>;
beforeAll(async () => {
  open = await openTestWorkspace();
  const planId = await addPlan(open.api);
  const { id: memberId } = await addPerson(open.api, planId);
  const { id: userId } = await open.api.users.add({
    name: 'Teo Larkspur',
    role: 'outreach_worker',
    clinical: false,
  });
  known = {
    planId,
    memberId,
    memberIds: [memberId],
    userId,
    formId: (await open.api.assessments.library()).forms[0]?.id,
    ruleId: (await open.api.programs.rules({ planId })).plans[0]?.packs[0]?.rows[0]?.id,
    npi: '1234567893',
    tin: '941234567',
    zip: '94612',
    state: 'CA',
    code: 'E11.9',
    path: '/today',
    startTime: '10:00',
    fingerprint: `SHA256:${'a'.repeat(43)}`,
    passphrase: 'willow lantern pasture',
    senderId: 'CBCME001',
    method: 'typed',
  };
  locked = await openTestWorkspace();
  await locked.restart();
});
afterAll(async () => {
  await open.close();
  await locked.close();
});

const inputOf = ({ inputSchema }: Procedure, id: string = open.user.id) =>
  inputSchema ? sampleInput(inputSchema, { ...known, id }) : {};

let serial = 0;
/** Something that a capability's `id` can name, made afresh because the call may use it up. */
async function freshId(capability: string): Promise<string> {
  const { api } = open;
  const { memberId, planId, formId } = known as { memberId: string; planId: string; formId: string };
  serial += 1;
  if (capability === 'members') return memberId;
  if (capability === 'plans') return planId;
  if (capability === 'actionPlans') return (await api.actionPlans.start({ memberId })).id;
  if (capability === 'assessments') return (await api.assessments.start({ memberId, formId })).id;
  if (capability === 'notes') return (await api.notes.start({ memberId })).id;
  if (capability === 'tasks') return (await api.tasks.add({ memberId, title: `Call ${serial}` })).task.id;
  if (capability === 'transfers') return (await queueFile(open, planId, new Uint8Array(100))).transferId;
  if (capability === 'encounters') return (await queueFile(open, planId, new Uint8Array(100))).batchId;
  return open.user.id;
}

async function refusals(): Promise<{ rows: number; refused: number; last: unknown }> {
  const db = open.backend.host.session?.workspace.db;
  if (!db) throw new Error('The workspace is locked.');
  const rows = await db.selectFrom('audit').select(['action', 'outcome', 'user_id']).orderBy('seq').execute();
  return {
    rows: rows.length,
    refused: rows.filter(({ outcome }) => outcome === 'refused').length,
    last: rows.at(-1),
  };
}

test('only the lock screen works without a session', () => {
  const paths = PROCEDURES.filter(({ meta }) => meta.roles === 'public').map(({ path }) => path);
  expect(paths.sort()).toEqual(PUBLIC);
});

/**
 * What succeeds with an input made from its schema alone: here a role that is let in also gets its answer. The others
 * need a draft, a file or a server that their own tests make; here they may say so.
 */
const SUCCEED = Object.entries({
  actionPlans: 'current discard list papers restore saveDraft saveFhir savePdf start version',
  assessments:
    'discard exportForm exportResponse get importForm importResponse library list saveAnswers saveBlankPdf savePdf start',
  assignments: 'access board mine setAccess',
  audit: 'list verify',
  backups: 'list make status',
  encounters:
    'batch batches forMember list preview reconciliation saveFile saveReconciliation sentLines waitingForRule',
  letters: 'check library log mailed preview saveTemplate',
  members: 'addCondition chart correctAddress duplicates list search setLead',
  notes: 'code discard draft get list saveDraft start',
  outreach: 'callSheet card queue saveDraft',
  plans: 'confirmHostKey createKey forgetHostKey get list loadLoginKey loadPgpKey save setPassword',
  policy: 'current',
  programs: 'confirmRule rules unconfirmRule',
  roster: 'list open',
  settings: 'agency changeAgency copied place rememberPlace',
  tasks: 'add done inProgress list navCounts today undoDone',
  transfers: 'collect get list loadResponse pause queueActionPlans run saveSent',
  users: 'add allowUnlock list',
  vault: 'lock lockWarnings newRecoveryCode',
}).flatMap(([capability, names]) => names.split(' ').map((name) => `${capability}.${name}`));

describe.each(WITH_SESSION)('$path', (procedure) => {
  const { path, meta } = procedure;
  const allowed = ROLES.filter((role) => (meta.roles as readonly string[]).includes(role));
  const others = ROLES.filter((role) => !allowed.includes(role));

  test('states its roles, its kind and its audit row', () => {
    expect(meta.roles.length).toBeGreaterThan(0);
    expect(meta.roles.length).toBe(allowed.length);
    expect(['read', 'write', 'job']).toContain(meta.kind);
    const said = typeof meta.audit === 'string' ? meta.audit : meta.audit.none;
    expect(said.length).toBeGreaterThan(4);
    if (meta.kind === 'write' && !OWN_SETTINGS.includes(path)) {
      expect(allowed, 'an auditor changes nothing').not.toContain('auditor');
    }
  });

  test('is refused while locked, and counted for the audit', async () => {
    const before = locked.backend.host.refusedWhileLocked;
    expect(await call(locked.api, procedure, inputOf(procedure))).toBe('LOCKED');
    expect(locked.backend.host.refusedWhileLocked).toBe(before + 1);
  });

  test('is refused for every role it does not name, each time with one audit row', async () => {
    for (const role of others) {
      const before = await refusals();
      expect(await call(open.asRole(role), procedure, inputOf(procedure)), role).toBe('FORBIDDEN');
      const after = await refusals();
      expect(after.rows - before.rows, role).toBe(1);
      expect(after.last, role).toEqual({ action: path, outcome: 'refused', user_id: open.user.id });
    }
  });

  test('lets every role in that it names', async () => {
    for (const role of ONCE.test(path) ? allowed.slice(0, 1) : allowed) {
      const id = await freshId(procedure.capability);
      const before = await refusals();
      const answer = await call(open.asRole(role), procedure, inputOf(procedure, id));
      expect(['LOCKED', 'INTERNAL', 'no code'], `${role}: ${answer}`).not.toContain(answer);
      expect((await refusals()).refused, role).toBe(before.refused);
      if (SUCCEED.includes(path)) expect(answer, role).toBe('done');
    }
  });
});

test('every procedure that is said to succeed exists', () => {
  const paths = PROCEDURES.map(({ path }) => path);
  expect(SUCCEED.filter((path) => !paths.includes(path))).toEqual([]);
});

test('what was refused while locked is in the audit after the next unlock', async () => {
  const calls = locked.backend.host.refusedWhileLocked;
  expect(calls).toBeGreaterThanOrEqual(WITH_SESSION.length);
  await locked.api.vault.unlock({ userId: locked.user.id, passphrase: PASSPHRASE });
  const [unlocked, refused] = await locked.api.audit.list({});
  expect(unlocked?.action).toBe('vault.unlock');
  expect(refused).toMatchObject({
    action: 'vault.refused_while_locked',
    outcome: 'refused',
    detail: JSON.stringify({ calls }),
  });
});

test('a procedure of a capability without meta never answers, whatever the types promised', async () => {
  const { handle } = await import('#main/backend/procedure.ts');
  const { createRouterClient } = await import('@orpc/server');
  const { oc } = await import('@orpc/contract');
  const os = handle({ peek: oc } as never) as unknown as {
    peek: { handler(work: () => unknown): unknown };
  };
  const router = { peek: os.peek.handler(() => 'a secret') };
  const client = createRouterClient(router as never, {
    context: open.backend.context as never,
  }) as unknown as {
    peek(): Promise<unknown>;
  };
  await expect(client.peek()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
