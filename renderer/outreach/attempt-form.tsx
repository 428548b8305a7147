import { type ReactNode, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { dateInWords } from '#shared/dates.ts';
import {
  type AttemptMethod,
  METHOD_WORDS,
  type ReachedWho,
  resultsFor,
  WHO_WORDS,
} from '#shared/outreach/attempt.ts';
import type { AttemptDraft, OutreachCard } from '#shared/outreach/contract.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { ChoiceChips } from '../components/choice-chips.tsx';
import { DateField } from '../components/date-field.tsx';
import { dayTitle, timeOfDay } from '../components/date-text.ts';
import { Segmented } from '../components/segmented.tsx';
import { TextArea } from '../components/text-field.tsx';
import { AttemptCode } from './attempt-code.tsx';
import {
  CHIP_METHODS,
  isAnswered,
  keysPressed,
  mayBeReady,
  OTHER_METHODS,
  openStep,
  type Step,
  stepsOf,
} from './attempt-state.ts';
import { FilledRow } from './filled-row.tsx';
import styles from './outreach.module.css';
import { focusStep, StepRow } from './step-row.tsx';

const STEP_LABELS: Readonly<Record<Step, string>> = {
  method: 'How',
  result: 'Result',
  who: 'Who',
  reason: 'Reason',
  next: 'Next contact',
};

const WHO: readonly ReachedWho[] = ['member', 'family', 'shelter_staff', 'provider'];

/** The choices of an attempt: each digit chooses and moves on. */
export function AttemptForm({
  card,
  draft,
  change,
  today,
  problem,
}: {
  readonly card: OutreachCard;
  readonly draft: AttemptDraft;
  readonly change: (part: Partial<AttemptDraft>) => AttemptDraft;
  readonly today: string;
  /** What the backend refused, by field. */
  readonly problem: { readonly field: string | undefined; readonly message: string } | null;
}) {
  const picking = useRef(false);
  const now = openStep(draft);
  const chip = draft.method === null || CHIP_METHODS.includes(draft.method) ? draft.method : 'other';
  const refine = chip === 'other';

  const pick = (part: Partial<AttemptDraft>) => {
    // Drawn at once, so that the next key already finds the next question, however fast it comes.
    const next = flushSync(() => change(part));
    focusStep(openStep(next));
  };
  useKeys([{ keys: 'l', label: 'Log attempt', group: 'screen', run: () => focusStep(now ?? 'method') }]);

  const field = problem?.field;
  useEffect(() => {
    if (field) focusStep(field === 'reasonId' ? 'reason' : field);
  }, [field]);

  const pickedDate =
    draft.next?.kind === 'date' && !card.nextDates.includes(draft.next.on) ? draft.next.on : null;
  const nextValue =
    draft.next === null
      ? picking.current
        ? 'pick'
        : null
      : draft.next.kind === 'ready'
        ? 'ready'
        : pickedDate
          ? 'pick'
          : draft.next.on;
  const filled = draft.method === null ? undefined : card.filled[draft.method];

  const bodies: Readonly<Record<Step, ReactNode>> = {
    method: (
      <>
        <ChoiceChips<AttemptMethod>
          label="How"
          choices={CHIP_METHODS.map((value) => ({ value, label: METHOD_WORDS[value] }))}
          value={chip}
          onChange={(method) => pick({ method })}
        />
        {refine && (
          <Segmented<AttemptMethod>
            label="Which other way"
            choices={OTHER_METHODS.map((value) => ({ value, label: METHOD_WORDS[value] }))}
            value={draft.method}
            onChange={(method) => change({ method })}
          />
        )}
      </>
    ),
    result: (
      <ChoiceChips
        label="Result"
        choices={resultsFor(draft.method)}
        value={draft.result}
        onChange={(result) => pick({ result })}
      />
    ),
    who: (
      <ChoiceChips<ReachedWho>
        label="Who"
        choices={WHO.map((value) => ({ value, label: WHO_WORDS[value] }))}
        value={draft.who}
        onChange={(who) => pick({ who })}
      />
    ),
    reason: (
      <ChoiceChips
        label="Reason"
        choices={card.reasons
          .filter((reason) => reason.whenDeclined)
          .map(({ id, label }) => ({ value: id, label }))}
        value={draft.reasonId}
        onChange={(reasonId) => pick({ reasonId })}
      />
    ),
    next: (
      <>
        <ChoiceChips
          label="Next contact"
          choices={[
            ...card.nextDates.map((on, index) => ({
              value: on,
              label: index === 0 ? 'Tomorrow' : dateInWords(on, today),
            })),
            { value: 'pick', label: 'Pick a date' },
            {
              value: 'ready',
              label: 'Ready to enroll',
              off: mayBeReady(draft) ? undefined : 'Only the member can say yes.',
            },
          ]}
          value={nextValue}
          onChange={(value) => {
            picking.current = value === 'pick';
            if (value === 'pick') {
              change({ next: null });
              focusNextDate();
            } else pick({ next: value === 'ready' ? { kind: 'ready' } : { kind: 'date', on: value } });
          }}
        />
        {nextValue === 'pick' && (
          <DateField
            id="attempt-next-date"
            label="Date"
            value={pickedDate}
            onChange={(on) => change({ next: on ? { kind: 'date', on } : null })}
            today={today}
            min={today}
          />
        )}
      </>
    ),
  };

  return (
    <>
      <div className={styles.head}>
        <h3>{`Attempt ${card.attempts + 1}`}</h3>
        <span>
          {dayTitle(today)}, {timeOfDay(new Date())}
        </span>
        <span className={styles.keys}>
          {now === null || keysPressed(draft) > 1
            ? `${keysPressed(draft)} of 6 keys pressed`
            : 'l starts, six keys'}
        </span>
      </div>
      {stepsOf(draft).map((step, index) => (
        <StepRow
          key={step}
          step={step}
          number={index + 1}
          label={STEP_LABELS[step]}
          answered={isAnswered(draft, step)}
          now={step === now}
          error={
            problem && (field === step || (field === 'reasonId' && step === 'reason'))
              ? problem.message
              : null
          }
        >
          {bodies[step]}
        </StepRow>
      ))}
      {draft.method !== null && filled && (
        <FilledRow
          draft={draft}
          filled={filled}
          method={draft.method}
          today={today}
          onChange={(part) => change(part)}
        />
      )}
      <div className={styles.text}>
        <TextArea
          id="attempt-text"
          label="Note"
          optional
          rows={3}
          value={draft.text}
          onChange={(text) => change({ text })}
        />
      </div>
      {draft.method !== null && (
        <AttemptCode
          memberId={card.memberId}
          method={draft.method}
          minutes={draft.minutes ?? filled?.minutes ?? 1}
          today={today}
        />
      )}
    </>
  );
}

function focusNextDate(): void {
  requestAnimationFrame(() => document.getElementById('attempt-next-date')?.focus());
}
