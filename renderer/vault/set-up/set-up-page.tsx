import { IconFolder, IconShieldLock, IconWifiOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { orpc } from '../../api.ts';
import { useKeys } from '../../app/keyboard/use-keys.ts';
import { Button } from '../../components/button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { errorOf } from '../../components/error-of.ts';
import { EntryFact } from '../entry-screen.tsx';
import { RestorePage } from '../other-ways.tsx';
import { keepSetUpOpen } from '../set-up-state.ts';
import { AgencyStep } from './agency-step.tsx';
import { ChoosePassphrase, usePassphraseChoice } from './choose-passphrase.tsx';
import { forgetNewCode, newCode, rememberNewCode } from './new-code.ts';
import { RecoveryStep } from './recovery-step.tsx';
import { AGENCY_CHECKS, EMPTY_DRAFT, firstProblem, toInput, YOU_CHECKS } from './set-up-draft.ts';
import { SetUpLayout, type SetUpStep, STEPS } from './set-up-layout.tsx';
import styles from './set-up-page.module.css';
import { YouStep } from './you-step.tsx';

const FORM = 'set-up-form';

/** Where the set-up begins: from the start, or with the code when the workspace stands already. */
function firstStep(status: VaultStatus): SetUpStep {
  return status.state === 'none' ? 'agency' : 'code';
}

/** Makes a workspace in five steps; nothing is written before the passphrase is chosen. */
export function SetUpPage({ status }: { readonly status: VaultStatus }) {
  const client = useQueryClient();
  const [step, setStep] = useState<SetUpStep>(() => firstStep(status));
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [code, setCode] = useState(newCode());
  const choice = usePassphraseChoice();
  const [restoring, setRestoring] = useState(false);
  const create = useMutation({ ...orpc.vault.create.mutationOptions(), meta: { saves: false } });
  const fresh = useMutation({ ...orpc.vault.newRecoveryCode.mutationOptions(), meta: { saves: false } });
  const main = useRef<HTMLDivElement>(null);
  const agencyName = draft.agency.name || (status.agencyName ?? 'your agency');

  useEffect(() => {
    const inStep =
      main.current?.dataset.step === step ? main.current.querySelector<HTMLElement>('input') : null;
    (inStep ?? document.querySelector<HTMLElement>('[data-ember]'))?.focus();
  }, [step]);

  const made = step === 'code' || step === 'place';
  const back = () => {
    const index = STEPS.findIndex((each) => each.key === step);
    const previous = STEPS[index - 1];
    if (!previous || made) return false;
    setStep(previous.key);
    return true;
  };
  useKeys([{ keys: 'Alt+ArrowLeft', label: 'Back', group: 'screen', inFields: true, run: back }]);

  const finish = async () => {
    forgetNewCode();
    keepSetUpOpen(false);
    await client.invalidateQueries();
  };

  const createNow = () => {
    if (!choice.ready() || create.isPending) return;
    keepSetUpOpen(true);
    create.mutate(toInput(draft, choice.passphrase), {
      onSuccess: ({ recoveryCode }) => {
        rememberNewCode(recoveryCode);
        setCode(recoveryCode);
        setStep('code');
      },
      onError: (error) => {
        const shown = errorOf(error);
        const [part, name] = (shown.detail.field ?? '').split('.');
        if (name && (part === 'agency' || part === 'administrator')) {
          setProblems({ [name]: shown.message });
          setStep(part === 'agency' ? 'agency' : 'you');
        }
      },
    });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === 'agency' || step === 'you') {
      const wrong = firstProblem(step, draft);
      if (wrong) {
        const checks: Readonly<Record<string, (value: string) => string | null | undefined>> =
          step === 'agency' ? AGENCY_CHECKS : YOU_CHECKS;
        const values = (step === 'agency' ? draft.agency : draft.you) as unknown as Readonly<
          Record<string, string>
        >;
        const found = Object.entries(checks).flatMap(([name, check]) => {
          const sentence = check(values[name] ?? '');
          return sentence ? [[name, sentence] as const] : [];
        });
        setProblems(Object.fromEntries(found));
        document.getElementById(`${step}-${wrong}`)?.focus();
        return;
      }
      setProblems({});
      setStep(step === 'agency' ? 'you' : 'passphrase');
    } else if (step === 'passphrase') createNow();
  };

  const bodies: Readonly<Record<SetUpStep, ReactNode>> = {
    agency: <AgencyStep draft={draft} onChange={setDraft} problems={problems} />,
    you: <YouStep draft={draft} onChange={setDraft} problems={problems} />,
    passphrase: (
      <>
        <ChoosePassphrase choice={choice} label="Passphrase" />
        {create.error ? <ErrorLine error={create.error} safe="Nothing was written." /> : null}
      </>
    ),
    code: code ? (
      <RecoveryStep code={code} agencyName={agencyName} formId={FORM} onConfirmed={() => setStep('place')} />
    ) : (
      <>
        <p className={styles.text}>
          The recovery code of this workspace was shown in an earlier run and never typed back. Make a new one
          and print it; the old one then stops working.
        </p>
        {fresh.error ? <ErrorLine error={fresh.error} /> : null}
      </>
    ),
    place: (
      <div className={styles.facts}>
        <EntryFact icon={<IconFolder size={16} stroke={1.75} aria-hidden />}>
          Everything lies in one folder on this computer, “{status.folderName}”. Copy that folder to make a
          backup.
        </EntryFact>
        <EntryFact icon={<IconShieldLock size={16} stroke={1.75} aria-hidden />}>
          It is encrypted as a whole. The copy is as safe as the passphrase.
        </EntryFact>
        <EntryFact icon={<IconWifiOff size={16} stroke={1.75} aria-hidden />}>
          Hearth needs no network. It connects only to send files to a plan, when you say so.
        </EntryFact>
      </div>
    ),
  };

  if (restoring) return <RestorePage version={status.version} onBack={() => setRestoring(false)} />;
  const needsNewCode = step === 'code' && !code;
  const next =
    step === 'place' ? (
      <Button variant="ember" keys="Enter" onClick={() => void finish()} data-autofocus>
        Open Hearth
      </Button>
    ) : needsNewCode ? (
      <Button
        variant="ember"
        keys="Enter"
        busy={fresh.isPending}
        onClick={() =>
          fresh.mutate(
            {},
            {
              onSuccess: ({ recoveryCode }) => {
                keepSetUpOpen(true);
                rememberNewCode(recoveryCode);
                setCode(recoveryCode);
              },
            },
          )
        }
      >
        Make a new code
      </Button>
    ) : (
      <Button variant="ember" keys="Enter" type="submit" form={FORM} busy={create.isPending}>
        {create.isPending ? 'Making the workspace' : 'Continue'}
      </Button>
    );

  return (
    <SetUpLayout
      step={step}
      version={status.version}
      other={
        step === 'agency' &&
        status.state === 'none' && (
          <Button variant="link" size="sm" onClick={() => setRestoring(true)}>
            Restore a backup instead
          </Button>
        )
      }
      buttons={
        <>
          {!made && step !== 'agency' && (
            <Button keys="Alt+ArrowLeft" onClick={back}>
              Back
            </Button>
          )}
          {next}
        </>
      }
    >
      <div ref={main} className={styles.body} data-step={step}>
        {step === 'code' || step === 'place' ? (
          bodies[step]
        ) : (
          <form id={FORM} className={styles.form} onSubmit={submit} noValidate>
            {bodies[step]}
          </form>
        )}
      </div>
    </SetUpLayout>
  );
}
