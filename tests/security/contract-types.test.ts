import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

const contractWith = (meta: string) => `
  import { z } from 'zod';
  import type { ContractPart } from '../contract.ts';
  import { procedure } from '../procedure.ts';
  export const peekContract = {
    all: procedure(${meta}).input(z.strictObject({})).output(z.void()),
  } satisfies ContractPart;`;

const GOOD = contractWith("{ roles: ['auditor'], kind: 'read', audit: 'peek.all' }");
const RAW = `
  import { oc } from '@orpc/contract';
  import type { ContractPart } from '../contract.ts';
  export const peekContract = { all: oc } satisfies ContractPart;`;
const BAD: readonly (readonly [string, string])[] = [
  ["{ kind: 'read', audit: 'peek.all' }", "'roles' is missing"],
  ["{ roles: ['everyone'], kind: 'read', audit: 'peek.all' }", '"everyone"'],
  ["{ roles: undefined, kind: 'read', audit: 'peek.all' }", "'undefined' is not assignable"],
  ["{ roles: ['auditor'], kind: 'read' }", "'audit' is missing"],
  ["{ roles: ['auditor'], audit: 'peek.all' }", "'kind' is missing"],
];

let complaints: ReadonlyMap<string, string>;
beforeAll(() => {
  complaints = compile([GOOD, RAW, ...BAD.map(([meta]) => contractWith(meta))]);
});

/** What the compiler says to each of these contracts of a new capability, with the options of `shared/`. */
function compile(sources: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map(
    sources.map((source, index) => [join(ROOT, 'shared', `peek-${index}`, 'contract.ts'), source]),
  );
  const { config } = ts.readConfigFile(join(ROOT, 'shared', 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'shared'));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => {
    const source = files.get(path);
    return source ? ts.createSourceFile(path, source, target) : getSourceFile(path, target, ...rest);
  };
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    options: { ...options, noEmit: true },
    host,
  });
  const said = ([path, source]: [string, string]) => {
    const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(path));
    return [
      source,
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')).join(' '),
    ] as const;
  };
  return new Map([...files].map(said));
}

test('a procedure that states its roles, kind and audit compiles', () => {
  expect(complaints.get(GOOD)).toBe('');
});

test.each(BAD)('procedure(%s) does not compile', (meta, sentence) => {
  expect(complaints.get(contractWith(meta))).toContain(sentence);
});

test('a procedure made past procedure() does not fit into the contract', () => {
  expect(complaints.get(RAW)).toContain("missing the following properties from type 'ProcedureMeta'");
});
