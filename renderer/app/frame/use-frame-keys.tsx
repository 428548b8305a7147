import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useGo } from '../go.ts';
import type { KeyBinding } from '../keyboard/registry.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import { lockNow } from '../lock.ts';
import { Palette } from '../palette/palette.tsx';
import { openPalette } from '../palette/palette-state.ts';
import { PANELS } from '../panel/panels.tsx';
import { startNote } from '../panel/start-note.ts';
import { currentSubject } from '../subject.ts';
import { KeyHelp } from './key-help.tsx';
import { useNavEntries } from './navigation.tsx';

/** The keys of the frame, and what they open: the palette and the list of keys. */
export function useFrameKeys(): {
  readonly openKeys: () => void;
  readonly openPalette: () => void;
  readonly elements: ReactNode;
} {
  const go = useGo();
  const router = useRouter();
  const entries = useNavEntries();
  const [keysShown, setKeysShown] = useState(false);

  const bindings: KeyBinding[] = [
    {
      keys: 'Ctrl+K',
      label: 'Search anything',
      group: 'everywhere',
      inFields: true,
      run: () => openPalette(),
    },
    { keys: '?', label: 'Keys of this screen', group: 'everywhere', run: () => setKeysShown(true) },
    ...(PANELS.note
      ? ([
          { keys: 'n', label: 'New note', group: 'everywhere', run: startNote },
          { keys: 'Ctrl+N', label: 'New note', hidden: true, inFields: true, run: startNote },
        ] as const)
      : []),
    ...(entries.some((entry) => entry.path === '/outreach')
      ? ([
          {
            keys: 'l',
            label: 'Log attempt',
            group: 'everywhere',
            run: () => {
              const subject = currentSubject();
              go('/outreach', subject ? { member: subject.memberId } : {});
            },
          },
        ] as const)
      : []),
    ...entries.map(
      (entry): KeyBinding => ({
        keys: `g ${entry.letter}`,
        label: entry.label,
        group: 'everywhere',
        run: () => go(entry.path),
      }),
    ),
    {
      keys: 'Alt+ArrowLeft',
      label: 'Back',
      group: 'everywhere',
      inFields: true,
      run: () => router.history.back(),
    },
    {
      keys: 'Ctrl+Shift+L',
      label: 'Lock',
      group: 'everywhere',
      inFields: true,
      inDialogs: true,
      run: () => void lockNow(),
    },
  ];
  useKeys(bindings, { layer: 'frame' });

  return {
    openKeys: () => setKeysShown(true),
    openPalette: () => openPalette(),
    elements: (
      <>
        <KeyHelp opened={keysShown} onClose={() => setKeysShown(false)} />
        <Palette showKeys={() => setKeysShown(true)} />
      </>
    ),
  };
}
