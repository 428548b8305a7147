import { decodeText, isZip } from './decode.ts';
import { parseDelimited } from './delimited.ts';
import { type HeadingTest, MEMBER_HEADINGS, type ParsedFile, type ParseProgress } from './parsed-file.ts';
import { parseWorkbook } from './workbook.ts';
import { parseXml } from './xml-records.ts';

/**
 * Reads a plan's file by what is in it, whatever its name says: Excel workbook, XML, or delimited text.
 *
 * @throws AppError `FILE_UNREADABLE` or `TOO_LARGE` naming the file and, where there is one, the row; `CANCELLED`
 */
export async function* parseFile(
  bytes: Uint8Array,
  fileName: string,
  signal: AbortSignal | undefined,
  test: HeadingTest = MEMBER_HEADINGS,
): AsyncGenerator<ParseProgress, ParsedFile> {
  if (isZip(bytes)) return yield* parseWorkbook(bytes, fileName, signal, test);
  const decoded = decodeText(bytes, fileName);
  if (/^\s*<[?!a-z]/i.test(decoded.text.slice(0, 200))) return yield* parseXml(decoded, fileName, signal);
  return yield* parseDelimited(decoded, fileName, signal, test);
}

/** Reads a plan's file as a whole, for callers that show no progress. @throws AppError as `parseFile` */
export async function parseWhole(
  bytes: Uint8Array,
  fileName: string,
  signal: AbortSignal | undefined,
  test: HeadingTest,
): Promise<ParsedFile> {
  const reading = parseFile(bytes, fileName, signal, test);
  let step = await reading.next();
  while (!step.done) step = await reading.next();
  return step.value;
}
