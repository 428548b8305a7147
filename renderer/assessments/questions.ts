import type { CompiledForm, FormNode } from '#shared/assessments/compile.ts';
import { nodeWords } from '#shared/assessments/compile.ts';
import { unanswered } from '#shared/assessments/complete.ts';
import type { Answer } from '#shared/assessments/questionnaire.ts';
import { EXTENSION, findExtension } from '#shared/assessments/questionnaire.ts';
import { answerWords, compareAnswers } from '#shared/assessments/values.ts';
import type { SkippedItem, View } from '#shared/assessments/view.ts';

/** One way to answer a question, and the digit that chooses it. */
export interface Choice {
  readonly key: string;
  readonly answer: Answer;
  readonly label: string;
  readonly digit: string | null;
}

/**
 * The choices of a question; none for questions that are typed.
 *
 * Digits are the scores where every answer has one (0 to 3), else they count from 1.
 */
export function choicesOf(node: FormNode): readonly Choice[] {
  const answers: readonly Answer[] =
    node.item.type === 'boolean'
      ? [{ valueBoolean: true }, { valueBoolean: false }]
      : node.options.map((option) => option.answer);
  const weights = node.options.map((option) => option.weight);
  const scored =
    weights.length > 0 &&
    weights.every((weight) => weight !== null && Number.isInteger(weight) && weight >= 0 && weight <= 9) &&
    new Set(weights).size === weights.length;
  return answers.map((answer, index) => ({
    key: answer.valueCoding?.code ?? answerWords(answer),
    answer,
    label: answerWords(answer),
    digit: scored ? String(weights[index]) : index < 9 ? String(index + 1) : null,
  }));
}

/** Whether an answer is among those given. */
export function isChosen(answers: readonly Answer[], answer: Answer): boolean {
  return answers.some((given) => compareAnswers(given, answer) === 'equal');
}

/** Open questions that people see, in document order; with `within` only those beneath it. */
export function questionsOf(view: View, within?: FormNode): readonly FormNode[] {
  return view.form.nodes.filter(
    (node) =>
      node.kind === 'question' &&
      !node.hidden &&
      view.open.has(node.linkId) &&
      (!within || isWithin(node, within)),
  );
}

/** Where to go on: the first blank that must be answered, else the first blank, else nothing. */
export function firstBlank(view: View): FormNode | null {
  const [missing] = unanswered(view);
  if (missing?.kind === 'question') return missing;
  const open = questionsOf(view, missing);
  return open.find((node) => view.open.get(node.linkId)?.answers.length === 0 && !node.readOnly) ?? null;
}

/** Top-level parts of a form, as the list at the left shows them. */
export function sectionsOf(form: CompiledForm): readonly FormNode[] {
  return form.nodes.filter((node) => node.parent === null && !node.hidden && node.kind !== 'display');
}

