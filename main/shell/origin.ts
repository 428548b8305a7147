/** The page's origin; every comparison is made on a parsed URL, never on a piece of text. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'hearth';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** Tells whether a URL is one of our own page's. */
export function isAppUrl(text: string): boolean {
  try {
    const url = new URL(text);
    return (
      url.protocol === `${APP_SCHEME}:` &&
      url.host === APP_HOST &&
      url.port === '' &&
      url.username === '' &&
      url.password === ''
    );
  } catch {
    return false;
  }
}

/** What the sender check needs to know of an IPC event. */
interface SenderFacts {
  readonly senderId: number;
  readonly frame: { readonly url: string; readonly parent: unknown } | null;
}

/**
 * Tells whether an IPC message comes from the main frame of our own window.
 *
 * SECURITY: a null frame (already gone), a subframe, another origin and another window are all refused.
 */
export function isTrustedSender(facts: SenderFacts, windowId: number | null): boolean {
  return (
    windowId !== null &&
    facts.senderId === windowId &&
    facts.frame !== null &&
    facts.frame.parent === null &&
    isAppUrl(facts.frame.url)
  );
}
