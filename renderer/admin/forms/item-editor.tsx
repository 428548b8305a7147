import { expressionOf, withExpression, withExtension } from '#shared/assessments/design/item-parts.ts';
import type { ItemKind } from '#shared/assessments/design/new-form.ts';
import { asKind, ITEM_KINDS, kindOf } from '#shared/assessments/design/new-form.ts';
import { renameLinkId } from '#shared/assessments/design/rename.ts';
import type { FormProblem } from '#shared/assessments/problems.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { EXTENSION, findExtension } from '#shared/assessments/questionnaire.ts';
import { useKept } from '../../app/unfinished.ts';
import { SelectField } from '../../components/select-field.tsx';
import { Tag } from '../../components/tag.tsx';
import { CheckField, TextArea, TextField } from '../../components/text-field.tsx';
import styles from './editor.module.css';
import { NumberField } from './number-field.tsx';
import { OptionsEditor } from './options-editor.tsx';
import { PromptEditor } from './prompt-editor.tsx';
import { RuleEditor } from './rule-editor.tsx';
import type { Designer } from './use-designer.ts';

type Change = (change: (item: QuestionnaireItem) => QuestionnaireItem, key: string | null) => void;

/** Everything about the selected item. */
export function ItemEditor({
  designer,
  item,
  problems,
}: {
  readonly designer: Designer;
  readonly item: QuestionnaireItem;
  readonly problems: readonly FormProblem[];
}) {
  const change: Change = designer.editItem;
  const at = designer.selected?.join('.') ?? '';
  const own = problems.filter(({ linkId }) => linkId === item.linkId);
  const isGroup = item.type === 'group';
  const asks = !isGroup && item.type !== 'display';
  const short = findExtension(item, EXTENSION.shortText)?.valueString ?? '';
  const setText = (text: string) => change((now) => ({ ...now, text }), `text ${at}`);
  return (
    <div className={styles.editor} id="item-editor">
      {own.length > 0 && (
        <div className={styles.problems}>
          {own.map(({ code, message, severity }) => (
            <Tag key={`${code} ${message}`} state={severity === 'error' ? 'urgent' : 'due'}>
              {message}
            </Tag>
          ))}
        </div>
      )}
      {isGroup && (
        <TextField
          label="Name in the list of sections"
          value={short}
          maxLength={80}
          onChange={(text) =>
            change(
              (now) => withExtension(now, EXTENSION.shortText, text === '' ? null : { valueString: text }),
              `short ${at}`,
            )
          }
        />
      )}
      <TextArea
        label={isGroup ? 'Words above its questions' : item.type === 'display' ? 'Text' : 'Question'}
        optional={isGroup}
        rows={2}
        value={item.text ?? ''}
        maxLength={4_000}
        onChange={setText}
      />
      <div className={styles.row}>
        <SelectField
          label="Kind"
          searchable={false}
          choices={ITEM_KINDS.map(({ kind, label }) => ({ value: kind, label }))}
          value={kindOf(item)}
          onChange={(kind) => kind && change((now) => asKind(now, kind as ItemKind), null)}
        />
        {asks && (
          <TextField
            label="Number"
            optional
            value={item.prefix ?? ''}
            maxLength={20}
            onChange={(prefix) =>
              change((now) => ({ ...now, prefix: prefix || undefined }) as QuestionnaireItem, `prefix ${at}`)
            }
          />
        )}
      </div>
      <Switches item={item} change={change} />
      <OptionsEditor item={item} change={change} at={at} />
      <Limits item={item} change={change} at={at} />
      <RuleEditor designer={designer} item={item} change={change} at={at} />
      {asks && <PromptEditor designer={designer} item={item} />}
      <More key={at} designer={designer} item={item} change={change} at={at} />
    </div>
  );
}

