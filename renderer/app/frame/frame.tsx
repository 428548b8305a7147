import { AppShell } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { PanelHost } from '../panel/panel-host.tsx';
import { usePanelOpen } from '../panel/panel-state.ts';
import { ToastHost } from '../toast/toast-host.tsx';
import styles from './frame.module.css';
import { LockWarning } from './lock-warning.tsx';
import { Navigation } from './navigation.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { useFrameKeys } from './use-frame-keys.tsx';

/** The frame around every page: title bar, navigation, content with its side panel, status bar. */
export function Frame() {
  const overlays = useFrameKeys();
  const panelOpen = usePanelOpen();
  return (
    <AppShell
      header={{ height: 44 }}
      navbar={{ width: { base: 56, lg: 204 }, breakpoint: 0 }}
      footer={{ height: 26 }}
      padding={0}
      transitionDuration={0}
      withBorder={false}
      classNames={{
        main: styles.main ?? '',
        header: styles.header ?? '',
        navbar: styles.navbar ?? '',
        footer: styles.footer ?? '',
      }}
    >
      <AppShell.Header data-region="title-bar">
        <TitleBar onKeys={overlays.openKeys} onSearch={overlays.openPalette} />
      </AppShell.Header>
      <AppShell.Navbar data-region="navigation" aria-label="Main">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main component="div">
        <div className={styles.content} data-panel-open={panelOpen || undefined}>
          <div className={styles.page}>
            <Outlet />
            <ToastHost />
          </div>
          <PanelHost />
        </div>
      </AppShell.Main>
      <AppShell.Footer data-region="status-bar" aria-label="Status">
        <StatusBar />
      </AppShell.Footer>
      {overlays.elements}
      <LockWarning />
    </AppShell>
  );
}
