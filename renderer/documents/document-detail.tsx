import { useMutation } from '@tanstack/react-query';
import type { DocumentCategory, StoredDocument } from '#shared/documents/contract.ts';
import { CATEGORY_WORDS, DOCUMENT_CATEGORIES } from '#shared/documents/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { DateField } from '../components/date-field.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { Notice } from '../components/notice.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './documents.module.css';
import { Preview } from './preview.tsx';

/** One document: what it is, its preview, and what can be done with it. */
export function DocumentDetail({
  document,
  memberName,
  today,
  mayWrite,
}: {
  readonly document: StoredDocument;
  readonly memberName: string;
  readonly today: string;
  readonly mayWrite: boolean;
}) {
  const [asked, setAsked] = useKept<'rename' | 'retire' | null>('DocumentDetail.asked', null, document.id);
  const copy = useMutation({ ...orpc.documents.saveCopy.mutationOptions(), meta: { saves: false } });
  const putBack = useMutation(orpc.documents.putBack.mutationOptions());
  return (
    <section className={styles.detail} aria-label={document.title}>
      <div className={styles.head}>
        <h3 className={styles.detailTitle}>{document.title}</h3>
        <span className={styles.actions}>
          <Button
            size="sm"
            busy={copy.isPending}
            onClick={() =>
              copy.mutate(
                { id: document.id },
                {
                  onSuccess: ({ saved, fileName }) => {
                    if (saved) showToast({ text: `Saved ${fileName}. That copy is not encrypted.` });
                  },
                },
              )
            }
          >
            Save a copy…
          </Button>
          {mayWrite && !document.retired && asked === null && (
            <>
              <Button size="sm" variant="quiet" onClick={() => setAsked('rename')}>
                Change
              </Button>
              <Button size="sm" variant="quiet" onClick={() => setAsked('retire')}>
                Take off…
              </Button>
            </>
          )}
        </span>
      </div>
      {copy.error ? <ErrorLine error={copy.error} /> : null}
      {document.retired && (
        <Notice
          title={`Taken off by ${document.retired.by}: ${document.retired.reason}`}
          actions={
            mayWrite && (
              <Button size="sm" busy={putBack.isPending} onClick={() => putBack.mutate({ id: document.id })}>
                Put back
              </Button>
            )
          }
        >
          It stays readable here and in the audit.
        </Notice>
      )}
      {asked === 'rename' && <Rename document={document} today={today} onClose={() => setAsked(null)} />}
      {asked === 'retire' && (
        <Retire document={document} memberName={memberName} onClose={() => setAsked(null)} />
      )}
      <Preview document={document} />
      <p className={styles.print}>
        {document.name} · SHA-256 <span className="mono">{document.sha256.slice(0, 16)}…</span>
        <CopyButton text={document.sha256} name="Copy the SHA-256" />
      </p>
    </section>
  );
}

function Rename({
  document,
  today,
  onClose,
}: {
  readonly document: StoredDocument;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const [title, setTitle] = useKept('Rename.title', document.title, document.id);
  const [category, setCategory] = useKept<DocumentCategory>(
    'Rename.category',
    document.category,
    document.id,
  );
  const [documentOn, setDocumentOn] = useKept('Rename.documentOn', document.documentOn, document.id);
  const rename = useMutation(orpc.documents.rename.mutationOptions());
  return (
    <form
      className={styles.form}
      noValidate
      aria-label="Change the document"
      onSubmit={(event) => {
        event.preventDefault();
        if (rename.isPending) return;
        rename.mutate({ id: document.id, title, category, documentOn }, { onSuccess: onClose });
      }}
    >
      <TextField
        label="Title"
        value={title}
        maxLength={200}
        onChange={setTitle}
        error={fieldError(rename.error, 'title')}
      />
      <SelectField
        label="Filed under"
        choices={DOCUMENT_CATEGORIES.map((value) => ({ value, label: CATEGORY_WORDS[value] }))}
        value={category}
        onChange={(value) => setCategory(DOCUMENT_CATEGORIES.find((one) => one === value) ?? category)}
      />
      <DateField
        label="Day of the document"
        optional
        value={documentOn}
        onChange={setDocumentOn}
        today={today}
        max={today}
        error={fieldError(rename.error, 'documentOn')}
      />
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" keys="Enter" busy={rename.isPending}>
          Change
        </Button>
      </div>
    </form>
  );
}

function Retire({
  document,
  memberName,
  onClose,
}: {
  readonly document: StoredDocument;
  readonly memberName: string;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useKept('Retire.reason', '', document.id);
  const retire = useMutation(orpc.documents.retire.mutationOptions());
  const putBack = useMutation(orpc.documents.putBack.mutationOptions());
  return (
    <form
      className={styles.form}
      noValidate
      aria-label="Take the document off the chart"
      onSubmit={(event) => {
        event.preventDefault();
        if (retire.isPending) return;
        retire.mutate(
          { id: document.id, reason },
          {
            onSuccess: () => {
              showToast({
                text: `Took ${document.title} off the chart of ${memberName}.`,
                undo: () => putBack.mutateAsync({ id: document.id }),
              });
              onClose();
            },
          },
        );
      }}
    >
      <TextField
        label="Why it is taken off"
        help="such as wrong member, scanned twice"
        value={reason}
        maxLength={200}
        onChange={setReason}
        error={fieldError(retire.error, 'reason')}
      />
      <div className={styles.buttons}>
        <Button onClick={onClose}>Keep it</Button>
        <Button type="submit" keys="Enter" busy={retire.isPending}>
          Take off
        </Button>
      </div>
    </form>
  );
}
