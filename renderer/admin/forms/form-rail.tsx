import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEntry } from '#shared/assessments/forms-contract.ts';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { Rail, RailSection } from '../../components/rail.tsx';
import { dayOfInstant } from '../../components/time-text.ts';
import { ChangesList } from './changes-list.tsx';
import styles from './forms-page.module.css';

/** What can be done with a form, and its versions with what each of them changed. */
export function FormRail({
  form,
  busy,
  onEdit,
  onCopy,
}: {
  readonly form: FormEntry;
  readonly busy: boolean;
  readonly onEdit: () => void;
  readonly onCopy: (version?: number) => void;
}) {
  const queries = useQueryClient();
  const [compared, setCompared] = useState<number | null>(null);
  const refresh = () => void queries.invalidateQueries();
  const restore = useMutation(orpc.forms.restoreDraft.mutationOptions({ onSuccess: refresh }));
  const discard = useMutation(
    orpc.forms.discardDraft.mutationOptions({
      onSuccess: ({ formId }) => {
        refresh();
        showToast({ text: 'Draft put away. Kept for 30 days.', undo: () => restore.mutate({ formId }) });
      },
    }),
  );
  const exported = useMutation(
    orpc.assessments.exportForm.mutationOptions({
      onSuccess: ({ fileName }) => {
        if (fileName !== null) showToast({ text: `Saved ${fileName}.` });
      },
    }),
  );
  const error = discard.error ?? restore.error ?? exported.error;
  const { draft, versions } = form;
  return (
    <Rail label={`About ${form.title}`}>
      <RailSection title={form.title} plain>
        {form.blocked !== null && <p>Cannot be started: {form.blocked}</p>}
        <div className={styles.buttons}>
          {form.origin === 'own' && (
            <Button busy={busy} onClick={onEdit}>
              {draft ? 'Open the draft' : `Begin version ${(versions[0]?.version ?? 0) + 1}`}
            </Button>
          )}
          {form.version !== null && (
            <Button busy={busy} onClick={() => onCopy()}>
              Start a copy
            </Button>
          )}
          {form.version !== null && (
            <Button onClick={() => exported.mutate({ formId: form.id })}>Export</Button>
          )}
          {draft && (
            <Button
              variant="quiet"
              busy={discard.isPending}
              onClick={() => discard.mutate({ formId: form.id })}
            >
              Put the draft away
            </Button>
          )}
        </div>
        {error && <ErrorLine error={error} />}
        {form.origin === 'shipped' && (
          <p className={styles.quiet}>Comes with Hearth and never changes here. A copy is yours to change.</p>
        )}
      </RailSection>
      {draft && (
        <RailSection title="Draft">
          <p>
            Changed {dayOfInstant(draft.updatedAt)} by {draft.by}
            {draft.from !== null && `, from ${draft.from}`}.
          </p>
        </RailSection>
      )}
      {versions.length > 0 && (
        <RailSection title="Versions">
          <ul className={styles.versions}>
            {versions.map(({ version, at, by, note }) => (
              <li key={version} className={styles.version}>
                <strong>Version {version}</strong>
                <span className={styles.quiet}>
                  {dayOfInstant(at)}, {by}
                  {note !== '' && `. ${note}`}
                </span>
                {version > 1 && (
                  <Button
                    size="sm"
                    variant="link"
                    aria-label={`What version ${version} changed`}
                    onClick={() => setCompared(version)}
                  >
                    What it changed
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </RailSection>
      )}
      <Dialog
        title={compared === null ? '' : `${form.title}, version ${compared - 1} to ${compared}`}
        opened={compared !== null}
        onClose={() => setCompared(null)}
        size={720}
      >
        {compared !== null && <Compared formId={form.id} version={compared} />}
      </Dialog>
    </Rail>
  );
}

function Compared({ formId, version }: { readonly formId: string; readonly version: number }) {
  const query = useQuery(
    orpc.forms.compare.queryOptions({ input: { formId, before: version - 1, after: version } }),
  );
  if (query.error) return <ErrorLine error={query.error} />;
  if (!query.data) return null;
  return <ChangesList changes={query.data.changes} same="The two versions are the same." />;
}
