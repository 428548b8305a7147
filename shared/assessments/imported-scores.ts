import { spanOfScore } from './design/check-form.ts';
import { expressionOf, weightOfOption } from './design/item-parts.ts';
import { placedItems } from './design/tree.ts';
import type { ScoreRule } from './form.ts';
import { findContainers } from './nodes.ts';
import type { Questionnaire, QuestionnaireItem } from './questionnaire.ts';
import { EXTENSION } from './questionnaire.ts';

/** Names of what an expression adds up: the standard function, and the extensions read by hand. */
const ADDS_UP = /weight\(\)|ordinal\(\)|ordinalValue|itemWeight|\.sum\(\)|\baggregate\(/;

/**
 * The scores a form from elsewhere carries: each calculated total over the weighted questions it names, or one over
 * all of them where it calculates none.
 *
 * FHIR has no place for bands and cut-offs, so these have none until somebody adds them in a copy.
 */
export function scoresOfImported(questionnaire: Questionnaire): readonly ScoreRule[] {
  const items = placedItems(questionnaire).map(({ item }) => item);
  const repeating = findContainers(questionnaire);
  const weighted = items.filter(
    (item) =>
      !item.repeats &&
      (repeating.get(item.linkId)?.length ?? 0) === 0 &&
      (item.answerOption?.length ?? 0) > 0 &&
      (item.answerOption ?? []).every((option) => weightOfOption(option) !== null),
  );
  if (weighted.length === 0) return [];
  const totals = items.flatMap((item) => {
    const expression = expressionOf(item, EXTENSION.calculatedExpression)?.expression ?? '';
    if (!ADDS_UP.test(expression)) return [];
    const named = weighted.filter(({ linkId }) => expression.includes(`'${linkId}'`));
    return [ruleOf(item.linkId, item.text ?? item.linkId, named.length > 0 ? named : weighted)];
  });
  return totals.length > 0 ? totals : [ruleOf('total', 'Total of the answers', weighted)];
}

function ruleOf(id: string, title: string, counted: readonly QuestionnaireItem[]): ScoreRule {
  return {
    id: id.slice(0, 80),
    title: title.slice(0, 120),
    version: '1',
    group: id.slice(0, 80),
    items: counted.map(({ linkId }) => linkId),
    ...spanOfScore(counted),
    positiveFrom: null,
    bands: [],
    source: 'The weights of the imported form.',
  };
}
