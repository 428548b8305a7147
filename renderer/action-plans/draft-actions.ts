import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import { api, orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import type { Draft } from './use-draft.ts';
import { countOf } from './wording.ts';

/** Signing a draft: asks first, saves what was typed, signs, and goes to the signed plan. */
export function useSigning(draft: PlanVersion, state: Draft) {
  const [asking, setAsking] = useState(false);
  const go = useGo();
  const mutation = useMutation({
    mutationFn: async () => {
      if (!(await state.flush())) throw new Error('The draft could not be saved first.');
      return api.actionPlans.sign({ id: draft.id });
    },
    onSuccess: ({ tasksSet }) => {
      showToast({ text: `Signed. ${countOf(tasksSet, 'task')} set.` });
      go(`/members/${draft.memberId}/hap`);
    },
    onSettled: () => setAsking(false),
  });
  return {
    asking,
    busy: mutation.isPending,
    error: mutation.error,
    ask: () => setAsking(true),
    stop: () => setAsking(false),
    confirm: () => mutation.mutate(),
  };
}

/** Puts a draft away, with Undo. */
export function useDiscard(draft: PlanVersion, state: Draft) {
  const go = useGo();
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: async () => {
      await state.flush();
      await api.actionPlans.discard({ id: draft.id });
    },
    onSuccess: () => {
      go(`/members/${draft.memberId}/hap`);
      showToast({
        text: `Put away the draft of version ${draft.version}.`,
        undo: async () => {
          await api.actionPlans.restore({ id: draft.id });
          await client.invalidateQueries({ queryKey: orpc.actionPlans.key() });
        },
      });
    },
  });
  return { run: () => mutation.mutate(), error: mutation.error };
}
