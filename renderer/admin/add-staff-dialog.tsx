import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { ROLE_WORDS, ROLES, type Role } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { SelectField } from '../components/select-field.tsx';
import { CheckField, TextField } from '../components/text-field.tsx';
import styles from './users-page.module.css';

const EMPTY = { name: '', credential: '', role: 'care_coordinator' as Role, clinical: false, npi: '' };

/** Adds a member of staff, who can then be named in notes. */
export function AddStaffDialog({
  opened,
  onClose,
  onAdded,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}) {
  const [draft, setDraft] = useKept('AddStaffDialog.draft', EMPTY);
  const change = (part: Partial<typeof EMPTY>) => setDraft((before) => ({ ...before, ...part }));
  const add = useMutation(orpc.users.add.mutationOptions());
  const close = () => {
    add.reset();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { ...draft, npi: draft.npi.trim() || null },
      {
        onSuccess: (staff) => {
          showToast({ text: `Added ${staff.name}.` });
          setDraft(EMPTY);
          onAdded(staff.id);
          close();
        },
      },
    );
  };
  return (
    <Dialog title="Who joins the staff?" opened={opened} onClose={close}>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => change({ name })}
          error={fieldError(add.error, 'name')}
          data-autofocus
        />
        <SelectField
          label="Role"
          searchable={false}
          choices={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
          value={draft.role}
          onChange={(role) => role && change({ role: role as Role })}
        />
        <TextField
          label="Credential"
          help="such as RN, LCSW, CHW"
          optional
          value={draft.credential}
          onChange={(credential) => change({ credential })}
        />
        <CheckField
          label="Clinical staff: licensed or registered. It decides the code of the services they give."
          checked={draft.clinical}
          onChange={(clinical) => change({ clinical })}
        />
        <TextField
          label="Their own NPI"
          help="10 digits"
          optional
          inputMode="numeric"
          value={draft.npi}
          onChange={(npi) => change({ npi })}
          error={fieldError(add.error, 'npi')}
        />
        {add.error && !errorOf(add.error).detail.field && <ErrorLine error={add.error} />}
        <div className={styles.buttons}>
          <Button onClick={close}>Not now</Button>
          <Button variant="ember" type="submit" busy={add.isPending}>
            Add person
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
