import type { ContractRouterClient } from '@orpc/contract';
import {
  type Icon,
  IconChecklist,
  IconClipboardHeart,
  IconClipboardList,
  IconFileText,
  IconFolderOpen,
  IconKeyboard,
  IconLock,
  IconNotes,
  IconUser,
  IconUserPlus,
} from '@tabler/icons-react';
import type { contract } from '#shared/contract.ts';
import { dateInWords } from '#shared/dates.ts';
import { foldText } from '#shared/members/normalize.ts';
import { nearlyMatches, searchWords } from '#shared/members/search.ts';
import { CARE_TEAM, type Role } from '#shared/roles.ts';
import type { NoteHit, TaskHit } from '#shared/search/contract.ts';
import { lockNow } from '../lock.ts';
import type { NavEntry } from '../navigation-entries.ts';
import { openPanel } from '../panel/panel-state.ts';
import { PANELS } from '../panel/panels.tsx';
import { fits } from './match-words.ts';

/** A member as the search gives one. */
export type MemberHit = Awaited<
  ReturnType<ContractRouterClient<typeof contract>['members']['search']>
>['members'][number];

/** One line of the palette. */
export interface PaletteItem {
  readonly key: string;
  readonly icon: Icon;
  readonly text: string;
  /** Quiet text after it. */
  readonly second?: string;
  /** The key that does the same without the palette. */
  readonly keys?: string;
  /** Why it cannot be used; it stays in the list and says so. */
  readonly locked?: string;
  readonly member?: MemberHit;
  readonly run: () => void;
}

/** Items under one heading. */
export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

type Go = (to: string, search?: Record<string, string>) => void;

/** What can be done for a member. */
export function memberActions(
  member: { readonly id: string; readonly name: string },
  role: Role,
  go: Go,
): readonly PaletteItem[] {
  const serves = CARE_TEAM.includes(role);
  const needs = serves ? {} : { locked: 'needs a care team role' };
  const { id } = member;
  return [
    ...(PANELS.note
      ? [
          {
            key: `note:${id}`,
            icon: IconNotes,
            text: 'New note',
            keys: 'Ctrl+N',
            ...needs,
            run: () => openPanel({ kind: 'note', memberId: id, id: null }),
          },
        ]
      : []),
    { key: `chart:${id}`, icon: IconFolderOpen, text: 'Open chart', run: () => go(`/members/${id}`) },
    { key: `hap:${id}`, icon: IconClipboardHeart, text: 'Open HAP', run: () => go(`/members/${id}/hap`) },
    {
      key: `assessments:${id}`,
      icon: IconClipboardList,
      text: 'Open assessments',
      run: () => go(`/members/${id}/assessments`),
    },
  ];
}

/** Actions that belong to no member. */
export function generalActions(role: Role, showKeys: () => void): readonly PaletteItem[] {
  return [
    {
      key: 'add-member',
      icon: IconUserPlus,
      text: 'Add member',
      ...(CARE_TEAM.includes(role) ? {} : { locked: 'needs a care team role' }),
      run: () => openPanel({ kind: 'member', memberId: null, id: null }),
    },
    {
      key: 'add-task',
      icon: IconChecklist,
      text: 'Add task',
      ...(CARE_TEAM.includes(role) ? {} : { locked: 'needs a care team role' }),
      run: () => openPanel({ kind: 'task', memberId: null, id: null }),
    },
    { key: 'keys', icon: IconKeyboard, text: 'Keys of this screen', keys: '?', run: showKeys },
    { key: 'lock', icon: IconLock, text: 'Lock', keys: 'Ctrl+Shift+L', run: () => void lockNow() },
  ];
}

/** The pages as items. */
export function pageItems(entries: readonly NavEntry[], go: Go): readonly PaletteItem[] {
  return entries.map((entry) => ({
    key: `page:${entry.path}`,
    icon: entry.icon,
    text: entry.label,
    keys: `g ${entry.letter}`,
    run: () => go(entry.path),
  }));
}

/** A member as an item; `run` decides what Enter does with it. */
export function memberItem(hit: MemberHit, run: () => void): PaletteItem {
  return {
    key: `member:${hit.id}`,
    icon: IconUser,
    text: hit.name,
    second: [String(hit.age), hit.language, hit.programLine].filter(Boolean).join(', '),
    member: hit,
    run,
  };
}

/** A signed note by the words around what was found; Enter opens it in the chart. */
export function noteItem(hit: NoteHit, today: string, go: Go): PaletteItem {
  return {
    key: `note-hit:${hit.id}`,
    icon: IconNotes,
    text: `“${hit.excerpt}”`,
    second: [hit.memberName, hit.on && dateInWords(hit.on, today), hit.staff].filter(Boolean).join(', '),
    run: () => go(`/members/${hit.memberId}/notes`, { note: hit.id }),
  };
}

/** A document by its title; Enter opens the documents of the chart it is on. */
export function documentItem(
  hit: {
    readonly id: string;
    readonly memberId: string;
    readonly memberName: string;
    readonly title: string;
  },
  go: Go,
): PaletteItem {
  return {
    key: `document:${hit.id}`,
    icon: IconFileText,
    text: hit.title,
    second: hit.memberName,
    run: () => go(`/members/${hit.memberId}/documents`),
  };
}

/** An open task; Enter opens the chart it is about, or the list of tasks. */
export function taskItem(hit: TaskHit, today: string, go: Go): PaletteItem {
  return {
    key: `task:${hit.id}`,
    icon: IconChecklist,
    text: hit.title,
    second: [hit.memberName, hit.dueOn && `due ${dateInWords(hit.dueOn, today)}`].filter(Boolean).join(', '),
    run: () => go(hit.memberId === null ? '/tasks' : `/members/${hit.memberId}`),
  };
}

/** Those whose words begin like what was typed. */
export function fitting(items: readonly PaletteItem[], typed: string): readonly PaletteItem[] {
  if (typed === '') return items;
  const exact = items.filter((item) => fits(item.text, typed));
  // Only when nothing begins so: one letter wrong, missing, too many, or two swapped.
  return exact.length > 0
    ? exact
    : items.filter((item) => nearlyMatches(foldText(item.text), searchWords(typed)));
}
