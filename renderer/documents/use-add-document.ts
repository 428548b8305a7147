import { useRef, useState } from 'react';
import { MOST_DOCUMENT_BYTES, sizeWords } from '#shared/documents/media.ts';
import { AppError } from '#shared/errors.ts';
import { api } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { reportSaved } from '../app/saved.ts';
import { showToast } from '../app/toast/toast.ts';

interface Adding {
  readonly running: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly error: unknown;
}

const IDLE: Adding = { running: false, progress: null, error: null };

/** Adds documents to a chart, chosen in a dialog or dropped; one after the other, with progress and cancel. */
export function useAddDocument(memberId: string, onAdded: (id: string) => void) {
  const [state, setState] = useState<Adding>(IDLE);
  const stop = useRef<AbortController | null>(null);

  const finish = async (
    outcome: 'added' | 'same',
    document: { readonly id: string; readonly title: string },
  ) => {
    showToast({
      text: outcome === 'added' ? `Added ${document.title}.` : `${document.title} is on this chart already.`,
    });
    if (outcome === 'added') reportSaved();
    await queryClient.invalidateQueries();
    onAdded(document.id);
  };
  const run = async (work: (signal: AbortSignal) => Promise<void>) => {
    const abort = new AbortController();
    stop.current = abort;
    setState({ ...IDLE, running: true });
    try {
      await work(abort.signal);
      setState(IDLE);
    } catch (error) {
      setState(abort.signal.aborted ? IDLE : { ...IDLE, error });
    }
  };

  return {
    ...state,
    cancel: () => stop.current?.abort(),
    choose: () =>
      run(async (signal) => {
        for await (const event of await api.documents.add({ memberId }, { signal })) {
          if (event.step === 'read') {
            setState({ running: true, progress: { done: event.done, total: event.total }, error: null });
          } else if (event.document && event.outcome !== 'cancelled') {
            await finish(event.outcome, event.document);
          }
        }
      }),
    drop: (files: readonly File[]) =>
      run(async (signal) => {
        for (const file of files) {
          // Looked at before the bytes travel, so that a film does not fill the memory first.
          if (file.size > MOST_DOCUMENT_BYTES) {
            throw new AppError(
              'TOO_LARGE',
              `${file.name} has ${sizeWords(file.size)}. A chart takes files up to ${sizeWords(MOST_DOCUMENT_BYTES)}.`,
            );
          }
          const { outcome, document } = await api.documents.addDropped(
            { memberId, name: file.name, content: await base64Of(file) },
            { signal },
          );
          await finish(outcome, document);
        }
      }),
  };
}

/** A file's bytes as base64: a Blob does not pass through the port in this direction. */
async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () =>
      reject(new AppError('FILE_UNREADABLE', `${file.name} could not be read. Nothing was added.`));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}
