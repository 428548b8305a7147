import { useMutation } from '@tanstack/react-query';
import { dateInWords } from '#shared/dates.ts';
import type { Task } from '#shared/tasks/contract.ts';
import { api, orpc } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';

/** A task as its actions need it. */
type Subject = Pick<Task, 'id' | 'title'>;

/** What can be done with tasks in any list; each act can be undone from its toast. */
export function useTaskActions() {
  const today = useToday();
  const done = useMutation(orpc.tasks.done.mutationOptions());
  const undoDone = useMutation(orpc.tasks.undoDone.mutationOptions());
  const snooze = useMutation(orpc.tasks.snooze.mutationOptions());
  const reassign = useMutation(orpc.tasks.reassign.mutationOptions());
  const endSeries = useMutation(orpc.tasks.endSeries.mutationOptions());

  const undo = async (call: Promise<unknown>) => {
    await call;
    await queryClient.invalidateQueries();
  };
  return {
    error: done.error ?? undoDone.error ?? snooze.error ?? reassign.error ?? endSeries.error,
    finish: (task: Subject) =>
      done.mutate(
        { id: task.id },
        {
          onSuccess: () =>
            showToast({
              text: `Done: ${task.title}.`,
              undo: () => undo(api.tasks.undoDone({ id: task.id })),
            }),
        },
      ),
    reopen: (task: Subject) =>
      undoDone.mutate(
        { id: task.id },
        { onSuccess: () => showToast({ text: `Open again: ${task.title}.` }) },
      ),
    putAway: (task: Subject, until: string) =>
      snooze.mutate(
        { id: task.id, until },
        {
          onSuccess: () =>
            showToast({
              text: `Snoozed until ${dateInWords(until, today)}: ${task.title}.`,
              undo: () => undo(api.tasks.snooze({ id: task.id, until: null })),
            }),
        },
      ),
    bringBack: (task: Subject) =>
      snooze.mutate(
        { id: task.id, until: null },
        { onSuccess: () => showToast({ text: `Back in the list: ${task.title}.` }) },
      ),
    handOver: (tasks: readonly Task[], to: { readonly id: string; readonly name: string } | null) => {
      const before = new Map<string | null, string[]>();
      for (const { id, owner } of tasks) {
        before.set(owner?.id ?? null, [...(before.get(owner?.id ?? null) ?? []), id]);
      }
      reassign.mutate(
        { ids: tasks.map((task) => task.id), ownerId: to?.id ?? null },
        {
          onSuccess: ({ changed }) =>
            showToast({
              text: `${changed === 1 ? '1 task' : `${changed} tasks`} now with ${to?.name ?? 'the member’s lead'}.`,
              undo: () =>
                undo(
                  (async () => {
                    for (const [ownerId, ids] of before) {
                      await api.tasks.reassign({ ids, ownerId });
                    }
                  })(),
                ),
            }),
        },
      );
    },
    stopRepeating: (task: Subject) =>
      endSeries.mutate(
        { taskId: task.id },
        { onSuccess: () => showToast({ text: `Comes no more: ${task.title}.` }) },
      ),
  };
}
