import { api } from '../api.ts';
import { router } from './routes.tsx';

/**
 * Returns to the page this user had open when the workspace was locked, and remembers every page from then on.
 *
 * Gives the function that stops remembering.
 */
export function followPlace(): () => void {
  let stop = () => {};
  let stopped = false;
  void api.settings
    .place()
    .catch(() => null)
    .then((place) => {
      if (stopped) return;
      if (place && place.path !== router.state.location.href) router.history.replace(place.path);
      stop = router.subscribe('onResolved', ({ toLocation }) => {
        // A place that could not be remembered costs a click after the next unlock, nothing else.
        void api.settings.rememberPlace({ path: toLocation.href }).catch(() => undefined);
      });
    });
  return () => {
    stopped = true;
    stop();
  };
}
