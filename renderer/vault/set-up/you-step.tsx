import { CheckField, TextField } from '../../components/text-field.tsx';
import { type SetUpDraft, YOU_CHECKS } from './set-up-draft.ts';
import styles from './set-up-page.module.css';

/** Step 2: the first administrator. Clinical or not decides which code fits their services. */
export function YouStep({
  draft,
  onChange,
  problems,
}: {
  readonly draft: SetUpDraft;
  readonly onChange: (draft: SetUpDraft) => void;
  readonly problems: Readonly<Record<string, string>>;
}) {
  const change = (part: Partial<SetUpDraft['you']>) => onChange({ ...draft, you: { ...draft.you, ...part } });
  return (
    <>
      <TextField
        id="you-name"
        label="Your name"
        value={draft.you.name}
        onChange={(name) => change({ name })}
        check={YOU_CHECKS.name}
        error={problems.name && YOU_CHECKS.name(draft.you.name) ? problems.name : null}
      />
      <div className={styles.pair}>
        <TextField
          id="you-credential"
          label="Credential"
          optional
          help="RN, LCSW, CHW"
          value={draft.you.credential}
          onChange={(credential) => change({ credential })}
        />
        <TextField
          id="you-npi"
          label="Your own NPI"
          optional
          inputMode="numeric"
          value={draft.you.npi}
          onChange={(npi) => change({ npi })}
          check={YOU_CHECKS.npi}
          error={problems.npi && YOU_CHECKS.npi(draft.you.npi) ? problems.npi : null}
        />
      </div>
      <CheckField
        label="I am clinical staff: licensed or registered. It decides the code of the services I sign."
        checked={draft.you.clinical}
        onChange={(clinical) => change({ clinical })}
      />
    </>
  );
}
