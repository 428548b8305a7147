/**
 * Completes package-lock.json with the platform packages that `npm install` left out.
 *
 * npm drops an optional package from the lock when the registry in reach does not have it (a mirror that
 * keeps only some platforms does that), and then `npm ci` refuses the lock as "not in sync" on every
 * machine. This adds such entries with name, version, os and cpu, which is all that npm needs to skip them
 * where they do not belong. Run it after adding a package; `--check` only looks (the check group does that).
 */
import fs from 'node:fs';
import process from 'node:process';

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** The optional packages that some locked package names and the lock does not hold. */
export function missingOptional(lock) {
  const packages = lock.packages;
  const missing = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!findFrom(packages, path, name)) missing.push({ name, version, dev: entry.dev === true });
    }
  }
  return missing;
}

/** Node's own look-up: the package's node_modules, then each folder above it. */
function findFrom(packages, path, name) {
  let at = path;
  for (;;) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
    at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '';
  }
}

/** What the lock says of a package for another platform, read from its name. Throws where the name tells nothing. */
function entryFor({ name, version, dev }) {
  const words = name.split('/').at(-1).split('-');
  const system = SYSTEMS.find((each) => words.includes(each));
  const processor = PROCESSORS.find((each) => words.includes(each));
  if (!system || !processor || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`${name}@${version}: the name does not tell the platform; add it to the lock by hand.`);
  }
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  return {
    version,
    cpu: [processor],
    ...(dev ? { dev: true } : {}),
    ...(system === 'linux' && libc ? { libc: [libc] } : {}),
    optional: true,
    os: [system],
  };
}

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith('complete-lock.mjs')) {
  const lockPath = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(fs.readFileSync(lockPath, 'utf8'));
  const missing = missingOptional(lock);
  if (process.argv.includes('--check')) {
    if (missing.length > 0) {
      console.error(
        `package-lock.json misses ${missing.length} optional packages: ${missing.map((each) => each.name).join(', ')}`,
      );
      console.error('npm ci would refuse it. Run: node scripts/complete-lock.mjs');
      process.exit(1);
    }
  } else {
    for (const each of missing) lock.packages[`node_modules/${each.name}`] = entryFor(each);
    const [root, ...rest] = Object.entries(lock.packages);
    rest.sort(([a], [b]) => a.localeCompare(b, 'en'));
    lock.packages = Object.fromEntries([root, ...rest]);
    fs.writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`${missing.length} optional packages added to package-lock.json`);
  }
}
