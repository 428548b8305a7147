import { countKnown, normalizeHeading } from '#shared/roster/headings.ts';
import type { Decoded } from './decode.ts';
import type { FileRow, ParsedFile, ParseProgress } from './parsed-file.ts';
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS, tooLarge, tooManyRows, unreadable } from './parsed-file.ts';
import { piecesOf, readXml, type XmlListener } from './xml-tokens.ts';

/** An element on the way down: its path, and whether something stands inside it. */
interface Step {
  readonly path: string;
  readonly name: string;
  text: string;
  parent: boolean;
}

/** What a value inside a record is called: the names from the record down to it. */
type Leaf = (path: string, name: string, value: string) => void;

const MOST_PATHS = 20_000;

/** Walks the values of a document: elements with text only, and attributes. */
function walk(
  events: {
    readonly leaf: Leaf;
    readonly enter: (path: string) => void;
    readonly leave: (path: string) => void;
  },
  fileName: string,
): XmlListener {
  const steps: Step[] = [];
  return {
    open(name, attributes) {
      const above = steps.at(-1);
      if (above) above.parent = true;
      const path = above ? `${above.path}/${name}` : name;
      if (path.length > 2000) throw unreadable(fileName, 'has names longer than a member file can have.');
      steps.push({ path, name, text: '', parent: false });
      events.enter(path);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute === 'nil' || attribute === 'schemaLocation' || attribute === 'xmlns') continue;
        events.leaf(`${path}/${attribute}`, attribute, value);
      }
    },
    text(text) {
      const step = steps.at(-1);
      if (step && step.text.length < 1_000_000) step.text += text;
    },
    close() {
      const step = steps.pop();
      if (!step) return;
      if (!step.parent) events.leaf(step.path, step.name, step.text.trim());
      events.leave(step.path);
    },
  };
}

/**
 * Reads a list of members in XML whose shape nobody told: the element that holds the most values with names Hearth
 * knows, each at most once, is a member; the names of the values are its headings.
 *
 * @throws AppError `FILE_UNREADABLE` for XML that is damaged or has no such element, `TOO_LARGE`, `CANCELLED`
 */
export async function* parseXml(
  { text, encoding, notices }: Decoded,
  fileName: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ParseProgress, ParsedFile> {
  refuseKnownFormats(text, fileName);
  const options = { fileName, signal };
  const total = text.length * 2;
  const look = surveyor(fileName);
  for await (const done of readXml(piecesOf(text), look.listener, options)) yield { done, total };
  const record = look.choose();
  if (record === null) {
    throw unreadable(
      fileName,
      'has no element that Hearth knows as a member, with a CIN or a last name in it.',
    );
  }
  const reader = collector(record, fileName);
  for await (const done of readXml(piecesOf(text), reader.listener, options)) {
    yield { done: text.length + done, total };
  }
  const name = record.slice(record.lastIndexOf('/') + 1);
  return {
    encoding: `XML, one ${name} for each member, ${encoding}`,
    delimiter: null,
    headings: reader.headings(),
    headingRow: 0,
    rows: reader.rows(),
    notices,
    numberColumns: new Set(),
    formulaColumns: new Set(),
    date1904: false,
  };
}

function refuseKnownFormats(text: string, fileName: string): void {
  const start = text.slice(0, 4000);
  if (/<(?:\w+:)?workbook\b/i.test(start)) {
    throw unreadable(fileName, 'is an Excel 2003 XML workbook. Save it as .xlsx or CSV, then open that.');
  }
  if (/<(?:!doctype\s+html|html|table)\b/i.test(start)) {
    throw unreadable(
      fileName,
      'is a web page, whatever its name says. Save it as .xlsx or CSV, then open that.',
    );
  }
}

/** Counts, for every element, how often it stands and how often each value stands below it. */
function surveyor(fileName: string) {
  const counts = new Map<string, number>();
  const leaves = new Map<string, number>();
  const count = (map: Map<string, number>, path: string) => {
    map.set(path, (map.get(path) ?? 0) + 1);
    if (map.size > MOST_PATHS) {
      throw unreadable(fileName, 'has more kinds of elements than a member file can have.');
    }
  };
  const listener = walk(
    { enter: (path) => count(counts, path), leave: () => {}, leaf: (path) => count(leaves, path) },
    fileName,
  );
  const choose = (): string | null => {
    // Only values Hearth knows can tell what a member is.
    const known = [...leaves].filter(([path]) => countKnown([path.slice(path.lastIndexOf('/') + 1)]) > 0);
    const scores = new Map<string, number>();
    for (const [path, times] of known) {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const above = path.slice(0, end);
        if (times <= (counts.get(above) ?? 0)) scores.set(above, (scores.get(above) ?? 0) + 1);
      }
    }
    const ranked = [...scores].sort(
      ([one, a], [other, b]) => b - a || other.split('/').length - one.split('/').length,
    );
    const [best] = ranked;
    return best === undefined || best[1] < 2 ? null : best[0];
  };
  return { listener, choose };
}

/** Collects the records of one path, with a column for every value found in any of them. */
function collector(record: string, fileName: string) {
  const columns = new Map<string, number>();
  const rows: FileRow[] = [];
  let cells: string[] | null = null;
  let cellCount = 0;
  let seen = new Map<string, number>();
  const put = (key: string, value: string) => {
    if (!cells) return;
    let column = columns.get(key);
    if (column === undefined) {
      column = columns.size;
      columns.set(key, column);
      if (columns.size > MOST_COLUMNS) {
        throw tooLarge(fileName, `has more than ${MOST_COLUMNS} kinds of values for each member.`);
      }
    }
    while (cells.length < column) cells.push('');
    cells[column] = value;
    cellCount += 1;
    if (cellCount > MOST_CELLS) throw tooLarge(fileName, 'has more values than a member file can have.');
  };
  const listener = walk(
    {
      enter(path) {
        if (path !== record) return;
        cells = [];
        seen = new Map();
      },
      leaf(path, _name, value) {
        if (!cells || !path.startsWith(`${record}/`)) return;
        const below = path.slice(record.length + 1);
        const times = (seen.get(below) ?? 0) + 1;
        seen.set(below, times);
        // A second phone in the same member becomes a column of its own.
        put(times === 1 ? below : `${below} ${times}`, value);
      },
      leave(path) {
        if (path !== record || !cells) return;
        rows.push({ rowNumber: rows.length + 1, cells });
        cells = null;
        if (rows.length > MOST_ROWS) throw tooManyRows(fileName);
      },
    },
    fileName,
  );
  return {
    listener,
    headings: () => headingsOf([...columns.keys()]),
    rows: (): FileRow[] =>
      rows.map(({ rowNumber, cells: found }) => ({
        rowNumber,
        cells: found.length < columns.size ? [...found, ...blanks(columns.size - found.length)] : found,
      })),
  };
}

function blanks(count: number): string[] {
  return new Array<string>(count).fill('');
}

/** The last name of each path; where two are called the same, the name above comes before it: "Mailing City". */
function headingsOf(paths: readonly string[]): string[] {
  const last = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const times = new Map<string, number>();
  for (const path of paths) {
    const key = normalizeHeading(last(path));
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return paths.map((path) =>
    (times.get(normalizeHeading(last(path))) ?? 0) > 1 ? path.replaceAll('/', ' ') : last(path),
  );
}