function Switches({ item, change }: { readonly item: QuestionnaireItem; readonly change: Change }) {
  if (item.type === 'display') return null;
  const chooses = item.type === 'choice';
  const isTable =
    findExtension(item, EXTENSION.itemControl)?.valueCodeableConcept?.coding?.[0]?.code === 'gtable';
  return (
    <div className={styles.checks}>
      <CheckField
        label="Needed before signing"
        checked={item.required === true}
        onChange={(required) => change((now) => ({ ...now, required }), null)}
      />
      {!chooses && (
        <CheckField
          label={item.type === 'group' ? 'Can be given several times' : 'Takes several answers'}
          checked={item.repeats === true}
          onChange={(repeats) => change((now) => ({ ...now, repeats }), null)}
        />
      )}
      <CheckField
        label="Filled in by Hearth, not typed"
        checked={item.readOnly === true}
        onChange={(readOnly) => change((now) => ({ ...now, readOnly }), null)}
      />
      <CheckField
        label="Not shown"
        checked={findExtension(item, EXTENSION.hidden)?.valueBoolean === true}
        onChange={(hidden) =>
          change((now) => withExtension(now, EXTENSION.hidden, hidden ? { valueBoolean: true } : null), null)
        }
      />
      {item.type === 'group' && (
        <CheckField
          label="As a table of digits"
          checked={isTable}
          onChange={(table) =>
            change(
              (now) =>
                withExtension(
                  now,
                  EXTENSION.itemControl,
                  table
                    ? {
                        valueCodeableConcept: {
                          coding: [
                            { system: 'http://hl7.org/fhir/questionnaire-item-control', code: 'gtable' },
                          ],
                        },
                      }
                    : null,
                ),
              null,
            )
          }
        />
      )}
    </div>
  );
}

/** Least and most of numbers, longest text. */
function Limits({
  item,
  change,
  at,
}: {
  readonly item: QuestionnaireItem;
  readonly change: Change;
  readonly at: string;
}) {
  const isNumber = item.type === 'integer' || item.type === 'decimal' || item.type === 'quantity';
  if (!isNumber) return null;
  const limit = (url: string, label: string) => {
    const found = findExtension(item, url);
    const value = found?.valueInteger ?? found?.valueDecimal;
    return (
      <NumberField
        label={label}
        value={value ?? null}
        onChange={(number) =>
          change(
            (now) =>
              withExtension(
                now,
                url,
                number === null
                  ? null
                  : item.type === 'integer' && Number.isInteger(number)
                    ? { valueInteger: number }
                    : { valueDecimal: number },
              ),
            `${url} ${at}`,
          )
        }
      />
    );
  };
  const unit = findExtension(item, EXTENSION.unit)?.valueCoding?.code ?? '';
  return (
    <div className={styles.row}>
      {limit(EXTENSION.minValue, 'Least')}
      {limit(EXTENSION.maxValue, 'Most')}
      {item.type === 'quantity' && (
        <TextField
          label="Unit (UCUM)"
          optional
          value={unit}
          maxLength={40}
          onChange={(code) =>
            change(
              (now) =>
                withExtension(
                  now,
                  EXTENSION.unit,
                  code === ''
                    ? null
                    : { valueCoding: { system: 'http://unitsofmeasure.org', code, display: code } },
                ),
              `unit ${at}`,
            )
          }
        />
      )}
    </div>
  );
}

/** What most items do without: a calculation, the linkId, codes. */
function More({
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
  const [linkId, setLinkId] = useKept('More.linkId', item.linkId, item.linkId);
  const asks = item.type !== 'group' && item.type !== 'display';
  return (
    <section className={styles.group} aria-label="For exchange with other systems">
      <h2 className={styles.title}>Name and calculation</h2>
      <TextField
        label="Item id"
        help="Rules and other systems know the item by it."
        mono
        value={linkId}
        maxLength={200}
        onChange={setLinkId}
        onBlur={() => {
          const to = linkId.trim();
          if (to === '' || designer.selected === null) setLinkId(item.linkId);
          else designer.edit((now, path) => path && renameLinkId(now, path, to), null);
        }}
      />
      {asks && (
        <TextArea
          label="Calculated (FHIRPath)"
          optional
          rows={2}
          value={expressionOf(item, EXTENSION.calculatedExpression)?.expression ?? ''}
          maxLength={4_000}
          onChange={(text) =>
            change((now) => withExpression(now, EXTENSION.calculatedExpression, text), `calculated ${at}`)
          }
        />
      )}
    </section>
  );
}
