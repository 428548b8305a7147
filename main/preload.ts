import { ipcRenderer } from 'electron';

/** The little of the page that the preload touches; the rest of `main/` has no DOM types at all. */
declare const window: {
  addEventListener(
    type: 'message',
    listener: (event: {
      source: unknown;
      origin: string;
      data: unknown;
      ports: readonly InstanceType<typeof MessagePort>[];
    }) => void,
  ): void;
};

/**
 * The handshake, nothing else: the page makes a MessageChannel and posts one end to its own window; it is passed
 * on to the shell, which checks who sent it. No function or object is exposed to the page.
 */
window.addEventListener('message', (event) => {
  // SECURITY: only the page itself, on its own origin, with the fixed word and one port.
  if (event.source !== window || event.origin !== 'app://hearth' || event.data !== 'hearth:connect') return;
  const [port] = event.ports;
  if (port) ipcRenderer.postMessage('hearth:connect', null, [port]);
});
