import { useMutation } from '@tanstack/react-query';
import type { DiagnosisRule } from '#shared/programs/contract.ts';
import { formatDiagnosis } from '#shared/programs/diagnoses.ts';
import { orpc } from '../../api.ts';
import { forgetAbout, useKept } from '../../app/unfinished.ts';
import { fieldError } from '../../components/error-of.ts';
import { RailSection } from '../../components/rail.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { TextField } from '../../components/text-field.tsx';
import { ChangeButtons, drafted, type FormProps, SpanFields, useSpan } from './change-parts.tsx';
import styles from './packs.module.css';

/** Says that the plan takes a diagnosis the code list refuses, or does not take one that it has. */
export function DiagnosisForm({
  plan,
  rule,
  today,
  onDone,
}: FormProps & { readonly rule: DiagnosisRule | null }) {
  const about = `${plan.planId} diagnosis ${rule?.id ?? 'new'}`;
  const [span, setSpan] = useSpan(today, about);
  const [code, setCode] = useKept('DiagnosisForm.code', rule?.code ?? '', about);
  const [taken, setTaken] = useKept<'yes' | 'no'>('DiagnosisForm.taken', rule?.taken ? 'yes' : 'no', about);
  const [instead, setInstead] = useKept('DiagnosisForm.instead', rule?.instead ?? '', about);
  const done = () => {
    forgetAbout(about);
    onDone();
  };
  const save = useMutation(
    orpc.programs.changeDiagnosis.mutationOptions({
      onSuccess: () => {
        drafted(formatDiagnosis(code));
        done();
      },
    }),
  );
  const run = () =>
    span.from &&
    save.mutate({
      planId: plan.planId,
      change: {
        code,
        taken: taken === 'yes',
        instead: taken === 'yes' || instead.trim() === '' ? null : instead,
        ...span,
        from: span.from,
      },
    });
  const { error } = save;
  return (
    <RailSection title={rule ? `Change for ${plan.planName}` : `New diagnosis for ${plan.planName}`}>
      <div className={styles.form}>
        <TextField
          label="Diagnosis"
          id="change-code"
          mono
          value={code}
          onChange={setCode}
          error={fieldError(error, 'code') ?? fieldError(error, 'change.code')}
        />
        <Segmented
          label="By the plan"
          choices={[
            { value: 'no', label: 'Not taken' },
            { value: 'yes', label: 'Taken' },
          ]}
          value={taken}
          onChange={setTaken}
        />
        {taken === 'no' && (
          <TextField
            label="Use instead"
            optional
            mono
            value={instead}
            onChange={setInstead}
            error={fieldError(error, 'instead') ?? fieldError(error, 'change.instead')}
          />
        )}
        <SpanFields span={span} onChange={setSpan} error={error} today={today} />
        <ChangeButtons
          busy={save.isPending}
          span={span}
          error={error}
          why={code.trim() === '' ? 'Type the diagnosis' : null}
          onSave={run}
          onCancel={done}
        />
      </div>
    </RailSection>
  );
}
