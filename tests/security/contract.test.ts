import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '#shared/contract.ts';
import type { ProcedureMeta } from '#shared/procedure.ts';
import { ROLES } from '#shared/roles.ts';
import { openTestWorkspace, type TestWorkspace } from '../fixtures/workspace.ts';

/** Every procedure of the contract: its path and what it states about itself. */
const PROCEDURES = Object.entries(contract).flatMap(([capability, procedures]) =>
  Object.entries(procedures).map(([name, procedure]) => ({
    path: `${capability}.${name}`,
    capability,
    name,
    meta: (procedure as { '~orpc': { meta: ProcedureMeta } })['~orpc'].meta,
  })),
);

type AnyClient = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;
const call = async (client: unknown, capability: string, name: string) => {
  const result = await (client as AnyClient)[capability]?.[name]?.({});
  if (result && typeof result === 'object' && Symbol.asyncIterator in result) {
    for await (const _event of result as AsyncIterable<unknown>) break;
  }
  return result;
};

/** The only procedures that answer while the workspace is locked. */
const PUBLIC = [
  'vault.chooseBackup',
  'vault.create',
  'vault.restoreBackup',
  'vault.status',
  'vault.unlock',
  'vault.useRecoveryCode',
];

let open: TestWorkspace;
let locked: TestWorkspace;
beforeAll(async () => {
  open = await openTestWorkspace();
  locked = await openTestWorkspace();
  await locked.restart();
});
afterAll(async () => {
  await open.close();
  await locked.close();
});

test('only the lock screen works without a session', () => {
  const paths = PROCEDURES.filter(({ meta }) => meta.roles === 'public').map(({ path }) => path);
  expect(paths.sort()).toEqual(PUBLIC);
});

describe.each(PROCEDURES.filter(({ meta }) => meta.roles !== 'public'))(
  '$path',
  ({ capability, name, meta }) => {
    test('states its roles, its kind and its audit row', () => {
      expect(meta.roles.length).toBeGreaterThan(0);
      expect(['read', 'write', 'job']).toContain(meta.kind);
      const said = typeof meta.audit === 'string' ? meta.audit : meta.audit.none;
      expect(said.length).toBeGreaterThan(4);
    });

    test('is refused while locked', async () => {
      await expect(call(locked.api, capability, name)).rejects.toMatchObject({ code: 'LOCKED' });
    });

    test('is refused for every role it does not name', async () => {
      for (const role of ROLES) {
        if ((meta.roles as readonly string[]).includes(role)) continue;
        await expect(call(open.asRole(role), capability, name), role).rejects.toMatchObject({
          code: 'FORBIDDEN',
        });
      }
    });

    test('an auditor changes nothing', () => {
      if (meta.kind === 'write') expect(meta.roles).not.toContain('auditor');
    });
  },
);
