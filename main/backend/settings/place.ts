import type { CallContext } from '../context.ts';
import { selectSetting, upsertSetting } from './store.ts';

const keyOf = (context: CallContext) => `place:${context.user.id}`;

/** The page the user had open last; inside the encrypted database, because a path names a member's row. */
export async function getPlace(context: CallContext): Promise<{ path: string } | null> {
  const path = await selectSetting(context.db, keyOf(context));
  return path === undefined ? null : { path };
}

/** Remembers the page that is open. */
export async function rememberPlace(context: CallContext, input: { readonly path: string }): Promise<void> {
  // The unlock screen says that the text waits; that there is a caret is all the shell is told.
  await context.shell.typing({ typing: /#(panel|caret)=/.test(input.path) });
  await upsertSetting(context.db, keyOf(context), input.path, { at: context.now(), by: context.user.id });
}
