import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { weightOfOption, withExtension, withWeight } from '#shared/assessments/design/item-parts.ts';
import { newOption } from '#shared/assessments/design/new-form.ts';
import type { AnswerOption, QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { EXTENSION, findExtension, valueKeyOf } from '#shared/assessments/questionnaire.ts';
import { answerWords } from '#shared/assessments/values.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { CheckField, TextField } from '../../components/text-field.tsx';
import styles from './editor.module.css';
import { NumberField } from './number-field.tsx';

/** The answers to choose from: words, score, order, and which one stands alone. */
export function OptionsEditor({
  item,
  change,
  at,
}: {
  readonly item: QuestionnaireItem;
  readonly change: (change: (item: QuestionnaireItem) => QuestionnaireItem, key: string | null) => void;
  readonly at: string;
}) {
  if (item.type !== 'choice' && item.type !== 'open-choice') return null;
  const options = item.answerOption ?? [];
  const setOptions = (make: (now: readonly AnswerOption[]) => readonly AnswerOption[], key: string | null) =>
    change((now) => ({ ...now, answerOption: make(now.answerOption ?? []) }), key);
  const setOne = (index: number, make: (option: AnswerOption) => AnswerOption, key: string | null) =>
    setOptions((now) => now.map((option, here) => (here === index ? make(option) : option)), key);
  const move = (index: number, step: number) =>
    setOptions((now) => {
      const option = now[index];
      return option && index + step >= 0 && index + step < now.length
        ? now.toSpliced(index, 1).toSpliced(index + step, 0, option)
        : now;
    }, null);
  const add = () => {
    setOptions((now) => [...now, newOption(`Answer ${now.length + 1}`, now)], null);
    requestAnimationFrame(() => {
      const fields = document.querySelectorAll<HTMLInputElement>('#item-options [data-option-words]');
      const last = fields[fields.length - 1];
      last?.focus();
      last?.select();
    });
  };
  return (
    <section className={styles.group} aria-label="Answers" id="item-options">
      <div className={styles.head}>
        <h2 className={styles.title}>Answers</h2>
        <Button size="sm" icon={<IconPlus size={14} stroke={1.75} aria-hidden />} onClick={add}>
          Answer
        </Button>
      </div>
      {options.map((option, index) => {
        const words = answerWords(option);
        const coded = valueKeyOf(option) === 'valueCoding';
        const number = index + 1;
        return (
          <div key={option.valueCoding?.code ?? `${index}`} className={styles.line}>
            <div className={styles.grow}>
              <TextField
                label={`Answer ${number}`}
                data-option-words
                value={words}
                readOnly={!coded}
                maxLength={500}
                onChange={(display) =>
                  setOne(
                    index,
                    (now) => ({ ...now, valueCoding: { ...now.valueCoding, display } }),
                    `option ${at} ${index}`,
                  )
                }
              />
            </div>
            <div className={styles.narrow}>
              <NumberField
                key={option.valueCoding?.code ?? index}
                label="Score"
                value={weightOfOption(option)}
                onChange={(weight) =>
                  setOne(index, (now) => withWeight(now, weight), `weight ${at} ${index}`)
                }
              />
            </div>
            {item.repeats && (
              <CheckField
                label="alone"
                checked={findExtension(option, EXTENSION.optionExclusive)?.valueBoolean === true}
                onChange={(alone) =>
                  setOne(
                    index,
                    (now) =>
                      withExtension(now, EXTENSION.optionExclusive, alone ? { valueBoolean: true } : null),
                    null,
                  )
                }
              />
            )}
            <IconButton name={`Move answer ${number} up`} onClick={() => move(index, -1)}>
              <IconArrowUp size={15} stroke={1.75} aria-hidden />
            </IconButton>
            <IconButton name={`Move answer ${number} down`} onClick={() => move(index, 1)}>
              <IconArrowDown size={15} stroke={1.75} aria-hidden />
            </IconButton>
            <IconButton
              name={`Remove answer ${number}`}
              onClick={() => setOptions((now) => now.toSpliced(index, 1), null)}
            >
              <IconX size={15} stroke={1.75} aria-hidden />
            </IconButton>
          </div>
        );
      })}
    </section>
  );
}
