import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Staff } from '#shared/users/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { RailSection } from '../components/rail.tsx';
import { CheckField, TextField } from '../components/text-field.tsx';
import styles from './users-page.module.css';

/** A change of license: what somebody holds from a day on. Services before that day keep the one of their day. */
export function CredentialDialog({
  person,
  onClose,
}: {
  readonly person: Staff;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const today = useToday();
  const [draft, setDraft] = useKept(
    'CredentialDialog.draft',
    {
      from: today as string | null,
      credential: person.credential,
      clinical: person.clinical,
      npi: person.npi ?? '',
      taxonomy: person.taxonomy ?? '',
    },
    person.id,
  );
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const keep = useMutation(orpc.users.setCredential.mutationOptions());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { from, npi, taxonomy, ...rest } = draft;
    if (from === null) return;
    keep.mutate(
      {
        ...rest,
        from,
        userId: person.id,
        npi: npi.trim() || null,
        taxonomy: taxonomy.trim().toUpperCase() || null,
      },
      {
        onSuccess: async () => {
          showToast({ text: `Recorded what ${person.name} holds from ${shortDateWithYear(from)}.` });
          await client.invalidateQueries({ queryKey: orpc.users.key() });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={`What does ${person.name} hold, and from when?`} opened onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <DateField
          label="From"
          help="the first day it counts"
          value={draft.from}
          onChange={(from) => change({ from })}
          error={fieldError(keep.error, 'from')}
          today={today}
        />
        <TextField
          label="Credential"
          help="such as RN, LCSW, CHW"
          optional
          value={draft.credential}
          onChange={(credential) => change({ credential })}
          data-autofocus
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
          error={fieldError(keep.error, 'npi')}
        />
        <TextField
          label="Taxonomy code"
          help="such as 163W00000X"
          optional
          mono
          value={draft.taxonomy}
          onChange={(taxonomy) => change({ taxonomy })}
          error={fieldError(keep.error, 'taxonomy')}
        />
        <p className={styles.text}>Services before that day keep what was held on theirs.</p>
        {keep.error && !errorOf(keep.error).detail.field && <ErrorLine error={keep.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            type="submit"
            busy={keep.isPending}
            disabledReason={draft.from === null ? 'The first day is missing' : null}
          >
            Record
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What somebody held over time, newest first, in the rail. */
export function CredentialHistory({
  person,
  onRecord,
}: {
  readonly person: Staff;
  readonly onRecord: () => void;
}) {
  const held = useQuery(orpc.users.credentials.queryOptions({ input: { userId: person.id } }));
  return (
    <RailSection title="Credentials">
      <ul className={styles.held}>
        {(held.data ?? []).map((one) => (
          <li key={one.from ?? 'first'}>
            <strong>{one.credential || 'no credential'}</strong>, {one.clinical ? 'clinical' : 'non-clinical'}
            {one.npi && (
              <>
                , NPI <span className="mono">{one.npi}</span>
              </>
            )}
            {one.taxonomy && (
              <>
                , <span className="mono">{one.taxonomy}</span>
              </>
            )}
            <span className={styles.since}>
              {one.from ? `from ${shortDateWithYear(one.from)}` : 'from the beginning'}
            </span>
          </li>
        ))}
      </ul>
      {held.error && <ErrorLine error={held.error} onRetry={() => void held.refetch()} />}
      <Button onClick={onRecord}>Record a change</Button>
    </RailSection>
  );
}
