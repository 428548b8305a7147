import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SAXParser, Tag } from 'sax';
import sax from 'sax';
import { stopped, unreadable } from './parsed-file.ts';

/** What a reader of XML wants to hear; names come without their namespace's prefix. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

type Decoder = InstanceType<typeof TextDecoder>;

const DEEPEST = 64;
const SLICE = 32_768;

/** Thrown for XML that is broken or asks for more than reading: the caller says it with the file's name. */
class XmlRefused extends Error {}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function createParser(listener: XmlListener): SAXParser {
  const parser = sax.parser(true, { position: true });
  let depth = 0;
  parser.onerror = (error) => {
    throw new XmlRefused(`is damaged near line ${parser.line + 1}: ${plainReason(error.message)}`);
  };
  // SECURITY: a document type can define entities that read other files or grow without end; none is ever read.
  parser.ondoctype = () => {
    throw new XmlRefused(
      'declares a document type, which could pull in other files. Hearth does not read it.',
    );
  };
  parser.onopentag = (tag) => {
    depth += 1;
    if (depth > DEEPEST) throw new XmlRefused(`is nested deeper than ${DEEPEST} levels.`);
    const attributes: Record<string, string> = Object.create(null);
    for (const [name, value] of Object.entries((tag as Tag).attributes)) attributes[localName(name)] = value;
    listener.open?.(localName(tag.name), attributes);
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    listener.close?.(localName(name));
  };
  parser.ontext = (text) => listener.text?.(text);
  parser.oncdata = (text) => listener.text?.(text);
  return parser;
}

/** The parser's word without the place and the sign it adds in further lines. */
function plainReason(message: string): string {
  const [first = 'it is not well-formed'] = message.split('\n');
  return `${first.charAt(0).toLowerCase()}${first.slice(1).replace(/\.$/, '')}.`;
}

/**
 * Reads XML piece by piece; tells after each piece how many characters or bytes of it are done.
 *
 * @throws AppError `FILE_UNREADABLE` for XML that is not well-formed, has a document type, or is nested endlessly.
 */
export async function* readXml(
  pieces: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  listener: XmlListener,
  options: { readonly fileName: string; readonly signal: AbortSignal | undefined },
): AsyncGenerator<number> {
  const parser = createParser(listener);
  let decoder: Decoder | null = null;
  let done = 0;
  try {
    for await (const piece of pieces) {
      done += piece.length;
      if (typeof piece !== 'string') decoder ??= decoderFor(piece);
      const text = typeof piece === 'string' ? piece : decode(piece, decoder);
      for (let start = 0; start < text.length; start += SLICE) parser.write(text.slice(start, start + SLICE));
      yield done;
      await nextTurn();
      if (options.signal?.aborted) throw stopped();
    }
    parser.close();
  } catch (error) {
    if (error instanceof XmlRefused) throw unreadable(options.fileName, error.message);
    throw error;
  }
}

/** The parts of a workbook are UTF-8 or, with a mark, UTF-16. */
function decoderFor([first, second]: Uint8Array): Decoder {
  const label =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label, { fatal: true });
}

function decode(piece: Uint8Array, decoder: Decoder | null): string {
  try {
    return decoder?.decode(piece, { stream: true }) ?? '';
  } catch {
    throw new XmlRefused('holds text in an encoding it does not name.');
  }
}

/** A text in pieces, for `readXml`. */
export function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += SLICE) yield text.slice(start, start + SLICE);
}
