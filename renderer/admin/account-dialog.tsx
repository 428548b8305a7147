import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ROLE_WORDS, ROLES, type Role } from '#shared/roles.ts';
import type { Staff } from '#shared/users/contract.ts';
import { api } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { useRules } from '../vault/use-rules.ts';
import { TypedByThem } from './allow-unlock-dialog.tsx';
import styles from './users-page.module.css';

/** What is done with an account behind one's own passphrase. */
export type AccountTask = 'role' | 'passphrase' | 'remove' | 'keys';

interface Draft {
  readonly role: Role;
  readonly newPassphrase: string;
  readonly own: string;
  readonly typedByThem: boolean;
}

const TITLES: Readonly<Record<AccountTask, (name: string) => string>> = {
  role: (name) => `Which role does ${name} have?`,
  passphrase: (name) => `Which new passphrase for ${name}?`,
  remove: (name) => `Remove ${name}?`,
  keys: () => 'Change the keys of this workspace?',
};
const VERBS: Readonly<Record<AccountTask, string>> = {
  role: 'Change role',
  passphrase: 'Set passphrase',
  remove: 'Remove',
  keys: 'Change keys and lock',
};
const TEXTS: Readonly<Record<AccountTask, string>> = {
  role: 'It counts from their next unlock.',
  passphrase: 'The old one stops working at once. Tell the new one in person, and write it nowhere.',
  remove: 'They can no longer unlock. What they signed keeps their name. Changing the keys is offered next.',
  keys: 'Everything is encrypted anew, so a key or key file that somebody kept opens nothing from now on. Hearth locks; everyone unlocks with the passphrase they have. Backups of before open as they did.',
};

async function run(task: AccountTask, userId: string, draft: Draft): Promise<void> {
  const { role, newPassphrase, own, typedByThem } = draft;
  if (task === 'role') await api.users.changeRole({ userId, role, own });
  else if (task === 'passphrase')
    await api.users.resetPassphrase({ userId, newPassphrase, own, typedByThem });
  else if (task === 'remove') await api.users.remove({ userId, own });
  else await api.vault.changeKeys({ own });
}

/** Changes an account or the keys, confirmed with the passphrase of the administrator who asks. */
export function AccountDialog({
  task,
  person,
  onClose,
  onRemoved,
}: {
  readonly task: AccountTask;
  readonly person: Staff;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    role: person.role,
    newPassphrase: '',
    own: '',
    typedByThem: false,
  });
  const { minPassphrase } = useRules();
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const work = useMutation({ mutationFn: () => run(task, person.id, draft), meta: { saves: false } });
  const ownError = fieldError(work.error, 'own');
  const newError = fieldError(work.error, 'newPassphrase');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    work.mutate(undefined, {
      onSuccess: async () => {
        await client.invalidateQueries();
        if (task === 'remove') {
          showToast({ text: `Removed ${person.name}.` });
          onRemoved();
        } else onClose();
      },
    });
  };
  return (
    <Dialog title={TITLES[task](person.name)} opened onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {task === 'role' && (
          <SelectField
            label="Role"
            searchable={false}
            choices={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
            value={draft.role}
            onChange={(role) => role && change({ role: role as Role })}
          />
        )}
        {task === 'passphrase' && (
          <>
            <TextField
              label="New passphrase"
              help={`at least ${minPassphrase} characters`}
              value={draft.newPassphrase}
              onChange={(newPassphrase) => change({ newPassphrase })}
              error={newError}
              data-autofocus
            />
            <TypedByThem checked={draft.typedByThem} onChange={(typedByThem) => change({ typedByThem })} />
          </>
        )}
        <p className={styles.text}>{TEXTS[task]}</p>
        <TextField
          label="Your own passphrase"
          type="password"
          autoComplete="off"
          value={draft.own}
          onChange={(own) => change({ own })}
          error={ownError}
          {...(task === 'passphrase' ? {} : { 'data-autofocus': true })}
        />
        {work.error && !ownError && !newError && <ErrorLine error={work.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            type="submit"
            busy={work.isPending}
            disabledReason={draft.own === '' ? 'Your own passphrase is needed' : null}
          >
            {VERBS[task]}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
