import { useCallback, useEffect, useRef, useState } from 'react';
import type { NoteContent, NotePatch, Origins } from '#shared/notes/content.ts';
import type { CodeLine, NoteDraft } from '#shared/notes/contract.ts';
import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { reportSaved, reportSaveFailed } from '../app/saved.ts';

/** At most this long after a key the draft is on its way to the disk; choices go at once. */
const SAVE_AFTER_MS = 400;
const RETRY_AFTER_MS = 2000;

/** A note being written: what it says, the code line, and the ways to change and save it. */
export interface NoteWriting {
  readonly content: NoteContent;
  readonly origins: Origins;
  readonly line: CodeLine;
  readonly savedAt: number;
  readonly failed: boolean;
  /** Changes fields; `now` for choices, whose code line should answer at once. */
  readonly change: (patch: NotePatch, now?: boolean) => void;
  /** Saves what waits; false when that failed and is tried again later. */
  readonly flush: () => Promise<boolean>;
}

/**
 * Holds a note while it is written and saves it within a second of every change, also when the panel is put away.
 *
 * Saves never overlap. The answer brings the code line, and fields that followed another one (the place follows the
 * mode); what was typed meanwhile wins over it.
 */
export function useNoteDraft(draft: NoteDraft): NoteWriting {
  const { id } = draft;
  const [content, setContent] = useState(draft.content);
  const [origins, setOrigins] = useState(draft.origins);
  const [line, setLine] = useState(draft.line);
  const [saved, setSaved] = useState({ at: Date.parse(draft.savedAt), failed: false });
  const pending = useRef<NotePatch>({});
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<boolean> | null>(null);
  const failedBefore = useRef(false);

  const save = useCallback(async (): Promise<boolean> => {
    while (Object.keys(pending.current).length > 0) {
      const patch = pending.current;
      pending.current = {};
      try {
        const answer = await api.notes.saveDraft({ id, content: patch });
        setContent({ ...answer.content, ...pending.current } as NoteContent);
        setOrigins(answer.origins);
        setLine(answer.line);
        setSaved({ at: Date.parse(answer.savedAt), failed: false });
      } catch {
        pending.current = { ...patch, ...pending.current };
        failedBefore.current = true;
        reportSaveFailed();
        setSaved((before) => ({ at: before.at, failed: true }));
        return false;
      }
      if (failedBefore.current) announce('Saved again.');
      failedBefore.current = false;
      reportSaved();
    }
    return true;
  }, [id]);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (running.current) await running.current;
    running.current = save();
    const ok = await running.current;
    running.current = null;
    if (!ok && timer.current === undefined) timer.current = setTimeout(() => void flush(), RETRY_AFTER_MS);
    return ok;
  }, [save]);

  const change = useCallback(
    (patch: NotePatch, now = false) => {
      pending.current = { ...pending.current, ...patch };
      setContent((before) => ({ ...before, ...patch }) as NoteContent);
      setOrigins((before) =>
        Object.fromEntries(Object.entries(before).filter(([field]) => !(field in patch))),
      );
      if (now) void flush();
      else timer.current ??= setTimeout(() => void flush(), SAVE_AFTER_MS);
    },
    [flush],
  );

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (Object.keys(pending.current).length > 0) void save();
    },
    [save],
  );

  return { content, origins, line, savedAt: saved.at, failed: saved.failed, change, flush };
}
