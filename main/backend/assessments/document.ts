import type { FormNode } from '#shared/assessments/compile.ts';
import { compileForm, nodeWords } from '#shared/assessments/compile.ts';
import { conditionWords } from '#shared/assessments/conditions.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Form } from '#shared/assessments/form.ts';
import { answerWords } from '#shared/assessments/values.ts';
import type { Member } from '#shared/members/member.ts';
import type { Block, PdfSpec } from '../pdf/blocks.ts';
import type { AssessmentRow } from './store.ts';

/** What a printed assessment is made of. */
export interface AssessmentPaper {
  readonly row: AssessmentRow;
  readonly member: Member;
  readonly agency: string;
  readonly instantOf: (instant: string) => string;
  readonly now: string;
}

/** Lays a filled assessment out: what was asked and answered, the scores, and one line for each skipped answer. */
export function assessmentDocument(paper: AssessmentPaper): PdfSpec {
  const { row, member, agency, instantOf } = paper;
  const { form, completed } = row;
  const view = evaluate(compileForm(form.questionnaire), row.saved.store, { started: row.startedAt });
  const state = row.signedAt
    ? `Signed ${instantOf(row.signedAt)} by ${row.signedBy?.name ?? ''}`
    : 'Draft, not signed';
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: form.questionnaire.title },
    {
      kind: 'facts',
      rows: [
        { name: 'Member', value: `${member.name}, CIN ${member.cin}` },
        { name: 'State', value: state },
        { name: 'Form version', value: form.questionnaire.version },
        ...(row.saved.amends ? [{ name: 'Amended because', value: row.saved.amends.reason }] : []),
        ...(completed?.cosigned
          ? [
              {
                name: 'Co-signed',
                value: `${instantOf(completed.cosigned.at)} by ${completed.cosigned.by.name}`,
              },
            ]
          : []),
        ...(completed?.scores ?? []).map((score) => ({
          name: score.title,
          value: score.complete
            ? `${score.total}, ${score.band?.label ?? ''} (${score.ruleVersion})`
            : `${score.total} from ${score.answered} of ${score.of}, incomplete`,
        })),
      ],
    },
  ];
  let rows: string[][] = [];
  const close = () => {
    if (rows.length > 0) blocks.push({ kind: 'table', head: ['Question', 'Answer'], rows, shares: [3, 2] });
    rows = [];
  };
  for (const { node, answers } of view.open.values()) {
    if (node.hidden) continue;
    if (node.kind === 'group') {
      close();
      blocks.push(headingOf(node));
    } else if (node.kind === 'question' && answers.length > 0) {
      rows.push([questionOf(node), answers.map(answerWords).join(', ')]);
    }
  }
  close();
  const skipped = completed?.skipped ?? [];
  if (skipped.length > 0) {
    blocks.push({ kind: 'heading', level: 2, text: 'Answered, then not asked' });
    // The values stay in the skip history; paper names the questions only.
    blocks.push({ kind: 'list', items: skipped.map(({ question, because }) => `${question} (${because})`) });
  }
  if (form.questionnaire.copyright) {
    blocks.push({ kind: 'paragraph', text: form.questionnaire.copyright, look: 'quiet' });
  }
  return {
    title: `${form.title}, ${member.name}`,
    subject: form.questionnaire.title,
    author: agency,
    lang: 'en-US',
    createdAt: new Date(row.signedAt ?? paper.now),
    header: { left: agency, right: form.title },
    footer: [`${member.name}, CIN ${member.cin}`, state],
    ...(row.state === 'signed' ? {} : { watermark: 'Draft' }),
    blocks,
  };
}

/** Lays a form out for a pen: every question with room for its answer, and when it is asked. */
export function blankDocument(form: Form, agency: string, now: string): PdfSpec {
  const compiled = compileForm(form.questionnaire);
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: form.questionnaire.title },
    {
      kind: 'facts',
      rows: [
        { name: 'Name', value: LINE },
        { name: 'CIN', value: LINE },
        { name: 'Date', value: LINE },
      ],
    },
  ];
  for (const node of compiled.nodes) {
    if (node.hidden || node.readOnly) continue;
    const words = conditionWords(compiled, node);
    const when: Block[] =
      words === null ? [] : [{ kind: 'paragraph', text: `Only if ${words}`, look: 'quiet' }];
    if (node.kind === 'group') blocks.push(headingOf(node), ...when);
    else if (node.kind === 'display') blocks.push({ kind: 'paragraph', text: node.item.text ?? '' });
    else {
      const choices =
        node.item.type === 'boolean' ? ['Yes', 'No'] : node.options.map(({ answer }) => answerWords(answer));
      const room = choices.length > 0 ? choices.map((choice) => `[  ] ${choice}`).join('    ') : LINE;
      blocks.push({ kind: 'paragraph', text: [{ text: questionOf(node), bold: true }] }, ...when);
      blocks.push({ kind: 'paragraph', text: room });
    }
  }
  blocks.push({ kind: 'signatures', labels: ['Answered by', 'Asked by'] });
  if (form.questionnaire.copyright) {
    blocks.push({ kind: 'paragraph', text: form.questionnaire.copyright, look: 'quiet' });
  }
  return {
    title: form.questionnaire.title,
    subject: form.questionnaire.title,
    author: agency,
    lang: 'en-US',
    createdAt: new Date(now),
    header: { left: agency, right: `${form.title}, version ${form.questionnaire.version}` },
    footer: ['Blank form'],
    blocks,
  };
}

const LINE = '_'.repeat(48);

function headingOf(node: FormNode): Block {
  const number = node.repeat ? `, ${(node.path.at(-1) ?? 0) + 1}` : '';
  return { kind: 'heading', level: node.parent ? 3 : 2, text: `${nodeWords(node)}${number}` };
}

function questionOf(node: FormNode): string {
  return [node.item.prefix && `${node.item.prefix}.`, node.item.text ?? node.linkId]
    .filter(Boolean)
    .join(' ');
}
