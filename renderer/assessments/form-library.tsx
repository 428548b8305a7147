import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { orpc as Orpc } from '../api.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import styles from './form-library.module.css';

type Library = Awaited<ReturnType<typeof Orpc.assessments.library.call>>;
type LibraryForm = Library['forms'][number];

/** The forms not used with this member yet, the ones that need permission, and the ways in and out. */
export function FormLibrary({
  library,
  used,
  memberId,
  onStart,
  onOpen,
}: {
  readonly library: Library;
  /** Ids of the forms shown above with what is on file. */
  readonly used: ReadonlySet<string>;
  readonly memberId: string;
  readonly onStart: (formId: string) => void;
  readonly onOpen: (assessmentId: string) => void;
}) {
  const { user } = useSession();
  const queries = useQueryClient();
  const [told, setTold] = useState<readonly string[]>([]);
  const onSuccess = ({ fileName }: { readonly fileName: string | null }) => {
    if (fileName !== null) showToast({ text: `Saved ${fileName}.` });
  };
  const blank = useMutation(orpc.assessments.saveBlankPdf.mutationOptions({ onSuccess }));
  const exportForm = useMutation(orpc.assessments.exportForm.mutationOptions({ onSuccess }));
  const importForm = useMutation(
    orpc.assessments.importForm.mutationOptions({
      onSuccess: ({ id, title, problems }) => {
        if (id === null) return;
        setTold(problems);
        showToast({ text: `${title} is in the library.` });
        void queries.invalidateQueries();
      },
    }),
  );
  const importAnswers = useMutation(
    orpc.assessments.importResponse.mutationOptions({
      onSuccess: ({ id, problems }) => {
        if (id === null) return;
        if (problems.length === 0) onOpen(id);
        else {
          setTold(problems);
          void queries.invalidateQueries();
        }
      },
    }),
  );
  const error = blank.error ?? exportForm.error ?? importForm.error ?? importAnswers.error;
  return (
    <section className={styles.library} aria-labelledby="form-library">
      <div className={styles.head}>
        <h2 id="form-library" className={styles.title}>
          Other forms
        </h2>
        <Button size="sm" busy={importAnswers.isPending} onClick={() => importAnswers.mutate({ memberId })}>
          Import answers
        </Button>
        {user.role === 'administrator' && (
          <Button size="sm" busy={importForm.isPending} onClick={() => importForm.mutate({})}>
            Import a form
          </Button>
        )}
      </div>
      {error && <ErrorLine error={error} />}
      {told.length > 0 && (
        <Notice state="neutral" title="What was left out or needs a look">
          <ul className={styles.told}>
            {told.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ul className={styles.forms}>
        {library.forms
          .filter((form) => !used.has(form.id))
          .map((form) => (
            <FormLine
              key={form.id}
              form={form}
              onStart={() => onStart(form.id)}
              onBlank={() => blank.mutate({ formId: form.id })}
              onExport={() => exportForm.mutate({ formId: form.id })}
            />
          ))}
        {library.slots.map((slot) => (
          <li key={slot.id} className={styles.form}>
            <span className={styles.name}>
              <strong>{slot.title}</strong>
              <span className={styles.quiet}>
                {slot.measures}; not included. Ask {slot.ask}, then import the file they give.
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FormLine({
  form,
  onStart,
  onBlank,
  onExport,
}: {
  readonly form: LibraryForm;
  readonly onStart: () => void;
  readonly onBlank: () => void;
  readonly onExport: () => void;
}) {
  return (
    <li className={styles.form}>
      <span className={styles.name}>
        <strong>{form.title}</strong>
        <span className={styles.quiet}>
          {form.name}
          {form.confirm.length > 0 && `. To confirm before use: ${form.confirm.join('; ')}`}
        </span>
        {form.blocked !== null && <span className={styles.quiet}>Cannot be started: {form.blocked}</span>}
      </span>
      {form.blocked === null && (
        <>
          <Button variant="quiet" size="sm" aria-label={`Blank PDF of ${form.title}`} onClick={onBlank}>
            Blank PDF
          </Button>
          <Button variant="quiet" size="sm" aria-label={`Export ${form.title}`} onClick={onExport}>
            Export
          </Button>
          <Button size="sm" onClick={onStart}>
            Start {form.title}
          </Button>
        </>
      )}
    </li>
  );
}
