import { api } from '../api.ts';
import { caretNow, caretText, halfTyped, putCaretBack, readCaret } from './caret.ts';
import { setBeforeLock } from './lock.ts';
import { openDraftStore, openPanel, type PanelRequest, panelStore } from './panel/panel-state.ts';
import { router } from './routes.tsx';
import {
  flushUnfinished,
  forgetUnclaimed,
  keepValue,
  keptValue,
  loadUnfinished,
  stopKeeping,
} from './unfinished.ts';

const WAIT_MS = 400;
/** What the contract takes. */
const MAX_LENGTH = 400;
/** What moves the caret or the page under it. */
const CARET_EVENTS = ['focusin', 'focusout', 'selectionchange', 'scroll'] as const;
/** Panels whose text is a draft of its own; the others come back with what was typed in them. */
const PANEL_KINDS: readonly PanelRequest['kind'][] = ['note'];
const PANEL = 'panel';
const HALF_TYPED = 'half-typed';

/** The page alone: path and search, as far as it can be kept. */
function pageNow(): string {
  const page = router.history.location.pathname + router.history.location.search;
  return page.length > MAX_LENGTH ? router.history.location.pathname : page;
}

/** A page with the draft that is open beside it and the caret: `/members/1?x=y#panel=note/1/2#caret=0/12/0/Text`. */
function placeNow(): string {
  const panel = panelStore.get();
  const draft = openDraftStore.get();
  const beside =
    panel && draft && PANEL_KINDS.includes(panel.kind)
      ? `#panel=${panel.kind}/${panel.memberId ?? ''}/${draft}`
      : '';
  const caret = caretNow();
  const at = caret ? `#caret=${caretText(caret)}` : '';
  const page = router.history.location.pathname + router.history.location.search + beside;
  return page.length + at.length > MAX_LENGTH ? page : page + at;
}

/** Goes to a remembered place; a page that is gone shows its own words for that. */
function goTo(place: string): void {
  const [rest = '/today', at = ''] = place.split('#caret=');
  const [path = '/today', beside = ''] = rest.split('#panel=');
  router.history.replace(path);
  const panel = keptValue(PANEL);
  if (panel) openPanel(panel as PanelRequest);
  const [kind, memberId, id] = beside.split('/');
  const known = PANEL_KINDS.find((each) => each === kind);
  if (known && id) openPanel({ kind: known, memberId: memberId || null, id });
  const caret = readCaret(at);
  const text = keptValue(HALF_TYPED);
  if (caret) putCaretBack(caret, typeof text === 'string' ? text : undefined);
}

/** The path of a remembered place. */
function pageOf(place: string): string {
  return place.split(/[?#]/)[0] ?? place;
}

/**
 * Returns to the page that was open before the lock, and keeps remembering from then on.
 *
 * The place lives in the encrypted database, because a path names a member's row. Gives the function that stops it.
 */
export async function keepPlace(): Promise<() => void> {
  const typedOn = await loadUnfinished(pageNow);
  try {
    const place = await api.settings.place({});
    const path = place?.path ?? '/today';
    // A power cut between the two: the text is worth more than the last page, and its forms are on its own.
    const moved = typedOn !== null && pageOf(typedOn) !== pageOf(path);
    if (place ?? typedOn) goTo(moved ? typedOn : path);
  } catch {
    // Without a remembered place Hearth opens on Today.
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    const path = placeNow();
    if (path === last) return;
    last = path;
    await api.settings.rememberPlace({ path }).catch(() => {
      last = '';
    });
  };
  // Not put off by the next key, so that the caret of somebody who types without a pause is no older than this.
  const remember = () => {
    keepValue(HALF_TYPED, halfTyped());
    timer ??= setTimeout(() => void write(), WAIT_MS);
  };
  let page = pageOf(router.history.location.pathname);
  const stops = [router.history, panelStore, openDraftStore].map((store) => store.subscribe(remember));
  stops.push(
    router.history.subscribe(() => {
      const now = pageOf(router.history.location.pathname);
      // A page that goes on to one of its tabs is still the same page.
      if (!now.startsWith(page) && !page.startsWith(now)) forgetUnclaimed();
      page = now;
    }),
    panelStore.subscribe(() => {
      const panel = panelStore.get();
      keepValue(PANEL, panel && !PANEL_KINDS.includes(panel.kind) ? panel : undefined);
    }),
  );
  setBeforeLock(() => Promise.all([flushUnfinished(), write()]));
  for (const event of CARET_EVENTS) document.addEventListener(event, remember, true);
  return () => {
    setBeforeLock(null);
    stopKeeping();
    clearTimeout(timer);
    for (const stop of stops) stop();
    for (const event of CARET_EVENTS) document.removeEventListener(event, remember, true);
  };
}
