let source: () => string | null = () => null;

/** Says how the present screen is found; set once the router is there, which would otherwise need this file back. */
export function setScreenSource(find: () => string | null): void {
  source = find;
}

/** The screen on view as the route's pattern, without any id: `/members/$memberId/notes`. */
export function screenNow(): string {
  return source() ?? '/unlock';
}
