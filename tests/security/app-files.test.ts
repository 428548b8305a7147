import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ net: {}, protocol: {} }));
const { contentSecurityPolicy, resolveAppFile } = await import('#main/shell/protocol.ts');

const ROOT = '/opt/hearth/out/renderer';

test('our own files are found', () => {
  expect(resolveAppFile(ROOT, 'app://hearth/')).toBe(`${ROOT}/index.html`);
  expect(resolveAppFile(ROOT, 'app://hearth/assets/main.js')).toBe(`${ROOT}/assets/main.js`);
});

test.each([
  ['app://hearth/..%2fmain/index.js'],
  ['app://hearth/..%2f..%2f..%2f..%2fetc/passwd'],
  ['app://hearth/%2e%2e%2frenderer-other/main.js'],
  ['app://hearth/assets\\..\\..\\main\\index.js'],
  ['app://hearth/assets/main.js%00.png'],
  ['app://hearth/%E0%A4%A'],
  ['app://other/index.html'],
  ['http://hearth/index.html'],
  ['app://hearth/package.json'],
  ['app://hearth/assets/main.js.map'],
])('%s leads nowhere', (url) => {
  expect(resolveAppFile(ROOT, url)).toBeNull();
});

test.each([
  ['app://hearth/../main/index.js'],
  ['app://hearth/%2e%2e/main/index.js'],
  ['app://hearth/a/../../b.js'],
])('%s stays below the folder of the page', (url) => {
  expect(resolveAppFile(ROOT, url)).toMatch(/^\/opt\/hearth\/out\/renderer\//);
});

test('the policy of a shipped page starts from none and has no unsafe word', () => {
  const policy = contentSecurityPolicy('abc', false);
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toContain('http');
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
});
