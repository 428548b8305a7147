import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { create, type Font, type GlyphRun } from 'fontkit';
import type { MissingCharacter } from './blocks.ts';

/** The weights documents are set in. */
export type Weight = 400 | 600;

/** A font of one script in one weight, parsed once for the life of the process. */
export interface Face {
  /** Name under which a document registers it, for example `latin-400`. */
  readonly key: string;
  readonly font: Font;
}

/** A stretch of text that one face can print. */
export interface FaceRun {
  readonly face: Face;
  readonly text: string;
}

/**
 * The scripts Noto Sans is cut into, most likely first.
 *
 * All of them are set left to right with one glyph a letter; scripts that need joining or reordering are not
 * here until a test proves that they come out right.
 */
const SCRIPTS = [
  'latin',
  'latin-ext',
  'vietnamese',
  'cyrillic',
  'cyrillic-ext',
  'greek',
  'greek-ext',
  'armenian',
] as const;

/** What stands in the document where no face has the character. */
export const REPLACEMENT = '[?]';

// Resolved from node_modules by Node itself, which works the same in plain Node, in the built backend and inside
// the packed application, because fonts are a production dependency and stay outside the bundle.
const { resolve } = createRequire(import.meta.url);

const faces = new Map<string, Face>();

/**
 * Unpacks a WOFF file into the plain font inside it.
 *
 * fontkit unpacks a table of a WOFF anew every time it reads it, which is most of the time a document takes; done
 * once here, documents are several times faster.
 *
 * @see W3C, WOFF File Format 1.0, sections 3 to 5.
 */
function openWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = 44 + index * 20;
    const offset = woff.readUInt32BE(at + 4);
    const packed = woff.subarray(offset, offset + woff.readUInt32BE(at + 8));
    const length = woff.readUInt32BE(at + 12);
    return {
      head: woff.subarray(at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packed.length < length ? inflateSync(packed) : packed,
    };
  });
  const header = Buffer.alloc(12 + count * 16);
  woff.copy(header, 0, 4, 8);
  const log = Math.floor(Math.log2(count));
  header.writeUInt16BE(count, 4);
  header.writeUInt16BE(2 ** log * 16, 6);
  header.writeUInt16BE(log, 8);
  header.writeUInt16BE(count * 16 - 2 ** log * 16, 10);
  const parts: Buffer[] = [header];
  let offset = header.length;
  tables.forEach(({ head, checksum, bytes }, index) => {
    const at = 12 + index * 16;
    head.copy(header, at);
    header.writeUInt32BE(checksum, at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(bytes.length, at + 12);
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  });
  return Buffer.concat(parts);
}

function faceOf(script: (typeof SCRIPTS)[number], weight: Weight): Face {
  const key = `${script}-${weight}`;
  const known = faces.get(key);
  if (known) return known;
  const family = script === 'armenian' ? 'noto-sans-armenian' : 'noto-sans';
  const file = resolve(`@fontsource/${family}/files/${family}-${key}-normal.woff`);
  const font = create(openWoff(readFileSync(file)));
  if (!('layout' in font)) throw new Error(`${key} is a collection of fonts.`);
  rememberShapes(font);
  rememberOutlines(font);
  const face = { key, font };
  faces.set(key, face);
  return face;
}

const MOST_SHAPES = 20_000;

/**
 * Shapes every word once for the life of the process, because most words come again in the next document.
 *
 * pdfkit scales the positions it is given in place, so each caller gets positions of its own; the glyphs are shared.
 */
function rememberShapes(font: Font): void {
  const shapes = new Map<string, GlyphRun>();
  const shape = font.layout.bind(font);
  font.layout = (text, features, ...rest) => {
    const key = features === undefined ? text : `${JSON.stringify(features)} ${text}`;
    let run = shapes.get(key);
    if (!run) {
      run = shape(text, features, ...rest);
      if (shapes.size >= MOST_SHAPES) shapes.clear();
      shapes.set(key, run);
    }
    const { glyphs, advanceWidth } = run;
    return { glyphs, advanceWidth, positions: run.positions.map((one) => ({ ...one })) } as GlyphRun;
  };
}

/** What fontkit's subset of a TrueType font does for one glyph, and what it keeps of it. */
interface Subset {
  readonly glyf: Uint8Array[];
  readonly loca: { readonly offsets: number[] };
  readonly hmtx: { readonly metrics: object[] };
  offset: number;
  _addGlyph(id: number): number;
}

/**
 * Reads the outline of every glyph once for the life of the process: a document's own subset of the font is put
 * together from them. A glyph made of others is left to fontkit, which numbers its parts anew in every subset.
 */
function rememberOutlines(font: Font): void {
  const outlines = new Map<number, { readonly bytes: Uint8Array; readonly metrics: object }>();
  const create = font.createSubset.bind(font);
  font.createSubset = () => {
    const made = create();
    const subset = made as unknown as Subset;
    const read = subset._addGlyph.bind(subset);
    subset._addGlyph = (id) => {
      const known = outlines.get(id);
      if (!known) {
        const at = read(id);
        const bytes = subset.glyf[at];
        const metrics = subset.hmtx.metrics[at];
        // A count of contours below zero says that the glyph is made of others.
        const whole = bytes && (bytes.length < 2 || (bytes[0] ?? 0) < 0x80);
        if (whole && metrics) outlines.set(id, { bytes, metrics });
        return at;
      }
      subset.glyf.push(known.bytes);
      subset.loca.offsets.push(subset.offset);
      subset.hmtx.metrics.push(known.metrics);
      subset.offset += known.bytes.length;
      return subset.glyf.length - 1;
    };
    return made;
  };
}

function has(face: Face, text: string): boolean {
  for (const character of text) {
    if (!face.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return false;
  }
  return true;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Splits text into what a reader sees as single characters. */
export function characters(text: string): string[] {
  return [...graphemes.segment(text)].map((part) => part.segment);
}

/**
 * Brings text into the form documents print: composed letters, plain spaces, no invisible characters.
 *
 * Line feeds stay; the layout starts a new line for each.
 */
export function printable(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/[\t\v\f\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
      .replace(/[\u2010\u2011]/g, '-')
      // Zero-width characters, direction marks, soft hyphens and variation selectors print nothing by themselves.
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')
  );
}

/** Collects the characters no face has while a document is laid out. */
export type Missing = Map<string, MissingCharacter>;

/**
 * Splits text into stretches that one face each can print, and notes what none can.
 *
 * A letter and its combining marks stay in one face where any face has them all.
 */
export function faceRuns(text: string, weight: Weight, missing: Missing): readonly FaceRun[] {
  const first = faceOf(SCRIPTS[0], weight);
  if (has(first, text)) return [{ face: first, text }];
  const runs: { face: Face; text: string }[] = [];
  const put = (face: Face, part: string) => {
    const last = runs.at(-1);
    if (last?.face === face) last.text += part;
    else runs.push({ face, text: part });
  };
  for (const character of characters(text)) {
    const face = SCRIPTS.map((script) => faceOf(script, weight)).find((candidate) =>
      has(candidate, character),
    );
    if (face) {
      put(face, character);
      continue;
    }
    const codePoints = [...character]
      .map((part) => `U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
      .join(' ');
    missing.set(codePoints, { text: character, codePoints });
    put(first, REPLACEMENT);
  }
  return runs;
}

/** The characters of a text that no face can print; empty when all can be printed. */
export function missingIn(text: string): readonly MissingCharacter[] {
  const missing: Missing = new Map();
  for (const line of printable(text).split('\n')) faceRuns(line, 400, missing);
  return [...missing.values()];
}
