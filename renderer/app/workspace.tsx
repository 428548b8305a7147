import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { useDailyTasks } from '../tasks/use-daily-tasks.ts';
import { keepPlace } from './place.ts';
import { router } from './routes.tsx';

/** The workspace once it is open, on the page it was left on. */
export function Workspace() {
  const [ready, setReady] = useState(false);
  useDailyTasks();
  useEffect(() => {
    let gone = false;
    let stop: (() => void) | undefined;
    void keepPlace().then((end) => {
      if (gone) end();
      else stop = end;
      setReady(true);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  useEffect(() => {
    const note = () => void api.settings.copied({ text: null }).catch(() => {});
    for (const event of ['copy', 'cut']) document.addEventListener(event, note);
    return () => {
      for (const event of ['copy', 'cut']) document.removeEventListener(event, note);
    };
  }, []);
  return ready ? <RouterProvider router={router} /> : null;
}
