import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CompiledForm } from '#shared/assessments/compile.ts';
import { compileUnchecked } from '#shared/assessments/compile.ts';
import { expressionOf, withExpression, withExtension } from '#shared/assessments/design/item-parts.ts';
import { operatorsFor, withAnswer } from '#shared/assessments/design/rules.ts';
import { placedItems } from '#shared/assessments/design/tree.ts';
import type { Answer, EnableWhen, Operator, QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { EXTENSION, findExtension, VALUE_KEY } from '#shared/assessments/questionnaire.ts';
import { answerOfCondition, answerWords, compareAnswers } from '#shared/assessments/values.ts';
import { useKept } from '../../app/unfinished.ts';
import { choicesOf } from '../../assessments/questions.ts';
import { readTyped } from '../../assessments/typed-answer.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { CheckField, TextArea, TextField } from '../../components/text-field.tsx';
import styles from './editor.module.css';
import { wordsOf } from './outline.tsx';
import type { Designer } from './use-designer.ts';

type Mode = 'always' | 'all' | 'any' | 'expression';
type Change = (change: (item: QuestionnaireItem) => QuestionnaireItem, key: string | null) => void;

const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '>': 'is more than',
  '<': 'is less than',
  '>=': 'is at least',
  '<=': 'is at most',
  exists: 'is answered',
};

function modeOf(item: QuestionnaireItem): Mode {
  if (findExtension(item, EXTENSION.enableWhenExpression)) return 'expression';
  if (!item.enableWhen?.length) return 'always';
  return item.enableBehavior === 'any' ? 'any' : 'all';
}

/** When the item is asked: always, on answers to other questions, or as an expression says. */
export function RuleEditor({
  designer,
  item,
  change,
  at,
}: {
  readonly designer: Designer;
  readonly item: QuestionnaireItem;
  readonly change: Change;
  readonly at: string;
}) {
  const { questionnaire } = designer.form;
  const compiled = useMemo(() => compileUnchecked(questionnaire), [questionnaire]);
  const sources = useMemo(
    () =>
      placedItems(questionnaire)
        .filter((each) => VALUE_KEY[each.item.type] !== null && !isBelow(each.path, designer.selected))
        .map((each) => ({ value: each.item.linkId, label: wordsOf(each.item) || each.item.linkId })),
    [questionnaire, designer.selected],
  );
  const choices = useMemo(() => uniqueLabels(sources), [sources]);
  const mode = modeOf(item);
  const conditions = item.enableWhen ?? [];
  const setConditions = (
    make: (now: readonly EnableWhen[]) => readonly EnableWhen[],
    key: string | null = null,
  ) => change((now) => ({ ...now, enableWhen: make(now.enableWhen ?? []) }), key);
  const first = (): EnableWhen => ({
    question: nearestBefore(designer, choices),
    operator: 'exists',
    answerBoolean: true,
  });
  const choose = (next: Mode) =>
    change((now) => {
      const { enableBehavior: _behavior, ...bare } = withExtension(now, EXTENSION.enableWhenExpression, null);
      if (next === 'always') return { ...bare, enableWhen: [] };
      if (next === 'expression') {
        return withExpression({ ...bare, enableWhen: [] }, EXTENSION.enableWhenExpression, 'true');
      }
      const enableWhen = now.enableWhen?.length ? now.enableWhen : [first()];
      return { ...bare, enableWhen, enableBehavior: next };
    }, null);
  const expression = expressionOf(item, EXTENSION.enableWhenExpression);
  return (
    <section className={styles.group} aria-label="When it is asked">
      <div className={styles.head}>
        <h2 className={styles.title}>Asked</h2>
        <Segmented<Mode>
          label="When it is asked"
          choices={[
            { value: 'always', label: 'Always' },
            { value: 'all', label: 'When all hold' },
            { value: 'any', label: 'When any holds' },
            { value: 'expression', label: 'Expression' },
          ]}
          value={mode}
          onChange={choose}
        />
      </div>
      {(mode === 'all' || mode === 'any') && (
        <>
          {conditions.map((condition, index) => (
            <ConditionRow
              // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
              key={index}
              number={index + 1}
              condition={condition}
              compiled={compiled}
              choices={choices}
              onChange={(next) =>
                setConditions(
                  (now) => now.map((each, here) => (here === index ? next : each)),
                  `rule ${at} ${index}`,
                )
              }
              onRemove={() =>
                conditions.length === 1 ? choose('always') : setConditions((now) => now.toSpliced(index, 1))
              }
            />
          ))}
          <div>
            <Button
              size="sm"
              icon={<IconPlus size={14} stroke={1.75} aria-hidden />}
              onClick={() => setConditions((now) => [...now, first()])}
            >
              Condition
            </Button>
          </div>
        </>
      )}
      {mode === 'expression' && (
        <>
          <TextArea
            label="Expression (FHIRPath)"
            rows={2}
            value={expression?.expression ?? ''}
            maxLength={4_000}
            onChange={(text) =>
              change(
                (now) =>
                  // Emptied, it stays an expression, one that its check names.
                  withExtension(now, EXTENSION.enableWhenExpression, {
                    valueExpression: { ...expression, language: 'text/fhirpath', expression: text },
                  }),
                `expression ${at}`,
              )
            }
          />
          <TextField
            label="In words"
            optional
            help="Said as: only if …"
            value={expression?.description ?? ''}
            maxLength={300}
            onChange={(words) =>
              change(
                (now) =>
                  withExpression(
                    now,
                    EXTENSION.enableWhenExpression,
                    expression?.expression ?? 'true',
                    words,
                  ),
                `words ${at}`,
              )
            }
          />
        </>
      )}
      {mode !== 'always' && (
        <CheckField
          label="Gray it instead of hiding it while it is not asked"
          checked={item.disabledDisplay === 'protected'}
          onChange={(on) => change((now) => ({ ...now, disabledDisplay: on ? 'protected' : 'hidden' }), null)}
        />
      )}
    </section>
  );
}

