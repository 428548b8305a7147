import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import styles from './tip.module.css';

/** A tooltip in our colours that shows on hover and on keyboard focus, and is read as a description. */
export function Tip({ text, children }: { readonly text: string; readonly children: ReactElement }) {
  return (
    <Tooltip
      label={text}
      openDelay={350}
      withinPortal
      multiline
      maw={320}
      events={{ hover: true, focus: true, touch: false }}
      transitionProps={{ duration: 0 }}
      classNames={{ tooltip: styles.tip ?? '' }}
    >
      {children}
    </Tooltip>
  );
}
