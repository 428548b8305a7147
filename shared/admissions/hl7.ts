/** One line of an HL7 v2 file: `PID|1||90000001A^^^PLAN|…`. */
export interface Hl7Segment {
  /** `PID`, `PV1`, … */
  readonly name: string;
  /** The line it stands in, counted from 1 as a text editor does. */
  readonly line: number;
  /** Fields as they stand; `fields[3]` is PID-3. In MSH the separator itself counts as MSH-1. */
  readonly fields: readonly string[];
}

/** One message of a file, from its MSH to the next. */
export interface Hl7Message {
  /** Counted from 1 in its file. */
  readonly number: number;
  readonly segments: readonly Hl7Segment[];
  readonly separators: Separators;
  /** What had to be passed over in it, with the line. */
  readonly remarks: readonly string[];
}

/** A file with its messages in order, and what is wrong with the file itself. */
export interface Hl7File {
  readonly messages: readonly Hl7Message[];
  readonly problems: readonly { readonly line: number; readonly sentence: string }[];
}

interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

const ENVELOPE = /^(FHS|FTS|BHS|BTS)(?![A-Za-z0-9])/;
const MOST_REMARKS = 5;

/** Whether a file's beginning is HL7 v2: a message or an envelope, with the MLLP start character or without. */
export function looksLikeHl7(text: string): boolean {
  return /^[\s\v\uFEFF]*(FHS|BHS|MSH)[^A-Za-z0-9\s]/.test(text);
}

/**
 * Splits an HL7 v2 file into messages and segments.
 *
 * Tolerant where senders differ: lines end in CR, LF or both, MLLP characters stand around messages or not, the
 * FHS/BHS envelope is there or not, separators are what MSH says. Nothing is thrown: what cannot be read is named by
 * its line, so that the messages beside it still go through. Messages are kept whole in the order of the file.
 */
export function splitHl7(text: string): Hl7File {
  const problems: { line: number; sentence: string }[] = [];
  const messages: OpenMessage[] = [];
  let open: OpenMessage | null = null;
  const promised = { line: 0, count: 0 };
  let strays = 0;
  for (const [index, raw] of linesOf(text).entries()) {
    const line = index + 1;
    const content = raw.replace(/^\s+/, '').replace(/\s+$/, '');
    if (content === '') continue;
    if (ENVELOPE.test(content)) {
      open = null;
      const count = content.startsWith('BTS')
        ? Number(content.slice(4).split(content[3] ?? '|')[0])
        : Number.NaN;
      if (Number.isInteger(count) && count > 0) {
        promised.line = line;
        promised.count += count;
      }
      continue;
    }
    if (content.startsWith('MSH')) {
      open = startMessage(content, line, messages.length + 1);
      messages.push(open);
      continue;
    }
    if (!open) {
      strays += 1;
      if (strays === 1) {
        problems.push({ line, sentence: `Line ${line} belongs to no message: no MSH stands before it.` });
      }
      continue;
    }
    addLine(open, content, line);
  }
  if (promised.count > 0 && promised.count !== messages.length) {
    const are = messages.length === 1 ? '1 is' : `${messages.length} are`;
    problems.push({
      line: promised.line,
      sentence: `Line ${promised.line}: the sender counts ${promised.count} messages, ${are} in the file. Ask the plan for the whole file.`,
    });
  }
  return { messages, problems };
}

interface OpenMessage {
  readonly number: number;
  readonly segments: Hl7Segment[];
  readonly separators: Separators;
  readonly remarks: string[];
}

/** SECURITY: control characters of the transport never get into what is kept or shown. */
function linesOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\u001c', '\v')
    .replace(/\v+(?=[\r\n]|$)/g, '')
    .replace(/(^|[\r\n])\v+/g, '$1')
    .replace(/\v+/g, '\n')
    .split(/\r\n|\r|\n/);
}

function startMessage(content: string, line: number, number: number): OpenMessage {
  const field = content[3] ?? '|';
  const plain = /[A-Za-z0-9\s]/.test(field);
  const separator = plain ? '|' : field;
  const parts = content.split(separator);
  const [component, repetition, mark, subcomponent] = parts[1] ?? '';
  const separators = {
    field: separator,
    component: component ?? '^',
    repetition: repetition ?? '~',
    escape: mark ?? '\\',
    subcomponent: subcomponent ?? '&',
  };
  // MSH-1 is the separator itself, so that every later field has the number that the standard gives it.
  const fields = ['MSH', separator, ...parts.slice(1)];
  const remarks = plain ? [`Line ${line}: MSH names no separators, so | and ^ were taken.`] : [];
  return { number, segments: [{ name: 'MSH', line, fields }], separators, remarks };
}

function addLine(message: OpenMessage, content: string, line: number): void {
  const fields = content.split(message.separators.field);
  const [name = ''] = fields;
  if (/^[A-Z][A-Z0-9]{2}$/.test(name)) {
    message.segments.push({ name, line, fields });
  } else if (message.remarks.length < MOST_REMARKS) {
    message.remarks.push(`Line ${line} is no segment and was passed over.`);
  }
}

/** The first segment of a name, or undefined. */
export function segmentOf(message: Hl7Message, name: string): Hl7Segment | undefined {
  return message.segments.find((segment) => segment.name === name);
}

/** How often a field is repeated: PID-3 holds one id a repetition. At least 1. */
export function repetitionsOf(message: Hl7Message, segment: Hl7Segment, field: number): number {
  return (segment.fields[field] ?? '').split(message.separators.repetition).length;
}

/**
 * A component of a field as text: unescaped, trimmed, and empty where it is missing or the sender wrote `""` (none).
 *
 * @param at component and subcomponent counted from 1, repetition from 0
 */
export function fieldText(
  message: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
  at: { readonly component?: number; readonly subcomponent?: number; readonly repetition?: number } = {},
): string {
  const { separators } = message;
  const raw =
    segment?.fields[field]
      ?.split(separators.repetition)
      [at.repetition ?? 0]?.split(separators.component)
      [(at.component ?? 1) - 1]?.split(separators.subcomponent)[(at.subcomponent ?? 1) - 1] ?? '';
  const text = unescaped(raw, separators)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '""' ? '' : text.slice(0, 300);
}

function unescaped(text: string, separators: Separators): string {
  const mark = separators.escape;
  if (!text.includes(mark)) return text;
  const meant: Readonly<Record<string, string>> = {
    F: separators.field,
    S: separators.component,
    T: separators.subcomponent,
    R: separators.repetition,
    E: mark,
    '.br': ' ',
  };
  const parts = text.split(mark);
  // Every second part stands between two escape characters; an odd one at the end is no escape at all.
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return part;
      if (index === parts.length - 1) return mark + part;
      return meant[part] ?? '';
    })
    .join('');
}
