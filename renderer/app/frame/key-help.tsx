import { useMemo, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { CheckField } from '../../components/text-field.tsx';
import { currentKeys, type KeyGroup, letterKeysOn, setLetterKeys } from '../keyboard/registry.ts';
import styles from './key-help.module.css';

const GROUPS: readonly { readonly group: KeyGroup; readonly title: string }[] = [
  { group: 'screen', title: 'This screen' },
  { group: 'list', title: 'Lists' },
  { group: 'everywhere', title: 'Everywhere' },
];

/** The keys that work on this screen now, read from the key map itself. */
export function KeyHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  // Read before the dialog takes the keys of the page away.
  const keys = useMemo(() => (opened ? currentKeys() : []), [opened]);
  const [letters, setLetters] = useState(letterKeysOn());
  return (
    <Dialog title="Keys of this screen" opened={opened} onClose={onClose} size={760}>
      <div className={styles.columns}>
        {GROUPS.map(({ group, title }) => {
          const own = keys.filter((binding) => (binding.group ?? 'screen') === group);
          return own.length === 0 ? null : (
            <section key={group} className={styles.group} aria-label={title}>
              <h3 className={styles.title}>{title}</h3>
              <dl>
                {own.map((binding) => (
                  <div key={binding.keys} className={styles.key}>
                    <dt>
                      <Kbd keys={binding.keys} read />
                    </dt>
                    <dd>{binding.label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <CheckField
        label="Single-letter keys (keys with Ctrl or Alt always work)"
        checked={letters}
        onChange={(on) => {
          setLetters(on);
          setLetterKeys(on);
        }}
      />
    </Dialog>
  );
}
