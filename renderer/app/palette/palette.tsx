import { Modal } from '@mantine/core';
import { IconLock, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { cx } from '../../components/cx.ts';
import { Kbd } from '../../components/kbd.tsx';
import { announce } from '../announce.tsx';
import { useKeys } from '../keyboard/use-keys.ts';
import { cutByMatch } from './match-words.ts';
import styles from './palette.module.css';
import type { PaletteItem } from './palette-items.tsx';
import { PalettePreview } from './palette-preview.tsx';
import { closePalette, type PalettePurpose, usePalettePurpose } from './palette-state.ts';
import { usePaletteGroups } from './use-palette-groups.ts';

/** The command palette (Ctrl+K): members, actions, pages, with a preview of the chosen one. */
export function Palette({ showKeys }: { readonly showKeys: () => void }) {
  const purpose = usePalettePurpose();
  useKeys([], { layer: 'dialog', enabled: purpose !== null });
  return (
    <Modal.Root
      opened={purpose !== null}
      onClose={closePalette}
      yOffset={84}
      size={900}
      padding={0}
      radius={12}
      lockScroll={false}
      transitionProps={{ duration: 80, transition: 'fade' }}
      classNames={{ overlay: styles.overlay ?? '', content: styles.content ?? '', body: styles.body ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search">
        <Modal.Body>{purpose !== null && <PaletteBody purpose={purpose} showKeys={showKeys} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteBody({
  purpose,
  showKeys,
}: {
  readonly purpose: PalettePurpose;
  readonly showKeys: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [waiting, setWaiting] = useState(false);
  const [actionsFor, setActionsFor] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { groups, words, settled } = usePaletteGroups(typed, purpose, actionsFor, showKeys);
  const items = groups.flatMap((group) => group.items);
  const index = Math.min(at, Math.max(0, items.length - 1));
  const current = items[index];

  useEffect(() => {
    // A list or a panel that takes the focus a moment after its own work must not take it from here.
    const keep = (event: FocusEvent) => {
      const dialog = field.current?.closest('[role="dialog"]');
      if (dialog && event.target instanceof Node && !dialog.contains(event.target)) field.current?.focus();
    };
    document.addEventListener('focusin', keep);
    return () => document.removeEventListener('focusin', keep);
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    if (words === '' || !settled) return undefined;
    const timer = setTimeout(
      () => announce(items.length === 1 ? '1 result' : `${items.length} results`),
      500,
    );
    return () => clearTimeout(timer);
  }, [words, settled, items.length]);

  const run = (item: PaletteItem | undefined) => {
    if (!item || item.locked) return;
    closePalette();
    // After the palette has given the focus back, so that a panel it opens can take it.
    setTimeout(item.run, 0);
  };
  useEffect(() => {
    if (!waiting || !settled) return;
    setWaiting(false);
    run(current);
  });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey) {
      event.preventDefault();
      setAt((index + step + items.length) % Math.max(1, items.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Typed faster than the search answers: Enter means the first of what comes.
      if (settled) run(current);
      else setWaiting(true);
    } else if (event.key === 'Tab' && current?.member && !event.shiftKey) {
      event.preventDefault();
      setActionsFor(current.member);
      setTyped('');
      setAt(0);
    } else if (event.key === 'Backspace' && typed === '' && actionsFor) {
      event.preventDefault();
      setActionsFor(null);
    } else if (/^[2-9]$/.test(event.key) && /^\p{L}[^\d#>]*$/u.test(typed) && items[Number(event.key) - 1]) {
      // Digits open the nth result, unless a number is what is being searched.
      event.preventDefault();
      run(items[Number(event.key) - 1]);
    }
  };

  return (
    <>
      <div className={styles.top}>
        <IconSearch size={18} stroke={1.75} aria-hidden />
        {actionsFor && <span className={styles.scope}>{actionsFor.name}</span>}
        <input
          ref={field}
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={current ? `palette-${index}` : undefined}
          aria-autocomplete="list"
          aria-label={purpose === 'note' ? 'A note about whom?' : 'Search members, notes, tasks, actions'}
          placeholder={purpose === 'note' ? 'A note about whom?' : 'Search members, notes, tasks, actions'}
          className={styles.input}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
            setWaiting(false);
          }}
          onKeyDown={onKeyDown}
        />
        <span className={styles.count}>{words !== '' && settled ? countWords(items.length) : ''}</span>
        <Kbd keys="Escape" />
      </div>
      <div className={styles.columns}>
        <div ref={list} id="palette-list" role="listbox" aria-label="Results" className={styles.list}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options
            <div key={group.title} role="group" aria-label={group.title}>
              <p className={styles.group} aria-hidden>
                {group.title}
              </p>
              {group.items.map((item) => {
                const own = items.indexOf(item);
                return (
                  <PaletteLine
                    key={item.key}
                    item={item}
                    id={`palette-${own}`}
                    typed={item.member || fromTyped(group.title) ? words : ''}
                    selected={own === index}
                    nth={words !== '' && own > 0 && own < 9 && (item.member || !item.keys) ? own + 1 : null}
                    onHover={() => setAt(own)}
                    onRun={() => run(item)}
                  />
                );
              })}
            </div>
          ))}
          {items.length === 0 && settled && (
            <p className={styles.none}>
              {words === '' ? 'Type a name, a CIN, or what you want to do.' : `Nothing fits “${words}”.`}
            </p>
          )}
        </div>
        <div className={styles.preview}>{current?.member && <PalettePreview member={current.member} />}</div>
      </div>
      <div className={styles.foot}>
        <span>
          <Kbd keys="ArrowUp ArrowDown" /> move
        </span>
        <span>
          <Kbd keys="Tab" /> actions for this result
        </span>
        <span>
          <Kbd keys=">" /> actions only
        </span>
        <span>
          <Kbd keys="#" /> CIN
        </span>
        <span className={styles.footEnd}>searches everything on this computer, offline</span>
      </div>
    </>
  );
}

function countWords(count: number): string {
  return count === 1 ? '1 result' : `${count} results`;
}

/** Groups whose words were matched against what was typed. */
function fromTyped(title: string): boolean {
  return ['Pages', 'Actions', 'Tasks', 'Notes and documents'].includes(title);
}

function PaletteLine({
  item,
  id,
  typed,
  selected,
  nth,
  onHover,
  onRun,
}: {
  readonly item: PaletteItem;
  readonly id: string;
  readonly typed: string;
  readonly selected: boolean;
  readonly nth: number | null;
  readonly onHover: () => void;
  readonly onRun: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, see aria-activedescendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-disabled={item.locked ? true : undefined}
      className={cx(styles.item, selected && styles.selected, item.locked && styles.locked)}
      onMouseMove={() => !selected && onHover()}
      onClick={onRun}
    >
      <item.icon size={17} stroke={1.75} aria-hidden />
      <span className={styles.text}>
        {typed === ''
          ? item.text
          : cutByMatch(item.text, typed).map((piece, index) =>
              piece.hit ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text in their order
                <mark key={index} className={styles.hit}>
                  {piece.text}
                </mark>
              ) : (
                piece.text
              ),
            )}
      </span>
      {(item.locked ?? item.second) && <span className={styles.second}>{item.locked ?? item.second}</span>}
      <span className={styles.end}>
        {item.locked && <IconLock size={15} stroke={1.75} aria-hidden />}
        {selected && !item.locked && (
          <>
            open <Kbd keys="Enter" />
          </>
        )}
        {!selected && nth !== null && <Kbd keys={String(nth)} />}
        {!selected && nth === null && item.keys && <Kbd keys={item.keys} />}
      </span>
    </div>
  );
}
