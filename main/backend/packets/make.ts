import { setImmediate } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import type { Packet, PacketEvent } from '#shared/packets/contract.ts';
import type { Manifest } from '#shared/packets/manifest.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import type { Block, PdfSpec } from '../pdf/blocks.ts';
import { type PartSpan, type PdfPart, streamParts } from '../pdf/build-parts.ts';
import { missingSentence } from '../pdf/build-pdf.ts';
import { paperDate, paperInstant } from '../pdf/date-words.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { getAgency } from '../settings/agency.ts';
import { CHAPTERS, type Chapter, type Desk } from './gather.ts';
import { contentHash, sealManifest, writeManifest } from './manifest.ts';
import { insertPacket } from './store.ts';

/**
 * Gathers everything about a member into one bookmarked PDF and writes it where the person says.
 *
 * The file is written while it grows. Every part's bytes are hashed into a list that stands inside the file, and the
 * hash of the whole file stays in the workspace. The file, its row and its audit row come to be together or not at all.
 *
 * @throws AppError `CANCELLED` when it is stopped; nothing is written then.
 */
export async function* makePacket(
  context: CallContext,
  input: { readonly memberId: string; readonly purpose: string },
): AsyncGenerator<PacketEvent> {
  const member = await getMember(context, input.memberId);
  const agency = await getAgency(context);
  const id = context.newId();
  const madeAt = context.now();
  const target = await context.shell.saveFile({
    title: 'Save the audit packet',
    suggestedName: fileNameOf(`Audit packet ${member.name} ${member.cin} ${context.today()}`, 'pdf'),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (target === null) {
    yield { step: 'cancelled' };
    return;
  }
  const desk: Desk = {
    context,
    member,
    agency: agency.name,
    dateOf: (date) => paperDate(date, 'en-US'),
    instantOf: (instant) => paperInstant(instant, agency.timeZone, 'en-US'),
    sheet: (title, blocks) => sheet({ title, blocks, agency: agency.name, madeAt }, member),
  };
  const chapters: Chapter[] = [];
  for (const { name, gather } of CHAPTERS) {
    refuseStopped(context);
    yield { step: 'gathering', section: name, done: chapters.length, total: CHAPTERS.length * 2 };
    chapters.push(await gather(desk));
    await setImmediate();
  }
  const facts = { id, madeAt, madeBy: context.user.name, purpose: input.purpose };
  const progress = { done: 0 };
  let manifest: Manifest | null = null;
  const pdf = streamParts(
    {
      title: `Audit packet, ${member.name}`,
      subject: 'Audit packet',
      author: agency.name,
      lang: 'en-US',
      createdAt: new Date(madeAt),
    },
    (spans) => partsOf(context, desk, chapters, { facts, spans, progress }),
    {
      pageOfAll: (page) => `Packet page ${page}`,
      attachment: (spans) => ({
        name: 'manifest.json',
        type: 'application/json',
        description: 'The parts of this packet, with the SHA-256 of each',
        text: writeManifest({
          hearthPacket: 1,
          id,
          memberId: member.id,
          agency: agency.name,
          madeAt,
          madeBy: context.user.name,
          parts: spans.map(({ title, group, ...span }) => ({ ...span, title: partTitle(group, title) })),
          plans: chapters.flatMap(({ plans = [] }) => plans),
          content: contentHash(spans),
        }),
      }),
      seal: (tail, whole) => {
        manifest = sealManifest(tail, whole);
      },
    },
  );
  const keep = async (): Promise<Packet> => {
    refuseStopped(context);
    const built = await pdf.finished;
    const packet: Packet = {
      id,
      memberId: member.id,
      memberName: member.name,
      purpose: input.purpose,
      fileName: target.name,
      pages: built.pages,
      bytes: built.length,
      parts: built.spans.length,
      sha256: built.sha256,
      madeAt,
      madeBy: context.user.name,
    };
    await context.write(async (inside) => {
      await insertPacket(inside.db, {
        id,
        member_id: member.id,
        purpose: packet.purpose,
        file_name: packet.fileName,
        pages: packet.pages,
        bytes: packet.bytes,
        sha256: packet.sha256,
        manifest: JSON.stringify(manifest),
        created_at: madeAt,
        created_by: context.user.id,
      });
      await inside.record('packet.make', {
        memberId: member.id,
        entityId: id,
        detail: { pages: packet.pages, bytes: packet.bytes, sha256: packet.sha256 },
      });
    });
    return packet;
  };
  const writing = writeUserFile(target.path, pdf.bytes, keep);
  yield* watch(writing, () => ({
    step: 'gathering',
    section: chapters[Math.min(progress.done, chapters.length - 1)]?.name ?? '',
    done: CHAPTERS.length + progress.done,
    total: CHAPTERS.length * 2,
  }));
  const packet = await writing;
  const built = await pdf.finished;
  const gaps = missingSentence(built.missing);
  const problems = chapters.flatMap((one) => one.problems ?? []);
  yield { step: 'done', packet, notes: [...problems, ...(gaps === null ? [] : [gaps])] };
}

function refuseStopped(context: CallContext): void {
  if (context.signal?.aborted) throw new AppError('CANCELLED', 'Stopped. No packet was written.');
}

/** Says how far work has come until it ends; a failure of the work is the caller's to meet. */
async function* watch<Event>(work: Promise<unknown>, look: () => Event): AsyncGenerator<Event> {
  let over = false;
  const end = work.then(
    () => {
      over = true;
    },
    () => {
      over = true;
    },
  );
  while (!over) {
    yield look();
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 250))]);
  }
}

