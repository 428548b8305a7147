import { Autocomplete } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { v7 as newId } from 'uuid';
import { emptyStep, type Goal, MOST_STEPS, type Step } from '#shared/action-plans/content.ts';
import { Button } from '../components/button.tsx';
import { cx } from '../components/cx.ts';
import { DateField } from '../components/date-field.tsx';
import fieldStyles from '../components/field.module.css';
import selectStyles from '../components/select-field.module.css';
import { fieldId, focusSoon, moved, withStep } from './change-plan.ts';
import { MoreMenu } from './more-menu.tsx';
import styles from './steps-editor.module.css';

/** Somebody on the staff who can own a step. */
export interface Owner {
  readonly id: string;
  readonly name: string;
}

interface StepsProps {
  readonly goal: Goal;
  readonly people: readonly Owner[];
  readonly today: string;
  readonly onChange: (change: Pick<Goal, 'steps'>) => void;
}

/** The steps of a goal: what, who, by when. Enter in the last one adds another; Alt+arrows order them. */
export function StepsEditor({ goal, people, today, onChange }: StepsProps) {
  const full = goal.steps.length >= MOST_STEPS;
  const add = () => {
    if (full) return;
    const step = emptyStep(newId());
    onChange({ steps: [...goal.steps, step] });
    focusSoon(textId(goal, step));
  };
  return (
    <section aria-label="Steps" className={styles.steps}>
      <div className={styles.head}>
        <h3 className={styles.title}>Steps</h3>
        <span className={styles.help}>each becomes a task when signed</span>
        <Button
          id={fieldId(`goals.${goal.id}.steps`)}
          variant="link"
          icon={<IconPlus size={15} stroke={1.75} aria-hidden />}
          disabledReason={full ? `${MOST_STEPS} steps are the most a goal holds.` : null}
          onClick={add}
        >
          Step
        </Button>
      </div>
      {goal.steps.length > 0 && (
        <ol className={styles.list}>
          {goal.steps.map((step, index) => (
            <StepRow
              key={step.id}
              goal={goal}
              step={step}
              index={index}
              people={people}
              today={today}
              onChange={onChange}
              onEnter={add}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function textId(goal: Goal, step: Step): string {
  return fieldId(`goals.${goal.id}.steps.${step.id}`);
}

function StepRow({
  goal,
  step,
  index,
  people,
  today,
  onChange,
  onEnter,
}: StepsProps & { readonly step: Step; readonly index: number; readonly onEnter: () => void }) {
  const change = (part: Partial<Step>) => onChange(withStep(goal, step.id, part));
  const move = (by: -1 | 1) => onChange({ steps: moved(goal.steps, index, by) });
  const name = `step ${index + 1}`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    // Inside a step the arrows order steps; outside of them they order goals.
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li className={cx(styles.row, step.done && styles.done)} onKeyDown={onKeyDown}>
      <span className={styles.number} aria-hidden>
        {step.done ? <IconCheck size={15} stroke={1.75} /> : index + 1}
      </span>
      <textarea
        id={textId(goal, step)}
        rows={1}
        aria-label={`What happens, ${name}${step.done ? ', done' : ''}`}
        className={cx(fieldStyles.input, styles.text)}
        value={step.text}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => change({ text: event.currentTarget.value.replaceAll('\n', ' ') })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          if (index === goal.steps.length - 1) onEnter();
        }}
      />
      <Autocomplete
        aria-label={`Who, ${name}`}
        title={step.ownerName}
        data={people.map((person) => person.name)}
        value={step.ownerName}
        maxLength={200}
        onChange={(ownerName) =>
          change({ ownerName, ownerId: people.find((person) => person.name === ownerName)?.id ?? null })
        }
        comboboxProps={{ transitionProps: { duration: 0 }, width: 220, position: 'bottom-start' }}
        classNames={{
          input: cx(fieldStyles.input, styles.who),
          dropdown: selectStyles.dropdown ?? '',
          option: selectStyles.option ?? '',
        }}
      />
      <div className={styles.date}>
        <DateField
          label={`By when, ${name}`}
          optional
          value={step.dueOn}
          today={today}
          onChange={(dueOn) => change({ dueOn })}
        />
      </div>
      <MoreMenu
        name={`More, ${name}`}
        entries={[
          {
            label: step.done ? 'Not done after all' : 'Mark as done',
            run: () => change({ done: !step.done }),
          },
          { label: 'Move up', off: index === 0, run: () => move(-1) },
          { label: 'Move down', off: index === goal.steps.length - 1, run: () => move(1) },
          {
            label: 'Remove',
            run: () => onChange({ steps: goal.steps.filter((other) => other.id !== step.id) }),
          },
        ]}
      />
    </li>
  );
}
