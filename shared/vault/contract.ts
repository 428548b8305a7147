import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, lineSchema, npiSchema, tinSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { EVERYONE, ROLES } from '../roles.ts';
import { LOCK_REASONS } from '../shell/contract.ts';
import { MIN_PASSPHRASE } from './passphrase.ts';

/** A new passphrase; the policy of the computer may ask for more than this. */
export const passphraseSchema = z
  .string()
  .min(MIN_PASSPHRASE, `A passphrase needs at least ${MIN_PASSPHRASE} characters. Four random words do well.`)
  .max(500);

export const agencyInputSchema = z.strictObject({
  name: lineSchema.min(1, 'The agency needs a name.'),
  npi: npiSchema,
  tin: tinSchema,
  taxonomy: lineSchema.default('251B00000X'),
  address: lineSchema.min(1, 'Plans need a street address, not a post office box.'),
  city: lineSchema.min(1, 'The city is missing.'),
  state: z.string().trim().length(2, 'Use the two letters of the state, such as CA.').default('CA'),
  zip: z
    .string()
    .trim()
    .regex(/^\d{5}(-?\d{4})?$/, 'A ZIP code has 5 or 9 digits.'),
  phone: lineSchema.default(''),
  email: lineSchema.default(''),
  timeZone: lineSchema.default('America/Los_Angeles'),
});

const listedUserSchema = z.object({ id: idSchema, name: z.string(), role: z.enum(ROLES) });

/** Where the workspace stands, and what the lock screen may say; no member data. */
export const vaultStatusSchema = z.object({
  state: z.enum(['none', 'locked', 'open', 'damaged', 'key_file_missing', 'newer']),
  agencyName: z.string().nullable(),
  users: z.array(listedUserSchema),
  /** The user who has it open. */
  user: listedUserSchema.nullable(),
  /** Who unlocked last; the lock screen offers that person first. */
  lastUserId: idSchema.nullable(),
  /** False until the recovery code was retyped once. */
  recoveryConfirmed: z.boolean(),
  lockedBecause: z.enum(LOCK_REASONS).nullable(),
  lockedAt: z.string().nullable(),
  /** Who unlocked last was typing when it was locked; the unlock screen says that the text waits. */
  wasTyping: z.boolean(),
  waitSeconds: z.number(),
  /** Who may try to come in without a passphrase now, by what this computer keeps. */
  deviceUsers: z.array(idSchema),
  /** What an unlock that is under way takes so long for, if it does. */
  opening: z.enum(['check', 'backup']).nullable(),
  /** The characters a new passphrase needs on this computer. */
  minPassphrase: z.number(),
  /** Words that no new passphrase may contain on this computer. */
  refusedWords: z.array(z.string()).readonly(),
  /** Minutes without input after which Hearth locks on this computer. */
  idleMinutes: z.number(),
  /** True while the person who unlocked still has the passphrase an administrator told them. */
  mustChangePassphrase: z.boolean(),
  /** Why the policy file of this computer is not used, or `null`; shown on every screen. */
  policyProblem: z.string().nullable(),
  /** Name of the folder, never its path. */
  folderName: z.string(),
  version: z.string(),
});
export type VaultStatus = z.infer<typeof vaultStatusSchema>;

/** Whether somebody comes in on this computer without a passphrase, after a lock of its screen. */
export const deviceUnlockSchema = z.object({
  state: z.enum(['on', 'off', 'unavailable']),
  /** Hours after a typed passphrase in which it holds; 0 where the policy forbids it. */
  hours: z.number(),
  /** Why it is not available, in a sentence. */
  reason: z.string().nullable(),
});
export type DeviceUnlock = z.infer<typeof deviceUnlockSchema>;

/** What a chosen backup says about itself before anyone has proved to be allowed in. */
export const chosenBackupSchema = z.object({
  folderName: z.string(),
  agencyName: z.string(),
  takenAt: z.string(),
  version: z.string(),
  bytes: z.number(),
  users: z.array(listedUserSchema),
});

