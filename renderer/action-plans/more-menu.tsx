import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { IconButton } from '../components/icon-button.tsx';
import styles from './more-menu.module.css';

/** One entry of a menu. */
export interface MenuEntry {
  readonly label: string;
  readonly off?: boolean;
  readonly run: () => void;
}

/** What else can be done with one thing, behind three dots; `name` says with which. */
export function MoreMenu({
  name,
  entries,
}: {
  readonly name: string;
  readonly entries: readonly MenuEntry[];
}) {
  return (
    <Menu
      position="bottom-end"
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown ?? '', item: styles.item ?? '' }}
    >
      <Menu.Target>
        <IconButton name={name}>
          <IconDots size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map((entry) => (
          <Menu.Item key={entry.label} disabled={entry.off ?? false} onClick={entry.run}>
            {entry.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
