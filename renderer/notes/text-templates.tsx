import { Menu } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import fieldStyles from '../components/field.module.css';
import { Kbd } from '../components/kbd.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './composer.module.css';

/**
 * What happened, in words of one's own or begun with a text: `/` on an empty line opens the list of texts.
 *
 * A chosen text goes in at the caret; the caret then stands after its first heading.
 */
export function NoteText({
  id,
  text,
  invalid,
  onChange,
}: {
  readonly id: string;
  readonly text: string;
  readonly invalid: boolean;
  readonly onChange: (text: string) => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const [open, setOpen] = useState(false);
  const [keeping, setKeeping] = useKept('NoteText.keeping', false);
  const templates = useQuery(orpc.notes.templates.queryOptions()).data?.templates ?? [];
  const drop = useMutation(orpc.notes.dropTemplate.mutationOptions());

  useEffect(() => {
    if (caret.current === null || !area.current) return;
    area.current.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const begin = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey) return;
    const { selectionStart, value } = event.currentTarget;
    const lineStart = value.lastIndexOf('\n', selectionStart - 1) + 1;
    if (value.slice(lineStart, selectionStart).trim() !== '') return;
    event.preventDefault();
    // The same key press must not reach the menu that it opens.
    setTimeout(() => setOpen(true));
  };
  const insert = (template: string) => {
    const at = area.current?.selectionStart ?? text.length;
    const firstLine = template.indexOf('\n');
    caret.current = at + (firstLine < 0 ? template.length : firstLine);
    onChange(text.slice(0, at) + template + text.slice(at));
    requestAnimationFrame(() => area.current?.focus());
  };
  return (
    <div className={styles.textBox}>
      <textarea
        ref={area}
        id={id}
        className={`${fieldStyles.input} ${styles.text}`}
        aria-label="What happened"
        aria-invalid={invalid || undefined}
        aria-keyshortcuts="/"
        spellCheck={false}
        data-autofocus
        value={text}
        onKeyDown={begin}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={styles.templates}>
        <Menu
          opened={open}
          onChange={setOpen}
          position="top-end"
          transitionProps={{ duration: 0 }}
          returnFocus
          classNames={{ dropdown: styles.menu ?? '', item: styles.menuItem ?? '' }}
        >
          <Menu.Target>
            <button type="button" className={styles.templateButton}>
              template <Kbd keys="/" />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {templates.map((template) => (
              <Menu.Item
                key={template.id}
                onClick={() => insert(template.text)}
                onKeyDown={(event) => {
                  if (event.key === 'Delete' && template.own) drop.mutate({ id: template.id });
                }}
              >
                {template.name}
                {template.own ? ', ours' : ''}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item disabled={text.trim() === ''} onClick={() => setKeeping(true)}>
              Keep this text as a template
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {keeping && <KeepTemplate text={text} onClose={() => setKeeping(false)} />}
    </div>
  );
}

function KeepTemplate({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const [name, setName] = useKept('KeepTemplate.name', '');
  const keep = useMutation(
    orpc.notes.keepTemplate.mutationOptions({
      onSuccess: () => {
        showToast({ text: `Kept as “${name.trim()}”, for everybody here.` });
        onClose();
      },
    }),
  );
  return (
    <div className={styles.keep}>
      <TextField
        label="Name of the template"
        help="take the member’s own facts out first"
        value={name}
        onChange={setName}
        autoFocus
      />
      {keep.error && <ErrorLine error={keep.error} />}
      <Button
        size="sm"
        busy={keep.isPending}
        disabledReason={name.trim() === '' ? 'No name yet' : null}
        onClick={() => keep.mutate({ name, text })}
      >
        Keep
      </Button>
      <Button size="sm" onClick={onClose}>
        Leave it
      </Button>
    </div>
  );
}
