import { isField, isList, MERGE_FIELDS, MERGE_LISTS, type MergeData } from './fields.ts';

/** The longest template; a letter is a few pages. */
export const MOST_TEMPLATE = 20_000;
const MOST_DEPTH = 4;

/** The legal elements of an authorization, as a template marks them: `{{!revoke}}` before the statement. */
export type Mark = string;

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly item: boolean }
  | { readonly kind: 'if'; readonly name: string; readonly not: boolean; readonly nodes: readonly Node[] }
  | { readonly kind: 'each'; readonly name: string; readonly nodes: readonly Node[] };

/** A template that was read without a problem. */
export interface Template {
  readonly nodes: readonly Node[];
  readonly fields: readonly string[];
  readonly marks: readonly Mark[];
}

/** Why a template cannot be used, with the line it happens on. */
export interface TemplateProblem {
  readonly line: number;
  readonly sentence: string;
}

interface Open {
  readonly kind: 'if' | 'each' | 'root';
  readonly name: string;
  readonly not: boolean;
  readonly line: number;
  readonly nodes: Node[];
}

class Stop extends Error {
  readonly problem: TemplateProblem;
  constructor(line: number, sentence: string) {
    super(sentence);
    this.problem = { line, sentence };
  }
}

/**
 * Reads a template.
 *
 * `{{field}}`, `{{#if field}} … {{/if}}`, `{{#unless field}} … {{/unless}}`, `{{#each list}} … {{/each}}`, and
 * `{{!mark}}` for a legal element. A line that begins with `# ` is a heading, with `- ` an item of a list, with
 * `___ ` a line to sign on.
 */
export function readTemplate(body: string): Template | { readonly problem: TemplateProblem } {
  try {
    return parse(body);
  } catch (error) {
    if (error instanceof Stop) return { problem: error.problem };
    throw error;
  }
}

function parse(body: string): Template {
  if (body.length > MOST_TEMPLATE) {
    const most = MOST_TEMPLATE.toLocaleString('en-US');
    throw new Stop(
      1,
      `The template has ${body.length.toLocaleString('en-US')} characters; ${most} are the most.`,
    );
  }
  if (body.trim() === '') throw new Stop(1, 'The template is empty.');
  const root: Open = { kind: 'root', name: '', not: false, line: 1, nodes: [] };
  const stack: Open[] = [root];
  const fields = new Set<string>();
  const marks: string[] = [];
  let at = 0;
  let line = 1;
  const top = () => stack.at(-1) ?? root;
  const text = (part: string) => {
    if (part !== '') top().nodes.push({ kind: 'text', text: part });
    line += part.split('\n').length - 1;
  };
  while (at < body.length) {
    const start = body.indexOf('{{', at);
    if (start < 0) break;
    text(body.slice(at, start));
    const end = body.indexOf('}}', start);
    if (end < 0 || body.slice(start, end).includes('\n'))
      throw new Stop(line, 'A field opens with {{ and does not close with }}.');
    const tag = body.slice(start + 2, end).trim();
    readTag(tag, line, stack, fields, marks);
    at = end + 2;
    // A line that holds a block tag only leaves no empty line behind.
    if (/^[#/!]/.test(tag) && body[at] === '\n' && (start === 0 || body[start - 1] === '\n')) {
      at += 1;
      line += 1;
    }
  }
  text(body.slice(at));
  if (stack.length > 1) {
    const open = top();
    throw new Stop(
      open.line,
      `{{#${open.kind === 'each' ? 'each' : open.not ? 'unless' : 'if'} ${open.name}}} is never closed.`,
    );
  }
  return { nodes: root.nodes, fields: [...fields], marks };
}

function readTag(tag: string, line: number, stack: Open[], fields: Set<string>, marks: string[]): void {
  const top = stack.at(-1);
  if (!top) return;
  const [word = '', name = '', ...more] = tag.split(/\s+/);
  if (tag.startsWith('!')) {
    marks.push(tag.slice(1).trim());
    return;
  }
  if (tag.startsWith('>')) {
    throw new Stop(line, 'A template cannot take in another template, or itself.');
  }
  if (more.length > 0) throw new Stop(line, `{{${tag}}} has too many words.`);
  if (word === '#if' || word === '#unless' || word === '#each') {
    if (stack.length > MOST_DEPTH)
      throw new Stop(line, `Blocks stand inside one another more than ${MOST_DEPTH} deep.`);
    if (word === '#each' ? !isList(name) : !isField(name) && !isList(name)) {
      throw new Stop(line, `There is no ${word === '#each' ? 'list' : 'field'} “${name}”.`);
    }
    if (word === '#each' && stack.some((open) => open.kind === 'each')) {
      throw new Stop(line, 'A list cannot stand inside a list.');
    }
    if (word !== '#each') fields.add(name);
    stack.push({ kind: word === '#each' ? 'each' : 'if', name, not: word === '#unless', line, nodes: [] });
    return;
  }
  if (word.startsWith('/')) {
    const expected = top.kind === 'root' ? '' : top.kind === 'each' ? '/each' : top.not ? '/unless' : '/if';
    if (word !== expected) {
      throw new Stop(
        line,
        expected === '' ? `{{${word}}} closes nothing.` : `{{${word}}} stands where {{${expected}}} is due.`,
      );
    }
    stack.pop();
    stack
      .at(-1)
      ?.nodes.push(
        top.kind === 'each'
          ? { kind: 'each', name: top.name, nodes: top.nodes }
          : { kind: 'if', name: top.name, not: top.not, nodes: top.nodes },
      );
    return;
  }
  const list = stack.findLast((open) => open.kind === 'each')?.name;
  const item = list !== undefined && isList(list) && (MERGE_LISTS[list] as readonly string[]).includes(word);
  if (!item && !isField(word)) throw new Stop(line, `There is no field “${word}”.`);
  if (!item) fields.add(word);
  top.nodes.push({ kind: 'field', name: word, item });
}

/** A part of a letter, in reading order. */
export type LetterBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'signatures'; readonly labels: readonly string[] };

