/** Where the caret stands: the field by its label, the position in it, and how far its page is scrolled. */
export interface Caret {
  readonly label: string;
  /** Which of the fields with that label. */
  readonly index: number;
  readonly at: number;
  readonly scroll: number;
}

type Typed = HTMLInputElement | HTMLTextAreaElement;

/** Fields whose caret can be read and set; an input without a type is one of text. */
const FIELDS = 'textarea, input:not([type]), input[type="text"], input[type="search"], input[type="tel"]';
const PATIENCE_MS = 6000;
const STAYS_MS = 700;

function labelOf(field: Typed): string {
  const text = field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? '';
  return text.trim().slice(0, 60);
}

function isTyped(element: Element | null): element is Typed {
  return element?.matches(FIELDS) ?? false;
}

function fieldsLabelled(label: string): readonly Typed[] {
  return [...document.querySelectorAll<Typed>(FIELDS)].filter((field) => labelOf(field) === label);
}

function scrollerOf(element: Element): Element | null {
  for (let above = element.parentElement; above; above = above.parentElement) {
    const scrolls = above.scrollHeight > above.clientHeight + 1;
    if (scrolls && /auto|scroll/.test(getComputedStyle(above).overflowY)) return above;
  }
  return null;
}

/** The caret as it is; null where nobody types. */
export function caretNow(): Caret | null {
  const field = document.activeElement;
  if (!isTyped(field)) return null;
  const label = labelOf(field);
  if (label === '') return null;
  return {
    label,
    index: Math.max(0, fieldsLabelled(label).indexOf(field)),
    at: field.selectionStart ?? field.value.length,
    scroll: Math.round(scrollerOf(field)?.scrollTop ?? 0),
  };
}

/** A caret as one piece of text without a line or a `#` in it, and back. */
export function caretText({ label, index, at, scroll }: Caret): string {
  return [index, at, scroll, encodeURIComponent(label)].join('/');
}

/** Reads what `caretText` wrote; null for anything else. */
export function readCaret(text: string): Caret | null {
  const found = /^(\d+)\/(\d+)\/(\d+)\/([^/]+)$/.exec(text);
  if (!found) return null;
  const [, index = '', at = '', scroll = '', label = ''] = found;
  try {
    return { label: decodeURIComponent(label), index: Number(index), at: Number(at), scroll: Number(scroll) };
  } catch {
    return null;
  }
}

/**
 * What stands in a field that holds its text back until it is a whole date or number; undefined anywhere else.
 *
 * Everything else that is typed is kept by its form.
 */
export function halfTyped(): string | undefined {
  const field = document.activeElement;
  return isTyped(field) && field.matches('[data-half-typed]') ? field.value : undefined;
}

/** Types a text for the person: the way React hears of it. */
function typeInto(field: Typed, text: string): void {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
  if (!(field instanceof HTMLInputElement) || field.value === text) return;
  set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Puts the caret back once its field is there; gives up as soon as the person does anything.
 *
 * Pages set their own first focus when they have loaded, so the field is held for a moment.
 *
 * @param text what a field held that keeps nothing while it is half typed
 */
export function putCaretBack(caret: Caret, text?: string): void {
  const started = performance.now();
  let heldSince: number | null = null;
  let touched = false;
  const stop = () => {
    touched = true;
  };
  for (const event of ['keydown', 'pointerdown'])
    addEventListener(event, stop, { capture: true, once: true });
  const look = () => {
    if (touched || performance.now() - started > PATIENCE_MS) return;
    const field = fieldsLabelled(caret.label)[caret.index];
    if (field && text !== undefined && heldSince === null && field.matches('[data-half-typed]'))
      typeInto(field, text);
    // A text that is still on its way is shorter than where the caret stood.
    if (field && field.value.length >= caret.at) {
      // Also where the page has focused it already: then the caret stands at its start.
      if (heldSince === null || document.activeElement !== field) {
        field.focus();
        field.setSelectionRange(caret.at, caret.at);
        const scroller = scrollerOf(field);
        if (scroller) scroller.scrollTop = caret.scroll;
      }
      heldSince ??= performance.now();
      if (performance.now() - heldSince > STAYS_MS) return;
    }
    setTimeout(look, 40);
  };
  look();
}
