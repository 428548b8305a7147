import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

const filtersSchema = z.array(z.object({ name: z.string(), extensions: z.array(z.string()) })).max(10);

/**
 * A file the user chose in a dialog of the operating system.
 *
 * Only the backend sees the path; the page is told the name.
 */
export const fileGrantSchema = z.object({ path: z.string(), name: z.string() });
export type FileGrant = z.infer<typeof fileGrantSchema>;

/** Why the workspace was locked; the unlock screen says it in words. */
export const LOCK_REASONS = ['manual', 'idle', 'screen', 'suspend', 'user_switch', 'clock', 'keys'] as const;
export type LockReason = (typeof LOCK_REASONS)[number];

/** The name is a file's name, so it is a slot's id and nothing else. */
const deviceKeySchema = z.strictObject({ name: z.uuid() });

/** What only the shell can do for the backend: dialogs of the operating system, and ending the backend. */
export const shellContract = {
  openFile: oc
    .input(z.strictObject({ title: z.string().max(200), filters: filtersSchema }))
    .output(fileGrantSchema.nullable()),
  saveFile: oc
    .input(
      z.strictObject({
        title: z.string().max(200),
        suggestedName: z.string().max(200),
        filters: filtersSchema,
      }),
    )
    .output(fileGrantSchema.nullable()),
  openFolder: oc.input(z.strictObject({ title: z.string().max(200) })).output(fileGrantSchema.nullable()),
  /**
   * Shows a notification of the operating system.
   *
   * It may stand on a lock screen: its words never name a member, a plan or a diagnosis.
   */
  notify: oc
    .input(z.strictObject({ title: z.string().max(100), body: z.string().max(200) }))
    .output(z.void()),
  /** Whether a caret stands in a field, so that the unlock screen can say that the text waits; nothing of the text. */
  typing: oc.input(z.strictObject({ typing: z.boolean() })).output(z.void()),
  /** The workspace was unlocked: from now on the lock triggers count. */
  opened: oc.input(z.strictObject({})).output(z.void()),
  /** The idle lock comes in so many seconds; `null` when somebody came back in time. Runs as long as the backend. */
  lockWarnings: oc
    .input(z.strictObject({}))
    .output(eventIterator(z.object({ seconds: z.number().nullable() }))),
  /**
   * Takes a text to the clipboard of the computer, or (without one) notes that the page copied something itself; it is
   * cleared a minute later and at every lock, unless something else was copied since.
   */
  copied: oc.input(z.strictObject({ text: z.string().max(100_000).nullable() })).output(z.void()),
  /** Whether the system keeps a secret of this computer's user, and in a sentence why not. */
  deviceKeys: oc.input(z.strictObject({})).output(z.object({ problem: z.string().nullable() })),
  /** Keeps a secret under a name in the profile of this computer's user, encrypted by the system. */
  keepDeviceKey: oc.input(deviceKeySchema.extend({ text: z.string().min(1).max(2000) })).output(z.void()),
  /** A secret that was kept; `null` when there is none or the system does not open it. */
  readDeviceKey: oc.input(deviceKeySchema).output(z.object({ text: z.string() }).nullable()),
  forgetDeviceKey: oc.input(deviceKeySchema).output(z.void()),
  lock: oc.input(z.strictObject({ because: z.enum(LOCK_REASONS) })).output(z.void()),
};
