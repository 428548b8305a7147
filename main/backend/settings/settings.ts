import type { CallContext } from '../context.ts';
import { selectSetting, upsertSetting } from './store.ts';

/** A setting's text, or undefined while nobody has set it; each capability keeps its own keys. */
export async function readSetting(context: CallContext, key: string): Promise<string | undefined> {
  return selectSetting(context.db, key);
}

/** Keeps a setting. */
export async function writeSetting(context: CallContext, key: string, value: string): Promise<void> {
  await upsertSetting(context.db, key, value, { at: context.now(), by: context.user.id });
}
