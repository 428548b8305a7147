import {
  type Icon,
  IconAlertCircleFilled,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconHandStop,
  IconPoint,
  IconSend2,
} from '@tabler/icons-react';

/** The states of the product: an icon and a word; the colour only repeats it. */
export const STATES = ['urgent', 'due', 'held', 'sent', 'done', 'incomplete', 'neutral'] as const;

export type State = (typeof STATES)[number];

/** One icon per state. */
export const STATE_ICONS: Readonly<Record<State, Icon>> = {
  urgent: IconAlertCircleFilled,
  due: IconClock,
  held: IconHandStop,
  sent: IconSend2,
  done: IconCircleCheck,
  incomplete: IconCircleDashed,
  neutral: IconPoint,
};
