import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { CATEGORY_WORDS, type StoredDocument } from '#shared/documents/contract.ts';
import { MOST_DOCUMENT_BYTES, mediaWords, sizeWords } from '#shared/documents/media.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { cx } from '../components/cx.ts';
import { shortDateWithYear } from '../components/date-text.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { localDate } from '../components/local-date.ts';
import { Progress } from '../components/progress.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useChart } from '../members/chart-context.tsx';
import { DocumentDetail } from './document-detail.tsx';
import styles from './documents.module.css';
import { useAddDocument } from './use-add-document.ts';

/** The files of a chart: add or drop one, look at it here, save a copy, take it off with a reason. */
export function DocumentsTab() {
  const { chart, memberId, today } = useChart();
  const { user } = useSession();
  const mayWrite = CARE_TEAM.includes(user.role);
  const query = useQuery(orpc.documents.list.queryOptions({ input: { memberId } }));
  const [openId, setOpenId] = useKept<string | null>('DocumentsTab.openId', null);
  const [over, setOver] = useState(false);
  const adding = useAddDocument(memberId, setOpenId);
  const documents = query.data?.documents ?? [];
  const kept = documents.filter(({ retired }) => !retired);
  const retired = documents.filter((document) => document.retired);
  const open = documents.find(({ id }) => id === openId) ?? null;

  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (!mayWrite || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void adding.drop([...event.dataTransfer.files]);
  };
  const row = (document: StoredDocument) => (
    <li key={document.id}>
      <button
        type="button"
        className={cx(styles.row, document.id === openId && styles.selected)}
        aria-pressed={document.id === openId}
        onClick={() => setOpenId(document.id === openId ? null : document.id)}
      >
        <span className={styles.name}>{document.title}</span>
        <span className={styles.facts}>
          {[
            CATEGORY_WORDS[document.category],
            `${mediaWords(document.media)}, ${sizeWords(document.bytes)}`,
            document.documentOn ? `of ${shortDateWithYear(document.documentOn)}` : '',
            `added ${shortDateWithYear(localDate(document.addedAt))} by ${document.addedBy}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </button>
    </li>
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way beside the button
    <div
      className={cx(styles.tab, over && styles.over)}
      onDragOver={(event) => {
        if (!mayWrite) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className={styles.head}>
        <h2 className={styles.title}>Documents</h2>
        {mayWrite && kept.length > 0 && (
          <Button size="sm" busy={adding.running} onClick={() => void adding.choose()}>
            Add document
          </Button>
        )}
      </div>
      {adding.progress && (
        <Progress
          label="Adding a document"
          text={`${sizeWords(adding.progress.done)} of ${sizeWords(adding.progress.total)}`}
          share={adding.progress.done / adding.progress.total}
          onCancel={adding.cancel}
        />
      )}
      {adding.error ? <ErrorLine error={adding.error} /> : null}
      {query.error ? <ErrorLine error={query.error} onRetry={() => void query.refetch()} /> : null}
      {!query.data && !query.error && <SkeletonRows />}
      {query.data && documents.length === 0 && (
        <EmptyState
          fact="No document on this chart."
          next={`Drop a file here, or choose one. Any kind up to ${sizeWords(MOST_DOCUMENT_BYTES)}; it is kept encrypted with the chart.`}
          action={
            mayWrite && (
              <Button busy={adding.running} onClick={() => void adding.choose()}>
                Add document
              </Button>
            )
          }
        />
      )}
      <div className={styles.split}>
        <div>
          <ul className={styles.list} aria-label="Documents on the chart">
            {kept.map(row)}
          </ul>
          {retired.length > 0 && (
            <>
              <h3 className={styles.title}>Taken off the chart</h3>
              <ul className={styles.list} aria-label="Documents taken off the chart">
                {retired.map(row)}
              </ul>
            </>
          )}
        </div>
        {open && (
          <DocumentDetail
            key={open.id}
            document={open}
            memberName={chart.member.name}
            today={today}
            mayWrite={mayWrite}
          />
        )}
      </div>
    </div>
  );
}
