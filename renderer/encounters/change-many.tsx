import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { EncounterRow } from '#shared/encounters/contract.ts';
import type { ChangePreviewRow, LineChange } from '#shared/encounters/line-changes.ts';
import { searchDiagnoses } from '#shared/programs/diagnoses.ts';
import { PLACES } from '#shared/programs/places.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { RailSection } from '../components/rail.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './encounters.module.css';
import { countLines } from './words.ts';

/** The field that chooses what is changed; `m` puts the focus there. */
export const CHANGE_FIELD = 'encounter-change';

type Kind = LineChange['kind'];

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'diagnosis', label: 'Diagnosis' },
  { value: 'place', label: 'Place of service' },
  { value: 'staff', label: 'Who served' },
  { value: 'authorization', label: 'Authorization' },
  { value: 'bundle', label: 'Put together in one line' },
  { value: 'keep_back', label: 'Keep back' },
];

/** What a group of lines most likely needs, by the reason it is held for. */
const USUAL: Readonly<Record<string, Kind>> = {
  no_diagnosis: 'diagnosis',
  diagnosis_not_valid: 'diagnosis',
  place_of_service: 'place',
  place_not_taken: 'place',
  staff_npi: 'staff',
  outside_authorization: 'authorization',
  no_authorization: 'authorization',
  same_code_same_day: 'bundle',
  same_line_twice: 'keep_back',
  units_over_cap: 'keep_back',
  past_filing_limit: 'keep_back',
  no_longer_billable: 'keep_back',
};

/** Whether lines of a group can be put right together from the list. */
export function isFixedTogether(reason: string): boolean {
  return reason in USUAL;
}

interface Typed {
  readonly value: string | null;
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
}

const EMPTY: Typed = { value: null, text: '', from: null, to: null };

/** The change once everything it needs was typed, else null. */
function changeOf(kind: Kind, { value, text, from, to }: Typed): LineChange | null {
  switch (kind) {
    case 'bundle':
      return { kind };
    case 'keep_back':
      return text.trim() ? { kind, reason: text } : null;
    case 'authorization':
      return text.trim() && from ? { kind, number: text, from, to } : null;
    case 'staff':
      return value ? { kind, staffId: value } : null;
    default:
      return value ? { kind, code: value } : null;
  }
}

/** Changes the marked lines all at once: what, what it would do to each, and one undo. */
export function ChangeMany({
  rows,
  reason,
  onFixed,
}: {
  readonly rows: readonly EncounterRow[];
  /** What holds them, for the usual change. */
  readonly reason: string;
  readonly onFixed: () => void;
}) {
  const [kind, setKind] = useKept<Kind>('ChangeMany.kind', USUAL[reason] ?? 'diagnosis', reason);
  const [typed, setTyped] = useKept<Typed>('ChangeMany.typed', EMPTY, reason);
  const change = changeOf(kind, typed);
  const ids = rows.map((row) => row.id);
  const preview = useQuery({
    ...orpc.encounters.previewChange.queryOptions({ input: { ids, change: change ?? { kind: 'bundle' } } }),
    enabled: change !== null,
    placeholderData: keepPreviousData,
  });
  const undo = useMutation(orpc.encounters.undoMany.mutationOptions());
  const make = useMutation(
    orpc.encounters.changeMany.mutationOptions({
      onSuccess: ({ fixId, changed }) => {
        showToast({ text: `Changed ${countLines(changed)}.`, undo: () => undo.mutate({ fixId }) });
        setTyped(EMPTY);
        onFixed();
      },
    }),
  );
  const shown = change === null ? undefined : preview.data;
  const fits = shown?.fits ?? 0;
  return (
    <RailSection
      title={rows.length === 1 ? 'Change 1 line' : `Change ${rows.length} lines`}
      right="the notes stay"
    >
      <div className={styles.changeForm}>
        <SelectField
          label="What"
          id={CHANGE_FIELD}
          choices={KINDS}
          value={kind}
          searchable={false}
          onChange={(next) => {
            setKind(KINDS.find((one) => one.value === next)?.value ?? 'diagnosis');
            setTyped(EMPTY);
          }}
        />
        <ChangeFields kind={kind} typed={typed} onChange={setTyped} day={rows[0]?.serviceOn ?? ''} />
        {shown && <Preview rows={shown.rows} />}
        <Button
          variant="ember"
          keys="Ctrl+Enter"
          busy={make.isPending}
          disabledReason={
            change === null
              ? 'Say what is changed'
              : shown === undefined
                ? 'Looking at each line'
                : fits === 0
                  ? 'It fits none of these lines'
                  : null
          }
          onClick={() => change && make.mutate({ ids, change })}
        >
          {shown ? `Change ${countLines(fits)}` : 'Change'}
        </Button>
        {shown && (
          <p className="quiet">
            {shown.ready === 1 ? '1 line is ready' : `${shown.ready} lines are ready`} then.
            {fits < shown.rows.length && ` ${countLines(shown.rows.length - fits)} cannot take it.`}
          </p>
        )}
        {(make.error ?? preview.error ?? undo.error) && (
          <ErrorLine error={make.error ?? preview.error ?? undo.error} safe="The lines are as before." />
        )}
      </div>
    </RailSection>
  );
}

