import { z } from 'zod';
import { MIN_PASSPHRASE } from '../vault/passphrase.ts';

/** A host name as it stands in a plan's profile, or `*.example.org` for every name below it. */
const hostSchema = z
  .string()
  .max(253)
  .regex(/^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, 'A host is a name such as sftp.plan.example.');

/** How Hearth may look for newer versions of itself. */
export const UPDATE_BEHAVIOURS = ['off', 'ask', 'automatic'] as const;
export type UpdateBehaviour = (typeof UPDATE_BEHAVIOURS)[number];

/**
 * What each behaviour means on this version, which holds no code that looks for or fetches anything: whatever a file
 * says, new versions come from whoever looks after the computer. The page says so instead of promising more.
 */
export const UPDATE_WORDS: Readonly<Record<UpdateBehaviour, string>> = {
  off: 'never looked for; whoever looks after this computer installs them',
  ask: 'never looked for: this version cannot yet, although the file asks for it',
  automatic: 'never looked for: this version cannot yet, although the file asks for it',
};

/**
 * The policy file as whoever looks after the computers writes it: JSON, every part optional.
 *
 * SECURITY: strict, so that a mistyped name is a problem that is shown and never a rule silently not kept.
 */
export const policyFileSchema = z.strictObject({
  format: z.literal(1),
  /** Minutes without input after which Hearth locks. */
  idleMinutes: z.number().int().min(1).max(60).optional(),
  passphrase: z
    .strictObject({
      minLength: z.number().int().min(MIN_PASSPHRASE).max(64).optional(),
      /** Words no passphrase may contain, such as the agency's name. */
      refusedWords: z.array(z.string().trim().min(3).max(50)).max(100).optional(),
    })
    .optional(),
  /** Hours after a typed passphrase in which the computer's own sign-in is enough; 0 means never. */
  deviceUnlockHours: z.number().int().min(0).max(24).optional(),
  /** The servers files may be sent to; an empty list means none. */
  allowedSftpHosts: z.array(hostSchema).max(200).optional(),
  updates: z.enum(UPDATE_BEHAVIOURS).optional(),
  /** The folder of the workspace, an absolute path. */
  dataFolder: z
    .string()
    .max(400)
    .regex(/^(\/|[A-Za-z]:[\\/])/, 'The data folder is an absolute path.')
    .optional(),
  /** The organisation's public key (X25519, PEM): every workspace gets a slot that its private half opens. */
  escrowPublicKey: z
    .string()
    .max(1000)
    .regex(/^-----BEGIN PUBLIC KEY-----/, 'The escrow key is the text of a PEM public key.')
    .optional(),
});
export type PolicyFile = z.infer<typeof policyFileSchema>;

/** What holds on this computer; `null` where nobody has set a rule. */
export interface Policy {
  readonly idleMinutes: number;
  readonly minPassphrase: number;
  readonly refusedWords: readonly string[];
  /** Hours after a typed passphrase in which the computer's own sign-in is enough; 0 means never. */
  readonly deviceUnlockHours: number;
  /** `null`: any server of a plan's profile. */
  readonly allowedHosts: readonly string[] | null;
  readonly updates: UpdateBehaviour;
  readonly dataFolder: string | null;
  readonly escrowPublicKey: string | null;
}

/** What holds where there is no policy file. */
export const DEFAULT_POLICY: Policy = {
  idleMinutes: 10,
  minPassphrase: MIN_PASSPHRASE,
  refusedWords: [],
  deviceUnlockHours: 10,
  allowedHosts: null,
  updates: 'off',
  dataFolder: null,
  escrowPublicKey: null,
};

/**
 * What holds while the policy file cannot be used.
 *
 * SECURITY: the strictest of each, because somebody wanted rules and we do not know which: locks soon, long
 * passphrases, nothing is sent anywhere, no update is fetched.
 */
export const SAFEST_POLICY: Policy = {
  ...DEFAULT_POLICY,
  idleMinutes: 5,
  minPassphrase: 16,
  deviceUnlockHours: 0,
  allowedHosts: [],
  updates: 'off',
};

/** The policy with where it comes from. */
export interface PolicyState {
  readonly source: 'none' | 'file' | 'refused';
  readonly path: string;
  readonly policy: Policy;
  /** The settings that the file sets, by their path in it, for example `passphrase.minLength`. */
  readonly setByFile: readonly string[];
  /** Why the file cannot be used, in a sentence; `null` when it can or is not there. */
  readonly problem: string | null;
}

/** Fills what the file leaves open with the defaults. */
export function toPolicy(file: PolicyFile): Policy {
  return {
    idleMinutes: file.idleMinutes ?? DEFAULT_POLICY.idleMinutes,
    minPassphrase: file.passphrase?.minLength ?? DEFAULT_POLICY.minPassphrase,
    refusedWords: file.passphrase?.refusedWords ?? DEFAULT_POLICY.refusedWords,
    deviceUnlockHours: file.deviceUnlockHours ?? DEFAULT_POLICY.deviceUnlockHours,
    allowedHosts: file.allowedSftpHosts ?? DEFAULT_POLICY.allowedHosts,
    updates: file.updates ?? DEFAULT_POLICY.updates,
    dataFolder: file.dataFolder ?? DEFAULT_POLICY.dataFolder,
    escrowPublicKey: file.escrowPublicKey ?? DEFAULT_POLICY.escrowPublicKey,
  };
}

/** The paths of the settings in a file, for example `passphrase.minLength`; without the format. */
export function pathsIn(file: PolicyFile): string[] {
  return Object.entries(file).flatMap(([key, value]) => {
    if (key === 'format' || value === undefined) return [];
    if (typeof value !== 'object' || Array.isArray(value)) return [key];
    return Object.entries(value).flatMap(([inner, set]) => (set === undefined ? [] : [`${key}.${inner}`]));
  });
}

/** Tells whether files may be sent to this host; names are compared without regard to case or a final dot. */
export function isHostAllowed(policy: Policy, host: string): boolean {
  if (policy.allowedHosts === null) return true;
  const wanted = plainHost(host);
  return policy.allowedHosts.some((entry) => {
    const allowed = plainHost(entry);
    return allowed.startsWith('*.') ? wanted.endsWith(allowed.slice(1)) : wanted === allowed;
  });
}

const plainHost = (host: string) => host.trim().toLowerCase().replace(/\.$/, '');

/** What is wrong with a new passphrase under this policy, in a sentence, or `null`. */
export function passphraseAgainst(
  policy: Pick<Policy, 'minPassphrase' | 'refusedWords'>,
  passphrase: string,
): string | null {
  const { length } = passphrase;
  if (length < policy.minPassphrase) {
    return `It has ${length} characters, needs ${policy.minPassphrase}. Four random words do well.`;
  }
  const low = passphrase.normalize('NFKC').toLowerCase();
  const refused = policy.refusedWords.find((word) => low.includes(word.normalize('NFKC').toLowerCase()));
  return refused === undefined ? null : `Your organization does not allow “${refused}” in a passphrase.`;
}
