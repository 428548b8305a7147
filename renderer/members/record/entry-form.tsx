import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { EntryField, EntryKind } from '#shared/members/entry-kinds.ts';
import { ENTRY_FORMS } from '#shared/members/entry-kinds.ts';
import type { RecordEntry } from '#shared/members/record-contract.ts';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { errorOf, fieldError } from '../../components/error-of.ts';
import { SelectField } from '../../components/select-field.tsx';
import { CheckField, TextArea, TextField } from '../../components/text-field.tsx';
import { EndEntry, StrikeEntry } from './end-entry.tsx';
import styles from './record.module.css';

type Values = Readonly<Record<string, string | boolean | null>>;

/** What a new entry of a kind starts with: the first choice of every list, nothing else. */
function emptyValues(kind: EntryKind): Values {
  return Object.fromEntries(ENTRY_FORMS[kind].fields.map((field) => [field.key, emptyValue(field)] as const));
}

function emptyValue(field: EntryField): string | boolean | null {
  if (field.type === 'check') return false;
  if (field.type !== 'choice') return '';
  const values = (field.choices ?? []).map(([value]) => value);
  return values.includes('unknown') ? 'unknown' : (values[0] ?? null);
}

/** Adds an entry of a kind, or changes one; ending it and striking it are further down in the same place. */
export function EntryForm({
  memberId,
  kind,
  entry,
  today,
  onClose,
}: {
  readonly memberId: string;
  readonly kind: EntryKind;
  /** The entry to change; null adds one. */
  readonly entry: RecordEntry | null;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const form = ENTRY_FORMS[kind];
  const [values, setValues] = useKept<Values>(
    'EntryForm.values',
    () => ({ ...emptyValues(kind), ...entry?.content }),
    `${kind} ${entry?.seriesId ?? ''}`,
  );
  const [from, setFrom] = useKept<string | null>(
    'EntryForm.from',
    entry ? entry.from : form.fromRequired ? null : today,
    `${kind} ${entry?.seriesId ?? ''}`,
  );
  const [to, setTo] = useKept<string | null>(
    'EntryForm.to',
    entry?.to ?? null,
    `${kind} ${entry?.seriesId ?? ''}`,
  );
  const [source, setSource] = useKept(
    'EntryForm.source',
    entry && entry.source !== 'on file' ? entry.source : 'the member',
    `${kind} ${entry?.seriesId ?? ''}`,
  );
  const [asked, setAsked] = useKept<'end' | 'strike' | null>(
    'EntryForm.asked',
    null,
    `${kind} ${entry?.seriesId ?? ''}`,
  );
  const keep = useMutation(orpc.members.keepEntry.mutationOptions());

  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, []);

  const set = (key: string, value: string | boolean | null) => setValues({ ...values, [key]: value });
  const submit = () => {
    if (keep.isPending) return;
    const content = Object.fromEntries(
      form.fields.map(({ key }) => {
        const value = values[key];
        return [key, typeof value === 'string' ? value.trim() || null : (value ?? null)];
      }),
    );
    const required = form.fields.filter((field) => field.required && content[field.key] === null);
    for (const field of required) content[field.key] = '';
    keep.mutate(
      { memberId, kind, seriesId: entry?.seriesId ?? null, content, from, to, source: source.trim() },
      {
        onSuccess: () => {
          showToast({ text: entry ? `Changed the ${form.one}.` : `Added the ${form.one}.` });
          onClose();
        },
      },
    );
  };

  const field = (one: EntryField) => {
    const error = fieldError(keep.error, one.key);
    const value = values[one.key];
    const common = { label: one.label, help: one.help, optional: !one.required, error };
    if (one.type === 'check') {
      return (
        <CheckField
          key={one.key}
          label={one.label}
          checked={value === true}
          onChange={(next) => set(one.key, next)}
        />
      );
    }
    if (one.type === 'choice') {
      return (
        <SelectField
          key={one.key}
          {...common}
          optional={false}
          searchable={(one.choices?.length ?? 0) > 6}
          choices={(one.choices ?? []).map(([choice, label]) => ({ value: choice, label }))}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => set(one.key, next)}
        />
      );
    }
    const Text = one.type === 'area' ? TextArea : TextField;
    return (
      <Text
        key={one.key}
        {...common}
        value={typeof value === 'string' ? value : ''}
        maxLength={one.type === 'area' ? 4000 : 200}
        onChange={(next) => set(one.key, next)}
      />
    );
  };

  const known = new Set([...form.fields.map(({ key }) => key), 'from', 'to']);
  const elsewhere = keep.error && !known.has(errorOf(keep.error).detail.field ?? '') ? keep.error : null;
  const verb = entry ? `Change ${form.one}` : `Add ${form.one}`;
  return (
    <div ref={box} className={styles.formBox}>
      <form
        className={styles.form}
        noValidate
        aria-label={verb}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={styles.fields}>
          {form.fields.map(field)}
          {form.from && (
            <DateField
              label={form.from}
              optional={!form.fromRequired}
              value={from}
              onChange={setFrom}
              today={today}
              error={fieldError(keep.error, 'from')}
            />
          )}
          {form.to && (
            <DateField
              label={form.to}
              optional
              value={to}
              onChange={setTo}
              today={today}
              error={fieldError(keep.error, 'to')}
            />
          )}
          <TextField label="Who says so" value={source} maxLength={200} onChange={setSource} />
        </div>
        {elsewhere ? <ErrorLine error={elsewhere} safe="The record is as before." /> : null}
        <div className={styles.buttons}>
          {entry && asked === null && (
            <span className={styles.further}>
              {form.end && entry.state === 'held' && !isLegalName(entry) && (
                <Button size="sm" variant="quiet" onClick={() => setAsked('end')}>
                  {form.end}…
                </Button>
              )}
              {entry.seriesId !== 'on_file' && !isLegalName(entry) && (
                <Button size="sm" variant="quiet" onClick={() => setAsked('strike')}>
                  Entered by mistake…
                </Button>
              )}
            </span>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" keys="Enter" busy={keep.isPending}>
            {verb}
          </Button>
        </div>
      </form>
      {entry && asked === 'end' && (
        <EndEntry
          memberId={memberId}
          entry={entry}
          today={today}
          onClose={() => setAsked(null)}
          onDone={onClose}
        />
      )}
      {entry && asked === 'strike' && (
        <StrikeEntry memberId={memberId} entry={entry} onClose={() => setAsked(null)} onDone={onClose} />
      )}
    </div>
  );
}

function isLegalName(entry: RecordEntry): boolean {
  return entry.kind === 'name' && entry.content.use === 'legal';
}
