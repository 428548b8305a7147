import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let memberId: string;
let noteId: string;

beforeAll(async () => {
  w = await openTestWorkspace();
  const planId = await addPlan(w.api);
  ({ id: memberId } = await addPerson(w.api, planId, { firstName: 'Marisol', lastName: 'Guavatree' }));
  ({ id: noteId } = await w.api.notes.start({ memberId }));
  await w.api.notes.saveDraft({
    id: noteId,
    content: {
      mode: 'without_member',
      minutes: 10,
      services: ['care_coordination'],
      text: 'Long morning at the clinic. Marisol asked the guard at Café Núñez to hold her mail until Friday.',
    },
  });
});
afterAll(() => w.close());

async function addDocument(name: string, title: string): Promise<void> {
  const path = join(w.root, name);
  writeFileSync(path, 'Signed');
  w.shell.willOpen(path);
  let id = '';
  for await (const event of await w.api.documents.add({ memberId, category: 'medical' })) {
    if (event.step === 'done') id = event.document?.id ?? '';
  }
  await w.api.documents.rename({ id, title, category: 'medical' });
}

describe('the search over everything', () => {
  it('finds a note once it is signed, by any of its words and without accents, with the words around', async () => {
    expect((await w.api.search.work({ text: 'nunez' })).notes).toEqual([]);
    await w.api.notes.sign({ id: noteId });
    const { notes } = await w.api.search.work({ text: 'nune guard' });
    expect(notes).toMatchObject([{ id: noteId, memberId, memberName: 'Marisol Guavatree' }]);
    expect(notes[0]?.excerpt).toMatch(/^….*guard.*Núñez/);
    expect((await w.api.search.work({ text: 'nu' })).notes).toEqual([]);
    expect((await w.api.search.work({ text: '"nunez' })).notes).toHaveLength(1);
    expect((await w.api.search.work({ text: 'nunez zebra' })).notes).toEqual([]);
  });

  it('forgives a slip in a word of a note, a task or a document’s name', async () => {
    const { notes } = await w.api.search.work({ text: 'gaurd clinc' });
    expect(notes).toMatchObject([{ id: noteId }]);
    expect(notes[0]?.excerpt).toContain('guard');
    // A word nobody ever wrote, and one that is there beside another that is not, find nothing.
    expect((await w.api.search.work({ text: 'guaxx' })).notes).toEqual([]);
    expect((await w.api.search.work({ text: 'guard zebre' })).notes).toEqual([]);
    const { id } = (await w.api.tasks.add({ memberId, title: 'Renew the pharmacy card', dueOn: null })).task;
    expect((await w.api.search.work({ text: 'pharmasy' })).tasks).toMatchObject([{ id }]);
    await addDocument('scan_2026.txt', 'Résumé of the hearing');
    const titles = async (text: string) =>
      (await w.api.documents.find({ text })).documents.map(({ title }) => title);
    expect(await titles('resume hear')).toEqual(['Résumé of the hearing']);
    expect(await titles('heering')).toEqual(['Résumé of the hearing']);
    expect(await titles('scan 2026')).toEqual(['Résumé of the hearing']);
  });

  it('finds open tasks by their title, and no longer once they are done', async () => {
    const { id } = (await w.api.tasks.add({ memberId, title: 'Bring the housing form', dueOn: null })).task;
    expect((await w.api.search.work({ text: 'hous fo' })).tasks).toMatchObject([
      { id, title: 'Bring the housing form', memberName: 'Marisol Guavatree' },
    ]);
    await w.api.tasks.done({ id });
    expect((await w.api.search.work({ text: 'hous fo' })).tasks).toEqual([]);
  });
});