/** A copy of the key file that could take the place of a missing one. */
export const keyFileCopySchema = z.object({
  /** `previous` lies beside it, `backup` is in the newest backup. */
  source: z.enum(['previous', 'backup']),
  /** When this copy was the key file. */
  at: z.string(),
  agencyName: z.string(),
  people: z.array(z.string()),
});
export type KeyFileCopy = z.infer<typeof keyFileCopySchema>;

/** What is typed before a workspace is set aside. */
export const START_FRESH_WORDS = 'start fresh';

const newCodeSchema = z.object({ recoveryCode: z.string() });

export const vaultContract = {
  /** Tells whether there is a workspace and whether it is locked. */
  status: procedure({
    roles: 'public',
    kind: 'read',
    audit: { none: 'Asked before anyone is known; shows no member data.' },
  })
    .input(z.strictObject({}).optional())
    .output(vaultStatusSchema),
  /** Makes the workspace and opens it; the recovery code is in the answer and nowhere else. */
  create: procedure({ roles: 'public', kind: 'job', audit: 'vault.create' })
    .input(
      z.strictObject({
        agency: agencyInputSchema,
        administrator: z.strictObject({
          name: lineSchema.min(1, 'Your name is missing.'),
          credential: lineSchema.default(''),
          clinical: z.boolean().default(false),
          npi: npiSchema.nullable().default(null),
        }),
        passphrase: passphraseSchema,
      }),
    )
    .output(newCodeSchema),
  /** Confirms that the printed recovery code reads back, by two of its groups. */
  confirmRecoveryCode: procedure({ roles: EVERYONE, kind: 'job', audit: 'vault.confirm_recovery' })
    .input(
      z.strictObject({
        groups: z
          .array(z.strictObject({ index: z.number().int().min(0).max(15), text: z.string().max(20) }))
          .min(2),
      }),
    )
    .output(z.void()),
  /** Saves the code that was just made as a sheet to print; known until it is confirmed. */
  saveRecoverySheet: procedure({
    roles: EVERYONE,
    kind: 'job',
    audit: { none: 'Writes vault.save_recovery_sheet itself once there is a file.' },
  })
    .input(z.strictObject({}).optional())
    .output(z.object({ fileName: z.string().nullable() })),
  /** Replaces a recovery code that was never confirmed; the old one stops working. */
  newRecoveryCode: procedure({ roles: ['administrator'], kind: 'job', audit: 'vault.new_recovery' })
    .input(z.strictObject({}).optional())
    .output(newCodeSchema),
  /** Opens the workspace. */
  unlock: procedure({ roles: 'public', kind: 'job', audit: 'vault.unlock' })
    .input(z.strictObject({ userId: idSchema, passphrase: z.string().max(500) }))
    .output(z.object({ user: listedUserSchema })),
  /** Takes the number of an incident to the clipboard, also from a screen of a locked or damaged workspace. */
  copyIncident: procedure({ roles: 'public', kind: 'job', audit: { none: 'A number that says nothing.' } })
    .input(z.strictObject({ id: idSchema }))
    .output(z.void()),
  /** Opens the workspace with what this computer keeps for a user, after a lock of the computer's screen. */
  unlockOnDevice: procedure({ roles: 'public', kind: 'job', audit: 'vault.unlock_device' })
    .input(z.strictObject({ userId: idSchema }))
    .output(z.object({ user: listedUserSchema })),
  /** Whether the caller comes in without a passphrase on this computer. */
  deviceUnlock: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'The caller about this computer.' },
  })
    .input(z.strictObject({}).optional())
    .output(deviceUnlockSchema),
  /** Lets the computer's own sign-in stand for the caller's passphrase for some hours. */
  allowDevice: procedure({ roles: EVERYONE, kind: 'job', audit: 'vault.allow_device' })
    .input(z.strictObject({ own: z.string().max(500) }))
    .output(z.void()),
  /** Takes away what this computer keeps for the caller. */
  dropDevice: procedure({ roles: EVERYONE, kind: 'job', audit: 'vault.drop_device' })
    .input(z.strictObject({}).optional())
    .output(z.void()),
  /** Opens the workspace with the printed code; a new passphrase and a new code are forced. */
  useRecoveryCode: procedure({ roles: 'public', kind: 'job', audit: 'vault.recover' })
    .input(z.strictObject({ userId: idSchema, code: z.string().max(200), newPassphrase: passphraseSchema }))
    .output(newCodeSchema),
  /** Asks for the folder of a backup and says what it holds; nothing is changed. */
  chooseBackup: procedure({
    roles: 'public',
    kind: 'job',
    audit: { none: 'Shows names of staff from the chosen folder only.' },
  })
    .input(z.strictObject({}).optional())
    .output(chosenBackupSchema.nullable()),
  /**
   * Puts the chosen backup in the place of the workspace, after opening it with a passphrase or the printed code.
   *
   * What was there before is moved aside, never deleted. The workspace is locked afterwards.
   */
  restoreBackup: procedure({ roles: 'public', kind: 'job', audit: 'vault.restore' })
    .input(
      z.strictObject({
        proof: z.union([
          z.strictObject({ userId: idSchema, passphrase: z.string().max(500) }),
          z.strictObject({ code: z.string().max(200) }),
        ]),
      }),
    )
    .output(z.object({ movedAside: z.string().nullable(), members: z.number() })),
  /** The copies of the key file that could take its place; none while it is whole. */
  keyFileCopies: procedure({
    roles: 'public',
    kind: 'read',
    audit: { none: 'Names of staff from a file of this folder, while nothing can be opened.' },
  })
    .input(z.strictObject({}).optional())
    .output(z.array(keyFileCopySchema)),
  /** Puts a copy in the place of a missing or damaged key file, which is renamed and never deleted. */
  useKeyFileCopy: procedure({
    roles: 'public',
    kind: 'job',
    audit: { none: 'The database is closed; the log of this computer has it.' },
  })
    .input(z.strictObject({ source: z.enum(['previous', 'backup']) }))
    .output(z.void()),
  /** Sets a workspace that cannot be opened aside, whole, under a name of its own; nothing is deleted. */
  startFresh: procedure({
    roles: 'public',
    kind: 'job',
    audit: { none: 'The database is closed and stays as it is.' },
  })
    .input(
      z.strictObject({
        typed: z
          .string()
          .max(100)
          .refine((text) => text.trim().toLowerCase() === START_FRESH_WORDS, {
            message: `Type “${START_FRESH_WORDS}” to set this workspace aside.`,
          }),
      }),
    )
    .output(z.object({ movedAside: z.string() })),
  /** Gives oneself a new passphrase. */
  changePassphrase: procedure({ roles: EVERYONE, kind: 'job', audit: 'vault.change_passphrase' })
    .input(z.strictObject({ current: z.string().max(500), next: passphraseSchema }))
    .output(z.void()),
  /**
   * Encrypts everything under new keys, and locks: for when somebody left who may have kept a key.
   *
   * `left` names those who need a new passphrase afterwards.
   */
  changeKeys: procedure({
    roles: ['administrator'],
    kind: 'job',
    audit: { none: 'Writes vault.change_keys itself, before the database is closed.' },
  })
    .input(z.strictObject({ own: z.string().max(500) }))
    .output(z.object({ left: z.array(z.string()) })),
  /** Seconds until the idle lock, half a minute before it comes; `null` when somebody came back in time. */
  lockWarnings: procedure({ roles: EVERYONE, kind: 'job', audit: { none: 'A clock.' } })
    .input(z.strictObject({}).optional())
    .output(eventIterator(z.object({ seconds: z.number().nullable() }))),
  /** Locks: the process that holds the keys ends. */
  lock: procedure({ roles: EVERYONE, kind: 'job', audit: 'vault.lock' })
    .input(z.strictObject({ because: z.enum(LOCK_REASONS).default('manual') }))
    .output(z.void()),
};
