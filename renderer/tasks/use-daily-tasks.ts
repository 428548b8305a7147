import { useEffect } from 'react';
import { api } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { useToday } from '../app/today.ts';

const REMIND_MS = 5 * 60_000;

/**
 * Brings the tasks of dated rules up to the day when the workspace opens and when a new day begins, and says every
 * five minutes what has become pressing.
 */
export function useDailyTasks(): void {
  const today = useToday();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new day is the reason to do it again
  useEffect(() => {
    let gone = false;
    // A failure shows on the page that needs the tasks; here there is nothing to say it to.
    void api.tasks
      .refresh({})
      .then(({ set, closed }) => {
        if (!gone && set + closed > 0) void queryClient.invalidateQueries();
      })
      .catch(() => {});
    return () => {
      gone = true;
    };
  }, [today]);
  useEffect(() => {
    const timer = setInterval(() => void api.tasks.remind({}).catch(() => {}), REMIND_MS);
    return () => clearInterval(timer);
  }, []);
}
