import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_STORE } from '#shared/assessments/answer-store.ts';
import { applyChanges } from '#shared/assessments/answers.ts';
import { compileUnchecked } from '#shared/assessments/compile.ts';
import { checkForm, spanOfScore } from '#shared/assessments/design/check-form.ts';
import { diffForms } from '#shared/assessments/design/diff-forms.ts';
import { withExtension, withWeight } from '#shared/assessments/design/item-parts.ts';
import { asKind, blankForm, copyOfForm, ITEM_KINDS, newOption } from '#shared/assessments/design/new-form.ts';
import { renameLinkId } from '#shared/assessments/design/rename.ts';
import { traceResults, traceRules } from '#shared/assessments/design/trace-rules.ts';
import {
  copyItem,
  insertItem,
  itemAt,
  liftItem,
  linkIdsOf,
  moveItem,
  nestItem,
  placedItems,
  removeItem,
  replaceItem,
} from '#shared/assessments/design/tree.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Form } from '#shared/assessments/form.ts';
import { FORMS } from '#shared/assessments/forms/library.ts';
import { PHQ_9 } from '#shared/assessments/forms/phq-9.ts';
import { scoresOfImported } from '#shared/assessments/imported-scores.ts';
import { EXTENSION } from '#shared/assessments/questionnaire.ts';
import { formOf, group, question, STAMP, whenYes, yes } from './form-kit.ts';

const TREE = formOf([
  group('a', [question('a1'), question('a2')]),
  group('b', []),
  question('c', 'boolean', { item: [question('c1')] }),
]);
const ids = (form: typeof TREE) =>
  placedItems(form).map(({ item, path }) => `${path.join('.')} ${item.linkId}`);

function form(rest: Partial<Form> = {}, item = TREE.item): Form {
  return {
    id: 'test',
    title: 'Test',
    questionnaire: { ...TREE, item },
    scores: [],
    safety: [],
    followUps: [],
    ...rest,
  };
}

describe('the tree of a form', () => {
  test('items come in, move, nest, lift and go', () => {
    const added = insertItem(TREE, [1], question('new'));
    expect(ids(added.questionnaire)).toContain('1.0 new');
    expect(added.path).toEqual([1, 0]);
    const moved = moveItem(TREE, [0, 0], 1);
    expect(moved && ids(moved.questionnaire).slice(0, 3)).toEqual(['0 a', '0.0 a2', '0.1 a1']);
    expect(moveItem(TREE, [0], -1)).toBeNull();
    const nested = nestItem(TREE, [1]);
    expect(nested && ids(nested.questionnaire)).toContain('0.2 b');
    const lifted = liftItem(TREE, [2, 0]);
    expect(lifted && ids(lifted.questionnaire)).toContain('3 c1');
    expect(removeItem(TREE, [0, 1])).toMatchObject({ path: [0, 0] });
    expect(removeItem(TREE, [2, 0])).toMatchObject({ path: [2] });
    expect(removeItem({ ...TREE, item: [question('only')] }, [0]).path).toBeNull();
  });

  test('a copy has linkIds of its own, and its rules look at the copy', () => {
    const inner = formOf([group('g', [question('x'), question('y', 'string', whenYes('x'))])]);
    const copied = copyItem(inner, [0]);
    const copy = copied && itemAt(copied.questionnaire, copied.path);
    const [x, y] = copy?.item ?? [];
    expect(new Set(copied && placedItems(copied.questionnaire).map(({ item }) => item.linkId)).size).toBe(6);
    expect(y?.enableWhen?.[0]?.question).toBe(x?.linkId);
  });

  test('no run of moves loses or doubles an item', () => {
    const step = fc.tuple(fc.nat(20), fc.constantFrom('up', 'down', 'nest', 'lift'));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let now = TREE;
        for (const [pick, how] of steps) {
          const placed = placedItems(now);
          const at = placed[pick % placed.length];
          if (!at) continue;
          const edit =
            how === 'nest'
              ? nestItem(now, at.path)
              : how === 'lift'
                ? liftItem(now, at.path)
                : moveItem(now, at.path, how === 'up' ? -1 : 1);
          if (!edit) continue;
          // The path leads to the item that was moved.
          expect(itemAt(edit.questionnaire, edit.path)?.linkId).toBe(at.item.linkId);
          now = edit.questionnaire;
        }
        expect([...linkIdsOf(now)].sort()).toEqual([...linkIdsOf(TREE)].sort());
        expect(placedItems(now)).toHaveLength(placedItems(TREE).length);
      }),
    );
  });

  test('every kind of item can become every other and passes its checks', () => {
    for (const from of ITEM_KINDS) {
      for (const to of ITEM_KINDS) {
        const item = asKind(asKind({ linkId: 'q1', type: 'string', text: 'Words' }, from.kind), to.kind);
        const whole = to.kind === 'group' ? { ...item, item: [question('inner')] } : item;
        expect(checkForm(form({}, [whole]))).toEqual([]);
      }
    }
  });

  test('an answer keeps its code when its words change, and codes never meet', () => {
    const first = newOption('Not at all', []);
    const second = newOption('Not at all!', [first]);
    expect(first.valueCoding?.code).toBe('not-at-all');
    expect(second.valueCoding?.code).toBe('not-at-all-2');
  });
});

