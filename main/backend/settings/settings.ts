import type { CallContext } from '../context.ts';
import { selectSetting, upsertSetting } from './store.ts';

/** A setting's text, or undefined while nobody has set it; each capability keeps its own keys. */
export async function readSetting(context: CallContext, key: string): Promise<string | undefined> {
  return selectSetting(context.db, key);
}

/** The same for what has no call yet, such as the gate in front of every call. */
export async function settingIn(db: CallContext['db'], key: string): Promise<string | undefined> {
  return selectSetting(db, key);
}

/** Keeps a setting. */
export async function writeSetting(context: CallContext, key: string, value: string): Promise<void> {
  await upsertSetting(context.db, key, value, { at: context.now(), by: context.user.id });
}
