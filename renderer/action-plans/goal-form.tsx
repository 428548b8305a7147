import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { GOAL_STATUS_WORDS, GOAL_STATUSES, type Goal } from '#shared/action-plans/content.ts';
import { DOMAIN_WORDS, DOMAINS, type Domain } from '#shared/action-plans/domains.ts';
import { DateField } from '../components/date-field.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextArea } from '../components/text-field.tsx';
import { fieldId } from './change-plan.ts';
import styles from './editor.module.css';
import { type Owner, StepsEditor } from './steps-editor.tsx';
import type { MemberWords } from './wording.ts';

const DOMAIN_CHOICES = DOMAINS.map((value) => ({ value, label: DOMAIN_WORDS[value] }));
const STATUS_CHOICES = GOAL_STATUSES.map((value) => ({ value, label: GOAL_STATUS_WORDS[value] }));

/** One goal: the member's words, how anybody will know, date, standing, steps, what hinders and what helps. */
export function GoalForm({
  goal,
  number,
  count,
  words,
  startedFrom,
  people,
  today,
  onChange,
  onMove,
  onRemove,
}: {
  readonly goal: Goal;
  readonly number: number;
  readonly count: number;
  readonly words: MemberWords;
  /** Titles of the suggestions this goal came from. */
  readonly startedFrom: readonly string[];
  readonly people: readonly Owner[];
  readonly today: string;
  readonly onChange: (change: Partial<Goal>) => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onRemove: () => void;
}) {
  const id = (field: string) => fieldId(`goals.${goal.id}.${field}`);
  return (
    <div className={styles.form}>
      <TextArea
        id={id('words')}
        className={styles.words}
        label={`Goal ${number}, in ${words.whose} own words`}
        help={startedFrom.length > 0 ? `started from: ${startedFrom.join('; ')}` : undefined}
        rows={1}
        value={goal.words}
        maxLength={1000}
        onChange={(value) => onChange({ words: value })}
      />
      <TextArea
        id={id('measure')}
        className={styles.measure}
        label="How will we know?"
        rows={1}
        help="one thing you can count or see"
        value={goal.measure}
        maxLength={1000}
        onChange={(measure) => onChange({ measure })}
      />
      <div className={styles.three}>
        <SelectField
          label="Domain"
          choices={DOMAIN_CHOICES}
          value={goal.domain}
          onChange={(domain) => domain && onChange({ domain: domain as Domain })}
        />
        <DateField
          id={id('targetDate')}
          label="Target date"
          value={goal.targetDate}
          today={today}
          onChange={(targetDate) => onChange({ targetDate })}
        />
        <div className={styles.labelled}>
          <span className={styles.label} aria-hidden>
            Where it stands
          </span>
          <Segmented
            label="Where it stands"
            choices={STATUS_CHOICES}
            value={goal.status}
            onChange={(status) => onChange({ status })}
          />
        </div>
      </div>
      <StepsEditor goal={goal} people={people} today={today} onChange={onChange} />
      <div className={styles.two}>
        <TextArea
          label="What gets in the way"
          optional
          value={goal.barriers}
          maxLength={4000}
          onChange={(barriers) => onChange({ barriers })}
        />
        <TextArea
          label={`What ${words.brings}`}
          optional
          value={goal.strengths}
          maxLength={4000}
          onChange={(strengths) => onChange({ strengths })}
        />
      </div>
      <div className={styles.order}>
        <span>
          Goal {number} of {count}
        </span>
        <IconButton name="Move goal up" keys="Alt+↑" edged disabled={number === 1} onClick={() => onMove(-1)}>
          <IconArrowUp size={15} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton
          name="Move goal down"
          keys="Alt+↓"
          edged
          disabled={number === count}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={15} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton name="Remove goal" edged onClick={onRemove}>
          <IconTrash size={15} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
