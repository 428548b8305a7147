import {
  IconAlertTriangle,
  IconHeartHandshake,
  IconHomeOff,
  IconLanguage,
  IconTargetArrow,
  IconUserOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { shortDateWithYear } from '../components/date-text.ts';

const icon = { size: 13, stroke: 1.75, 'aria-hidden': true } as const;

/** A flag as lists and headers draw it. */
export interface FlagItem {
  readonly key: string;
  readonly text: string;
  readonly icon?: ReactNode;
  readonly hint?: string;
}

const FURTHER: Readonly<Record<string, FlagItem>> = {
  off_roster: {
    key: 'off_roster',
    text: 'Not on the roster',
    icon: <IconUserOff {...icon} />,
    hint: 'The plan’s newest file no longer lists this member.',
  },
};

/** The flags of a member, the ones that change the day first. */
export function flagsOf(member: {
  readonly homeless: boolean;
  readonly onTel: boolean;
  readonly flags: readonly string[];
}): readonly FlagItem[] {
  return [
    ...(member.onTel
      ? [
          {
            key: 'tel',
            text: 'TEL',
            icon: <IconTargetArrow {...icon} />,
            hint: 'On the plan’s Targeted Engagement List.',
          },
        ]
      : []),
    ...(member.homeless ? [{ key: 'unhoused', text: 'Unhoused', icon: <IconHomeOff {...icon} /> }] : []),
    ...member.flags.map(
      (flag) => FURTHER[flag] ?? { key: flag, text: sentence(flag), icon: <IconAlertTriangle {...icon} /> },
    ),
  ];
}

/** The flag that says program and tier. */
export function programFlag(line: string): FlagItem {
  return { key: 'program', text: line, icon: <IconHeartHandshake {...icon} /> };
}

/** The flag that says the phase of HHP, which stays while the member is enrolled. */
export function phaseFlag(phase: '1' | '2'): FlagItem {
  return { key: 'phase', text: `Phase ${phase}`, icon: <IconHeartHandshake {...icon} /> };
}

/** The flag that says the language, and whether an interpreter is needed. */
export function languageFlag(language: string, interpreter: boolean): FlagItem {
  return {
    key: 'language',
    text: interpreter ? `${language}, interpreter` : language,
    icon: <IconLanguage {...icon} />,
  };
}

function sentence(flag: string): string {
  const words = flag.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "she/her, 34, born Mar 3, 1992": pronouns where known, age, birthday. */
export function ageLine(member: {
  readonly pronouns: string | null;
  readonly age: number;
  readonly birthDate: string;
}): string {
  return [member.pronouns, String(member.age), `born ${shortDateWithYear(member.birthDate)}`]
    .filter(Boolean)
    .join(', ');
}

const OBJECT_PRONOUNS: Readonly<Record<string, { readonly object: string; readonly possessive: string }>> = {
  she: { object: 'her', possessive: 'her' },
  he: { object: 'him', possessive: 'his' },
};

/** The words for a member in headings: "Reach her", "Goals, in her words"; "them" and "their" where not known. */
export function pronounWords(pronouns: string | null): {
  readonly object: string;
  readonly possessive: string;
} {
  const first = (pronouns ?? '').split('/')[0]?.trim().toLowerCase() ?? '';
  return OBJECT_PRONOUNS[first] ?? { object: 'them', possessive: 'their' };
}

/** A phone number as people read it: (555) 010-0142; anything else as it is. */
export function phoneWords(phone: string | null): string | null {
  if (!phone) return null;
  const digits = phone.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  return digits.length === 10 ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}` : phone;
}

/** The language tag of a language's name, for `lang`; undefined where it is not known. */
export function languageTag(language: string | null): string | undefined {
  const tags: Readonly<Record<string, string>> = {
    spanish: 'es',
    armenian: 'hy',
    vietnamese: 'vi',
    farsi: 'fa',
    khmer: 'km',
    russian: 'ru',
    tagalog: 'tl',
    hmong: 'hmn',
    arabic: 'ar',
    korean: 'ko',
    cantonese: 'yue',
    mandarin: 'cmn',
    mixteco: 'mix',
    english: 'en',
  };
  return language ? tags[language.toLowerCase()] : undefined;
}
