import { useMutation } from '@tanstack/react-query';
import type { EncounterRow } from '#shared/encounters/contract.ts';
import { searchDiagnoses } from '#shared/programs/diagnoses.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { RailSection } from '../components/rail.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import { readTime } from '../notes/read-time.ts';
import { CHANGE_FIELD, ChangeMany } from './change-many.tsx';
import styles from './encounters.module.css';

const FIELD = 'encounter-fix';

/** Puts the focus into the field that fixes the selected line, once the rail has drawn it. */
export function focusFix(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field =
        document.getElementById(FIELD) ??
        document.getElementById(`${FIELD}-button`) ??
        document.getElementById(CHANGE_FIELD);
      field?.focus();
    }),
  );
}

/** The field that puts the selected line right, or the lines that were marked, all at once. */
export function FixSection({
  row,
  marked,
  onFixed,
}: {
  readonly row: EncounterRow | undefined;
  readonly marked: readonly EncounterRow[];
  readonly onFixed: () => void;
}) {
  const without = marked.filter((one) => one.fix?.field === 'diagnoses');
  if (without.length > 1 && without.some((one) => one.suggestion))
    return <ManyDiagnoses rows={without} onFixed={onFixed} />;
  if (marked.length > 1) return null;
  const one = without[0] ?? row;
  if (one?.fix?.page !== 'encounter') return null;
  if (one.fix.field === 'diagnoses') return <OneDiagnosis key={one.id} row={one} onFixed={onFixed} />;
  if (one.fix.field === 'startTime') return <StartTime key={one.id} row={one} />;
  if (one.fix.field === 'place')
    return marked.length > 0 ? null : (
      <ChangeMany key={one.id} rows={[one]} reason="place_of_service" onFixed={onFixed} />
    );
  return <KeepBack key={one.id} row={one} />;
}

function OneDiagnosis({ row, onFixed }: { readonly row: EncounterRow; readonly onFixed: () => void }) {
  const [code, setCode] = useKept<string | null>('OneDiagnosis.code', row.suggestion?.code ?? null, row.id);
  const add = useMutation(
    orpc.encounters.addDiagnosis.mutationOptions({
      onSuccess: () => {
        showToast({ text: `Added ${code} to the line and the chart of ${row.memberName}.` });
        onFixed();
      },
    }),
  );
  const known = searchDiagnoses('', row.serviceOn, 500).map((one) => ({
    value: one.code,
    label: `${one.code} ${one.label}`,
  }));
  const { suggestion } = row;
  const choices =
    suggestion && known.every((one) => one.value !== suggestion.code)
      ? [{ value: suggestion.code, label: `${suggestion.code} ${suggestion.label}` }, ...known]
      : known;
  return (
    <RailSection title={`Fix: ${row.memberName}`} right={row.hint.replace(/^Add one\. ?/, '')}>
      <div className={styles.fixForm}>
        <SelectField
          label="Diagnosis"
          id={FIELD}
          choices={choices}
          value={code}
          onChange={setCode}
          error={fieldError(add.error, 'code')}
          emptyText="No code of the list fits"
        />
        <Button
          busy={add.isPending}
          disabledReason={code ? null : 'Choose a diagnosis'}
          onClick={() =>
            code &&
            add.mutate({
              items: [
                {
                  encounterId: row.id,
                  code,
                  ...(suggestion?.code === code ? { label: suggestion.label } : {}),
                },
              ],
            })
          }
        >
          Add to line and chart
        </Button>
        <OtherError error={add.error} />
      </div>
    </RailSection>
  );
}

function ManyDiagnoses({
  rows,
  onFixed,
}: {
  readonly rows: readonly EncounterRow[];
  readonly onFixed: () => void;
}) {
  const ready = rows.flatMap(({ id, suggestion }) =>
    suggestion ? [{ encounterId: id, code: suggestion.code, label: suggestion.label }] : [],
  );
  const add = useMutation(
    orpc.encounters.addDiagnosis.mutationOptions({
      onSuccess: ({ changed }) => {
        showToast({ text: `Added ${changed} diagnoses to lines and charts.` });
        onFixed();
      },
    }),
  );
  return (
    <RailSection title={`Fix ${rows.length} lines`} right="from their own records">
      <ul className={styles.many}>
        {rows.map((row) => (
          <li key={row.id}>
            <span>{row.memberName}</span>
            {row.suggestion ? (
              <span className="mono" title={row.suggestion.label}>
                {row.suggestion.code}
              </span>
            ) : (
              <span className="quiet">no record, choose one by one</span>
            )}
          </li>
        ))}
      </ul>
      <Button
        id={`${FIELD}-button`}
        busy={add.isPending}
        disabledReason={ready.length > 0 ? null : 'No record suggests a diagnosis'}
        onClick={() => add.mutate({ items: ready })}
      >
        Add {ready.length} {ready.length === 1 ? 'diagnosis' : 'diagnoses'}
      </Button>
      <OtherError error={add.error} />
    </RailSection>
  );
}

function StartTime({ row }: { readonly row: EncounterRow }) {
  const [text, setText] = useKept('StartTime.text', row.startTime ?? '', row.id);
  const time = readTime(text);
  const correct = useMutation(
    orpc.encounters.correctTime.mutationOptions({
      onSuccess: () => showToast({ text: `Corrected the start for ${row.memberName}.` }),
    }),
  );
  return (
    <RailSection title={`Fix: ${row.memberName}`} right={`${row.minutes} min`}>
      <div className={styles.fixForm}>
        <TextField
          label="Began"
          id={FIELD}
          value={text}
          help={row.hint}
          onChange={setText}
          check={(typed) => (readTime(typed) ? null : 'Type a time such as 10:30 AM.')}
        />
        <Button
          busy={correct.isPending}
          disabledReason={!time ? 'Type a time' : time === row.startTime ? 'Still the same time' : null}
          onClick={() => time && correct.mutate({ id: row.id, startTime: time })}
        >
          Correct start
        </Button>
        <OtherError error={correct.error} />
      </div>
    </RailSection>
  );
}

function KeepBack({ row }: { readonly row: EncounterRow }) {
  const [reason, setReason] = useKept('KeepBack.reason', '', row.id);
  const keep = useMutation(
    orpc.encounters.keepBack.mutationOptions({
      onSuccess: () => showToast({ text: `Kept back the line for ${row.memberName}.` }),
    }),
  );
  return (
    <RailSection title={`Fix: ${row.memberName}`} right={row.hint}>
      <div className={styles.fixForm}>
        <TextField label="Why it is not billed" id={FIELD} value={reason} onChange={setReason} />
        <Button
          busy={keep.isPending}
          disabledReason={reason.trim() ? null : 'Say why'}
          onClick={() => keep.mutate({ ids: [row.id], reason })}
        >
          Keep back
        </Button>
        <OtherError error={keep.error} />
      </div>
    </RailSection>
  );
}

/** A failure that belongs to no field of the form. */
function OtherError({ error }: { readonly error: unknown }) {
  return error && !errorOf(error).detail.field ? (
    <ErrorLine error={error} safe="The line is as before." />
  ) : null;
}
