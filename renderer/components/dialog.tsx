import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

/**
 * A dialog, only for identity, keys, signatures and irreversible things, and for the list of keys.
 *
 * The title is the question. Escape and the close button always mean the safe answer.
 */
export function Dialog({
  title,
  opened,
  onClose,
  size = 440,
  children,
}: {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly size?: number;
  readonly children: ReactNode;
}) {
  useKeys([], { layer: 'dialog', enabled: opened });
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      centered
      radius={12}
      lockScroll={false}
      transitionProps={{ duration: 100, transition: 'fade' }}
      classNames={{
        overlay: styles.overlay ?? '',
        content: styles.content ?? '',
        title: styles.title ?? '',
        body: styles.body ?? '',
        close: styles.close ?? '',
      }}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Modal.Header: that is a second banner for screen readers. */}
        <div className={styles.header}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A question with two verbs; the focus starts on the safe one, and Enter alone never destroys. */
export function ConfirmDialog({
  title,
  opened,
  onClose,
  onConfirm,
  verb,
  safeVerb,
  busy = false,
  children,
}: {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  readonly verb: string;
  readonly safeVerb: string;
  readonly busy?: boolean;
  readonly children?: ReactNode;
}) {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!opened) return undefined;
    const timer = setTimeout(() => safe.current?.focus(), 20);
    return () => clearTimeout(timer);
  }, [opened]);
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      {children}
      <div className={styles.buttons}>
        <Button ref={safe} onClick={onClose} data-autofocus>
          {safeVerb}
        </Button>
        <Button variant="ember" onClick={onConfirm} busy={busy} keys="Ctrl+Enter">
          {verb}
        </Button>
      </div>
    </Dialog>
  );
}
