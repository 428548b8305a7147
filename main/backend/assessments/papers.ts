import { compileForm, type FormNode, nodeWords } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Member } from '#shared/members/member.ts';
import type { CallContext } from '../context.ts';
import type { Block, PdfSpec } from '../pdf/blocks.ts';
import { assessmentDocument } from './document.ts';
import { loadAssessmentsOf } from './load.ts';
import type { AssessmentRow } from './store.ts';

/** Every assessment of a member as a document, oldest first, with the list of what was not asked and why. */
export async function assessmentPapers(
  context: CallContext,
  options: {
    readonly member: Member;
    readonly agency: string;
    readonly instantOf: (instant: string) => string;
  },
): Promise<PdfSpec[]> {
  // Nothing was put away after the end of time, so discarded ones stay out.
  const rows = await loadAssessmentsOf(context, options.member.id, '9999');
  return rows.toReversed().map((row) => {
    const spec = assessmentDocument({ row, ...options, now: context.now() });
    return { ...spec, blocks: [...spec.blocks, ...notAsked(row)] };
  });
}

function notAsked(row: AssessmentRow): Block[] {
  const view = evaluate(compileForm(row.form.questionnaire), row.saved.store, { started: row.startedAt });
  const items = [...view.skipped.values()]
    .filter(({ own, node }) => own && !node.hidden)
    .map(({ node, because }) => `${wordsOf(node)} (${because})`);
  return items.length === 0
    ? []
    : [
        { kind: 'heading', level: 2, text: 'Not asked, and why' },
        { kind: 'list', items },
      ];
}

/** A group without words of its own is named by its id, which forms write with hyphens. */
function wordsOf(node: FormNode): string {
  const words = nodeWords(node);
  return words === node.linkId ? words.replaceAll('-', ' ') : words;
}
