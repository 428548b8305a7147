import { Combobox, useCombobox } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { ROLE_WORDS } from '#shared/roles.ts';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { initialsOf } from '../components/avatar.tsx';
import { Field } from '../components/field.tsx';
import styles from './person-select.module.css';

type Person = VaultStatus['users'][number];

function PersonLine({ person }: { readonly person: Person }) {
  return (
    <span className={styles.person}>
      <span className={styles.initials} aria-hidden>
        {initialsOf(person.name)}
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{person.name}</span>
        <span className={styles.role}>{ROLE_WORDS[person.role]}</span>
      </span>
    </span>
  );
}

/** Who is working: everyone who may unlock. One person alone needs no choice. */
export function PersonSelect({
  users,
  value,
  onChange,
}: {
  readonly users: readonly Person[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const chosen = users.find((user) => user.id === value);
  return (
    <Field label="Who are you?">
      {(wiring) => (
        <Combobox
          store={combobox}
          transitionProps={{ duration: 0 }}
          classNames={{ dropdown: styles.dropdown ?? '', option: styles.option ?? '' }}
          onOptionSubmit={(id) => {
            onChange(id);
            combobox.closeDropdown();
          }}
        >
          <Combobox.Target targetType="button">
            <button
              id={wiring.id}
              type="button"
              className={styles.button}
              onClick={() => combobox.toggleDropdown()}
            >
              {chosen ? <PersonLine person={chosen} /> : <span className="quiet">Choose your name</span>}
              <IconChevronDown size={16} stroke={1.75} aria-hidden />
            </button>
          </Combobox.Target>
          <Combobox.Dropdown>
            <Combobox.Options aria-label="Who are you?">
              {users.map((user) => (
                <Combobox.Option key={user.id} value={user.id} active={user.id === value}>
                  <PersonLine person={user} />
                </Combobox.Option>
              ))}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      )}
    </Field>
  );
}
