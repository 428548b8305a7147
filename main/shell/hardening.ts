import { app, type Session, type WebContents } from 'electron';
import { isAppUrl } from './origin.ts';

/**
 * Closes everything a page can reach through its session.
 *
 * @param developmentServer the one extra origin allowed while developing, or `null`.
 */
export function hardenSession(session: Session, developmentServer: string | null): void {
  // SECURITY: no permission exists for the page, whatever it is called.
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // SECURITY: the page has no network at all: every request that is not our own file is cancelled.
  session.webRequest.onBeforeRequest((details, decide) => {
    const allowed = isAppUrl(details.url) || isDevelopment(details.url, developmentServer);
    decide({ cancel: !allowed });
  });
  // SECURITY: files leave only through the backend's save dialog, with an audit row.
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

function isDevelopment(text: string, server: string | null): boolean {
  if (!server) return false;
  const url = new URL(text);
  return url.host === new URL(server).host || url.protocol === 'devtools:';
}

/** Applies to every web contents that will ever exist, also to ones we did not mean to make. */
export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    refuseToLeave(contents);
  });
}

function refuseToLeave(contents: WebContents): void {
  // SECURITY: no navigation of any frame, no redirect, no window, no webview.
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