describe('before publishing', () => {
  test('every form that ships passes, and so does a copy of it', () => {
    for (const each of FORMS) {
      const errors = (of: Form) => checkForm(of).filter(({ severity }) => severity === 'error');
      expect(errors(each)).toEqual([]);
      expect(errors(copyOfForm(each, 'own-1', 'Copy'))).toEqual([]);
    }
  });

  test('a blank form names what it still needs', () => {
    expect(checkForm(blankForm('own-1', 'New')).map(({ code, linkId }) => [code, linkId])).toEqual([
      ['no-words', 'q1'],
    ]);
  });

  test('scores, prompts, tasks and suggestions that wait for nothing are named', () => {
    const codes = (rest: Partial<Form>) => checkForm(form(rest)).map(({ code }) => code);
    const [score] = PHQ_9.scores;
    if (!score) throw new Error('PHQ-9 has a score');
    expect(codes({ scores: [{ ...score, items: ['gone'], bands: [] }] })).toContain('score-dangling');
    expect(codes({ scores: [{ ...score, items: ['a1'], bands: [] }] })).toContain('score-weights');
    expect(codes({ safety: PHQ_9.safety })).toContain('rule-dangling');
    expect(codes({ followUps: PHQ_9.followUps })).toContain('rule-dangling');
    expect(
      codes({ suggestions: [{ id: 's', problem: 'P', code: null, on: { positive: 'gone' } }] }),
    ).toContain('rule-dangling');
  });

  test('bands leave no total out and hold none twice', () => {
    const [score] = PHQ_9.scores;
    if (!score) throw new Error('PHQ-9 has a score');
    const band = (from: number, to: number) => ({ id: `${from}`, from, to, label: 'band', meaning: '' });
    const codes = (...bands: ReturnType<typeof band>[]) =>
      checkForm({ ...PHQ_9, scores: [{ ...score, bands }] }).map(({ code }) => code);
    expect(codes(band(0, 9), band(11, 27))).toContain('band-gap');
    expect(codes(band(0, 10), band(10, 27))).toContain('band-overlap');
    expect(codes(band(0, 20))).toContain('band-gap');
    expect(codes(band(0, 9), band(10, 27))).not.toContain('band-gap');
  });

  test('the span of a score is what its answers can add up to', () => {
    const rule = PHQ_9.scores.find(({ id }) => id === 'phq-9');
    const items = placedItems(PHQ_9.questionnaire).map(({ item }) => item);
    expect(spanOfScore(items.filter(({ linkId }) => rule?.items.includes(linkId)))).toEqual({
      min: 0,
      max: 27,
    });
  });
});

describe('scores of forms from elsewhere', () => {
  const option = (code: string, weight: number) => ({
    valueCoding: { system: 's', code },
    extension: [{ url: EXTENSION.ordinalValue, valueDecimal: weight }],
  });
  const weighed = (linkId: string) =>
    question(linkId, 'choice', { answerOption: [option('a', 0), option('b', 3)] });

  test('a calculated total counts the questions it names, without bands', () => {
    const expression = "%resource.item.where(linkId in ('a' | 'b')).answer.value.weight().sum()";
    const total = question('sum', 'decimal', {
      text: 'Sum of two',
      extension: [
        { url: EXTENSION.calculatedExpression, valueExpression: { language: 'text/fhirpath', expression } },
      ],
    });
    const [rule, ...others] = scoresOfImported(formOf([weighed('a'), weighed('b'), weighed('c'), total]));
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      title: 'Sum of two',
      items: ['a', 'b'],
      max: 6,
      positiveFrom: null,
      bands: [],
    });
  });

  test('without one all weighted questions are added up; without weights there is no score', () => {
    const [rule] = scoresOfImported(formOf([weighed('a'), weighed('b'), question('c')]));
    expect(rule?.items).toEqual(['a', 'b']);
    expect(scoresOfImported(formOf([question('c')]))).toEqual([]);
  });
});

