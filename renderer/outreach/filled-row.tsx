import { IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { type AttemptMethod, modeOf } from '#shared/outreach/attempt.ts';
import type { AttemptDraft, Filled } from '#shared/outreach/contract.ts';
import { Button } from '../components/button.tsx';
import { CheckField, TextField } from '../components/text-field.tsx';
import { PlaceField } from '../notes/place-field.tsx';
import styles from './outreach.module.css';

/** What Hearth filled in for this way of trying, in one line; any of it opens the fields. */
export function FilledRow({
  draft,
  filled,
  method,
  today,
  onChange,
}: {
  readonly draft: AttemptDraft;
  readonly filled: Filled;
  readonly method: AttemptMethod;
  readonly today: string;
  readonly onChange: (change: Partial<AttemptDraft>) => void;
}) {
  const [open, setOpen] = useState(false);
  const place = draft.place === undefined ? filled.place : draft.place;
  const tried = draft.tried === undefined ? filled.tried : draft.tried;
  const minutes = draft.minutes ?? filled.minutes;
  const language = draft.language === undefined ? filled.language : draft.language;
  const interpreter = draft.interpreter ?? filled.interpreter;
  const mode = modeOf(method);
  const changed = [draft.place, draft.tried, draft.minutes, draft.language, draft.interpreter].some(
    (value) => value !== undefined,
  );
  const where = method === 'in_person' ? place?.label : (tried ?? place?.label);
  const chips = [
    where ?? 'No place on file',
    `${minutes} min`,
    language ? `${language}${interpreter ? ', interpreter' : ''}` : 'Language not known',
  ];
  return (
    <div className={styles.step}>
      <span className={styles.mark}>
        <IconWand size={16} stroke={1.75} aria-hidden />
      </span>
      <span className={styles.quietLabel}>Filled in</span>
      <div className={styles.stepBody}>
        <div className={styles.filled}>
          {chips.map((chip) => (
            <Button
              key={chip}
              size="sm"
              aria-expanded={open}
              aria-label={`Change ${chip}`}
              onClick={() => setOpen((now) => !now)}
            >
              {chip}
            </Button>
          ))}
          {!changed && <span className={styles.origin}>{filled.origin}</span>}
        </div>
        {open && (
          <div className={styles.fields}>
            {mode && (
              <PlaceField
                id="attempt-place"
                place={place}
                mode={mode}
                serviceOn={today}
                origin={draft.place === undefined ? filled.origin : undefined}
                invalid={false}
                onChange={(next) => onChange({ place: next })}
              />
            )}
            <TextField
              label="Number or address tried"
              optional
              value={tried ?? ''}
              onChange={(value) => onChange({ tried: value.trim() === '' ? null : value })}
            />
            <TextField
              label="Minutes"
              inputMode="numeric"
              value={String(minutes)}
              onChange={(value) => {
                const typed = Number(value.replace(/\D/g, '').slice(0, 3));
                onChange({ minutes: Math.min(480, Math.max(1, typed)) });
              }}
            />
            <TextField
              label="Language"
              optional
              value={language ?? ''}
              onChange={(value) => onChange({ language: value.trim() === '' ? null : value })}
            />
            <CheckField
              label="With an interpreter"
              checked={interpreter}
              onChange={(on) => onChange({ interpreter: on })}
            />
          </div>
        )}
      </div>
    </div>
  );
}
