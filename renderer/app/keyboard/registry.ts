import { isSingleSign, type KeyPress, matches } from './combo.ts';

/** Where a key belongs in the list that `?` shows. */
export type KeyGroup = 'everywhere' | 'list' | 'screen';

/** Who owns a key: a dialog hides the keys below it, an open side panel comes before the page. */
export type KeyLayer = 'frame' | 'page' | 'panel' | 'dialog';

/** One entry of the key map. */
export interface KeyBinding {
  /** `j`, `?`, `Ctrl+K`, `Alt+ArrowDown`, or a sequence such as `g t`. `Space` is the space bar. */
  readonly keys: string;
  /** What it does, in words, as `?` shows it. */
  readonly label: string;
  readonly group?: KeyGroup;
  /** Left out of the list that `?` shows, for aliases. */
  readonly hidden?: boolean;
  /** Also inside text fields; single letters never are. */
  readonly inFields?: boolean;
  /** Also while a dialog is open, for frame keys such as Ctrl+Enter. */
  readonly inDialogs?: boolean;
  /** Returns `false` when the key had nothing to do, so that the next owner may have it. */
  readonly run: (event: KeyboardEvent) => unknown;
}

interface Registration {
  readonly layer: KeyLayer;
  readonly bindings: () => readonly KeyBinding[];
}

const ORDER: readonly KeyLayer[] = ['dialog', 'panel', 'page', 'frame'];
const SEQUENCE_MS = 1200;

const registrations: Registration[] = [];
let pendingPrefix: { readonly text: string; readonly at: number } | null = null;
let lettersOn = true;

/** Turns single-letter keys on or off (WCAG 2.1.4); keys with Ctrl or Alt always stay. */
export function setLetterKeys(on: boolean): void {
  lettersOn = on;
}

/** Tells whether single-letter keys are on. */
export function letterKeysOn(): boolean {
  return lettersOn;
}

/** Adds a screen's keys to the map; returns the function that takes them out again. */
export function registerKeys(layer: KeyLayer, bindings: () => readonly KeyBinding[]): () => void {
  const entry: Registration = { layer, bindings };
  registrations.push(entry);
  return () => {
    const index = registrations.indexOf(entry);
    if (index >= 0) registrations.splice(index, 1);
  };
}

/** Every key that works now, the innermost owner first; a key another owner hides is left out. */
export function currentKeys(): readonly KeyBinding[] {
  const seen = new Set<string>();
  return inOrder(null)
    .flatMap((entry) => [...entry.bindings()])
    .filter((binding) => {
      if (seen.has(binding.keys)) return false;
      seen.add(binding.keys);
      return !binding.hidden;
    });
}

function inOrder(from: KeyLayer | null): readonly Registration[] {
  // The newest registration of a layer comes first: a list inside a page is later than the page.
  const of = (layer: KeyLayer) => registrations.filter((entry) => entry.layer === layer).reverse();
  const dialogs = of('dialog');
  if (dialogs.length > 0) {
    const always = of('frame').map((entry) => ({
      layer: entry.layer,
      bindings: () => entry.bindings().filter((binding) => binding.inDialogs),
    }));
    return [...dialogs.slice(0, 1), ...always];
  }
  return ORDER.filter((layer) => !(from === 'panel' && layer === 'page')).flatMap(of);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'file', 'range'].includes(target.type);
  return ['textbox', 'combobox', 'searchbox', 'listbox'].includes(target.getAttribute('role') ?? '');
}

function layerOf(target: EventTarget | null): KeyLayer | null {
  const owner = target instanceof Element ? target.closest('[data-key-layer]') : null;
  return (owner?.getAttribute('data-key-layer') as KeyLayer | undefined) ?? null;
}

function tryBinding(binding: KeyBinding, event: KeyboardEvent, combo: string, inField: boolean): boolean {
  const press: KeyPress = event;
  if (!matches(press, combo === 'Space' ? ' ' : combo)) return false;
  if (isSingleSign(binding.keys) || binding.keys === 'Space') {
    if (inField || !lettersOn) return false;
  } else if (inField && binding.inFields === false) return false;
  return binding.run(event) !== false;
}

/** Hands a key press to its owner; true when somebody took it. */
export function dispatchKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const inField = isTextField(event.target);
  const owners = inOrder(layerOf(event.target));
  const prefix =
    pendingPrefix && event.timeStamp - pendingPrefix.at < SEQUENCE_MS ? pendingPrefix.text : null;
  pendingPrefix = null;
  for (const owner of owners) {
    for (const binding of owner.bindings()) {
      const [first = '', second] = binding.keys.split(' ');
      if (second === undefined) {
        if (!prefix && tryBinding(binding, event, first, inField)) return true;
      } else if (prefix === first && tryBinding(binding, event, second, inField)) return true;
    }
  }
  if (!inField && lettersOn && !prefix) {
    const starts = owners.some((owner) =>
      owner.bindings().some((binding) => {
        const [first = '', second] = binding.keys.split(' ');
        return second !== undefined && matches(event, first);
      }),
    );
    if (starts) pendingPrefix = { text: event.key.toLowerCase(), at: event.timeStamp };
    return starts;
  }
  return false;
}
