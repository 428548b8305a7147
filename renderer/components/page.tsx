import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import {
  type CSSProperties,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { usePanelOpen } from '../app/panel/panel-state.ts';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import styles from './page.module.css';
import { PageScrollContext } from './page-scroll.ts';

/** What a page is made of; only `title` and `children` are always there. */
export interface PageProps {
  /** The one `h1`; also the title of the window. */
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Buttons at the right of the header, the ember one last. */
  readonly actions?: ReactNode;
  /** Replaces title, subtitle and actions, for headers of their own (the chart). It must hold the `h1`. */
  readonly header?: ReactNode;
  /** Tabs or chips under the header. */
  readonly bar?: ReactNode;
  /** A list at the left of the main column, with its width in px. */
  readonly side?: ReactNode;
  readonly sideWidth?: number;
  readonly rail?: ReactNode;
  /** 236 to 404. */
  readonly railWidth?: number;
  /** Whether the rail stands beside the header (`top`) or begins under header and bar (`below`). */
  readonly railFrom?: 'top' | 'below';
  /** Closing line: keys at the left, how much is shown at the right, or the buttons of a form. */
  readonly footer?: ReactNode;
  /** Leaves out the gutter around the main column, for tables that run edge to edge. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/**
 * The page inside the frame: header, bar, main column, rail, footer.
 *
 * In windows too low for sticky parts everything scrolls as one; under 1000 px, or beside an open panel, the rail
 * becomes a drawer (`i`); the narrow rules are in the style sheet.
 */
export function Page(props: PageProps) {
  const { title, rail, railWidth = 276, railFrom = 'top', side, sideWidth = 262 } = props;
  const low = useMediaQuery('(max-height: 620px), (max-width: 719px)', false);
  const narrow = useMediaQuery('(max-width: 999px)', false);
  const panelOpen = usePanelOpen();
  const scroller = useRef<HTMLDivElement>(null);
  const [drawer, setDrawer] = useState(false);
  const [hidden, setHidden] = useState(false);
  const asDrawer = Boolean(rail) && (narrow || panelOpen);
  const inPlace = Boolean(rail) && !asDrawer && !hidden;

  useEffect(() => {
    document.title = `${title} · Hearth`;
  }, [title]);

  useKeys(
    [
      {
        keys: 'i',
        label: 'Show or hide the rail',
        group: 'everywhere',
        run: () => (asDrawer ? setDrawer((open) => !open) : setHidden((now) => !now)),
      },
    ],
    { enabled: Boolean(rail) },
  );

  const header = props.header ?? (
    <PageHeader
      title={title}
      subtitle={props.subtitle}
      actions={
        <>
          <RailButton />
          {props.actions}
        </>
      }
    />
  );

  const main = (
    <div className={styles.body}>
      {side && (
        <div className={styles.side} style={{ '--side-width': `${sideWidth}px` } as CSSProperties}>
          {side}
        </div>
      )}
      <div className={cx(styles.column, props.flush && styles.flush)} ref={low ? undefined : scroller}>
        {props.children}
      </div>
    </div>
  );

  return (
    <PageScrollContext value={scroller}>
      <RailDrawerContext value={asDrawer ? () => setDrawer(true) : null}>
        <div
          className={cx(styles.page, low && styles.low)}
          data-rail={inPlace ? railFrom : 'none'}
          data-key-layer="page"
          ref={low ? scroller : undefined}
        >
          <main className={styles.main} data-region="main" id="main">
            {railFrom === 'below' && inPlace ? (
              <>
                <div className={styles.head}>
                  {header}
                  {props.bar && <div className={styles.bar}>{props.bar}</div>}
                </div>
                {main}
                {props.footer && <div className={styles.footer}>{props.footer}</div>}
              </>
            ) : (
              <>
                {header}
                {props.bar && <div className={styles.bar}>{props.bar}</div>}
                {main}
                {props.footer && <div className={styles.footer}>{props.footer}</div>}
              </>
            )}
          </main>
          {inPlace && (
            <div className={styles.rail} data-region="rail" style={{ inlineSize: railWidth }}>
              {rail}
            </div>
          )}
        </div>
      </RailDrawerContext>
      {asDrawer && (
        <Drawer.Root
          opened={drawer}
          onClose={() => setDrawer(false)}
          position="right"
          size={Math.max(railWidth, 320)}
          lockScroll={false}
          transitionProps={{ duration: 100 }}
          classNames={{
            overlay: styles.overlay ?? '',
            content: styles.drawer ?? '',
            title: styles.drawerTitle ?? '',
            body: styles.drawerBody ?? '',
          }}
        >
          <Drawer.Overlay />
          <Drawer.Content>
            <div className={styles.drawerHeader}>
              <Drawer.Title>Details</Drawer.Title>
              <Drawer.CloseButton aria-label="Close" />
            </div>
            <Drawer.Body>{rail}</Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      )}
    </PageScrollContext>
  );
}

const RailDrawerContext = createContext<(() => void) | null>(null);

/** Opens the rail where it is a drawer; pages with a header of their own put it among their actions. */
export function RailButton() {
  const open = useContext(RailDrawerContext);
  return open ? (
    <Button
      variant="quiet"
      icon={<IconLayoutSidebarRight size={16} stroke={1.75} aria-hidden />}
      keys="i"
      onClick={open}
    >
      Details
    </Button>
  ) : null;
}

/** Title, quiet subtitle and actions of a page, 60 px high. */
export function PageHeader({
  title,
  subtitle,
  actions,
}: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{title}</h1>
      {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}

/** The closing line of a list: its keys, and how much of it is shown. */
export function PageFooter({
  keys = [],
  left,
  right,
}: {
  readonly keys?: readonly { readonly keys: string; readonly label: string }[];
  readonly left?: ReactNode;
  readonly right?: ReactNode;
}) {
  return (
    <div className={styles.footLine}>
      {left && <span>{left}</span>}
      <span className={cx(styles.footKeys, Boolean(left) && styles.footEnd)}>
        {keys.map((key) => (
          <span key={key.keys + key.label} className={styles.footKey}>
            <Kbd keys={key.keys} read />
            {key.label}
          </span>
        ))}
      </span>
      {right && <span className={styles.footRight}>{right}</span>}
    </div>
  );
}
