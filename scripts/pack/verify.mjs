/** Runs after everything is made: reads the fuses back from each packed executable and compares. */
import fs from 'node:fs';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** How the wire spells a fuse's state: the characters 0 and 1. */
const OFF = 48;
const ON = 49;

/** What a shipped executable must say. The same list as in electron-builder.yml, kept apart on purpose. */
export const SHIPPED_FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** electron-builder's afterAllArtifactBuild hook. */
export default async function verify({ outDir }) {
  const executables = packedExecutables(outDir);
  if (executables.length === 0) throw new Error(`No packed executable found in ${outDir}.`);
  for (const executable of executables) {
    const wrong = await wrongFuses(executable);
    if (wrong.length > 0) throw new Error(`Fuses of ${executable} are not as they ship: ${wrong.join(', ')}`);
  }
  return [];
}

/** Names the fuses that are not as they ship; a fuse that we do not know of counts as wrong. */
export async function wrongFuses(executable) {
  const { version: _, ...wire } = await getCurrentFuseWire(executable);
  const wrong = [];
  for (const [index, state] of Object.entries(wire)) {
    if (!/^\d+$/.test(index)) continue;
    const name = FuseV1Options[Number(index)];
    const wanted = SHIPPED_FUSES[name];
    if (wanted === undefined) wrong.push(`unknown fuse ${index}`);
    else if (state !== (wanted ? ON : OFF)) wrong.push(name);
  }
  const missing = Object.keys(SHIPPED_FUSES).filter((name) => wire[FuseV1Options[name]] === undefined);
  return [...wrong, ...missing.map((name) => `${name} is not in the wire`)];
}

function packedExecutables(outDir) {
  const found = [];
  for (const name of fs.readdirSync(outDir)) {
    const folder = path.join(outDir, name);
    const candidates = [
      name.endsWith('-unpacked') && path.join(folder, 'hearth'),
      name.endsWith('-unpacked') && path.join(folder, 'Hearth.exe'),
      name.startsWith('mac') && path.join(folder, 'Hearth.app'),
    ];
    found.push(...candidates.filter((each) => each && fs.existsSync(each)));
  }
  return found;
}
