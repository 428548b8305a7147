import type { Questionnaire, QuestionnaireItem } from '../questionnaire.ts';

/** Where an item stands: its index at every level. The designer names items this way, for linkIds may be wrong. */
export type Path = readonly number[];

/** An item with its place. */
export interface PlacedItem {
  readonly item: QuestionnaireItem;
  readonly path: Path;
}

/** An edit of the tree: the new form, and where the item that was worked on stands now. */
export interface TreeEdit {
  readonly questionnaire: Questionnaire;
  readonly path: Path;
}

type Items = readonly QuestionnaireItem[];

/** Every item in document order. */
export function placedItems(questionnaire: Questionnaire): readonly PlacedItem[] {
  const placed: PlacedItem[] = [];
  const visit = (items: Items, above: Path) => {
    for (const [index, item] of items.entries()) {
      const path = [...above, index];
      placed.push({ item, path });
      visit(item.item ?? [], path);
    }
  };
  visit(questionnaire.item, []);
  return placed;
}

/** The item at a path; undefined when there is none. */
export function itemAt(questionnaire: Questionnaire, path: Path): QuestionnaireItem | undefined {
  let items: Items = questionnaire.item;
  let found: QuestionnaireItem | undefined;
  for (const index of path) {
    found = items[index];
    items = found?.item ?? [];
  }
  return found;
}

/** Where an item with this linkId stands first; null when none has it. */
export function pathOfLinkId(questionnaire: Questionnaire, linkId: string): Path | null {
  return placedItems(questionnaire).find(({ item }) => item.linkId === linkId)?.path ?? null;
}

/** Puts another item in the place of one. */
export function replaceItem(
  questionnaire: Questionnaire,
  path: Path,
  item: QuestionnaireItem,
): Questionnaire {
  return withItems(questionnaire, path.slice(0, -1), (items) =>
    items.map((each, index) => (index === path.at(-1) ? item : each)),
  );
}

/** Puts an item after the one at `path`, or under it where that is an empty group; at the end without a path. */
export function insertItem(
  questionnaire: Questionnaire,
  path: Path | null,
  item: QuestionnaireItem,
): TreeEdit {
  const at = path && itemAt(questionnaire, path);
  if (!path || !at) {
    return {
      questionnaire: { ...questionnaire, item: [...questionnaire.item, item] },
      path: [questionnaire.item.length],
    };
  }
  const under = at.type === 'group' && (at.item?.length ?? 0) === 0 && item.type !== 'group';
  return putAt(questionnaire, under ? [...path, 0] : next(path), item);
}

/** Takes an item out with all beneath it; the path is where the keys go on, or null when nothing is left. */
export function removeItem(
  questionnaire: Questionnaire,
  path: Path,
): { readonly questionnaire: Questionnaire; readonly path: Path | null } {
  const without = takeOut(questionnaire, path);
  const above = path.slice(0, -1);
  const left = above.length === 0 ? without.item : (itemAt(without, above)?.item ?? []);
  if (left.length > 0) {
    return {
      questionnaire: without,
      path: [...above, Math.min(path.at(-1) ?? 0, left.length - 1)],
    };
  }
  return { questionnaire: without, path: above.length > 0 ? above : null };
}

/** Moves an item up or down among its neighbors, and out of its group at the group's end; null when it cannot. */
export function moveItem(questionnaire: Questionnaire, path: Path, step: 1 | -1): TreeEdit | null {
  const item = itemAt(questionnaire, path);
  if (!item) return null;
  const above = path.slice(0, -1);
  const index = path.at(-1) ?? 0;
  const siblings = above.length === 0 ? questionnaire.item : (itemAt(questionnaire, above)?.item ?? []);
  const to = index + step;
  if (to < 0 || to >= siblings.length) return null;
  return putAt(takeOut(questionnaire, path), [...above, to], item);
}

/** Puts an item under the one before it; null where that one can hold nothing. */
export function nestItem(questionnaire: Questionnaire, path: Path): TreeEdit | null {
  const item = itemAt(questionnaire, path);
  const index = path.at(-1) ?? 0;
  if (!item || index === 0) return null;
  const before = [...path.slice(0, -1), index - 1];
  const holder = itemAt(questionnaire, before);
  if (!holder || holder.type === 'display') return null;
  return putAt(takeOut(questionnaire, path), [...before, holder.item?.length ?? 0], item);
}

/** Puts an item after the one it stands under; null at the top. */
export function liftItem(questionnaire: Questionnaire, path: Path): TreeEdit | null {
  const item = itemAt(questionnaire, path);
  if (!item || path.length < 2) return null;
  return putAt(takeOut(questionnaire, path), next(path.slice(0, -1)), item);
}

/** Copies an item with all beneath it, under new linkIds, after itself. */
export function copyItem(questionnaire: Questionnaire, path: Path): TreeEdit | null {
  const item = itemAt(questionnaire, path);
  if (!item) return null;
  const taken = new Set(placedItems(questionnaire).map((each) => each.item.linkId));
  const names = new Map<string, string>();
  const name = (each: QuestionnaireItem) => {
    names.set(each.linkId, freshLinkId(taken));
    taken.add(names.get(each.linkId) ?? '');
    for (const child of each.item ?? []) name(child);
  };
  name(item);
  const rename = (each: QuestionnaireItem): QuestionnaireItem => ({
    ...each,
    linkId: names.get(each.linkId) ?? each.linkId,
    // Rules that look at something inside the copy look at the copied one.
    ...(each.enableWhen && {
      enableWhen: each.enableWhen.map((condition) => ({
        ...condition,
        question: names.get(condition.question) ?? condition.question,
      })),
    }),
    ...(each.item && { item: each.item.map(rename) }),
  });
  return putAt(questionnaire, next(path), rename(item));
}

/** A linkId nothing in the form has yet: `q12`. */
export function freshLinkId(taken: ReadonlySet<string>): string {
  let number = taken.size + 1;
  while (taken.has(`q${number}`)) number += 1;
  return `q${number}`;
}

/** Names of all items, for new ones to keep clear of. */
export function linkIdsOf(questionnaire: Questionnaire): Set<string> {
  return new Set(placedItems(questionnaire).map(({ item }) => item.linkId));
}

function next(path: Path): Path {
  return [...path.slice(0, -1), (path.at(-1) ?? 0) + 1];
}

function putAt(questionnaire: Questionnaire, path: Path, item: QuestionnaireItem): TreeEdit {
  return {
    questionnaire: withItems(questionnaire, path.slice(0, -1), (items) =>
      items.toSpliced(path.at(-1) ?? items.length, 0, item),
    ),
    path,
  };
}

function takeOut(questionnaire: Questionnaire, path: Path): Questionnaire {
  return withItems(questionnaire, path.slice(0, -1), (items) => items.toSpliced(path.at(-1) ?? 0, 1));
}

/** Changes the list of items that hang at a path. */
function withItems(questionnaire: Questionnaire, at: Path, change: (items: Items) => Items): Questionnaire {
  const within = (items: Items, rest: Path): Items => {
    const [index, ...deeper] = rest;
    if (index === undefined) return change(items);
    return items.map((item, here) =>
      here === index ? { ...item, item: within(item.item ?? [], deeper) } : item,
    );
  };
  return { ...questionnaire, item: within(questionnaire.item, at) };
}
