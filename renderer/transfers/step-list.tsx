import {
  IconAlertCircleFilled,
  IconCircle,
  IconCircleCheck,
  IconCircleDashedCheck,
  IconLoader2,
} from '@tabler/icons-react';
import { STEP_WORDS } from '#shared/transfers/steps.ts';
import { cx } from '../components/cx.ts';
import styles from './step-list.module.css';
import { clock } from './words.ts';

type StepName = keyof typeof STEP_WORDS;

interface StepEvent {
  readonly step: StepName;
  readonly state: 'running' | 'done' | 'skipped' | 'failed';
  readonly sentence: string;
  readonly at: string;
}

const ICONS = {
  running: { icon: IconLoader2, word: 'running' },
  done: { icon: IconCircleCheck, word: 'done' },
  skipped: { icon: IconCircleDashedCheck, word: 'not needed' },
  failed: { icon: IconAlertCircleFilled, word: 'stopped here' },
  waiting: { icon: IconCircle, word: 'to come' },
} as const;

/** The steps of a transfer or a test, in words with their times; steps to come are quiet. */
export function StepList<Step extends StepName>({
  steps,
  events,
}: {
  readonly steps: readonly Step[];
  readonly events: readonly StepEvent[];
}) {
  return (
    <ol className={styles.steps}>
      {steps.map((step) => {
        const event = events.find((candidate) => candidate.step === step);
        const state = event?.state ?? 'waiting';
        const { icon: Icon, word } = ICONS[state];
        return (
          <li key={step} className={cx(styles.step, styles[state])}>
            <Icon size={16} stroke={1.75} aria-hidden className={styles.icon} />
            <span className={styles.words}>
              {event?.state === 'failed' ? STEP_WORDS[step] : (event?.sentence ?? STEP_WORDS[step])}
              <span className="visually-hidden">, {word}</span>
            </span>
            {event && (
              <time className={styles.time} dateTime={event.at}>
                {clock(event.at)}
              </time>
            )}
          </li>
        );
      })}
    </ol>
  );
}
