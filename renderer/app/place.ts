import { api } from '../api.ts';
import { caretNow, caretText, putCaretBack, readCaret } from './caret.ts';
import { openDraftStore, openPanel, type PanelRequest, panelStore } from './panel/panel-state.ts';
import { router } from './routes.tsx';

const WAIT_MS = 400;
/** What the contract takes. */
const MAX_LENGTH = 400;
/** What moves the caret or the page under it. */
const CARET_EVENTS = ['focusin', 'focusout', 'selectionchange', 'scroll'] as const;
const PANEL_KINDS: readonly PanelRequest['kind'][] = ['note'];

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
  const [kind, memberId, id] = beside.split('/');
  const known = PANEL_KINDS.find((each) => each === kind);
  if (known && id) openPanel({ kind: known, memberId: memberId || null, id });
  const caret = readCaret(at);
  if (caret) putCaretBack(caret);
}

/**
 * Returns to the page that was open before the lock, and keeps remembering from then on.
 *
 * The place lives in the encrypted database, because a path names a member's row. Gives the function that stops it.
 */
export async function keepPlace(): Promise<() => void> {
  try {
    const place = await api.settings.place({});
    if (place) goTo(place.path);
  } catch {
    // Without a remembered place Hearth opens on Today.
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const remember = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const path = placeNow();
      if (path === last) return;
      last = path;
      api.settings.rememberPlace({ path }).catch(() => {
        last = '';
      });
    }, WAIT_MS);
  };
  const stops = [router.history, panelStore, openDraftStore].map((store) => store.subscribe(remember));
  for (const event of CARET_EVENTS) document.addEventListener(event, remember, true);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    for (const event of CARET_EVENTS) document.removeEventListener(event, remember, true);
  };
}
