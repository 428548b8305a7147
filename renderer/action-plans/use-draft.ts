import { useCallback, useEffect, useRef, useState } from 'react';
import type { PlanContent } from '#shared/action-plans/content.ts';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { reportSaved, reportSaveFailed } from '../app/saved.ts';

/** At most this long after a key the draft is on its way to the disk. */
const SAVE_AFTER_MS = 600;
const RETRY_AFTER_MS = 2000;

/** A draft being written: its content, what was saved when, and the ways to change and save it. */
export interface Draft {
  readonly content: PlanContent;
  readonly savedAt: number;
  readonly failed: boolean;
  /** Changes the content; it is saved by itself. */
  readonly change: (make: (content: PlanContent) => PlanContent) => void;
  /** Saves what is not saved yet, now; false when that failed and is tried again later. */
  readonly flush: () => Promise<boolean>;
}

/**
 * Holds a draft while it is written and saves it within a second of every change, also when the page is left.
 *
 * Saves never overlap, so an older text cannot land on a newer one.
 */
export function useDraft(plan: PlanVersion): Draft {
  const [content, setContent] = useState(plan.content);
  const [saved, setSaved] = useState({ at: Date.parse(plan.updatedAt), failed: false });
  const latest = useRef(plan.content);
  const dirty = useRef(false);
  const failedBefore = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<boolean> | null>(null);
  const { id } = plan;

  const save = useCallback(async (): Promise<boolean> => {
    while (dirty.current) {
      dirty.current = false;
      try {
        await api.actionPlans.saveDraft({ id, content: latest.current });
      } catch {
        dirty.current = true;
        failedBefore.current = true;
        reportSaveFailed();
        setSaved((before) => ({ at: before.at, failed: true }));
        return false;
      }
      if (failedBefore.current) announce('Saved again.');
      failedBefore.current = false;
      reportSaved();
      setSaved({ at: Date.now(), failed: false });
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
    (make: (before: PlanContent) => PlanContent) => {
      latest.current = make(latest.current);
      dirty.current = true;
      setContent(latest.current);
      timer.current ??= setTimeout(() => void flush(), SAVE_AFTER_MS);
    },
    [flush],
  );

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (dirty.current) void save();
    },
    [save],
  );

  return { content, savedAt: saved.at, failed: saved.failed, change, flush };
}
