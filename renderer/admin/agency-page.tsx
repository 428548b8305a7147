import { useMutation, useQuery } from '@tanstack/react-query';
import type { Agency } from '#shared/settings/contract.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { Page } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './plan-form.module.css';

type Draft = Omit<Agency, 'id' | 'timeZone'>;

const FIELDS: readonly { readonly key: keyof Draft; readonly label: string; readonly help: string }[] = [
  { key: 'name', label: 'Name', help: 'NM103 of the billing provider' },
  { key: 'npi', label: 'NPI', help: '10 digits' },
  { key: 'tin', label: 'TIN', help: '9 digits, REF*EI' },
  { key: 'taxonomy', label: 'Taxonomy', help: '10 characters, PRV*BI' },
  { key: 'address', label: 'Street', help: 'no PO box' },
  { key: 'city', label: 'City', help: 'N401' },
  { key: 'state', label: 'State', help: 'two letters' },
  { key: 'zip', label: 'ZIP', help: '9 digits where known' },
  { key: 'phone', label: 'Phone', help: 'on letters' },
  { key: 'email', label: 'E-mail', help: 'PER of the submitter' },
];

/** The agency that bills: what every file says about it. Files that were built keep what they said. */
export function AgencyPage() {
  const query = useQuery(orpc.settings.agency.queryOptions({ input: {} }));
  return (
    <Page title="Agency" subtitle="The billing provider of every file">
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={6} />}
      {query.data && <AgencyForm key={query.data.id} agency={query.data} />}
    </Page>
  );
}

function AgencyForm({ agency }: { readonly agency: Agency }) {
  const { user } = useSession();
  const [draft, setDraft] = useKept<Draft>('AgencyForm.draft', agency);
  const save = useMutation(
    orpc.settings.changeAgency.mutationOptions({
      onSuccess: () => showToast({ text: 'Saved. Files from now on say so.' }),
    }),
  );
  const changed = FIELDS.some(({ key }) => draft[key] !== agency[key]);
  const { error } = save;
  const why = user.role === 'administrator' ? null : 'Only an administrator can change it';
  const { name, npi, tin, taxonomy, address, city, state, zip, phone, email } = draft;
  return (
    <section className={styles.section} aria-label="Agency">
      <div className={styles.fields}>
        {FIELDS.map(({ key, label, help }) => (
          <TextField
            key={key}
            label={label}
            help={help}
            value={draft[key]}
            readOnly={why !== null}
            onChange={(value) => setDraft({ ...draft, [key]: value })}
            error={fieldError(error, key)}
          />
        ))}
      </div>
      <Button
        variant="ember"
        keys="Ctrl+Enter"
        busy={save.isPending}
        disabledReason={why ?? (changed ? null : 'Nothing was changed')}
        onClick={() =>
          save.mutate({
            name,
            npi,
            tin,
            taxonomy,
            address,
            city,
            state,
            zip,
            phone,
            email,
            timeZone: agency.timeZone,
          })
        }
      >
        Save the agency
      </Button>
      {error && !errorOf(error).detail.field ? (
        <ErrorLine error={error} safe="The agency is as before." />
      ) : null}
    </section>
  );
}
