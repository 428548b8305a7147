import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AddDocumentEvent } from '#shared/documents/contract.ts';
import { findInClear } from '../../fixtures/find-in-clear.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let memberId: string;
let files: string;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>window.hacked = 1</script></svg>';

beforeAll(async () => {
  w = await openTestWorkspace();
  files = join(w.root, 'files');
  mkdirSync(files);
  memberId = (await addPerson(w.api, await addPlan(w.api))).id;
});
afterAll(() => w.close());

async function add(
  name: string,
  content: string | Buffer | null,
  to = memberId,
): Promise<AddDocumentEvent[]> {
  const path = join(files, name);
  if (content !== null) writeFileSync(path, content);
  w.shell.willOpen(path);
  const events: AddDocumentEvent[] = [];
  for await (const event of await w.api.documents.add({ memberId: to, category: 'medical' }))
    events.push(event);
  return events;
}

async function added(name: string, content: string | Buffer) {
  const last = (await add(name, content)).at(-1);
  if (last?.step !== 'done' || !last.document) throw new Error('Nothing was added.');
  return last.document;
}

describe('documents of a chart', () => {
  it('keeps any file byte for byte, in pieces, and never in the clear', async () => {
    const secret = 'Rosewater discharge summary ';
    const content = Buffer.from(secret.repeat(100_000));
    const events = await add('Discharge summary.txt', content);
    expect(events.filter(({ step }) => step === 'read').length).toBeGreaterThan(2);
    const last = events.at(-1);
    if (last?.step !== 'done' || !last.document) throw new Error('Nothing was added.');
    expect(last).toMatchObject({
      outcome: 'added',
      document: {
        title: 'Discharge summary',
        name: 'Discharge summary.txt',
        media: 'text',
        category: 'medical',
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        addedBy: 'Lena Vantree',
        retired: null,
      },
    });
    const target = join(files, 'copy.txt');
    w.shell.willSave(target);
    await expect(w.api.documents.saveCopy({ id: last.document.id })).resolves.toEqual({
      saved: true,
      fileName: 'copy.txt',
    });
    expect(readFileSync(target).equals(content)).toBe(true);
    expect(findInClear([w.folder], ['Rosewater discharge'])).toEqual([]);
    const actions = (await w.api.audit.list({ memberId })).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['document.add', 'document.save-copy']));
  });

  it('says when the same file is there already, and adds it to another chart', async () => {
    const first = await added('id card.png', PNG);
    expect((await add('another name.png', PNG)).at(-1)).toMatchObject({
      outcome: 'same',
      document: { id: first.id },
    });
    const other = await addPerson(w.api, await addPlan(w.api, 'Clearwater Health'));
    expect((await add('id card.png', PNG, other.id)).at(-1)).toMatchObject({ outcome: 'added' });
  });

  it('judges by the bytes: pictures as pictures, pages and programs never as anything that runs', async () => {
    const hostile: readonly (readonly [string, Buffer | string, string, 'text' | 'content' | null])[] = [
      ['holiday.jpg', SVG, 'text', 'text'],
      ['letter.html', '<html><script>alert(1)</script></html>', 'text', 'text'],
      ['invoice.pdf', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00]), 'other', null],
      ['scan.exe', Buffer.concat([PNG, Buffer.from('x')]), 'png', 'content'],
      ['note.txt', Buffer.from([0x41, 0x00, 0x42]), 'other', null],
      ['half.txt', `${'é'.repeat(5000)}`, 'text', 'text'],
      ['real.pdf', '%PDF-1.7\nnot much of one', 'pdf', 'content'],
    ];
    for (const [name, content, media, shown] of hostile) {
      const document = await added(name, content);
      expect([name, document.media]).toEqual([name, media]);
      const preview = await w.api.documents.preview({ id: document.id });
      expect([name, preview.text !== null, preview.content !== null]).toEqual([
        name,
        shown === 'text',
        shown === 'content',
      ]);
      if (preview.content) {
        const bytes = Buffer.from(await preview.content.arrayBuffer());
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(document.sha256);
      }
    }
    const big = await added('log.txt', 'line\n'.repeat(100_000));
    const preview = await w.api.documents.preview({ id: big.id });
    expect([preview.text?.length, preview.cut]).toEqual([200_000, true]);
  });

  it('keeps a name on one line, without folders and without letters that turn it around', async () => {
    const document = await w.api.documents.addDropped({
      memberId,
      name: '../../etc/\u202Egpj.exe',
      content: btoa('x1'),
    });
    expect(document.document.name).toBe('gpj.exe');
    const long = await w.api.documents.addDropped({
      memberId,
      name: `${'a'.repeat(900)}.pdf`,
      content: btoa('x2'),
    });
    expect(long.document.name).toMatch(/^a{146}\.pdf$/);
  });

  it('refuses what is empty, too large, gone or no file, and keeps nothing of it', async () => {
    const before = (await w.api.documents.list({ memberId })).documents.length;
    await expect(add('empty.txt', '')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'empty.txt is empty. Nothing was added.',
    });
    await expect(add('gone.txt', null)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    writeFileSync(join(files, 'huge.bin'), '');
    truncateSync(join(files, 'huge.bin'), 51 * 1024 * 1024);
    await expect(add('huge.bin', null)).rejects.toMatchObject({
      code: 'TOO_LARGE',
      message: 'huge.bin has 51.0 MB. A chart takes files up to 50.0 MB. Nothing was added.',
    });
    mkdirSync(join(files, 'folder'));
    await expect(add('folder', null)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(
      w.api.documents.addDropped({ memberId, name: 'x', content: btoa('') }),
    ).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    w.shell.willOpen(null);
    const events = [];
    for await (const event of await w.api.documents.add({ memberId })) events.push(event);
    expect(events).toEqual([{ step: 'done', outcome: 'cancelled', document: null }]);
    expect((await w.api.documents.list({ memberId })).documents).toHaveLength(before);
  });

  it('is renamed, found by its title, taken off with a reason and put back; its content is final', async () => {
    const document = await added('scan0001.txt', 'a consent form');
    await w.api.documents.rename({ id: document.id, title: 'Consent, signed', category: 'consent' });
    const found = await w.api.documents.find({ text: 'signed cons' });
    expect(found.documents.map(({ id }) => id)).toEqual([document.id]);
    await expect(w.api.documents.retire({ id: document.id, reason: ' ' })).rejects.toMatchObject({
      message: 'Say why it is taken off the chart.',
    });
    const { document: retired } = await w.api.documents.retire({ id: document.id, reason: 'wrong member' });
    expect(retired.retired).toMatchObject({ by: 'Lena Vantree', reason: 'wrong member' });
    expect((await w.api.documents.find({ text: 'signed' })).documents).toEqual([]);
    expect((await w.api.documents.list({ memberId })).documents.at(-1)?.id).toBe(document.id);
    expect((await w.api.documents.putBack({ id: document.id })).document.retired).toBeNull();
    const db = w.backend.host.session?.workspace.db;
    if (!db) throw new Error('locked');
    for (const statement of [
      `update document set sha256 = 'x'`,
      'delete from document',
      `update document_chunk set content = x'00'`,
      'delete from document_chunk',
    ]) {
      await expect(sql.raw(statement).execute(db), statement).rejects.toThrow('final');
    }
  });

  it('lets an auditor look, and nobody but the care team write', async () => {
    const { documents } = await w.asRole('auditor').documents.list({ memberId });
    expect(documents.length).toBeGreaterThan(3);
    await expect(
      w.asRole('billing_lead').documents.addDropped({ memberId, name: 'x', content: btoa('y') }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
