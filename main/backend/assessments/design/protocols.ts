import type { ProtocolKind } from '#shared/assessments/protocols.ts';
import {
  PROTOCOL_DEFAULTS,
  PROTOCOL_KINDS,
  PROTOCOL_PLAIN,
  PROTOCOL_TITLES,
} from '#shared/assessments/protocols.ts';
import type { CallContext } from '../../context.ts';
import type { Block, PdfSpec } from '../../pdf/blocks.ts';
import { buildPdf } from '../../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../../pdf/write-file.ts';
import { getAgency } from '../../settings/agency.ts';
import { findProtocols, insertProtocol } from './store.ts';

/** What to do after each kind of safety answer: the agency's words, or Hearth's plain ones and that they are that. */
export async function listProtocols(context: CallContext) {
  const own = await findProtocols(context.db);
  return {
    protocols: PROTOCOL_KINDS.map((kind) => {
      const written = own.get(kind);
      return {
        kind,
        title: PROTOCOL_TITLES[kind],
        text: written?.text ?? PROTOCOL_DEFAULTS[kind],
        own: written !== undefined,
        changedAt: written?.at ?? null,
        changedBy: written?.by ?? null,
      };
    }),
  };
}

/** Puts the agency's words in place; earlier ones stay on file. */
export async function setProtocol(
  context: CallContext,
  input: { readonly kind: ProtocolKind; readonly text: string },
): Promise<{ kind: ProtocolKind }> {
  await insertProtocol(context.db, {
    id: context.newId(),
    kind: input.kind,
    text: input.text,
    at: context.now(),
    by: context.user.id,
  });
  context.about({ detail: { kind: input.kind } });
  return { kind: input.kind };
}

/** Writes the protocol as a page to hand on; nothing about a member stands on it. */
export async function printProtocol(
  context: CallContext,
  input: { readonly kind: ProtocolKind },
): Promise<{ fileName: string | null }> {
  const { protocols } = await listProtocols(context);
  const protocol = protocols.find(({ kind }) => kind === input.kind);
  if (!protocol) return { fileName: null };
  const agency = await getAgency(context);
  const target = await context.shell.saveFile({
    title: 'Save the protocol',
    suggestedName: fileNameOf(`Protocol ${protocol.title}`, 'pdf'),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (!target) return { fileName: null };
  const pdf = await buildPdf(protocolPage(protocol, agency.name, context.now()));
  await writeUserFile(target.path, pdf.bytes);
  return { fileName: target.name };
}

type Protocol = Awaited<ReturnType<typeof listProtocols>>['protocols'][number];

function protocolPage(protocol: Protocol, agency: string, now: string): PdfSpec {
  const title = `Safety protocol: ${protocol.title}`;
  return {
    title,
    subject: title,
    author: agency,
    lang: 'en-US',
    createdAt: new Date(now),
    header: { left: agency, right: 'Safety protocol' },
    footer: [protocol.own ? `As of ${protocol.changedAt?.slice(0, 10) ?? ''}` : 'Not your agency’s own text'],
    blocks: [
      { kind: 'heading', level: 1, text: protocol.title },
      ...(protocol.own ? [] : [{ kind: 'paragraph', text: PROTOCOL_PLAIN, look: 'quiet' } as const]),
      ...blocksOfText(protocol.text),
    ],
  };
}

/** Lines that begin with a hyphen become a list, the others paragraphs. */
function blocksOfText(text: string): Block[] {
  const blocks: Block[] = [];
  let items: string[] = [];
  const close = () => {
    if (items.length > 0) blocks.push({ kind: 'list', items });
    items = [];
  };
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else {
      close();
      if (line !== '') blocks.push({ kind: 'paragraph', text: line });
    }
  }
  close();
  return blocks;
}
