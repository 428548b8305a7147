import { useEffect, useRef } from 'react';
import { type KeyBinding, type KeyLayer, registerKeys } from './registry.ts';

/**
 * Gives the screen its keys while it is mounted.
 *
 * The list may change with every render; the newest one counts. Pass `enabled: false` to take the keys away for a
 * while (a list that is not the page's main list, a closed panel).
 */
export function useKeys(
  bindings: readonly KeyBinding[],
  { layer = 'page', enabled = true }: { readonly layer?: KeyLayer; readonly enabled?: boolean } = {},
): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => {
    if (!enabled) return undefined;
    return registerKeys(layer, () => latest.current);
  }, [layer, enabled]);
}
