import { IconNotes, IconUser } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { orpc } from '../../api.ts';
import { PROGRESS_ICONS } from '../frame/in-progress.tsx';
import { useNavEntries } from '../frame/navigation.tsx';
import { useGo } from '../go.ts';
import { openPanel } from '../panel/panel-state.ts';
import { useSession } from '../session.tsx';
import { useStore } from '../store.ts';
import { currentSubject } from '../subject.ts';
import { useToday } from '../today.ts';
import {
  documentItem,
  fitting,
  generalActions,
  memberActions,
  memberItem,
  noteItem,
  type PaletteGroup,
  pageItems,
  taskItem,
} from './palette-items.tsx';
import type { PalettePurpose } from './palette-state.ts';
import { recentMembers } from './recent-members.ts';

const HITS = 8;

/**
 * What the palette shows for what was typed: members first, then notes and documents, tasks, actions for the top
 * member, and pages.
 *
 * `>` leaves only actions, `#` only members by CIN. Nothing typed: the last five members and unfinished work.
 */
export function usePaletteGroups(
  typed: string,
  purpose: PalettePurpose,
  actionsFor: { readonly id: string; readonly name: string } | null,
  showKeys: () => void,
): { readonly groups: readonly PaletteGroup[]; readonly words: string; readonly settled: boolean } {
  const go = useGo();
  const { user } = useSession();
  const today = useToday();
  const entries = useNavEntries();
  const recent = useStore(recentMembers);
  const onlyActions = typed.startsWith('>');
  const typedWords = typed.replace(/^[>#]\s*/, '').trim();
  const words = useDeferredValue(typedWords);
  /** False while the list still answers what was typed a moment ago. */
  const current = words === typedWords;
  const asks = words !== '' && !onlyActions && !actionsFor;
  const search = useQuery(
    orpc.members.search.queryOptions({
      input: { text: words, limit: HITS },
      enabled: asks,
      placeholderData: keepPreviousData,
    }),
  );
  const work = useQuery(
    orpc.search.work.queryOptions({
      input: { text: words, limit: 4 },
      enabled: asks && purpose === 'anything' && words.length > 1 && !typed.startsWith('#'),
      placeholderData: keepPreviousData,
    }),
  );
  const files = useQuery(
    orpc.documents.find.queryOptions({
      input: { text: words, limit: 3 },
      enabled: asks && purpose === 'anything' && words.length > 1 && !typed.startsWith('#'),
      placeholderData: keepPreviousData,
    }),
  );
  /** False while some of the list still answers what was typed before: Enter must not take one of those. */
  const answered = [search, work, files].every((one) => !one.isFetching && !one.isPlaceholderData);
  const unfinished = useQuery(orpc.tasks.inProgress.queryOptions({ input: {} }));

  const onMember = (id: string) =>
    purpose === 'note' ? openPanel({ kind: 'note', memberId: id, id: null }) : go(`/members/${id}`);
  const hits = asks ? (search.data?.members ?? []) : [];
  const members = hits.map((hit) => memberItem(hit, () => onMember(hit.id)));
  const group = (title: string, items: PaletteGroup['items']): PaletteGroup[] =>
    items.length > 0 ? [{ title, items }] : [];

  if (actionsFor) {
    return {
      groups: group(
        `Do something for ${actionsFor.name}`,
        fitting(memberActions(actionsFor, user.role, go), words),
      ),
      words,
      settled: current,
    };
  }
  if (purpose === 'note') {
    const last = recent.map((one) => ({
      key: `recent:${one.id}`,
      icon: IconUser,
      text: one.name,
      second: one.line,
      run: () => onMember(one.id),
    }));
    return {
      groups: words === '' ? group('A note about', last) : group('A note about', members),
      words,
      settled: current && !search.isFetching && !search.isPlaceholderData,
    };
  }
  if (onlyActions) {
    const subject = currentSubject();
    const own = subject ? memberActions({ id: subject.memberId, name: subject.name }, user.role, go) : [];
    return {
      groups: [
        ...group(subject ? `For ${subject.name}` : '', fitting(own, words)),
        ...group('Actions', fitting(generalActions(user.role, showKeys), words)),
      ],
      words,
      settled: current,
    };
  }
  if (words === '') {
    const last = recent.map((one) => ({
      key: `recent:${one.id}`,
      icon: IconUser,
      text: one.name,
      second: one.line,
      run: () => onMember(one.id),
    }));
    const open = (unfinished.data?.items ?? []).slice(0, 5).map((item) => ({
      key: `open:${item.id}`,
      icon: PROGRESS_ICONS[item.kind] ?? IconNotes,
      text: item.name,
      second: item.line,
      run: () => goTo(item.target),
    }));
    return {
      groups: [
        ...group('Last members', last),
        ...group('In progress', open),
        ...group('Pages', pageItems(entries, go)),
      ],
      words,
      settled: current,
    };
  }
  const top = hits[0];
  const found = words.length > 1 && !typed.startsWith('#');
  const notes = found ? (work.data?.notes ?? []).map((hit) => noteItem(hit, today, go)) : [];
  const documents = found ? (files.data?.documents ?? []).map((hit) => documentItem(hit, go)) : [];
  const tasks = found ? (work.data?.tasks ?? []).map((hit) => taskItem(hit, today, go)) : [];
  return {
    groups: [
      ...group('Members', members),
      ...group('Notes and documents', [...notes, ...documents]),
      ...group('Tasks', tasks),
      ...group(top ? `Do something for ${top.name}` : '', top ? memberActions(top, user.role, go) : []),
      ...group('Pages', fitting(pageItems(entries, go), words)),
      ...group('Actions', fitting(generalActions(user.role, showKeys), words)),
    ],
    words,
    settled: current && answered,
  };

  function goTo(target: Parameters<typeof go>[0]) {
    go(target);
  }
}
