import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { NoteDiagnosis } from '#shared/notes/content.ts';
import { checkDiagnosis, searchDiagnoses } from '#shared/programs/diagnoses.ts';
import { cx } from '../components/cx.ts';
import { SelectField } from '../components/select-field.tsx';
import styles from './composer.module.css';

/** The diagnoses the line will carry, the main one first; each can go, and others be added from the list. */
export function DiagnosisChips({
  diagnoses,
  serviceOn,
  onChange,
}: {
  readonly diagnoses: readonly NoteDiagnosis[];
  readonly serviceOn: string;
  readonly onChange: (diagnoses: NoteDiagnosis[]) => void;
}) {
  const [adding, setAdding] = useState(false);
  const add = (code: string | null) => {
    const entry = searchDiagnoses(code ?? '', serviceOn, 500).find((one) => one.code === code);
    if (entry) onChange([...diagnoses, { code: entry.code, label: entry.label }]);
    setAdding(false);
  };
  const taken = new Set(diagnoses.map(({ code }) => code));
  return (
    <div className={styles.chips}>
      {diagnoses.map((diagnosis) => {
        const wrong = checkDiagnosis(diagnosis.code, serviceOn).state === 'wrong';
        return (
          <span
            key={diagnosis.code}
            className={cx(styles.dx, wrong && styles.dxWrong)}
            title={diagnosis.label}
          >
            <span className="mono">{diagnosis.code}</span>
            <span className={styles.dxLabel}>{diagnosis.label}</span>
            <button
              type="button"
              className={styles.remove}
              aria-label={`Remove ${diagnosis.code} ${diagnosis.label}`}
              onClick={() => onChange(diagnoses.filter(({ code }) => code !== diagnosis.code))}
            >
              <IconX size={13} stroke={1.75} aria-hidden />
            </button>
          </span>
        );
      })}
      {adding ? (
        <div className={styles.dxPicker}>
          <SelectField
            label="Add a diagnosis"
            id="note-diagnosis"
            choices={searchDiagnoses('', serviceOn, 500)
              .filter(({ code }) => !taken.has(code))
              .map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))}
            value={null}
            onChange={add}
            emptyText="No code of the list fits"
          />
        </div>
      ) : (
        diagnoses.length < 12 && (
          <button
            type="button"
            id="note-add-diagnosis"
            className={styles.add}
            onClick={() => {
              setAdding(true);
              requestAnimationFrame(() => document.getElementById('note-diagnosis')?.focus());
            }}
          >
            <IconPlus size={14} stroke={1.75} aria-hidden />
            Diagnosis
          </button>
        )
      )}
    </div>
  );
}
