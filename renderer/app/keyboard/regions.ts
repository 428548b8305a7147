const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex]:not([tabindex="-1"])';

const lastFocus = new WeakMap<Element, HTMLElement>();

function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((element) =>
    element.checkVisibility(),
  );
}

function regionOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-region]') ?? null;
}

/** Remembers where the focus was in each region, so that F6 returns to it. */
export function rememberFocus(event: FocusEvent): void {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return;
  const region = regionOf(target);
  if (region) lastFocus.set(region, target);
}

/** Moves the focus to the next region, or the previous one with Shift (F6). */
export function moveRegion(backwards: boolean): void {
  const all = regions();
  if (all.length === 0) return;
  const here = regionOf(document.activeElement);
  const index = here ? all.indexOf(here) : -1;
  const step = backwards ? -1 : 1;
  for (let count = 1; count <= all.length; count += 1) {
    const region = all[(index + step * count + all.length * 2) % all.length];
    if (!region || region === here) continue;
    const remembered = lastFocus.get(region);
    const target =
      remembered?.isConnected && remembered.checkVisibility()
        ? remembered
        : [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find((element) => element.checkVisibility());
    if (target) {
      target.focus();
      return;
    }
    // A region without a stop (the status bar) still takes the focus, so that it can be read.
    if (region.tabIndex >= -1) {
      region.tabIndex = -1;
      region.focus();
      return;
    }
  }
}
