import { isErrorCode } from '#shared/errors.ts';
import type { createBackend } from '../backend.ts';

/** Everything went, something did not, or nothing could begin. */
export type RunExit = 0 | 1 | 2;

/**
 * Unlocks a workspace, sends what waits, looks for answers and says so line by line: for a task scheduler.
 *
 * @param user the name as on the unlock screen; may be left out where there is only one.
 * @param stop ends the run: what is half on its way is taken back, and everything not sent waits as it was.
 */
export async function transferWithoutWindow(
  backend: Pick<ReturnType<typeof createBackend>, 'client' | 'close'>,
  login: { readonly user: string | null; readonly passphrase: string },
  say: (line: string) => void,
  stop?: AbortSignal,
): Promise<RunExit> {
  const { client } = backend;
  try {
    const { state, users } = await client.vault.status();
    if (state !== 'locked') {
      say('There is no workspace here that can be unlocked. Name its folder with --workspace=FOLDER.');
      return 2;
    }
    const user =
      login.user === null && users.length === 1 ? users[0] : users.find(({ name }) => name === login.user);
    if (!user) {
      say(
        login.user === null
          ? 'Name a user with --user=NAME.'
          : `${login.user} is not a user of this workspace.`,
      );
      return 2;
    }
    await client.vault.unlock({ userId: user.id, passphrase: login.passphrase });
  } catch (error) {
    say(wordsOf(error));
    return 2;
  }
  try {
    for await (const event of await client.transfers.run({}, stop ? { signal: stop } : {}))
      say(event.sentence);
    return 0;
  } catch (error) {
    say(stop?.aborted ? 'Stopped. What was not sent waits in the outbox.' : wordsOf(error));
    return 1;
  } finally {
    await backend.close();
  }
}

/** SECURITY: only sentences made for people; anything else could carry a path or a name. */
function wordsOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === 'string' && isErrorCode(code) && typeof message === 'string'
    ? message
    : 'Something in Hearth failed. What was saved before is safe.';
}
