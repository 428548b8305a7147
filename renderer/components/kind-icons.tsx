import {
  type Icon,
  IconClipboardHeart,
  IconClipboardList,
  IconDeviceMobileMessage,
  IconMail,
  IconMailOpened,
  IconMapPin,
  IconNotes,
  IconPhone,
  IconPoint,
  IconShare3,
  IconTargetArrow,
  IconUserCheck,
  IconUsersGroup,
  IconVideo,
  IconWalk,
} from '@tabler/icons-react';

const KINDS: Readonly<Record<string, Icon>> = {
  visit: IconMapPin,
  call: IconPhone,
  conference: IconUsersGroup,
  letter: IconMail,
  hap: IconClipboardHeart,
  assessment: IconClipboardList,
  outreach: IconWalk,
  referral: IconShare3,
  goal_step: IconTargetArrow,
  follow_up: IconPhone,
  review: IconUserCheck,
  other: IconNotes,
};

const MODES: Readonly<Record<string, Icon>> = {
  in_person: IconMapPin,
  phone: IconPhone,
  video: IconVideo,
  text: IconDeviceMobileMessage,
  email: IconMailOpened,
  mail: IconMail,
  letter: IconMail,
  conference: IconUsersGroup,
  without_member: IconUsersGroup,
};

const MODE_WORDS: Readonly<Record<string, string>> = {
  in_person: 'In person',
  phone: 'Phone',
  video: 'Video',
  text: 'Text',
  email: 'Email',
  mail: 'Letter',
  letter: 'Letter',
  conference: 'Conference',
  without_member: 'Without member',
};

/** The icon of a task's kind; decoration beside words. */
export function KindIcon({ kind, size = 16 }: { readonly kind: string; readonly size?: number }) {
  const Icon = KINDS[kind] ?? IconNotes;
  return <Icon size={size} stroke={1.75} aria-hidden />;
}

/** The icon of how a contact took place; decoration beside words. */
export function ModeIcon({ mode, size = 16 }: { readonly mode: string; readonly size?: number }) {
  const Icon = MODES[mode] ?? IconPoint;
  return <Icon size={size} stroke={1.75} aria-hidden />;
}

/** How a contact took place, in words. */
export function modeWords(mode: string): string {
  return MODE_WORDS[mode] ?? 'Other';
}
