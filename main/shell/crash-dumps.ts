import { rmSync } from 'node:fs';
import { app } from 'electron';

/**
 * Removes whatever a crash of an earlier run may have left in the profile.
 *
 * SECURITY: a dump holds pieces of memory, so it may hold member data; Hearth writes none and keeps none.
 */
export function removeCrashDumps(): void {
  try {
    rmSync(app.getPath('crashDumps'), { recursive: true, force: true });
  } catch {
    // Held open by the system's own crash handler: it is tried again at the next start.
  }
}
