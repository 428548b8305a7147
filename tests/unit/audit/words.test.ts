import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditWords } from '#shared/audit/words.ts';
import { contract } from '#shared/contract.ts';

/** The actions that the contract declares. */
function declared(part: object, found = new Set<string>()): Set<string> {
  for (const value of Object.values(part)) {
    const meta: { audit?: unknown } | undefined = value?.['~orpc']?.meta;
    if (typeof meta?.audit === 'string') found.add(meta.audit);
    else if (meta === undefined && typeof value === 'object' && value !== null) declared(value, found);
  }
  return found;
}

/** The actions that operations record by themselves, as their source names them. */
function recorded(): Set<string> {
  const root = join(import.meta.dirname, '../../../main/backend');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, name), 'utf8'));
  return new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/\.record\(\s*'([a-z_-]+\.[a-z_-]+)'/g)].map(([, action = '']) => action),
    ),
  );
}

test.each([
  ['declared by the contract', declared(contract)],
  ['recorded by operations', recorded()],
])('every action %s reads as words in the audit', (_, actions) => {
  expect(actions.size).toBeGreaterThan(20);
  expect([...actions].filter((action) => auditWords(action) === action)).toEqual([]);
});
