import { IconWand } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { passphraseAgainst } from '#shared/policy/policy.ts';
import { Button } from '../../components/button.tsx';
import { Bar } from '../../components/clock.tsx';
import { TextField } from '../../components/text-field.tsx';
import { PassphraseField } from '../passphrase-field.tsx';
import { type Rules, useRules } from '../use-rules.ts';
import styles from './choose-passphrase.module.css';
import { fourWords, strengthOf } from './passphrase-strength.ts';

/** A passphrase being chosen: typed twice, and measured. */
export interface PassphraseChoice {
  readonly passphrase: string;
  readonly again: string;
  readonly rules: Rules;
  readonly offered: string | null;
  readonly problem: string | null;
  readonly againProblem: string | null;
  readonly setPassphrase: (value: string) => void;
  readonly setAgain: (value: string) => void;
  readonly offer: () => void;
  /** Checks both; shows what is missing and gives false when it cannot be used. */
  readonly ready: () => boolean;
}

/** What is wrong with a new passphrase, or null. */
function passphraseProblem(rules: Rules, passphrase: string): string | null {
  const against = passphraseAgainst(rules, passphrase);
  if (against) return against;
  return strengthOf(passphrase).enough ? null : 'Too easy to guess. Four random words do well.';
}

/** Holds a passphrase while it is chosen. */
export function usePassphraseChoice(): PassphraseChoice {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [offered, setOffered] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const rules = useRules();
  const problem = passphraseProblem(rules, passphrase);
  const againProblem = again === passphrase ? null : 'It differs from the first one.';
  return {
    passphrase,
    again,
    rules,
    offered,
    problem: asked ? problem : null,
    againProblem: asked ? againProblem : null,
    setPassphrase,
    setAgain,
    offer: () => setOffered(fourWords()),
    ready: () => {
      setAsked(true);
      return problem === null && againProblem === null;
    },
  };
}

/** The two fields of a new passphrase, its strength in words, and four random words on request. */
export function ChoosePassphrase({
  choice,
  label,
}: {
  readonly choice: PassphraseChoice;
  readonly label: string;
}) {
  const strength = useMemo(
    () => (choice.passphrase.length >= 4 ? strengthOf(choice.passphrase) : null),
    [choice.passphrase],
  );
  return (
    <div className={styles.choose}>
      <PassphraseField
        label={label}
        fresh
        value={choice.passphrase}
        onChange={choice.setPassphrase}
        error={choice.problem}
      />
      <div className={styles.meter}>
        <Bar share={strength?.share ?? 0} label="Strength" text={strength?.words ?? 'nothing typed yet'} />
        <p aria-live="polite">{strength?.words ?? `At least ${choice.rules.minPassphrase} characters.`}</p>
      </div>
      <TextField
        label={`${label}, again`}
        type="password"
        autoComplete="new-password"
        big
        value={choice.again}
        onChange={choice.setAgain}
        error={choice.againProblem}
      />
      {choice.offered && (
        <p className={styles.words} translate="no">
          {choice.offered}
        </p>
      )}
      <Button
        size="sm"
        className={styles.offer}
        icon={<IconWand size={15} stroke={1.75} aria-hidden />}
        onClick={choice.offer}
      >
        {choice.offered ? 'Draw four other words' : 'Draw four random words'}
      </Button>
    </div>
  );
}