/** A filled template, and the fields that were needed and are blank, in words. */
export interface FilledLetter {
  readonly blocks: readonly LetterBlock[];
  readonly missing: readonly string[];
}

// Put before a value that begins like markup. It prints nothing, and keeps data from becoming a heading or a list.
const GUARD = '\u2060';

function safe(value: string): string {
  const flat = value.replace(/\s+/g, ' ').trim();
  return /^[#_-]/.test(flat) ? `${GUARD}${flat}` : flat;
}

/** Fills a template. Text that comes from data is never read as a template again. */
export function fillTemplate(template: Template, data: MergeData): FilledLetter {
  const missing = new Set<string>();
  const fieldText = (name: string) => (data.fields[name] ?? '').trim();
  const there = (name: string) => fieldText(name) !== '' || (data.lists[name]?.length ?? 0) > 0;
  type Item = Readonly<Record<string, string>> | null;
  const write = (nodes: readonly Node[], item: Item): string =>
    nodes.map((node) => writeNode(node, item)).join('');
  const writeNode = (node: Node, item: Item): string => {
    if (node.kind === 'text') return node.text;
    if (node.kind === 'if') return there(node.name) !== node.not ? write(node.nodes, item) : '';
    if (node.kind === 'each') {
      return (data.lists[node.name] ?? []).map((one) => write(node.nodes, one)).join('');
    }
    if (node.item) return safe(item?.[node.name] ?? '');
    const value = fieldText(node.name);
    if (value === '' && isField(node.name)) missing.add(MERGE_FIELDS[node.name].words);
    return safe(value);
  };
  return { blocks: blocksOf(write(template.nodes, null)), missing: [...missing] };
}

/**
 * Everything a template could ever say: every branch of its conditions, its lists once, a word for every field.
 *
 * For checks that must hold for each letter, whoever it goes to.
 */
export function wholeText(template: Template, word: string): readonly LetterBlock[] {
  const write = (nodes: readonly Node[]): string =>
    nodes
      .map((node) => (node.kind === 'text' ? node.text : node.kind === 'field' ? word : write(node.nodes)))
      .join('');
  return blocksOf(write(template.nodes));
}

function blocksOf(text: string): LetterBlock[] {
  const blocks: LetterBlock[] = [];
  let lines: string[] = [];
  const endParagraph = () => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', text: lines.join('\n') });
    lines = [];
  };
  const add = (kind: 'list' | 'signatures', words: string) => {
    endParagraph();
    const last = blocks.at(-1);
    if (kind === 'list') {
      if (last?.kind === 'list') blocks[blocks.length - 1] = { kind, items: [...last.items, words] };
      else blocks.push({ kind, items: [words] });
    } else if (last?.kind === 'signatures') {
      blocks[blocks.length - 1] = { kind, labels: [...last.labels, words] };
    } else blocks.push({ kind, labels: [words] });
  };
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '') endParagraph();
    else if (/^#{1,2} /.test(line)) {
      endParagraph();
      blocks.push({ kind: 'heading', level: line.startsWith('##') ? 2 : 1, text: line.replace(/^#+ /, '') });
    } else if (line.startsWith('- ')) add('list', line.slice(2));
    else if (line.startsWith('___ ')) add('signatures', line.slice(4));
    else lines.push(line);
  }
  endParagraph();
  return blocks;
}

/** The text of a letter as one string, for its hash, the log and the checks. */
export function textOf(blocks: readonly LetterBlock[]): string {
  const words = (block: LetterBlock): string => {
    if (block.kind === 'list') return block.items.join('\n');
    return block.kind === 'signatures' ? block.labels.join('\n') : block.text;
  };
  return blocks.map(words).join('\n\n').replaceAll(GUARD, '');
}
