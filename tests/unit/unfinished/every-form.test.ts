import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

// Every field a person types in must survive a lock. Its text is kept by `useKept`, or it is saved by itself while it is
// typed; a field that holds its text in `useState` loses it, unless it stands here with the reason.

const ROOT = join(import.meta.dirname, '../../../renderer');

/** Fields whose text is not kept, and why. */
const NOT_KEPT: Readonly<Record<string, string>> = {
  // SECURITY: what opens something is never written anywhere.
  'admin/account-dialog.tsx draft': 'passphrases',
  'admin/allow-unlock-dialog.tsx passphrase': 'a passphrase',
  'admin/plan-keys.tsx password': 'the password of a server',
  'admin/plan-keys.tsx passphrase': 'the passphrase of a private key',
  'vault/device-dialog.tsx own': 'a passphrase',
  'vault/own-passphrase.tsx current': 'a passphrase',
  'vault/unlock-page.tsx passphrase': 'a passphrase, before anything is open',
  'vault/recovery-page.tsx code': 'the recovery code',
  'vault/restore-page.tsx secret': 'a passphrase or the recovery code',
  'vault/set-up/choose-passphrase.tsx passphrase': 'a passphrase',
  'vault/set-up/choose-passphrase.tsx again': 'a passphrase',
  'vault/set-up/recovery-step.tsx typed': 'the recovery code',
  'vault/start-fresh-page.tsx typed': 'a word that confirms, typed anew',
  // Searches and trials: nothing of them is meant to stay.
  'app/palette/palette.tsx typed': 'a search',
  // Half-typed dates and numbers: kept with the caret.
  'components/date-field.tsx typed': 'kept with the caret',
  'admin/forms/number-field.tsx typed': 'kept with the caret',
};

const FIELDS = new Set([
  'TextField',
  'TextArea',
  'SearchField',
  'PassphraseField',
  'DateField',
  'input',
  'textarea',
]);

/** The states of `useState` that a file gives to a field to type in, as `file state`. */
function unkept(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const states = new Set<string>();
  const typed = new Set<string>();
  /** What a constant is made of: a field may show `typed ?? saved` under a name of its own. */
  const madeOf = new Map<string, Set<string>>();
  const namesIn = (part: ts.Node, into: Set<string>) => {
    if (ts.isIdentifier(part)) into.add(part.text);
    ts.forEachChild(part, (child) => namesIn(child, into));
  };
  const visit = (node: ts.Node) => {
    if (
      ts.isVariableDeclaration(node) &&
      ts.isArrayBindingPattern(node.name) &&
      node.initializer &&
      ts.isCallExpression(node.initializer) &&
      node.initializer.expression.getText() === 'useState'
    ) {
      const [first] = node.name.elements;
      if (first && ts.isBindingElement(first)) states.add(first.name.getText());
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      if (!ts.isArrowFunction(node.initializer))
        namesIn(
          node.initializer,
          madeOf.get(node.name.text) ??
            madeOf.set(node.name.text, new Set()).get(node.name.text) ??
            new Set(),
        );
    }
    if (
      (ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) &&
      FIELDS.has(node.tagName.getText())
    ) {
      for (const attribute of node.attributes.properties) {
        if (!ts.isJsxAttribute(attribute) || attribute.name.getText() !== 'value') continue;
        if (attribute.initializer) namesIn(attribute.initializer, typed);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  // A set that grows while it is walked: names of names are walked as well.
  for (const name of typed) for (const part of madeOf.get(name) ?? []) typed.add(part);
  return [...states].filter((state) => typed.has(state)).map((state) => `${file} ${state}`);
}

const FILES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.tsx'));

test('no field loses what is typed in it at a lock, and no passphrase is kept', () => {
  const found = FILES.flatMap(unkept);
  expect(found.sort()).toEqual(Object.keys(NOT_KEPT).sort());
  expect(FILES.length).toBeGreaterThan(100);
  // A hook that hands a state on would hide it from the look above.
  const handedOn = FILES.filter((file) => /return useState[<(]/.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(handedOn).toEqual([]);
});

test('what may be a passphrase, a password or a code that opens something is never given to what keeps text', () => {
  const secrets = FILES.filter((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return /PassphraseField|type="password"|typedByThem/.test(text) && text.includes('useKept(');
  });
  expect(secrets).toEqual([]);
});
