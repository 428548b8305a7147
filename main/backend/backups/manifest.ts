import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

export const MANIFEST_NAME = 'manifest.json';

const fileSchema = z.strictObject({ bytes: z.number().int(), sha256: z.string().length(64) });

/** What a backup says about itself; the code at the end proves that somebody with the key wrote it. */
const manifestSchema = z.strictObject({
  format: z.literal(1),
  vaultId: z.uuid(),
  takenAt: z.iso.datetime(),
  reason: z.enum(['daily', 'manual', 'before_update']),
  version: z.string(),
  /** The audit chain's newest row at that moment: a chain cut short later no longer contains it. */
  auditHead: z.strictObject({ seq: z.number().int(), mac: z.string() }).nullable(),
  files: z.record(z.string(), fileSchema),
  mac: z.string().length(64),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Puts the authentication code under a manifest. */
export function sealManifest(manifest: Omit<Manifest, 'mac'>, key: Uint8Array): Manifest {
  return { ...manifest, mac: macOf(manifest, key) };
}

/** Tells whether a manifest was written by this workspace and not changed since. */
export function isManifestSealed(manifest: Manifest, key: Uint8Array): boolean {
  const { mac, ...rest } = manifest;
  return timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(macOf(rest, key), 'hex'));
}

function macOf(manifest: Omit<Manifest, 'mac'>, key: Uint8Array): string {
  return createHmac('sha256', key).update(JSON.stringify(manifest)).digest('hex');
}

/** Reads the manifest of a backup folder; `null` when there is none that reads as one. */
export function readManifest(folder: string): Manifest | null {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, MANIFEST_NAME), 'utf8')));
  } catch {
    return null;
  }
}

/** Size and hash of a file, read in pieces. */
export async function describeFile(path: string): Promise<z.infer<typeof fileSchema>> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { bytes: statSync(path).size, sha256: hash.digest('hex') };
}

/** The files of a backup that are missing or differ from what its manifest says. */
export async function findChangedFiles(folder: string, manifest: Manifest): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [name, expected] of Object.entries(manifest.files)) {
    const found = await describeFile(join(folder, name)).catch(() => null);
    if (!found) problems.push(`${name} is missing.`);
    else if (found.sha256 !== expected.sha256)
      problems.push(`${name} was changed after the backup was made.`);
  }
  return problems;
}
