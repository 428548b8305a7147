const KEY = 'hearth.place';

interface Place {
  readonly path: string;
  readonly userId: string;
}

/**
 * Remembers which page was open, so that unlocking returns to it.
 *
 * The window's storage lives in memory only (the session is not written to disk) and a path holds row ids, no names.
 */
export function rememberPlace(place: Place): void {
  localStorage.setItem(KEY, JSON.stringify(place));
}

/** The page this user had open before the lock, or null. */
export function rememberedPlace(userId: string): string | null {
  try {
    const place = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Place | null;
    return place && place.userId === userId ? place.path : null;
  } catch {
    return null;
  }
}
