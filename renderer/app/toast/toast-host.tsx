import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useKeys } from '../keyboard/use-keys.ts';
import { useStore } from '../store.ts';
import { hideToast, toastStore } from './toast.ts';
import styles from './toast-host.module.css';

const SHOWN_MS = 8000;

/** The place of the toast: bottom left of the content; it stays while it is hovered or focused. */
export function ToastHost() {
  const toast = useStore(toastStore);
  const [held, setHeld] = useState(false);

  const id = toast?.id;
  useEffect(() => {
    if (id === undefined || held) return undefined;
    const timer = setTimeout(hideToast, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, held]);

  const undo = () => {
    const act = toast?.undo;
    if (!act) return false;
    hideToast();
    act();
    return true;
  };
  useKeys([{ keys: 'Ctrl+Z', label: 'Undo last action', group: 'everywhere', inFields: false, run: undo }], {
    layer: 'frame',
    enabled: Boolean(toast?.undo),
  });

  return (
    <div className={styles.place} role="status">
      {toast && (
        // biome-ignore lint/a11y/noStaticElementInteractions: hovering only keeps it in sight
        <div
          className={styles.toast}
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span>{toast.text}</span>
          {toast.undo && (
            <Button size="sm" variant="link" keys="Ctrl+Z" onClick={undo}>
              Undo
            </Button>
          )}
          <IconButton name="Close" onClick={hideToast}>
            <IconX size={15} stroke={1.75} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
