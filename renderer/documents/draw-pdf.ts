import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An open PDF, drawn page by page on canvases. */
export interface OpenPdf {
  readonly pages: number;
  /** Draws a page as wide as given, in CSS pixels, and gives its text for screen readers. */
  draw(page: number, canvas: HTMLCanvasElement, width: number): Promise<string>;
  close(): void;
}

/**
 * Opens a PDF from bytes.
 *
 * SECURITY: no scripts, no forms, no links and no requests: only the marks on the page are drawn. The library runs
 * in the page itself, so the content security policy stays without workers.
 */
export async function openPdf(bytes: ArrayBuffer): Promise<OpenPdf> {
  const [library, worker] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.mjs'),
  ]);
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = worker;
  const task = library.getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    enableXfa: false,
    disableAutoFetch: true,
    disableStream: true,
    useWasm: false,
    useWorkerFetch: false,
    stopAtErrors: false,
  });
  const file: PDFDocumentProxy = await task.promise;
  return {
    pages: file.numPages,
    draw: async (number, canvas, width) => {
      const page = await file.getPage(number);
      const natural = page.getViewport({ scale: 1 });
      const scale = (width / natural.width) * Math.min(2, window.devicePixelRatio || 1);
      const viewport = page.getViewport({ scale });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await page.render({ canvas, viewport, annotationMode: library.AnnotationMode.DISABLE }).promise;
      const text = await page.getTextContent();
      return text.items.map((item) => ('str' in item ? item.str : '')).join(' ');
    },
    close: () => void task.destroy(),
  };
}
