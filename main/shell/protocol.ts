import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { net, protocol, type Session } from 'electron';
import { APP_HOST, APP_SCHEME, isAppUrl } from './origin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready: makes `app://` a standard, secure origin of its own. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false },
    },
  ]);
}

/**
 * The content security policy of one answer.
 *
 * SECURITY: starts from 'none'; scripts only from our own files, styles from our files and the one tag with the
 * nonce. The development server's page needs its inline refresh script and its socket, and only then gets them.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'none'",
    development ? `script-src 'self' 'nonce-${nonce}'` : "script-src 'self'",
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    development ? 'connect-src ws://localhost:*' : "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "worker-src 'none'",
  ].join('; ');
}

/** The file a URL names, below the root; `null` for anything that would leave it. */
export function resolveAppFile(root: string, url: string): string | null {
  if (!isAppUrl(url)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = normalize(join(root, path === '/' ? 'index.html' : path));
  // SECURITY: with the separator, so that a sibling folder whose name begins alike stays outside.
  return file.startsWith(root + sep) && extname(file) in TYPES ? file : null;
}

/**
 * Serves the built page on `app://hearth`.
 *
 * @param developmentServer address of the development server, or `null` for the built files.
 */
export function serveApp(session: Session, root: string, developmentServer: string | null): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    // SECURITY: GET only, exact host, fixed types; nothing outside the page's folder.
    if (request.method !== 'GET' || new URL(request.url).host !== APP_HOST) return notFound();
    const nonce = randomBytes(16).toString('base64url');
    if (developmentServer) return proxy(developmentServer, request.url, nonce);
    const file = resolveAppFile(root, request.url);
    if (!file) return notFound();
    try {
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      const bytes = await readFile(file);
      return answer(
        type.startsWith('text/html') ? withNonce(bytes.toString('utf8'), nonce) : bytes,
        type,
        nonce,
        false,
      );
    } catch {
      return notFound();
    }
  });
}

function withNonce(html: string, nonce: string): string {
  return html.replaceAll('__CSP_NONCE__', nonce);
}

function answer(body: string | Buffer, type: string, nonce: string, development: boolean): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(nonce, development),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });
}

async function proxy(server: string, url: string, nonce: string): Promise<Response> {
  const { pathname, search } = new URL(url);
  const response = await net.fetch(new URL(pathname + search, server).href);
  const type = response.headers.get('content-type') ?? 'text/plain';
  const text = await response.text();
  return answer(type.startsWith('text/html') ? withNonce(text, nonce) : text, type, nonce, true);
}

function notFound(): Response {
  return new Response('', { status: 404 });
}
