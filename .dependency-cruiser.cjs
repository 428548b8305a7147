/**
 * Who may import what. One capability, three rooms: shared/ (contract and pure rules), main/backend/
 * (operations and the store), renderer/ (pages). Each rule below says what it keeps apart and why.
 *
 * tests/unit/import-rules.test.ts breaks every rule once and expects its name.
 */

/** A package, wherever npm put it. */
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

const PRODUCT = '^(main|shared|renderer)/';
const TEST_TOOLS = '^main/backend/demo/';

/** Pure JavaScript that the build puts into the bundle, so it need not be packaged beside it. */
const BUNDLED = [
  '@cantoo/pdf-lib',
  '@orpc/[^/]+',
  'csv-parse',
  'fhirpath',
  'kysely',
  'rrule-temporal',
  'sax',
  'temporal-polyfill',
  'uuid',
  'write-excel-file',
  'yauzl',
  'zod',
];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: { path: PRODUCT },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that cannot be found breaks at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
    {
      name: 'product-not-from-tests',
      comment: 'The product never imports test or set-up code.',
      severity: 'error',
      from: { path: PRODUCT },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'shared-imports-shared-only',
      comment: 'shared/ runs in the page and in the backend, so it knows neither.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(main|renderer)/' },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared/ imports no Node built-in and no Electron.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-packages',
      comment: 'The few packages that are pure rules themselves; a new one is a decision.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: 'node_modules/', pathNot: npm('zod', 'temporal-polyfill', 'fhirpath', '@orpc/contract') },
    },
    {
      name: 'orpc-contract-in-contracts',
      comment:
        'A contract is built with shared/procedure.ts, so that none forgets its roles and audit action.',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/(procedure|contract|.+/contract)\\.ts$' },
      to: { path: npm('@orpc/contract') },
    },
    {
      name: 'renderer-imports-renderer-and-shared',
      comment: 'The page reaches the backend through its port only.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^main/' },
    },
    {
      name: 'renderer-has-no-node',
      comment: 'The page is a sandboxed stranger: no Node, no database, no files.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-packages',
      comment: 'Packages of the backend do not belong into the page.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: npm(
          'kysely',
          '@signalapp/sqlcipher',
          '@node-rs/argon2',
          'pdfkit',
          'ssh2',
          'ssh2-sftp-client',
          '@orpc/server',
        ),
      },
    },
    {
      name: 'one-user-of-the-port',
      comment: 'Only renderer/api.ts opens the port; pages use the typed client that it exports.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/api\\.ts$' },
      to: { path: npm('@orpc/(client|tanstack-query)') },
    },
    {
      name: 'electron-in-the-shell',
      comment:
        'Only the shell, its boot list and the preload know Electron; the backend runs in plain Node too.',
      severity: 'error',
      from: {
        path: '^(main|shared|renderer)/',
        pathNot: '^main/(shell/|index\\.ts$|preload\\.ts$)',
      },
      to: { path: `^electron$|${npm('electron')}` },
    },
    {
      name: 'shell-without-backend',
      comment: 'The shell holds no member data and no SQL: it talks to the backend through its contract.',
      severity: 'error',
      from: { path: '^main/(shell/|index\\.ts$|preload\\.ts$)' },
      to: { path: '^main/backend/' },
    },
    {
      name: 'backend-without-shell',
      comment: 'The backend runs without Electron: from a terminal, in tests, in benchmarks.',
      severity: 'error',
      from: { path: '^main/backend/' },
      to: { path: '^(main/shell/|main/index\\.ts$|main/preload\\.ts$|renderer/)' },
    },
    {
      name: 'sql-in-stores',
      comment: 'Only */store.ts and main/backend/db build queries. Naming the handle as a type is free.',
      severity: 'error',
      from: { path: '^(main|shared|renderer)/', pathNot: '(^|/)store\\.ts$|^main/backend/db/' },
      to: { path: npm('kysely'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'driver-in-db',
      comment: 'Only main/backend/db knows which database this is.',
      severity: 'error',
      from: {
        path: '^(main|shared|renderer)/',
        pathNot: '^(main/backend/db/|tests/(bench|integration/db)/)',
      },
      to: { path: npm('@signalapp/sqlcipher') },
    },
    {
      name: 'no-foreign-store',
      comment:
        'A capability reaches another one through its operations, never through its store. One file is older ' +
        'than any call: vault/session.ts lays a workspace with its agency, its first user and its first audit row.',
      severity: 'error',
      from: { path: '^main/backend/([^/]+)/', pathNot: '^main/backend/vault/session\\.ts$' },
      to: {
        path: '^main/backend/.+/store\\.ts$',
        pathNot: '^main/backend/$1/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'base-without-stores',
      comment:
        'The base files assemble capabilities; what they need is an operation too. ' +
        'Only the audit row is theirs: writing it is what the base procedure is for.',
      severity: 'error',
      from: { path: '^main/backend/[^/]+\\.ts$' },
      to: { path: '^main/backend/.+/store\\.ts$', pathNot: '^main/backend/audit/store\\.ts$' },
    },
    {
      name: 'shipped-packages',
      comment:
        'What the app needs when it runs is either bundled (pure JavaScript, named in BUNDLED) or stands in ' +
        '"dependencies" (native or with data files): only those are packaged.',
      severity: 'error',
      from: { path: '^main/', pathNot: TEST_TOOLS },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: `^electron$|${npm('electron', '@types/[^/]+', ...BUNDLED)}`,
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|tests/\\.results)/|^scripts/setup/default-app/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
