import { wordlist } from '@scure/bip39/wordlists/english.js';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** How well a passphrase holds, in words; the bar only repeats it. */
export interface Strength {
  /** 0 to 1, for the bar. */
  readonly share: number;
  readonly words: string;
  /** False where Hearth asks for another one. */
  readonly enough: boolean;
}

const estimator = new ZxcvbnFactory({
  dictionary: { ...dictionary, words: wordlist },
  graphs: adjacencyGraphs,
});

/** How many passphrases a thief with a rack of computers tries in a second: each costs 128 MiB and a fifth of one. */
const GUESSES_PER_SECOND = 10_000;

const STEPS: readonly { readonly seconds: number; readonly words: string }[] = [
  { seconds: 86_400, words: 'Too easy: a thief needs less than a day.' },
  { seconds: 86_400 * 365, words: 'Weak: it holds for some months.' },
  { seconds: 86_400 * 365 * 50, words: 'Fair: it holds for years.' },
  { seconds: Number.POSITIVE_INFINITY, words: 'Strong: it holds longer than a lifetime.' },
];

/**
 * Estimates a passphrase.
 *
 * @see zxcvbn, "Low-Budget Password Strength Estimation", USENIX Security 2016; the guess rate is our Argon2id cost.
 */
export function strengthOf(passphrase: string): Strength {
  const { guesses } = estimator.check(passphrase.slice(0, 100));
  const seconds = guesses / 2 / GUESSES_PER_SECOND;
  const step = Math.max(
    0,
    STEPS.findIndex((each) => seconds < each.seconds),
  );
  return { share: (step + 1) / STEPS.length, words: STEPS[step]?.words ?? '', enough: step >= 1 };
}

/** Four words drawn at random, 44 bits in all: easy to remember, slow to guess. */
export function fourWords(): string {
  const picks = crypto.getRandomValues(new Uint16Array(4));
  // SECURITY: 65,536 is a multiple of 2,048, so every word is equally likely.
  return [...picks].map((pick) => wordlist[pick % wordlist.length]).join(' ');
}
