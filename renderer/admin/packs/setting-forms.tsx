import { useMutation } from '@tanstack/react-query';
import type { UnitRule } from '#shared/programs/contract.ts';
import { orpc } from '../../api.ts';
import { forgetAbout, useKept } from '../../app/unfinished.ts';
import { RailSection } from '../../components/rail.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { ChangeButtons, drafted, type FormProps, SpanFields, useSpan } from './change-parts.tsx';
import styles from './packs.module.css';

const ROUNDING = [
  { value: 'half_up', label: 'Half up' },
  { value: 'up', label: 'Up' },
  { value: 'down', label: 'Down' },
] as const;

/** Changes how minutes become units from a day of service on. */
export function UnitsForm({ plan, units, today, onDone }: FormProps & { readonly units: UnitRule }) {
  const about = `${plan.planId} units ${units.effectiveFrom ?? ''}`;
  const done = () => {
    forgetAbout(about);
    onDone();
  };
  const [span, setSpan] = useSpan(today, about);
  const [minutes, setMinutes] = useKept('UnitsForm.minutes', String(units.minutesPerUnit), about);
  const [minimum, setMinimum] = useKept('UnitsForm.minimum', String(units.minimum), about);
  const [cap, setCap] = useKept(
    'UnitsForm.cap',
    units.dailyCap === null ? '' : String(units.dailyCap),
    about,
  );
  const [rounding, setRounding] = useKept<string | null>('UnitsForm.rounding', units.rounding, about);
  const save = useMutation(
    orpc.programs.changeUnits.mutationOptions({
      onSuccess: () => {
        drafted('The new unit');
        done();
      },
    }),
  );
  const whole = [minutes, minimum, cap || '1'].every((text) => /^\d+$/.test(text.trim()));
  const run = () =>
    span.from &&
    save.mutate({
      planId: plan.planId,
      change: {
        minutesPerUnit: Number(minutes),
        rounding: ROUNDING.find(({ value }) => value === rounding)?.value ?? 'half_up',
        minimum: Number(minimum),
        dailyCap: cap.trim() === '' ? null : Number(cap),
        ...span,
        from: span.from,
      },
    });
  return (
    <RailSection title={`Change for ${plan.planName}`}>
      <div className={styles.form}>
        <div className={styles.pair}>
          <TextField label="Minutes in one unit" id="change-code" value={minutes} onChange={setMinutes} />
          <SelectField
            label="Rounding"
            choices={ROUNDING}
            value={rounding}
            onChange={setRounding}
            searchable={false}
          />
        </div>
        <div className={styles.pair}>
          <TextField label="At least" help="units" value={minimum} onChange={setMinimum} />
          <TextField label="At most a day" optional value={cap} onChange={setCap} />
        </div>
        <SpanFields span={span} onChange={setSpan} error={save.error} today={today} />
        <ChangeButtons
          busy={save.isPending}
          span={span}
          error={save.error}
          why={whole ? null : 'Type whole numbers'}
          onSave={run}
          onCancel={done}
        />
      </div>
    </RailSection>
  );
}

/** Says that the plan does not take a place of service. */
export function PlaceForm({
  plan,
  code,
  label,
  today,
  onDone,
}: FormProps & { readonly code: string; readonly label: string }) {
  const about = `${plan.planId} place ${code}`;
  const done = () => {
    forgetAbout(about);
    onDone();
  };
  const [span, setSpan] = useSpan(today, about);
  const save = useMutation(
    orpc.programs.refusePlace.mutationOptions({
      onSuccess: () => {
        drafted(`${label}, not taken,`);
        done();
      },
    }),
  );
  return (
    <RailSection title={`Not taken by ${plan.planName}`}>
      <div className={styles.form}>
        <SpanFields span={span} onChange={setSpan} error={save.error} today={today} />
        <ChangeButtons
          busy={save.isPending}
          span={span}
          error={save.error}
          onSave={() =>
            span.from && save.mutate({ planId: plan.planId, change: { code, ...span, from: span.from } })
          }
          onCancel={done}
        />
      </div>
    </RailSection>
  );
}
