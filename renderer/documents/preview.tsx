import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FileBytes, StoredDocument } from '#shared/documents/contract.ts';
import { previewKind } from '#shared/documents/media.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Notice } from '../components/notice.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import styles from './documents.module.css';
import { type OpenPdf, openPdf } from './draw-pdf.ts';

/** Shows what a document holds: a picture, a PDF page by page, or text as it is written. Nothing in it runs. */
export function Preview({ document }: { readonly document: StoredDocument }) {
  const query = useQuery({
    ...orpc.documents.preview.queryOptions({ input: { id: document.id } }),
    enabled: previewKind(document.media) !== 'none',
    // Bytes of a document never change; and each look leaves one row in the audit, not one for every click.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (previewKind(document.media) === 'none') {
    return (
      <Notice title="There is no preview of this kind of file.">
        Save a copy and open it with its own program.
      </Notice>
    );
  }
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows />;
  const { text, cut, content } = query.data;
  if (text !== null) {
    return (
      <>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long text scrolls, so the keyboard must reach it */}
        <section className={styles.text} tabIndex={0} aria-label={`Text of ${document.title}`}>
          <pre>{text}</pre>
        </section>
        {cut && <p className="quiet">Only the beginning. Save a copy to read all of it.</p>}
      </>
    );
  }
  if (!content) return null;
  return previewKind(document.media) === 'pdf' ? (
    <PdfView key={document.id} title={document.title} content={content} />
  ) : (
    <PictureView key={document.id} title={document.title} content={content} />
  );
}

function PictureView({ title, content }: { readonly title: string; readonly content: FileBytes }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    const draw = async () => {
      // SECURITY: decoded to pixels and drawn; no address of the picture exists, so no policy has to allow one.
      const bitmap = await createImageBitmap(new Blob([await content.arrayBuffer()]));
      const target = canvas.current;
      if (gone || !target) return;
      target.width = bitmap.width;
      target.height = bitmap.height;
      target.getContext('2d')?.drawImage(bitmap, 0, 0);
      bitmap.close();
    };
    draw().catch(() => setFailed(true));
    return () => {
      gone = true;
    };
  }, [content]);
  if (failed) {
    return (
      <Notice title="This picture cannot be drawn.">It may be damaged. Save a copy to look closer.</Notice>
    );
  }
  return <canvas ref={canvas} role="img" aria-label={`Picture: ${title}`} className={styles.picture} />;
}

function PdfView({ title, content }: { readonly title: string; readonly content: FileBytes }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pdf, setPdf] = useState<OpenPdf | null>(null);
  const [page, setPage] = useState(1);
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let opened: OpenPdf | null = null;
    let gone = false;
    const open = async () => {
      opened = await openPdf(await content.arrayBuffer());
      if (gone) opened.close();
      else setPdf(opened);
    };
    open().catch(() => setFailed(true));
    return () => {
      gone = true;
      opened?.close();
    };
  }, [content]);
  useEffect(() => {
    const target = canvas.current;
    if (!pdf || !target) return;
    const width = target.parentElement?.clientWidth ?? 600;
    pdf
      .draw(page, target, width)
      .then(setText)
      .catch(() => setFailed(true));
  }, [pdf, page]);
  if (failed) {
    return (
      <Notice title="This PDF cannot be drawn.">
        It may be damaged or locked. Save a copy to look closer.
      </Notice>
    );
  }
  return (
    <div className={styles.pdf}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${title}, page ${page}${text ? `: ${text.slice(0, 2000)}` : ''}`}
        className={styles.page}
      />
      {pdf && pdf.pages > 1 && (
        <p className={styles.pages}>
          <Button
            size="sm"
            disabledReason={page === 1 ? 'The first page.' : null}
            onClick={() => setPage(page - 1)}
          >
            Page before
          </Button>
          <span className="tabular">
            Page {page} of {pdf.pages}
          </span>
          <Button
            size="sm"
            disabledReason={page === pdf.pages ? 'The last page.' : null}
            onClick={() => setPage(page + 1)}
          >
            Next page
          </Button>
        </p>
      )}
    </div>
  );
}
