import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordIncident } from '#main/backend/incidents/record.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../../fixtures/workspace.ts';

/** Words that stand only where a member's data stands. */
const MARKERS = ['Quillmarker', 'Ferrisdatter', 'amberwhistle', '9777123'];

let w: TestWorkspace;
beforeEach(async () => {
  w = await openTestWorkspace();
});
afterEach(() => w.close());

/** Makes something fail inside Hearth whose error message repeats a member's data. */
async function fail(): Promise<string> {
  const { host } = w.backend;
  const { shell } = host;
  Object.assign(host, {
    shell: {
      ...shell,
      saveFile: async () => {
        throw Object.assign(new TypeError('Quillmarker amberwhistle 9777123'), { code: 'EMARKER' });
      },
    },
  });
  const error = await w.api.audit.saveSheet({}).then(
    () => null,
    (reason: { code: string; data: { incidentId?: string } }) => reason,
  );
  Object.assign(host, { shell });
  expect(error?.code).toBe('INTERNAL');
  return error?.data.incidentId ?? '';
}

test('a failure stands in the record under the number its screen showed, across restarts', async () => {
  expect(await w.api.incidents.list()).toEqual([]);
  const first = await fail();
  const second = await fail();
  const api = await w.restart();
  await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
  expect(await api.incidents.list()).toMatchObject([
    { id: second, what: 'unexpected failure', where: 'audit.saveSheet', error: 'TypeError EMARKER' },
    { id: first },
  ]);
  await expect(w.asRole('care_coordinator').incidents.list()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a torn line is left out, and the next one is whole', async () => {
  await fail();
  const logs = join(w.folder, 'logs');
  appendFileSync(join(logs, 'incidents.jsonl'), '{"id":"torn\n');
  recordIncident(logs, { id: 'x', at: new Date().toISOString(), what: 'made up', where: null, error: null });
  expect((await w.api.incidents.list()).map(({ what }) => what)).toEqual(['made up', 'unexpected failure']);
});

test('the diagnostics hold sizes, counts and failures, and nothing of a member', async () => {
  const person = await addPerson(w.api, await addPlan(w.api), {
    firstName: 'Quillmarker',
    lastName: 'Ferrisdatter',
    cin: '97771234A',
  });
  const { id } = await w.api.notes.start({ memberId: person.id });
  await w.api.notes.saveDraft({ id, content: { text: 'She said amberwhistle.' } });
  const incident = await fail();
  for await (const _event of await w.api.backups.make()) void _event;
  // Lines that something else might have put there.
  appendFileSync(
    join(w.folder, 'logs', 'hearth.log'),
    `${JSON.stringify({ at: new Date().toISOString(), event: 'odd "Quillmarker"', note: 'amberwhistle' })}\n`,
  );
  const path = join(w.root, 'diagnostics.json');
  w.shell.willSave(path);
  expect(await w.api.incidents.saveDiagnostics()).toEqual({ fileName: 'diagnostics.json' });
  const text = readFileSync(path, 'utf8');
  for (const marker of [...MARKERS, w.user.name, 'Larkmeadow', w.root, person.id]) {
    expect(text.toLowerCase(), marker).not.toContain(marker.toLowerCase());
  }
  const bundle = JSON.parse(text);
  expect(bundle).toMatchObject({ rows: { member: 1, note: 1 }, incidents: [{ id: incident }] });
  expect(bundle.backups).toHaveLength(1);
  expect(bundle.log.length).toBeGreaterThan(0);
  expect((await w.api.audit.list({ limit: 1 }))[0]?.action).toBe('incidents.save_diagnostics');

  w.shell.willSave(null);
  expect(await w.api.incidents.saveDiagnostics()).toEqual({ fileName: null });
  expect(existsSync(join(w.root, 'null'))).toBe(false);
});
