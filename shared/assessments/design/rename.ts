import type { AnswerTest, Form } from '../form.ts';
import type { Extension, QuestionnaireItem } from '../questionnaire.ts';
import type { Path } from './tree.ts';
import { itemAt, placedItems, replaceItem } from './tree.ts';

/**
 * Gives an item another linkId, and follows it wherever the form names it: rules, expressions, scores, prompts.
 *
 * Where another item bears the old name too (a file that used it twice), the names elsewhere stay with that one.
 */
export function renameLinkId(form: Form, path: Path, to: string): Form {
  const item = itemAt(form.questionnaire, path);
  if (!item || to === '' || item.linkId === to) return form;
  const from = item.linkId;
  const renamed = replaceItem(form.questionnaire, path, { ...item, linkId: to });
  if (placedItems(renamed).some((each) => each.item.linkId === from)) {
    return { ...form, questionnaire: renamed };
  }
  const name = (linkId: string) => (linkId === from ? to : linkId);
  const test = (each: AnswerTest): AnswerTest => ({ ...each, linkId: name(each.linkId) });
  return {
    ...form,
    questionnaire: {
      ...renamed,
      item: renamed.item.map((each) => inItem(each, from, to)),
      ...(renamed.extension && { extension: inExpressions(renamed.extension, from, to) }),
    },
    scores: form.scores.map((rule) => ({
      ...rule,
      items: rule.items.map(name),
      ...(rule.when && { when: test(rule.when) }),
    })),
    safety: form.safety.map((rule) => ({ ...rule, linkId: name(rule.linkId) })),
    followUps: form.followUps.map((rule) => (rule.on ? { ...rule, on: test(rule.on) } : rule)),
    suggestions: (form.suggestions ?? []).map((rule) =>
      'any' in rule.on ? { ...rule, on: { any: rule.on.any.map(test) } } : rule,
    ),
  };
}

function inItem(item: QuestionnaireItem, from: string, to: string): QuestionnaireItem {
  return {
    ...item,
    ...(item.enableWhen && {
      enableWhen: item.enableWhen.map((condition) =>
        condition.question === from ? { ...condition, question: to } : condition,
      ),
    }),
    ...(item.extension && { extension: inExpressions(item.extension, from, to) }),
    ...(item.item && { item: item.item.map((each) => inItem(each, from, to)) }),
  };
}

/** Expressions name items in quotes: `where(linkId = 'q1')`. */
function inExpressions(extensions: readonly Extension[], from: string, to: string): readonly Extension[] {
  return extensions.map((extension) => {
    const { valueExpression } = extension;
    if (!valueExpression?.expression.includes(`'${from}'`)) return extension;
    const expression = valueExpression.expression.replaceAll(`'${from}'`, `'${to}'`);
    return { ...extension, valueExpression: { ...valueExpression, expression } };
  });
}
