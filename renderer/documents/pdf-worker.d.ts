declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  /** What the library runs in a worker; here it runs in the page, because our policy allows no workers. */
  export const WorkerMessageHandler: unknown;
}