/** The section a question stands in. */
export function sectionOf(node: FormNode): FormNode {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

/** What is closed in a section by a rule of its own; what hangs beneath it is not listed again. */
export function notAsked(view: View, section?: FormNode): readonly SkippedItem[] {
  return [...view.skipped.values()].filter(
    (item) => item.own && !item.node.hidden && (!section || isWithin(item.node, section)),
  );
}

/** One thing drawn in a section. */
export type Block =
  | {
      readonly kind: 'matrix';
      readonly key: string;
      readonly choices: readonly Choice[];
      readonly rows: readonly Line[];
    }
  | { readonly kind: 'line'; readonly key: string; readonly line: Line };

/** A question, a sentence that says why the next ones are asked, or a text of the form. */
export type Line =
  | { readonly kind: 'question'; readonly node: FormNode; readonly inTable: boolean }
  | { readonly kind: 'because'; readonly node: FormNode; readonly text: string }
  | { readonly kind: 'heading' | 'text'; readonly node: FormNode; readonly text: string }
  /** One occurrence of a repeating group begins, or all have been shown and one more may come. */
  | { readonly kind: 'occurrence' | 'add'; readonly node: FormNode; readonly text: string }
  /** Closed, but to be seen: the form asks to gray it instead of hiding it. */
  | { readonly kind: 'protected'; readonly node: FormNode; readonly text: string };

/** What a section draws: neighbors with the same answers stand in one table, where the form asks for that. */
export function blocksOf(view: View, section: FormNode): readonly Block[] {
  const lines: Line[] = [];
  const whole = section.kind !== 'group' || section.repeat !== null;
  collect(whole ? [section] : section.children, isTable(section), view, lines);
  const blocks: Block[] = [];
  let rows: Line[] = [];
  const close = () => {
    const [first] = rows;
    if (first) blocks.push(toMatrix(first, rows));
    rows = [];
  };
  let waiting: Line[] = [];
  for (const line of lines) {
    const firstRow = rows.find((row) => row.kind === 'question');
    const fits =
      line.kind === 'question' &&
      line.inTable &&
      choicesOf(line.node).length > 0 &&
      (!firstRow || sameChoices(line.node, firstRow.node));
    if (fits) {
      rows.push(...waiting, line);
      waiting = [];
    } else if (line.kind === 'because' && rows.length > 0) waiting.push(line);
    else {
      close();
      for (const each of [...waiting, line])
        blocks.push({ kind: 'line', key: `${each.kind}:${each.node.linkId}`, line: each });
      waiting = [];
    }
  }
  close();
  return blocks;
}

function toMatrix(first: Line, rows: readonly Line[]): Block {
  return { kind: 'matrix', key: `matrix:${first.node.linkId}`, choices: choicesOf(first.node), rows };
}

function collect(nodes: readonly FormNode[], inTable: boolean, view: View, lines: Line[]): void {
  for (const node of nodes) {
    const item = view.open.get(node.linkId);
    if (node.hidden) continue;
    if (!item) {
      const closed = view.skipped.get(node.linkId);
      if (closed?.own && node.disabledDisplay === 'protected') {
        lines.push({ kind: 'protected', node, text: `Not asked: ${closed.because}` });
      }
      continue;
    }
    if (node.kind === 'question') {
      lines.push({ kind: 'question', node, inTable: inTable && !node.item.repeats });
      collect(node.children, false, view, lines);
    } else if (node.kind === 'display') {
      lines.push({ kind: 'text', node, text: node.item.text ?? '' });
    } else {
      if (node.repeat) lines.push({ kind: 'occurrence', node, text: occurrenceWords(node) });
      else if (node.item.text) lines.push({ kind: 'heading', node, text: node.item.text });
      if (item.because) lines.push({ kind: 'because', node, text: item.because });
      collect(node.children, inTable || isTable(node), view, lines);
      const { repeat } = node;
      const isLast = nodes[nodes.indexOf(node) + 1]?.repeat?.key !== repeat?.key;
      if (repeat && isLast && (node.path.at(-1) ?? 0) + 1 < repeat.most) {
        lines.push({ kind: 'add', node, text: `Add another to “${nodeWords(node)}”` });
      }
    }
  }
}

/** "Medicines, 2" */
export function occurrenceWords(node: FormNode): string {
  return `${nodeWords(node)}, ${(node.path.at(-1) ?? 0) + 1}`;
}

function isTable(node: FormNode): boolean {
  const control = findExtension(node.item, EXTENSION.itemControl)?.valueCodeableConcept;
  return control?.coding?.some((coding) => coding.code === 'gtable' || coding.code === 'table') ?? false;
}

function sameChoices(left: FormNode, right: FormNode): boolean {
  const keys = (node: FormNode) => choicesOf(node).map((choice) => `${choice.key}|${choice.digit}`);
  return keys(left).join('\n') === keys(right).join('\n');
}

/** Whether an item is a group, or stands beneath it. */
export function isWithin(node: FormNode, group: FormNode): boolean {
  for (let above: FormNode | null = node; above; above = above.parent) if (above === group) return true;
  return false;
}

/** "item 8", or the question's own words where it has no number. */
export function itemName(node: FormNode): string {
  return node.item.prefix ? `item ${node.item.prefix}` : nodeWords(node);
}

/** "7 questions opened, 1 closed"; null when nothing moved. */
export function movesInWords(before: View, after: View): string | null {
  const seen = (view: View) => new Set(questionsOf(view).map((node) => node.linkId));
  const [old, now] = [seen(before), seen(after)];
  const opened = [...now].filter((linkId) => !old.has(linkId)).length;
  const closed = [...old].filter((linkId) => !now.has(linkId)).length;
  const count = (number: number) => `${number} ${number === 1 ? 'question' : 'questions'}`;
  if (opened > 0 && closed > 0) return `${count(opened)} opened, ${closed} closed`;
  if (opened > 0) return `${count(opened)} opened`;
  return closed > 0 ? `${count(closed)} closed` : null;
}

/** A question's words with its number: "10. How difficult …" */
export function labelOf(node: FormNode): string {
  return [node.item.prefix && `${node.item.prefix}.`, node.item.text].filter(Boolean).join(' ');
}
