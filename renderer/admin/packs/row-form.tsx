import { useMutation } from '@tanstack/react-query';
import type { Rule } from '#shared/programs/contract.ts';
import { SERVICE_MODE_WORDS, SERVICE_MODES, type ServiceMode } from '#shared/programs/pack.ts';
import { orpc } from '../../api.ts';
import { forgetAbout, useKept } from '../../app/unfinished.ts';
import { ManyChips } from '../../components/choice-chips.tsx';
import { fieldError } from '../../components/error-of.ts';
import { RailSection } from '../../components/rail.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { TextField } from '../../components/text-field.tsx';
import { ChangeButtons, drafted, type FormProps, SpanFields, useSpan } from './change-parts.tsx';
import styles from './packs.module.css';

/** Changes a row of the code table, or with no row adds one. */
export function RowForm({
  plan,
  rule,
  program,
  today,
  onDone,
}: FormProps & { readonly rule: Rule | null; readonly program: Rule['program'] }) {
  const about = `${plan.planId} ${rule?.key ?? `new ${program}`}`;
  const done = () => {
    forgetAbout(about);
    onDone();
  };
  const [span, setSpan] = useSpan(today, about);
  const [code, setCode] = useKept('RowForm.code', rule?.code ?? '', about);
  const [modifiers, setModifiers] = useKept('RowForm.modifiers', rule?.modifiers.join(' ') ?? '', about);
  const [unitsFrom, setUnitsFrom] = useKept<'minutes' | 'attempt'>(
    'RowForm.unitsFrom',
    rule?.unitsFrom ?? 'minutes',
    about,
  );
  const [phase, setPhase] = useKept<Rule['phase']>('RowForm.phase', 'service', about);
  const [modes, setModes] = useKept<readonly ServiceMode[]>('RowForm.modes', ['without_member'], about);
  const [staff, setStaff] = useKept<'any' | 'clinical' | 'non_clinical'>('RowForm.staff', 'any', about);
  const save = useMutation(
    orpc.programs.changeRow.mutationOptions({
      onSuccess: () => {
        drafted(code.trim() === '' ? 'The row without a code' : `${code.trim().toUpperCase()}`);
        done();
      },
    }),
  );
  const when = rule ?? {
    phase,
    modes: [...modes],
    memberPresent: modes.includes('without_member') ? (modes.length > 1 ? null : false) : true,
    clinical: staff === 'any' ? null : staff === 'clinical',
  };
  const run = () =>
    span.from &&
    save.mutate({
      planId: plan.planId,
      change: {
        replaces: rule ? (rule.id.split('~')[0] ?? rule.id) : null,
        program,
        when: {
          phase: when.phase,
          memberPresent: when.memberPresent,
          modes: when.modes === null ? null : [...when.modes],
          clinical: when.clinical,
        },
        code: code.trim() === '' ? null : code,
        modifiers: modifiers.split(/[\s,]+/).filter(Boolean),
        unitsFrom,
        ...span,
        from: span.from,
      },
    });
  return (
    <RailSection title={rule ? `Change for ${plan.planName}` : `New row for ${plan.planName}`}>
      <div className={styles.form}>
        {!rule && (
          <>
            <Segmented
              label="Phase"
              choices={[
                { value: 'service', label: 'Service' },
                { value: 'outreach', label: 'Outreach' },
              ]}
              value={phase}
              onChange={setPhase}
            />
            <ManyChips<ServiceMode>
              label="How"
              choices={SERVICE_MODES.map((value) => ({ value, label: SERVICE_MODE_WORDS[value] }))}
              value={modes}
              onChange={setModes}
            />
            <Segmented
              label="By"
              choices={[
                { value: 'any', label: 'Any' },
                { value: 'clinical', label: 'Clinical' },
                { value: 'non_clinical', label: 'Non-clinical' },
              ]}
              value={staff}
              onChange={setStaff}
            />
          </>
        )}
        <div className={styles.pair}>
          <TextField
            label="Code"
            id="change-code"
            mono
            {...(rule ? { help: 'empty: none' } : {})}
            value={code}
            onChange={setCode}
            error={fieldError(save.error, 'code') ?? fieldError(save.error, 'change.code')}
          />
          <TextField
            label="Modifiers"
            help="as sent"
            mono
            value={modifiers}
            onChange={setModifiers}
            error={fieldError(save.error, 'change.modifiers') ?? fieldError(save.error, 'modes')}
          />
        </div>
        <Segmented
          label="Units"
          choices={[
            { value: 'minutes', label: 'By minutes' },
            { value: 'attempt', label: '1 each' },
          ]}
          value={unitsFrom}
          onChange={setUnitsFrom}
        />
        <SpanFields span={span} onChange={setSpan} error={save.error} today={today} />
        <ChangeButtons
          busy={save.isPending}
          span={span}
          error={save.error}
          why={!rule && code.trim() === '' ? 'Type the code' : modes.length === 0 ? 'Say how' : null}
          onSave={run}
          onCancel={done}
        />
      </div>
    </RailSection>
  );
}
