import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { ROLE_WORDS } from '#shared/roles.ts';
import { initialsOf } from '../../components/avatar.tsx';
import { lockNow } from '../lock.ts';
import { useSession } from '../session.tsx';
import styles from './user-menu.module.css';

// Four hundred words to draw from come with it, so it is loaded when somebody asks for it.
const OwnPassphraseDialog = lazy(async () => ({
  default: (await import('../../vault/own-passphrase.tsx')).OwnPassphraseDialog,
}));

const DeviceDialog = lazy(async () => ({
  default: (await import('../../vault/device-dialog.tsx')).DeviceDialog,
}));

const SCHEMES = [
  { value: 'auto', label: 'As the computer' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Who is working, the theme, and the lock. */
export function UserMenu() {
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [changing, setChanging] = useState(false);
  const [onDevice, setOnDevice] = useState(false);
  return (
    <>
      <Menu
        position="bottom-end"
        transitionProps={{ duration: 0 }}
        classNames={{
          dropdown: styles.dropdown ?? '',
          item: styles.item ?? '',
          label: styles.label ?? '',
          divider: styles.divider ?? '',
        }}
      >
        <Menu.Target>
          <button
            type="button"
            className={styles.user}
            aria-label={`${user.name}, ${ROLE_WORDS[user.role]}`}
            title={user.name}
          >
            {initialsOf(user.name)}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <strong>{user.name}</strong>
            <br />
            {ROLE_WORDS[user.role]}
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>Colors</Menu.Label>
          {SCHEMES.map((scheme) => (
            <Menu.Item
              key={scheme.value}
              role="menuitemradio"
              aria-checked={colorScheme === scheme.value}
              rightSection={
                colorScheme === scheme.value ? <IconCheck size={15} stroke={1.75} aria-hidden /> : null
              }
              onClick={() => setColorScheme(scheme.value)}
            >
              {scheme.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setChanging(true)}>Change my passphrase</Menu.Item>
          <Menu.Item onClick={() => setOnDevice(true)}>After a screen lock</Menu.Item>
          <Menu.Item onClick={() => void lockNow()}>Lock</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {changing && (
        <Suspense fallback={null}>
          <OwnPassphraseDialog opened onClose={() => setChanging(false)} />
        </Suspense>
      )}
      {onDevice && (
        <Suspense fallback={null}>
          <DeviceDialog onClose={() => setOnDevice(false)} />
        </Suspense>
      )}
    </>
  );
}