function ConditionRow({
  number,
  condition,
  compiled,
  choices,
  onChange,
  onRemove,
}: {
  readonly number: number;
  readonly condition: EnableWhen;
  readonly compiled: CompiledForm;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (condition: EnableWhen) => void;
  readonly onRemove: () => void;
}) {
  const source = compiled.nodes.find((node) => node.item.linkId === condition.question);
  const given = condition.operator === 'exists' ? null : answerOfCondition(condition);
  const operators = source ? operatorsFor(source.item) : (['exists'] as const);
  const operator =
    condition.operator === 'exists' && condition.answerBoolean === false ? 'blank' : condition.operator;
  const known = choices.some(({ value }) => value === condition.question);
  const meant = findExtension(condition, EXTENSION.meant)?.valueBoolean === true;
  const setQuestion = (question: string | null) => {
    if (question) onChange({ question, operator: 'exists', answerBoolean: true });
  };
  const setOperator = (next: string | null) => {
    const { question } = condition;
    if (next === null) return;
    if (next === 'exists' || next === 'blank') {
      onChange({ question, operator: 'exists', answerBoolean: next === 'exists' });
    } else onChange(withAnswer({ question, operator: next as Operator }, given ?? firstAnswer(source)));
  };
  return (
    <fieldset className={styles.card} aria-label={`Condition ${number}`}>
      <div className={styles.line}>
        <div className={styles.grow}>
          <SelectField
            label="Question"
            choices={
              known
                ? choices
                : [...choices, { value: condition.question, label: `${condition.question}, gone` }]
            }
            value={condition.question}
            onChange={setQuestion}
          />
        </div>
        <IconButton name={`Remove condition ${number}`} onClick={onRemove}>
          <IconX size={15} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.line}>
        <div className={styles.grow}>
          <SelectField
            label="Condition"
            searchable={false}
            choices={[
              ...operators.map((each) => ({ value: each as string, label: OPERATOR_WORDS[each] })),
              { value: 'blank', label: 'is not answered' },
            ]}
            value={operator}
            onChange={setOperator}
          />
        </div>
        {condition.operator !== 'exists' && source && (
          <div className={styles.grow}>
            <ValueField
              node={source}
              value={given}
              onChange={(answer) => onChange(withAnswer(condition, answer))}
            />
          </div>
        )}
      </div>
      {condition.operator === '!=' && (
        <CheckField
          label="Also while there is no answer"
          checked={meant}
          onChange={(on) =>
            onChange(withExtension(condition, EXTENSION.meant, on ? { valueBoolean: true } : null))
          }
        />
      )}
    </fieldset>
  );
}

