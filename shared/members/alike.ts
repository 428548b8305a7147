import { foldText } from './normalize.ts';

/** Letters that sound alike in the names people say on the phone, each group under its first. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^(kn|gn)/, 'n'],
  [/^wr/, 'r'],
  [/ph/g, 'f'],
  [/sch|tch|sh|ch/g, 'x'],
  [/ck|q|k|c(?=[aouklrt]|$)/g, 'k'],
  [/c|z|s+/g, 's'],
  [/y|ie|ee|ea|i/g, 'i'],
  [/ou|oo|u/g, 'u'],
  [/v|w/g, 'v'],
  [/j|g(?=[ei])/g, 'j'],
  [/h/g, ''],
];

/**
 * How a name sounds, roughly: Catherine and Katharine, Gonzales and Gonzalez, Phan and Fan have one key.
 *
 * Only for pointing at possible duplicates, which a person then compares; names are never changed by it.
 */
export function soundKey(name: string): string {
  let key = foldText(name).replace(/[^a-z0-9]/g, '');
  for (const [pattern, sound] of SOUNDS) key = key.replace(pattern, sound);
  const [first = '', ...rest] = key;
  return (
    first +
    rest
      .join('')
      .replace(/[aeiou]/g, '')
      .replace(/(.)\1+/g, '$1')
  );
}

/** Whether two texts of one length differ only in two neighbors that changed places, such as 05-12 and 05-21. */
export function isTransposed(one: string, other: string): boolean {
  if (one === other || one.length !== other.length) return false;
  const at = [...one].findIndex((sign, index) => sign !== other[index]);
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
