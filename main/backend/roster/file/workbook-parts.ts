import type { NumberStyle } from './cell-text.ts';
import { numberStyle, unescapeText } from './cell-text.ts';
import { tooLarge, unreadable } from './parsed-file.ts';
import type { WorkbookZip } from './workbook-zip.ts';
import { readXml, type XmlListener } from './xml-tokens.ts';

/** A sheet of a workbook. */
export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  /** The name of its part in the ZIP, lower case. */
  readonly part: string;
}

/** What is needed to read the sheets: their names, the styles of numbers, the texts they share. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly date1904: boolean;
  readonly styles: readonly NumberStyle[];
  readonly sharedTexts: readonly string[];
  readonly macros: boolean;
}

const MOST_TEXTS = 3_000_000;

interface Reading {
  readonly zip: WorkbookZip;
  readonly fileName: string;
  readonly signal: AbortSignal | undefined;
}

/** Reads what stands around the sheets. */
export async function readWorkbookParts(reading: Reading): Promise<WorkbookParts> {
  const { zip, fileName } = reading;
  const main = (await targets(reading, '', '_rels/.rels')).find(({ type }) =>
    type.endsWith('/officeDocument'),
  );
  const book = main?.part ?? 'xl/workbook.xml';
  if (!zip.has(book)) {
    throw unreadable(
      fileName,
      'is a ZIP file without a workbook in it. Unpack it, then open what is inside.',
    );
  }
  if (book.endsWith('.bin')) {
    throw unreadable(
      fileName,
      'is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV, then open that.',
    );
  }
  const folder = book.slice(0, book.lastIndexOf('/') + 1);
  const relations = await targets(reading, folder, `${folder}_rels/${book.slice(folder.length)}.rels`);
  const byId = new Map(relations.map((one) => [one.id, one]));
  const sheets: SheetPart[] = [];
  let date1904 = false;
  await drain(reading, book, {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const target = byId.get(attributes.id ?? '');
      if (!target?.type.endsWith('/worksheet')) return;
      sheets.push({
        name: attributes.name ?? `Sheet ${sheets.length + 1}`,
        hidden: (attributes.state ?? 'visible') !== 'visible',
        part: target.part,
      });
    },
  });
  const part = (type: string) => relations.find((one) => one.type.endsWith(type) && zip.has(one.part))?.part;
  const stylesPart = part('/styles');
  const textsPart = part('/sharedStrings');
  return {
    sheets,
    date1904,
    styles: stylesPart === undefined ? [] : await readStyles(reading, stylesPart),
    sharedTexts: textsPart === undefined ? [] : await readSharedTexts(reading, textsPart),
    macros: zip.names().some((name) => name.endsWith('vbaproject.bin')),
  };
}

async function drain({ zip, fileName, signal }: Reading, part: string, listener: XmlListener): Promise<void> {
  for await (const _done of readXml(zip.read(part), listener, { fileName, signal }));
}

async function targets(reading: Reading, folder: string, part: string) {
  const found: { readonly id: string; readonly type: string; readonly part: string }[] = [];
  if (!reading.zip.has(part.toLowerCase())) return found;
  await drain(reading, part.toLowerCase(), {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      // SECURITY: a target outside the file is never followed.
      if (name !== 'Relationship' || TargetMode === 'External') return;
      found.push({ id: Id, type: Type, part: resolvePart(folder, Target) });
    },
  });
  return found;
}

function resolvePart(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/').toLowerCase();
}

async function readStyles(reading: Reading, part: string): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  await drain(reading, part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) ids.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return ids.map((id) => numberStyle(id, codes.get(id)));
}

async function readSharedTexts(reading: Reading, part: string): Promise<string[]> {
  const texts: string[] = [];
  let current = '';
  let collecting = false;
  let phonetic = false;
  await drain(reading, part, {
    open(name) {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic = true;
      if (name === 't') collecting = !phonetic;
    },
    text(text) {
      if (collecting) current += text;
    },
    close(name) {
      if (name === 't') collecting = false;
      if (name === 'rPh') phonetic = false;
      if (name !== 'si') return;
      texts.push(unescapeText(current));
      if (texts.length > MOST_TEXTS) {
        throw tooLarge(reading.fileName, 'holds more texts than a member file can have.');
      }
    },
  });
  return texts;
}