type Node = CompiledForm['nodes'][number];

/** The answer a condition compares with: chosen where the question has choices, typed elsewhere. */
function ValueField({
  node,
  value,
  onChange,
}: {
  readonly node: Node;
  readonly value: Answer | null;
  readonly onChange: (answer: Answer) => void;
}) {
  const [typed, setTyped] = useKept<string | null>('ValueField.typed', null);
  const choices = choicesOf(node);
  if (choices.length > 0) {
    const chosen = choices.findIndex(({ answer }) => value && compareAnswers(answer, value) === 'equal');
    return (
      <SelectField
        label="Answer"
        choices={choices.map(({ label, digit }, index) => ({
          value: String(index),
          label: node.item.type === 'boolean' || digit === null ? label : `${label} (${digit})`,
        }))}
        value={chosen < 0 ? null : String(chosen)}
        onChange={(index) => {
          const choice = choices[Number(index)];
          if (index !== null && choice) onChange(choice.answer);
        }}
      />
    );
  }
  const shown = typed ?? (value ? answerWords(value) : '');
  const read = readTyped(node, shown);
  return (
    <TextField
      label="Answer"
      value={shown}
      error={typed !== null && 'problem' in read ? read.problem : null}
      maxLength={500}
      onChange={(text) => {
        setTyped(text);
        const result = readTyped(node, text);
        const answer = 'answers' in result ? result.answers[0] : undefined;
        if (answer) onChange(answer);
      }}
      onBlur={() => {
        if ('answers' in read) setTyped(null);
      }}
    />
  );
}

function firstAnswer(node: Node | undefined): Answer {
  const choice = node && choicesOf(node)[0];
  if (choice) return choice.answer;
  const key = node ? VALUE_KEY[node.item.type] : null;
  if (key === 'valueInteger' || key === 'valueDecimal') return { [key]: 0 };
  if (key === 'valueQuantity') return { valueQuantity: { value: 0 } };
  if (key === 'valueDate') return { valueDate: '2026-01-01' };
  if (key === 'valueDateTime') return { valueDateTime: '2026-01-01T00:00:00Z' };
  if (key === 'valueTime') return { valueTime: '09:00' };
  return { valueString: '' };
}

/** The question just before the item: what a new condition most often looks at. */
function nearestBefore(designer: Designer, choices: readonly { readonly value: string }[]): string {
  const placed = placedItems(designer.form.questionnaire);
  const here = placed.findIndex(({ item }) => item === designer.item);
  const known = new Set(choices.map(({ value }) => value));
  const before = placed.slice(0, Math.max(0, here)).findLast(({ item }) => known.has(item.linkId));
  return before?.item.linkId ?? choices[0]?.value ?? '';
}

function isBelow(path: readonly number[], above: readonly number[] | null): boolean {
  return above?.every((index, at) => path[at] === index) ?? false;
}

/** A select needs every choice to read differently and every value once. */
function uniqueLabels(choices: readonly { readonly value: string; readonly label: string }[]) {
  const counts = new Map<string, number>();
  for (const { label } of choices) counts.set(label, (counts.get(label) ?? 0) + 1);
  const seen = new Set<string>();
  return choices
    .filter(({ value }) => !seen.has(value) && seen.add(value))
    .map(({ value, label }) => ({
      value,
      label: (counts.get(label) ?? 0) > 1 ? `${label} (${value})` : label,
    }));
}