function partTitle(group: string, title: string): string {
  return group === title || title.startsWith(`${group},`) ? title : `${group}: ${title}`;
}

function sheet(
  page: {
    readonly title: string;
    readonly blocks: readonly Block[];
    readonly agency: string;
    readonly madeAt: string;
  },
  member: { readonly name: string; readonly cin: string },
): PdfSpec {
  return {
    title: page.title,
    subject: page.title,
    author: page.agency,
    lang: 'en-US',
    createdAt: new Date(page.madeAt),
    header: { left: page.agency, right: `Audit packet, ${page.title}` },
    footer: [`${member.name}, CIN ${member.cin}`],
    blocks: page.blocks,
  };
}

interface PacketFacts {
  readonly id: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly purpose: string;
}

async function* partsOf(
  context: CallContext,
  desk: Desk,
  chapters: readonly Chapter[],
  run: {
    readonly facts: PacketFacts;
    readonly spans: readonly PartSpan[];
    readonly progress: { done: number };
  },
): AsyncGenerator<PdfPart> {
  yield { spec: cover(desk, chapters, run.facts), group: 'About this packet' };
  for (const chapter of chapters) {
    for (const spec of chapter.documents) {
      refuseStopped(context);
      yield { spec, group: chapter.name };
    }
    run.progress.done += 1;
  }
  yield { spec: partList(desk, run.spans), group: 'Parts and hashes' };
}

function cover(desk: Desk, chapters: readonly Chapter[], facts: PacketFacts): PdfSpec {
  const { member } = desk;
  const problems = chapters.flatMap((one) => one.problems ?? []);
  return desk.sheet('About this packet', [
    { kind: 'heading', level: 1, text: 'Audit packet' },
    { kind: 'paragraph', look: 'lead', text: [{ text: member.name, bold: true }] },
    {
      kind: 'facts',
      rows: [
        { name: 'CIN', value: member.cin },
        { name: 'Plan', value: member.plan.name },
        { name: 'Made for', value: facts.purpose },
        { name: 'Made', value: `${desk.instantOf(facts.madeAt)} by ${facts.madeBy}` },
        { name: 'Number', value: facts.id },
      ],
    },
    ...problems.map((text) => ({ kind: 'paragraph', text: [{ text, bold: true }] }) as const),
    { kind: 'heading', level: 2, text: 'What is inside' },
    {
      kind: 'table',
      head: ['Chapter', 'Count'],
      shares: [3, 2],
      rows: chapters.map(({ name, count }) => [name, count]),
    },
    { kind: 'heading', level: 2, text: 'How to prove that it is unchanged' },
    {
      kind: 'paragraph',
      text:
        'The last pages list every part with its SHA-256. The same list is inside this file as manifest.json, and ' +
        'the hash of the whole file is kept in the workspace of the agency. Hearth compares them: Verify a packet.',
    },
  ]);
}

function partList(desk: Desk, spans: readonly PartSpan[]): PdfSpec {
  return desk.sheet('Parts and hashes', [
    { kind: 'heading', level: 1, text: 'Parts and hashes' },
    {
      kind: 'table',
      head: ['Part', 'Pages', 'SHA-256 of its bytes in this file'],
      shares: [4, 1.2, 5],
      rows: spans.map((span) => [
        partTitle(span.group, span.title),
        span.pages === 1 ? `${span.firstPage}` : `${span.firstPage} to ${span.firstPage + span.pages - 1}`,
        span.sha256,
      ]),
    },
    {
      kind: 'paragraph',
      text: [{ text: 'Content hash: ', bold: true }, { text: contentHash(spans) }],
    },
    {
      kind: 'paragraph',
      look: 'quiet',
      text: 'The content hash is the SHA-256 over the hashes above, in order, written in hexadecimal.',
    },
  ]);
}
