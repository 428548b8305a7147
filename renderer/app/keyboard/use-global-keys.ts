import { useEffect } from 'react';
import { pressEmber } from './ember.ts';
import { moveRegion, rememberFocus } from './regions.ts';
import { dispatchKey } from './registry.ts';
import { useKeys } from './use-keys.ts';

/** Listens for keys once, and adds those that work on every screen, locked or not. */
export function useGlobalKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (dispatchKey(event)) event.preventDefault();
    };
    // A select opens with every Enter it gets, also with the one that presses the ember button: that one it never sees.
    const beforeSelects = (event: KeyboardEvent) => {
      const select = event.target instanceof Element && event.target.matches('[aria-haspopup="listbox"]');
      if (!select || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.stopPropagation();
      onKeyDown(event);
    };
    document.addEventListener('keydown', beforeSelects, { capture: true });
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('focusin', rememberFocus);
    return () => {
      document.removeEventListener('keydown', beforeSelects, { capture: true });
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('focusin', rememberFocus);
    };
  }, []);
  useKeys(
    [
      {
        keys: 'Ctrl+Enter',
        label: 'Press the ember button',
        group: 'everywhere',
        inFields: true,
        inDialogs: true,
        run: pressEmber,
      },
      {
        keys: 'F6',
        label: 'Next part of the window',
        group: 'everywhere',
        inFields: true,
        run: () => moveRegion(false),
      },
      {
        keys: 'Shift+F6',
        label: 'Previous part of the window',
        hidden: true,
        inFields: true,
        run: () => moveRegion(true),
      },
    ],
    { layer: 'frame' },
  );
}
