import type { PlanRules } from '#shared/programs/contract.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { errorOf, fieldError } from '../../components/error-of.ts';
import { TextArea, TextField } from '../../components/text-field.tsx';
import styles from './packs.module.css';

/** When a change counts and what says so. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
  readonly source: string;
  readonly note: string;
}

/** The first of next month, where a changed table usually begins. */
function nextMonth(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

/** The dates and the source of a change that is being typed; `about` names what the form is about. */
export function useSpan(today: string, about: string) {
  return useKept<Span>('ChangeSpan.value', { from: nextMonth(today), to: null, source: '', note: '' }, about);
}

/** The forms of the rules page that outlive their rail. */
export const PACK_FORMS: readonly string[] = [
  'RulesRail',
  'RowForm',
  'UnitsForm',
  'DiagnosisForm',
  'ChangeSpan',
  'ConfirmForm',
];

/** From, until, what says so, and a note. */
export function SpanFields({
  span,
  onChange,
  error,
  today,
}: {
  readonly span: Span;
  readonly onChange: (span: Span) => void;
  readonly error: unknown;
  readonly today: string;
}) {
  return (
    <>
      <DateField
        label="Valid from"
        help="day of service"
        value={span.from}
        today={today}
        error={fieldError(error, 'from')}
        onChange={(from) => onChange({ ...span, from })}
      />
      <DateField
        label="Until"
        optional
        value={span.to}
        today={today}
        error={fieldError(error, 'to')}
        onChange={(to) => onChange({ ...span, to })}
      />
      <TextField
        label="What says so?"
        id="change-source"
        value={span.source}
        error={fieldError(error, 'source')}
        onChange={(source) => onChange({ ...span, source })}
      />
      <TextArea
        label="Note"
        optional
        rows={2}
        value={span.note}
        onChange={(note) => onChange({ ...span, note })}
      />
    </>
  );
}

/** Puts the change into the draft, or leaves it. */
export function ChangeButtons({
  busy,
  span,
  error,
  why = null,
  onSave,
  onCancel,
}: {
  readonly busy: boolean;
  readonly span: Span;
  readonly error: unknown;
  readonly why?: string | null;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}) {
  const missing =
    why ?? (span.from ? null : 'Say from when') ?? (span.source.trim() ? null : 'Name what says so');
  return (
    <>
      <div className={styles.buttons}>
        <Button variant="ember" keys="Ctrl+Enter" busy={busy} disabledReason={missing} onClick={onSave}>
          Put into the draft
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
      <p className="quiet">A draft changes nothing. Service dates before it keep their row for good.</p>
      {error && !errorOf(error).detail.field ? <ErrorLine error={error} /> : null}
    </>
  );
}

/** What every form of a change gets. */
export interface FormProps {
  readonly plan: PlanRules;
  readonly today: string;
  readonly onDone: () => void;
}

/** Says that a change is drafted. */
export const drafted = (what: string) => showToast({ text: `${what} is in the draft. Nothing changed yet.` });
