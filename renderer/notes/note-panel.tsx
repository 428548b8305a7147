import { useEffect, useState } from 'react';
import type { NoteDraft } from '#shared/notes/contract.ts';
import { api } from '../api.ts';
import { nameOpenDraft } from '../app/panel/panel-state.ts';
import type { PanelProps } from '../app/panel/panels.tsx';
import { queryClient } from '../app/query-client.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { Panel } from '../components/panel.tsx';
import { Composer } from './composer.tsx';

/** The note panel beside the page: goes on with the draft there is, or starts one about the member. */
export function NotePanel({ memberId, id, taskId, onClose }: PanelProps) {
  const [draft, setDraft] = useState<NoteDraft | null>(null);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    let live = true;
    const opening = id ? api.notes.draft({ id }) : api.notes.start({ memberId: memberId ?? '', taskId });
    opening.then(
      (opened) => {
        if (!live) return;
        setDraft(opened);
        nameOpenDraft(opened.id);
        // A started note stands under In progress from now on.
        void queryClient.invalidateQueries({ queryKey: ['tasks'] });
      },
      (problem: unknown) => {
        if (live) setError(problem);
      },
    );
    return () => {
      live = false;
    };
  }, [id, memberId, taskId]);

  if (draft) return <Composer key={draft.id} draft={draft} onClose={onClose} />;
  return (
    <Panel title="New note" onClose={onClose}>
      {error ? <ErrorLine error={error} /> : null}
    </Panel>
  );
}
