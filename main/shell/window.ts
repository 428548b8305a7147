import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type Session } from 'electron';
import { APP_URL, isAppUrl } from './origin.ts';
import { allowZoom } from './zoom.ts';

const OVERLAY = {
  light: { color: '#f4f2ee', symbolColor: '#544e47' },
  dark: { color: '#161412', symbolColor: '#c2baaf' },
} as const;

/** The web preferences of the one window; exported so that a test can hold them against the baseline. */
export function webPreferences(preload: string, session: Session | undefined, devTools: boolean) {
  return {
    preload,
    ...(session ? { session } : {}),
    // SECURITY: the page is a stranger: its own world, sandboxed, without Node, without webviews.
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // SECURITY: a spell checker would send words to a dictionary server or keep a custom word list.
    spellcheck: false,
    devTools,
  } as const;
}

interface WindowOptions {
  readonly session: Session;
  readonly preloadFolder: string;
  readonly devTools: boolean;
  readonly bounds: Electron.Rectangle | null;
}

/** Opens the window on the page; it shows itself once there is something to see. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const theme = () => (nativeTheme.shouldUseDarkColors ? OVERLAY.dark : OVERLAY.light);
  const window = new BrowserWindow({
    width: 1360,
    height: 850,
    minWidth: 1100,
    minHeight: 700,
    ...(options.bounds ?? {}),
    title: 'Hearth',
    show: false,
    backgroundColor: theme().color,
    titleBarStyle: 'hidden',
    titleBarOverlay: { ...theme(), height: 43 },
    webPreferences: webPreferences(
      join(options.preloadFolder, 'preload.cjs'),
      options.session,
      options.devTools,
    ),
  });
  // SECURITY: screenshots by other programs show nothing where the system can do that; a speed bump, not a control.
  if (process.platform !== 'linux') window.setContentProtection(true);
  const recolor = () => {
    if (!window.isDestroyed()) window.setTitleBarOverlay({ ...theme(), height: 43 });
  };
  nativeTheme.on('updated', recolor);
  window.once('closed', () => nativeTheme.off('updated', recolor));
  window.once('ready-to-show', () => window.show());
  // SECURITY: going to about:blank is the one navigation Chromium asks nobody about; the page is brought back.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isAppUrl(url)) void window.loadURL(APP_URL);
  });
  allowZoom(window.webContents);
  window.removeMenu();
  void window.loadURL(APP_URL);
  return window;
}
