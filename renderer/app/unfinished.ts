import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react';
import { UNFINISHED_LIMIT } from '#shared/unfinished/contract.ts';
import { api } from '../api.ts';

/** Well under the second that may be lost, and long enough not to write with every key. */
const WAIT_MS = 300;
const RETRY_MS = 1000;

/** What is typed in the open forms and not saved yet, by the name of each value. */
const values = new Map<string, unknown>();
/** How many places on screen hold a value; what nobody holds was there before a lock and waits for its form. */
const holders = new Map<string, number>();
let place: (() => string) | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let writing: Promise<void> | null = null;
let written = '';

/** A `Set` has no form of its own in JSON. */
function packed(_key: string, value: unknown): unknown {
  return value instanceof Set ? { '~set': [...value] } : value;
}

function unpacked(_key: string, value: unknown): unknown {
  const members = (value as { '~set'?: unknown } | null)?.['~set'];
  return Array.isArray(members) ? new Set(members) : value;
}

/** What fits: the longest values are left out first, and no field is as long as that. */
function contentNow(): string {
  const kept = new Map(values);
  let content = JSON.stringify(Object.fromEntries(kept), packed);
  while (content.length > UNFINISHED_LIMIT) {
    const [longest] = [...kept]
      .map(([key, value]) => [key, JSON.stringify(value, packed).length] as const)
      .sort((one, other) => other[1] - one[1]);
    if (!longest) return '{}';
    kept.delete(longest[0]);
    content = JSON.stringify(Object.fromEntries(kept), packed);
  }
  return content;
}

async function write(): Promise<void> {
  if (!place) return;
  const at = place();
  const content = values.size === 0 ? '' : contentNow();
  const state = `${content === '' ? '' : at}\n${content}`;
  if (state === written) return;
  try {
    await api.unfinished.keep({ unfinished: content === '' ? null : { place: at, content } });
    written = state;
  } catch {
    timer ??= setTimeout(begin, RETRY_MS);
  }
}

function begin(): void {
  timer = undefined;
  const before = writing ?? Promise.resolve();
  const mine = before.then(write).finally(() => {
    if (writing === mine) writing = null;
  });
  writing = mine;
}

function schedule(): void {
  // Not put off by the next key: somebody who types without a pause is at most this far behind.
  timer ??= setTimeout(begin, WAIT_MS);
}

function put(name: string, value: unknown): void {
  values.set(name, value);
  schedule();
}

function forget(name: string): void {
  if (values.delete(name)) schedule();
}

/** Writes what is not written yet, before a lock that leaves the time for it. */
export async function flushUnfinished(): Promise<void> {
  clearTimeout(timer);
  begin();
  await writing;
}

/** Keeps a value that lives outside of any form, such as which panel is open; undefined forgets it. */
export function keepValue(name: string, value: unknown): void {
  if (value === undefined) forget(name);
  else if (!Object.is(values.get(name), value)) put(name, value);
}

/** A value that was kept, for what lives outside of any form. */
export function keptValue(name: string): unknown {
  return values.get(name);
}

/** The page the kept text was typed on; null where there is none. Called once, before the first page is drawn. */
export async function loadUnfinished(placeNow: () => string): Promise<string | null> {
  // First: what is typed from now on is kept, whatever becomes of what was.
  place = placeNow;
  values.clear();
  try {
    const kept = await api.unfinished.mine({});
    if (!kept) return null;
    for (const [name, value] of Object.entries(JSON.parse(kept.content, unpacked) as object))
      values.set(name, value);
    return kept.place;
  } catch {
    return null;
  }
}

/** Stops writing; what is kept stays for the next unlock. */
export function stopKeeping(): void {
  place = null;
  clearTimeout(timer);
  timer = undefined;
}

/** Drops what no form on the page has taken, once the person goes somewhere else: it belongs to the page they left. */
export function forgetUnclaimed(): void {
  for (const name of values.keys()) if (name.includes('.') && !holders.has(name)) forget(name);
  schedule();
}

function hold(name: string): () => void {
  holders.set(name, (holders.get(name) ?? 0) + 1);
  return () => {
    const left = (holders.get(name) ?? 1) - 1;
    if (left > 0) {
      holders.set(name, left);
      return;
    }
    holders.delete(name);
    // React takes a form down and up again while developing; gone is what stays away.
    setTimeout(() => {
      if (!holders.has(name) && !isHeldByPage(name)) forget(name);
    }, 0);
  };
}

const heldByPage = new Set<string>();

const isHeldByPage = (name: string) => heldByPage.has(name.split('.')[0] ?? '');

/**
 * Keeps what these forms of a page hold while the page stands, even when a form itself is off the screen: its rail
 * was hidden, or became a drawer because the window got narrow.
 *
 * Such a form says itself when it is done with: `forgetAbout`.
 *
 * @param forms the part of the names of kept values before the dot
 */
export function useHeldForms(forms: readonly string[]): void {
  useEffect(() => {
    for (const form of forms) heldByPage.add(form);
    return () => {
      for (const form of forms) heldByPage.delete(form);
      for (const name of values.keys())
        if (forms.includes(name.split('.')[0] ?? '') && !holders.has(name)) forget(name);
    };
  }, [forms]);
}

/** Forgets what a form about this held, once it was saved or put away. */
export function forgetAbout(about: string): void {
  for (const name of values.keys()) if (name.endsWith(` ${about}`)) forget(name);
}

/**
 * `useState` for what a person types or opens and has not saved: it survives a lock.
 *
 * The value is kept in the encrypted database within a second, and the same form on the same page starts with it
 * after the next unlock. It is forgotten when the form is taken off the screen: saved, put away, or left.
 *
 * SECURITY: never for a passphrase, a key or anything else that opens something; those use `useState`.
 *
 * @param name which value of which form, `Form.value`; the same after every start
 * @param first what it is while nothing is kept
 * @param about the id of what the form is about where the page alone does not say it, so that text about one person
 *   never appears in a form about another
 */
export function useKept<Value>(
  name: string,
  first: Value | (() => Value),
  about?: string | null,
): [Value, Dispatch<SetStateAction<Value>>] {
  const key = about ? `${name} ${about}` : name;
  const [value, setValue] = useState<Value>(() => {
    if (values.has(key)) return values.get(key) as Value;
    return first instanceof Function ? first() : first;
  });
  const last = useRef(value);
  useEffect(() => hold(key), [key]);
  useEffect(() => {
    if (Object.is(last.current, value)) return;
    last.current = value;
    keepValue(key, value);
  }, [key, value]);
  return [value, setValue];
}
