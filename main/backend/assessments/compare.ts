import { compileForm, nodeWords } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import { answerWords } from '#shared/assessments/values.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { loadAssessment } from './load.ts';
import type { AssessmentRow } from './store.ts';

/** Two assessments of one form, question by question in the newer one's order; null = not asked or blank. */
export async function compareAssessments(
  context: CallContext,
  input: { readonly before: string; readonly after: string },
) {
  const before = await loadAssessment(context, input.before);
  const after = await loadAssessment(context, input.after);
  if (before.memberId !== after.memberId || before.form.id !== after.form.id) {
    throw new AppError('CONFLICT', 'Only two of the same form, of one member, are compared.');
  }
  const old = answersOf(before);
  const now = answersOf(after);
  const rows = [...new Map([...now, ...old]).keys()].map((linkId) => {
    const [was, is] = [old.get(linkId), now.get(linkId)];
    return {
      linkId,
      question: is?.question ?? was?.question ?? linkId,
      before: was?.words ?? null,
      after: is?.words ?? null,
      changed: was?.words !== is?.words,
    };
  });
  return {
    beforeAt: before.signedAt ?? before.updatedAt,
    afterAt: after.signedAt ?? after.updatedAt,
    rows,
  };
}

function answersOf(row: AssessmentRow): Map<string, { question: string; words: string }> {
  const view = evaluate(compileForm(row.form.questionnaire), row.saved.store, { started: row.startedAt });
  const answered = [...view.open.values()].filter(({ node, answers }) => answers.length > 0 && !node.hidden);
  return new Map(
    answered.map(({ node, answers }) => [
      node.linkId,
      {
        question: [node.item.prefix && `${node.item.prefix}.`, nodeWords(node)].filter(Boolean).join(' '),
        words: answers.map(answerWords).join(', '),
      },
    ]),
  );
}
