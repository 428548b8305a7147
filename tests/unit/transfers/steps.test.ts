import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderFor, serverPath, temporaryName } from '#shared/transfers/steps.ts';

describe('serverPath', () => {
  it.each([
    ['/inbound', '/inbound/a.x12'],
    ['/inbound/', '/inbound/a.x12'],
    ['inbound', 'inbound/a.x12'],
    ['/', '/a.x12'],
    ['', 'a.x12'],
  ])('joins %j and a name', (folder, path) => {
    expect(serverPath(folder, 'a.x12')).toBe(path);
  });

  it('keeps absolute folders absolute, relative ones relative, and never doubles a slash', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/);
    const folder = fc
      .tuple(fc.boolean(), fc.array(segment, { maxLength: 4 }), fc.nat(3))
      .map(
        ([absolute, segments, slashes]) =>
          (absolute ? '/' : '') + segments.join('/') + '/'.repeat(segments.length ? slashes : 0),
      );
    fc.assert(
      fc.property(folder, segment, (one, name) => {
        const path = serverPath(one, name);
        expect(path.startsWith('/')).toBe(one.startsWith('/'));
        expect(path).not.toContain('//');
        expect(path.endsWith(name)).toBe(true);
      }),
    );
  });
});

describe('folderFor', () => {
  it('sends tests to the test folder where there is one, and never production there', () => {
    const both = { inboundFolder: '/in', testFolder: '/test' };
    expect(folderFor(both, 'T')).toBe('/test');
    expect(folderFor(both, 'P')).toBe('/in');
    expect(folderFor({ ...both, testFolder: null }, 'T')).toBe('/in');
  });
});

describe('temporaryName', () => {
  it('is another name than the final one, and always the same', () => {
    expect(temporaryName('a.x12')).not.toBe('a.x12');
    expect(temporaryName('a.x12')).toBe(temporaryName('a.x12'));
  });
});
