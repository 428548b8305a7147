import { checkQuestionnaire } from '../check.ts';
import type { Form, ScoreRule } from '../form.ts';
import { findContainers } from '../nodes.ts';
import type { FormProblem } from '../problems.ts';
import type { AnswerOption, QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION, findExtension } from '../questionnaire.ts';
import { compareAnswers } from '../values.ts';
import { weightOfOption } from './item-parts.ts';
import { placedItems } from './tree.ts';

/**
 * Everything that keeps a form from being published (errors), and what its author should look at (warnings).
 *
 * The questionnaire's own checks, and then what FHIR knows nothing of: words that are missing, scores that count
 * items which are not there, bands that leave a total without a meaning, prompts and tasks that wait for nothing.
 */
export function checkForm(form: Form): FormProblem[] {
  const { questionnaire } = form;
  const problems = checkQuestionnaire(questionnaire);
  const items = new Map(placedItems(questionnaire).map(({ item }) => [item.linkId, item]));
  const tell = (
    linkId: string | null,
    code: string,
    message: string,
    severity: FormProblem['severity'] = 'error',
  ) => problems.push({ severity, code, linkId, message });
  if (form.title.trim() === '') tell(null, 'no-title', 'The form needs a title.');
  if (items.size === 0) tell(null, 'no-items', 'The form asks nothing yet.');
  for (const item of items.values()) checkWords(item, tell);
  const repeating = findContainers(questionnaire);
  for (const rule of form.scores) checkScore(rule, items, repeating, tell);
  const scoreIds = new Set(form.scores.map(({ id }) => id));
  const wants = (linkId: string, what: string, answer?: AnswerOption) => {
    const item = items.get(linkId);
    if (!item) tell(null, 'rule-dangling', `${what} waits for ${linkId}, which is not in the form.`);
    else if (answer && item.answerOption?.length && !offers(item, answer)) {
      tell(linkId, 'rule-never', `${what} waits for an answer that ${linkId} does not offer.`);
    }
  };
  for (const rule of form.safety) wants(rule.linkId, `The prompt “${rule.title}”`, rule.is);
  for (const rule of form.followUps) {
    const what = `The task “${rule.task.title}”`;
    if (rule.on) wants(rule.on.linkId, what, rule.on.is);
    else if (!scoreIds.has(rule.scoreId ?? ''))
      tell(null, 'rule-dangling', `${what} waits for a score that is gone.`);
  }
  for (const { problem, on } of form.suggestions ?? []) {
    const what = `The suggestion “${problem}”`;
    if ('any' in on) for (const test of on.any) wants(test.linkId, what, test.is);
    else if (!scoreIds.has(on.positive))
      tell(null, 'rule-dangling', `${what} waits for a score that is gone.`);
  }
  return problems;
}

type Tell = (
  linkId: string | null,
  code: string,
  message: string,
  severity?: FormProblem['severity'],
) => void;

function checkWords(item: QuestionnaireItem, tell: Tell): void {
  const name = findExtension(item, EXTENSION.shortText)?.valueString ?? '';
  if ((item.text ?? '').trim() === '' && name.trim() === '') {
    tell(item.linkId, 'no-words', `Item ${item.linkId} has no words.`);
  }
  for (const option of item.answerOption ?? []) {
    const { valueCoding } = option;
    if (valueCoding && (valueCoding.display ?? '').trim() === '' && !valueCoding.code) {
      tell(item.linkId, 'option-no-words', `Item ${item.linkId} has an answer without words.`);
    }
  }
}

function checkScore(
  rule: ScoreRule,
  items: ReadonlyMap<string, QuestionnaireItem>,
  repeating: ReadonlyMap<string, readonly string[]>,
  tell: Tell,
): void {
  const name = `The score ${rule.title || rule.id}`;
  if (rule.title.trim() === '') tell(null, 'score-title', 'A score has no name.');
  if (rule.items.length === 0) tell(null, 'score-empty', `${name} counts no question.`);
  for (const linkId of rule.items) {
    const item = items.get(linkId);
    if (!item) tell(null, 'score-dangling', `${name} counts ${linkId}, which is not in the form.`);
    else if (
      !(item.answerOption ?? []).every((option) => weightOfOption(option) !== null) ||
      !item.answerOption?.length
    ) {
      tell(linkId, 'score-weights', `${name} counts ${linkId}, where not every answer has a score.`);
    } else if ((repeating.get(linkId)?.length ?? 0) > 0) {
      tell(linkId, 'score-repeats', `${name} counts ${linkId}, which can stand several times.`);
    }
  }
  if (rule.when && !items.has(rule.when.linkId)) {
    tell(null, 'score-dangling', `${name} depends on ${rule.when.linkId}, which is not in the form.`);
  }
  const bands = rule.bands.toSorted((left, right) => left.from - right.from);
  for (const [index, band] of bands.entries()) {
    const after = bands[index + 1];
    if (band.from > band.to)
      tell(null, 'band-order', `${name}: ${band.label} runs from ${band.from} to ${band.to}.`);
    if (band.label.trim() === '')
      tell(null, 'band-label', `${name}: the band from ${band.from} has no name.`);
    if (after && after.from <= band.to) {
      tell(null, 'band-overlap', `${name}: ${band.label} and ${after.label} both hold ${after.from}.`);
    }
    if (after && after.from > band.to + 1) {
      tell(null, 'band-gap', `${name}: no band holds ${band.to + 1}.`);
    }
  }
  const [first, last] = [bands[0], bands.at(-1)];
  if (first && last && (first.from > rule.min || last.to < rule.max)) {
    tell(
      null,
      'band-gap',
      `${name} can be ${rule.min} to ${rule.max}; its bands hold ${first.from} to ${last.to}.`,
    );
  }
}

function offers(item: QuestionnaireItem, answer: AnswerOption): boolean {
  return (item.answerOption ?? []).some((option) => compareAnswers(option, answer) === 'equal');
}

/** What a score over these questions can come to: the least and the most that their answers add up to. */
export function spanOfScore(items: readonly (QuestionnaireItem | undefined)[]): {
  readonly min: number;
  readonly max: number;
} {
  let min = 0;
  let max = 0;
  for (const item of items) {
    const weights = (item?.answerOption ?? []).map(weightOfOption).filter((weight) => weight !== null);
    if (weights.length === 0) continue;
    min += Math.min(...weights);
    max += item?.repeats
      ? weights.filter((weight) => weight > 0).reduce((sum, weight) => sum + weight, 0)
      : Math.max(...weights);
  }
  return { min, max };
}
