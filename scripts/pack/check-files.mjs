/** Runs after packing: stops where the package holds a file that nobody meant to ship. */
import fs from 'node:fs';
import path from 'node:path';
import asar from '@electron/asar';

const ARCHITECTURES = ['ia32', 'x64', 'armv7l', 'arm64', 'universal'];

/** electron-builder's afterPack hook. */
export default function checkFiles({ appOutDir, arch, electronPlatformName, packager }) {
  const name = `${packager.appInfo.productFilename}.app`;
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, name, 'Contents', 'Resources')
      : path.join(appOutDir, 'resources');
  const lock = JSON.parse(fs.readFileSync(path.join(packager.projectDir, 'package-lock.json'), 'utf8'));
  const unwanted = unwantedFiles(resources, `${electronPlatformName}-${ARCHITECTURES[arch]}`, lock);
  if (unwanted.length > 0)
    throw new Error(`The package holds files that it should not:\n${unwanted.join('\n')}`);
}

/**
 * What is packed and should not be.
 * @param {string} resources the folder with app.asar
 * @param {string} platform such as `linux-x64`
 * @param {{ packages: Record<string, { dev?: boolean }> }} lock
 */
export function unwantedFiles(resources, platform, lock) {
  const shipped = new Set(
    Object.entries(lock.packages)
      .filter(([where, entry]) => where !== '' && !entry.dev)
      .map(([where]) => packageOf(where)),
  );
  const isWanted = (file) => {
    if (file === 'package.json' || /^out\/(main|preload|renderer)\//.test(file))
      return !file.endsWith('.map');
    if (!file.startsWith('node_modules/') || /\.(map|[mc]?ts|tsx)$/.test(file)) return false;
    if (/\/prebuilds\//.test(file) && !file.includes(`/prebuilds/${platform}/`)) return false;
    return shipped.has(packageOf(file));
  };
  const inside = (file) => !fs.statSync(path.join(resources, file)).isDirectory();
  const packed = asar
    .listPackage(path.join(resources, 'app.asar'))
    .map((file) => file.replaceAll('\\', '/').slice(1))
    .filter((file) => isFile(resources, file) && !isWanted(file));
  const loose = fs
    .readdirSync(resources, { recursive: true })
    .map((file) => String(file).replaceAll('\\', '/'))
    .filter((file) => inside(file) && !isWantedBeside(file, isWanted));
  return [...packed, ...loose];
}

/** Beside app.asar lie its native files, the license and what the system itself puts there. */
function isWantedBeside(file, isWanted) {
  const unpacked = 'app.asar.unpacked/';
  if (file.startsWith(unpacked)) return file.endsWith('.node') && isWanted(file.slice(unpacked.length));
  return /^(app\.asar|LICENSE\.hearth\.txt|icon\.icns|package-type|[a-z_A-Z]+\.lproj\/.*)$/.test(file);
}

function isFile(resources, file) {
  return !('files' in asar.statFile(path.join(resources, 'app.asar'), file));
}

/** The innermost package that a path belongs to; packing flattens the nesting, so places do not compare. */
function packageOf(where) {
  const parts = where.slice(where.lastIndexOf('node_modules/')).split('/');
  return parts[1].startsWith('@') ? `${parts[1]}/${parts[2]}` : parts[1];
}