test('a new linkId is followed wherever the form names the old one', () => {
  const before = PHQ_9.questionnaire.item;
  const at = placedItems(PHQ_9.questionnaire).find(({ item }) => item.linkId === '/44260-8');
  if (!at) throw new Error('PHQ-9 has item 9');
  const renamed = renameLinkId(PHQ_9, at.path, 'nine');
  expect(JSON.stringify(renamed)).not.toContain('/44260-8');
  expect(checkForm(renamed).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(renamed.safety[0]?.linkId).toBe('nine');
  expect(before).toBe(PHQ_9.questionnaire.item);
});

describe('between two versions', () => {
  test('nothing changed is an empty list', () => {
    for (const each of FORMS) expect(diffForms(each, structuredClone(each))).toEqual([]);
  });

  test('what came, went, moved and changed is named item by item', () => {
    const before = form();
    const moved = moveItem(TREE, [0, 0], 1)?.questionnaire ?? TREE;
    const gone = removeItem(moved, [1]).questionnaire;
    const added = insertItem(gone, [0], question('new')).questionnaire;
    const last = itemAt(added, [2]);
    const changed = replaceItem(added, [2], {
      ...question('c', 'integer', { required: true, text: 'Other words', ...whenYes('a2') }),
      item: last?.item ?? [],
    });
    const changes = diffForms(before, { ...form({ title: 'Other' }), questionnaire: changed });
    const of = (linkId: string | null) => changes.find((change) => change.linkId === linkId);
    expect(of(null)).toMatchObject({
      kind: 'changed',
      lines: [{ what: 'Title', before: 'Test', after: 'Other' }],
    });
    expect(of('new')?.kind).toBe('added');
    expect(of('b')?.kind).toBe('removed');
    expect(of('c')?.lines.map(({ what }) => what)).toEqual(['Words', 'Kind', 'Needed', 'Asked']);
    expect(changes.filter(({ lines }) => lines.some(({ what }) => what === 'Place'))).toHaveLength(1);
  });

  test('an answer, its score and its place among extensions are compared', () => {
    const [item] = placedItems(PHQ_9.questionnaire).filter((each) => each.item.linkId === '/44250-9');
    if (!item) throw new Error('PHQ-9 has this item');
    const options = item.item.answerOption ?? [];
    const next = replaceItem(PHQ_9.questionnaire, item.path, {
      ...withExtension(item.item, EXTENSION.minValue, { valueInteger: 1 }),
      answerOption: options.map((option, index) => (index === 3 ? withWeight(option, 5) : option)),
    });
    const [change] = diffForms(PHQ_9, { ...PHQ_9, questionnaire: next });
    expect(change?.lines).toEqual([
      { what: 'Answer LA6571-9', before: 'Nearly every day, counts 3', after: 'Nearly every day, counts 5' },
      { what: 'minValue', before: null, after: '1' },
    ]);
  });
});

describe('the test bench', () => {
  const bench = formOf([
    question('one'),
    question('two', 'boolean', whenYes('one')),
    question('three', 'boolean', {
      enableBehavior: 'any',
      enableWhen: [
        { question: 'two', operator: '=', answerBoolean: true },
        { question: 'one', operator: 'exists', answerBoolean: false },
      ],
    }),
    group('four', [question('five', 'boolean', whenYes('one'))], whenYes('three')),
  ]);
  const compiled = compileUnchecked(bench);

  test('says of every condition whether it holds and what it looked at', () => {
    const rules = traceRules(evaluate(compiled, EMPTY_STORE, STAMP));
    expect(rules.map(({ linkId, open }) => [linkId, open])).toEqual([
      ['two', false],
      ['three', true],
      ['four', false],
      ['five', false],
    ]);
    expect(rules[1]?.join).toBe('any');
    expect(rules[1]?.conditions.map(({ result, because }) => [result, because])).toEqual([
      ['false', 'that question is closed, so it has no answer'],
      ['true', 'there is no answer'],
    ]);
    expect(rules[3]?.closedAbove).toBe('Group four');
    const store = applyChanges(compiled, EMPTY_STORE, [{ linkId: 'one', value: yes }], STAMP);
    const [first] = traceRules(evaluate(compiled, store, STAMP));
    expect(first).toMatchObject({
      open: true,
      conditions: [{ result: 'true', because: 'the answer is “Yes”' }],
    });
  });

  test('a rule is open exactly when the form says so, in every form that ships', () => {
    for (const each of FORMS) {
      const view = evaluate(compileUnchecked(each.questionnaire), EMPTY_STORE, STAMP);
      for (const rule of traceRules(view)) expect(rule.open).toBe(view.open.has(rule.linkId));
      expect(traceResults(each, view).filter(({ kind }) => kind === 'safety')).toEqual([]);
    }
  });
});
