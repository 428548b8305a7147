import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, EVERYONE } from '../roles.ts';

/** Hours after which a missing backup is worth a warning. */
export const BACKUP_WARNING_HOURS = 48;

/** One backup in the workspace's own backup folder. */
export const backupSchema = z.object({
  name: z.string(),
  takenAt: z.string(),
  bytes: z.number(),
  reason: z.enum(['daily', 'manual', 'before_update']),
});
export type Backup = z.infer<typeof backupSchema>;

export const backupEventSchema = z.object({
  step: z.enum(['copy', 'check', 'done']),
  sentence: z.string(),
  /** Set in the last event. */
  backup: backupSchema.nullable(),
});
export type BackupEvent = z.infer<typeof backupEventSchema>;

export const backupsContract = {
  /** When the last good backup was made; for the status bar. */
  status: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'A time of day, no member data.' } })
    .input(z.strictObject({}).optional())
    .output(z.object({ lastGoodAt: z.string().nullable(), overdue: z.boolean(), count: z.number() })),
  list: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'Names and times of backups.' } })
    .input(z.strictObject({}).optional())
    .output(z.array(backupSchema)),
  /** Makes an encrypted copy now, reads it back whole, and only then calls it a backup. */
  make: procedure({
    roles: EVERYONE.filter((role) => role !== 'auditor'),
    kind: 'job',
    audit: 'backups.make',
  })
    .input(z.strictObject({}).optional())
    .output(eventIterator(backupEventSchema)),
  /** The same into a folder the person chooses, a stick for example. */
  makeElsewhere: procedure({ roles: ADMINISTRATORS, kind: 'job', audit: 'backups.make_elsewhere' })
    .input(z.strictObject({}).optional())
    .output(eventIterator(backupEventSchema)),
  /** Reads a backup back whole again. */
  check: procedure({ roles: EVERYONE, kind: 'job', audit: 'backups.check' })
    .input(z.strictObject({ name: z.string().max(100) }))
    .output(z.object({ problems: z.array(z.string()), members: z.number() })),
};