function ChangeFields({
  kind,
  typed,
  onChange,
  day,
}: {
  readonly kind: Kind;
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
  readonly day: string;
}) {
  const today = useToday();
  const staff =
    useQuery({ ...orpc.users.list.queryOptions({ input: {} }), enabled: kind === 'staff' }).data ?? [];
  const choose = (label: string, choices: readonly { readonly value: string; readonly label: string }[]) => (
    <SelectField
      label={label}
      choices={choices}
      value={typed.value}
      onChange={(value) => onChange({ ...typed, value })}
      emptyText="Nothing of the list fits"
    />
  );
  if (kind === 'place')
    return choose(
      'Place of service',
      PLACES.map(({ code, label }) => ({ value: code, label: `${code} ${label}` })),
    );
  if (kind === 'staff')
    return choose(
      'Who served',
      staff.filter(({ removed }) => !removed).map(({ id, name }) => ({ value: id, label: name })),
    );
  if (kind === 'diagnosis')
    return choose(
      'Diagnosis',
      searchDiagnoses('', day, 500).map(({ code, label }) => ({ value: code, label: `${code} ${label}` })),
    );
  if (kind === 'keep_back')
    return (
      <TextField
        label="Why they are not billed"
        value={typed.text}
        onChange={(text) => onChange({ ...typed, text })}
      />
    );
  if (kind === 'bundle')
    return <p>Lines of one member, worker, day and code become one line with all their minutes.</p>;
  return (
    <>
      <TextField
        label="The plan’s number"
        mono
        value={typed.text}
        onChange={(text) => onChange({ ...typed, text })}
      />
      <DateField
        label="From"
        today={today}
        value={typed.from}
        onChange={(from) => onChange({ ...typed, from })}
      />
      <DateField
        label="To"
        optional
        today={today}
        value={typed.to}
        onChange={(to) => onChange({ ...typed, to })}
      />
    </>
  );
}

/** Up to so many lines are shown one by one. */
const SHOWN = 8;

function Preview({ rows }: { readonly rows: readonly ChangePreviewRow[] }) {
  return (
    <ul className={styles.previewRows}>
      {rows.slice(0, SHOWN).map((row) => (
        <li key={row.id}>
          <strong>{row.memberName}</strong>
          <span>
            {row.fits ? (
              <>
                <span className="quiet">{row.old}</span> → {row.new}
              </>
            ) : (
              row.words
            )}
          </span>
          {row.fits && row.oldCode !== row.newCode && (
            <span className={styles.code}>
              {row.oldCode} → {row.newCode}
            </span>
          )}
          {row.fits && row.words !== 'Ready' && <span className="quiet">{row.words}</span>}
        </li>
      ))}
      {rows.length > SHOWN && <li className="quiet">and {rows.length - SHOWN} more</li>}
    </ul>
  );
}
