/** A message port as both Electron and Node have it. */
export interface PortLike {
  on<Event extends string>(event: Event, listener: (event?: { data: unknown }) => void): void;
  postMessage(message: unknown, transfer?: unknown[]): void;
  close(): void;
}

/** The largest message the page may send; its own client refuses to send more. */
export const MAX_MESSAGE_CHARACTERS = 2_000_000;
const MAX_DEPTH = 40;

/**
 * Lets only well-formed requests of a sane size through to the contract.
 *
 * SECURITY: the page is treated as hostile. Anything but text, more text than the client ever sends, or nesting
 * deep enough to exhaust a parser closes the port: our own page never does that.
 */
export function guardPort(
  port: PortLike,
  refuse: (reason: string) => void,
): Pick<PortLike, 'on' | 'postMessage'> {
  return {
    // Electron's port refuses an explicit `undefined` as the list of transferred ports.
    postMessage: (message, transfer) =>
      transfer ? port.postMessage(message, transfer) : port.postMessage(message),
    on: (event, listener) =>
      port.on(event, (message) => {
        if (event !== 'message') return listener(message);
        const reason = reasonToRefuse(message?.data);
        if (!reason) return listener(message);
        refuse(reason);
        port.close();
      }),
  };
}

/** Why a message is refused before anything parses it, or `null`. */
export function reasonToRefuse(data: unknown): string | null {
  if (typeof data !== 'string') return 'not_text';
  if (data.length > MAX_MESSAGE_CHARACTERS) return 'too_large';
  if (depthOf(data) > MAX_DEPTH) return 'too_deep';
  try {
    const message: unknown = JSON.parse(data);
    const id = (message as { i?: unknown } | null)?.i;
    if (typeof id !== 'string' || id.length > 40) return 'not_a_request';
    const body = (message as { p?: { b?: unknown } }).p?.b;
    return typeof body === 'string' && depthOf(body) > MAX_DEPTH ? 'too_deep' : null;
  } catch {
    return 'not_json';
  }
}

/** The deepest nesting of a JSON text, in one pass and without parsing it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return deepest;
}
