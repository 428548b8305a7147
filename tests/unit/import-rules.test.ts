import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  cruise,
  type ICruiseOptions,
  type IForbiddenRuleType,
  type IReporterOutput,
} from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const config = require('../../.dependency-cruiser.cjs') as {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
};

/** One file that breaks a rule: the rule, the file, the import in it, and what else has to exist. */
const BREACHES: [rule: string, file: string, target: string][] = [
  ['not-to-unresolvable', 'main/backend/notes/sign.ts', './missing.ts'],
  ['product-not-from-tests', 'main/backend/notes/sign.ts', '../../../tests/fixtures/thing.ts'],
  ['shared-imports-shared-only', 'shared/notes/rule.ts', '../../main/backend/notes/operation.ts'],
  ['shared-is-pure', 'shared/notes/rule.ts', 'node:fs'],
  ['shared-packages', 'shared/notes/rule.ts', 'kysely'],
  ['orpc-contract-in-contracts', 'shared/notes/rule.ts', '@orpc/contract'],
  ['renderer-imports-renderer-and-shared', 'renderer/notes/page.ts', '../../main/backend/notes/operation.ts'],
  ['renderer-has-no-node', 'renderer/notes/page.ts', 'node:path'],
  ['renderer-packages', 'renderer/notes/page.ts', 'kysely'],
  ['one-user-of-the-port', 'renderer/notes/page.ts', '@orpc/client'],
  ['electron-in-the-shell', 'main/backend/notes/sign.ts', 'electron'],
  ['electron-in-the-shell', 'renderer/notes/page.ts', 'electron'],
  ['shell-without-backend', 'main/shell/window.ts', '../backend/notes/operation.ts'],
  ['backend-without-shell', 'main/backend/notes/sign.ts', '../../shell/thing.ts'],
  ['sql-in-stores', 'main/backend/notes/sign.ts', 'kysely'],
  ['driver-in-db', 'main/backend/notes/store.ts', '@signalapp/sqlcipher'],
  ['no-foreign-store', 'main/backend/plans/save.ts', '../notes/store.ts'],
  ['base-without-stores', 'main/backend/router.ts', './notes/store.ts'],
  ['shipped-packages', 'main/backend/notes/sign.ts', 'fast-check'],
];

/** Imports of the same kinds that are as they should be. */
const KEPT: [file: string, line: string][] = [
  ['shared/notes/contract.ts', "import '@orpc/contract'; import 'zod'; import './thing.ts';"],
  ['main/backend/notes/store.ts', "import { sql } from 'kysely'; export const query = sql;"],
  [
    'main/backend/notes/sign.ts',
    "import type { Kysely } from 'kysely'; import './store.ts'; export type A = Kysely<object>;",
  ],
  ['main/backend/db/open.ts', "import '@signalapp/sqlcipher'; import 'kysely';"],
  ['main/backend/plans/save.ts', "import '../notes/operation.ts'; import 'node:fs';"],
  ['main/shell/window.ts', "import 'electron'; import '../../shared/notes/thing.ts';"],
  ['renderer/api.ts', "import '@orpc/client'; import '../shared/notes/thing.ts';"],
];

const SAMPLE_FILES = [
  'shared/notes/thing.ts',
  'main/backend/notes/operation.ts',
  'main/backend/notes/store.ts',
  'main/shell/thing.ts',
  'tests/fixtures/thing.ts',
];

describe('the import rules', () => {
  const root = mkdtempSync(join(tmpdir(), 'hearth-import-rules-'));

  const write = (folder: string, file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };

  /** A small project of its own, with our packages and our package.json. */
  const project = (name: string, files: [file: string, text: string][]) => {
    const folder = join(root, name);
    for (const file of SAMPLE_FILES) write(folder, file, 'export const thing = 1;\n');
    for (const [file, text] of files) write(folder, file, `${text}\nexport {};\n`);
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
    symlinkSync(resolve('package.json'), join(folder, 'package.json'));
    return folder;
  };

  const violatedRules = async (folder: string) => {
    const { tsConfig: _, ...options } = config.options;
    const { output } = (await cruise(['main', 'shared', 'renderer', 'tests'], {
      ...options,
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: config.forbidden },
      outputType: 'json',
    } as ICruiseOptions)) as IReporterOutput;
    const { summary } = JSON.parse(output as string) as {
      summary: { violations: { rule: { name: string } }[] };
    };
    return [...new Set(summary.violations.map((violation) => violation.rule.name))].sort();
  };

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(BREACHES)('%s: %s may not import %s', async (rule, file, target) => {
    const folder = project(`${rule}-${file.replaceAll('/', '-')}`, [
      ['renderer/page.ts', ''],
      [file, `import '${target}';`],
    ]);
    expect(await violatedRules(folder)).toContain(rule);
  });

  it('no-circular: two files may not need each other', async () => {
    const folder = project('circular', [
      ['renderer/page.ts', ''],
      ['shared/notes/one.ts', "import { two } from './two.ts'; export const one = () => two;"],
      ['shared/notes/two.ts', "import { one } from './one.ts'; export const two = () => one;"],
    ]);
    expect(await violatedRules(folder)).toEqual(['no-circular']);
  });

  it('has a breach for every rule', () => {
    const broken = new Set([...BREACHES.map(([rule]) => rule), 'no-circular']);
    expect(config.forbidden.map((rule) => rule.name).filter((name) => !broken.has(name ?? ''))).toEqual([]);
  });

  it('lets the intended imports through', async () => {
    expect(await violatedRules(project('kept', KEPT))).toEqual([]);
  });
});
