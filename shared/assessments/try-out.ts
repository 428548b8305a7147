import { AppError } from '../errors.ts';
import { checkQuestionnaire } from './check.ts';
import type { FormNode } from './compile.ts';
import { compileUnchecked } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { storeFromResponse } from './from-response.ts';
import type { Issue } from './issues.ts';
import { issuesOf } from './issues.ts';
import { valueKeyOf } from './questionnaire.ts';
import { isObject, readQuestionnaire, text } from './read-questionnaire.ts';
import { weightOf } from './score.ts';
import type { View } from './view.ts';

/** A sum of answer weights; without `complete` it is no score, because a blank is never a zero. */
export interface TriedScore {
  readonly total: number;
  readonly answered: number;
  readonly of: number;
  readonly complete: boolean;
}

/** What a public questionnaire comes to, as data. */
export interface TriedOut {
  /** Every enabled item, groups and displays included, in document order; occurrences as `linkId[index]`. */
  readonly enabled: readonly string[];
  readonly issues: readonly (Omit<Issue, 'code'> & { readonly code: string })[];
  readonly calculated: Readonly<Record<string, unknown>>;
  /** Of every group that holds weighted questions, and of the whole form under `total`. */
  readonly scores: Readonly<Record<string, TriedScore>>;
}

/**
 * Runs any questionnaire with any response, without a workspace: nothing is refused that can be run in part, and all
 * that is wrong is told in `issues`.
 *
 * @throws AppError `VALIDATION` when the questionnaire is none.
 */
export function tryOut(input: unknown): TriedOut {
  if (!isObject(input)) throw new AppError('VALIDATION', 'Give {"questionnaire": …, "response": …}.');
  const { questionnaire, problems } = readQuestionnaire(input.questionnaire);
  const form = compileUnchecked(questionnaire);
  const { response } = input;
  if (response !== undefined && response !== null && !isObject(response)) {
    throw new AppError('VALIDATION', 'The response is not a FHIR QuestionnaireResponse.');
  }
  // A form tried twice gives the same result: the clock is the response's, or a fixed one.
  const authored = isObject(response) ? text(response.authored) : undefined;
  const started =
    authored !== undefined && !Number.isNaN(Date.parse(authored)) ? authored : '2000-01-01T00:00:00Z';
  const stamp = { at: started, by: 'response', started };
  const filled = storeFromResponse(form, response, stamp, { lenient: true });
  const view = evaluate(form, filled.store, stamp);
  return {
    enabled: [...view.open.keys()],
    issues: [
      ...[...problems, ...checkQuestionnaire(questionnaire)].map((problem) => ({
        ...problem,
        linkId: problem.linkId ?? '',
      })),
      ...filled.problems.map((problem) => ({ ...problem, code: 'response', severity: 'warning' as const })),
      ...issuesOf(view),
    ],
    calculated: Object.fromEntries(
      [...view.open.values()]
        .filter(({ node, answers }) => node.calculated && answers.length > 0)
        .map(({ node, answers }) => {
          const values = answers.map((answer) => answer[valueKeyOf(answer) ?? 'valueString']);
          return [node.linkId, node.item.repeats ? values : values[0]];
        }),
    ),
    scores: scoresOfGroups(view),
  };
}

function scoresOfGroups(view: View): Record<string, TriedScore> {
  const weighted = [...view.open.values()].filter(({ node }) =>
    node.options.some(({ weight }) => weight !== null),
  );
  const sumOf = (items: typeof weighted): TriedScore => {
    const weights = items.map(weightOf).filter((weight) => weight !== null);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { total, answered: weights.length, of: items.length, complete: weights.length === items.length };
  };
  if (weighted.length === 0) return {};
  const groups = new Map<string, typeof weighted>();
  for (const item of weighted) {
    const linkId = groupOf(item.node)?.linkId ?? '';
    groups.set(linkId, [...(groups.get(linkId) ?? []), item]);
  }
  return Object.fromEntries([
    ...[...groups]
      .filter(([linkId]) => linkId !== '')
      .map(([linkId, items]) => [linkId, sumOf(items)] as const),
    ['total', sumOf(weighted)] as const,
  ]);
}

function groupOf(node: FormNode): FormNode | null {
  let above = node.parent;
  while (above && above.kind !== 'group') above = above.parent;
  return above;
}
