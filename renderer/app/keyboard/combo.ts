/** What a key press looks like to the key map: the parts of a `KeyboardEvent` it reads. */
export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
}

interface Combo {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

function parseCombo(text: string): Combo {
  const parts = text.split('+').filter((part) => part !== '');
  const key = parts.pop() ?? '+';
  const has = (name: string) => parts.includes(name);
  return {
    key: key.length === 1 ? key.toLowerCase() : key,
    ctrl: has('Ctrl'),
    alt: has('Alt'),
    shift: has('Shift'),
  };
}

/** The letter or digit of a press, also on keyboards whose own letters are not Latin. */
function plainKey(press: KeyPress): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const latin = /^[\x20-\x7e]$/.test(key);
  if (key.length > 1 || (latin && !press.altKey)) return key;
  const fromCode = /^(?:Key|Digit)(.)$/.exec(press.code ?? '')?.[1];
  return fromCode?.toLowerCase() ?? key;
}

/**
 * Tells whether a press is the one written as `combo`: `j`, `?`, `Ctrl+K`, `Alt+ArrowDown`, `Ctrl+Shift+L`.
 *
 * Signs such as `?` and `/` match however the layout makes them; for letters, digits and named keys Shift counts.
 * On macOS the command key counts as Ctrl.
 */
export function matches(press: KeyPress, combo: string): boolean {
  const wanted = parseCombo(combo);
  if (plainKey(press) !== wanted.key) return false;
  if (Boolean(press.ctrlKey || press.metaKey) !== wanted.ctrl) return false;
  if (Boolean(press.altKey) !== wanted.alt) return false;
  const isSign = wanted.key.length === 1 && !/[a-z0-9]/.test(wanted.key);
  return isSign || Boolean(press.shiftKey) === wanted.shift;
}

/** Tells whether a key is a single sign without Ctrl or Alt: such keys must leave text fields alone. */
export function isSingleSign(combo: string): boolean {
  const { key, ctrl, alt } = parseCombo(combo.split(' ').pop() ?? combo);
  return key.length === 1 && !ctrl && !alt;
}

const WORDS: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
};

/** The caps to draw for a key: `Ctrl+Enter` gives `Ctrl ↵`, `g t` gives two caps. */
export function capsOf(keys: string): readonly string[] {
  if (keys === ' ') return ['Space'];
  return keys
    .split(' ')
    .map((combo) =>
      combo === 'Space'
        ? combo
        : (combo.length > 1 ? combo.split('+') : [combo]).map((part) => WORDS[part] ?? part).join(' '),
    );
}
