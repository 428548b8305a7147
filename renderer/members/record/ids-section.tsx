import { useMutation } from '@tanstack/react-query';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../../api.ts';
import { useSession } from '../../app/session.tsx';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { shortDateWithYear } from '../../components/date-text.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { errorOf, fieldError } from '../../components/error-of.ts';
import { Pairs } from '../../components/rail.tsx';
import { CheckField, TextField } from '../../components/text-field.tsx';
import { useChart } from '../chart-context.tsx';
import styles from './record.module.css';

/** CIN, ids of plan and clinic, birthday, email and flags; what is corrected here no roster overwrites. */
export function IdsSection() {
  const { chart } = useChart();
  const { member } = chart;
  const { user } = useSession();
  const [open, setOpen] = useKept('IdsSection.open', false, member.id);
  const flags = [member.onTel && 'on the TEL', member.homeless && 'without housing'].filter(Boolean);
  return (
    <section className={styles.section} aria-label="Ids and flags">
      <div className={styles.head}>
        <h2 className={styles.title}>Ids and flags</h2>
        {CARE_TEAM.includes(user.role) && !open && (
          <Button size="sm" variant="quiet" onClick={() => setOpen(true)}>
            Correct ids and flags
          </Button>
        )}
      </div>
      {open ? (
        <IdsForm onClose={() => setOpen(false)} />
      ) : (
        <Pairs
          rows={[
            { label: 'CIN', value: <span className="mono">{member.cin}</span> },
            { label: 'Plan’s id', value: member.planMemberId },
            { label: 'MRN', value: member.mrn },
            { label: 'Born', value: shortDateWithYear(member.birthDate) },
            { label: 'Email', value: member.email },
            { label: 'Flags', value: flags.join(', ') || 'none' },
          ]}
        />
      )}
    </section>
  );
}

function IdsForm({ onClose }: { readonly onClose: () => void }) {
  const { chart, memberId, today } = useChart();
  const { member } = chart;
  const [cin, setCin] = useKept('IdsForm.cin', member.cin, member.id);
  const [planMemberId, setPlanMemberId] = useKept(
    'IdsForm.planMemberId',
    member.planMemberId ?? '',
    member.id,
  );
  const [mrn, setMrn] = useKept('IdsForm.mrn', member.mrn ?? '', member.id);
  const [born, setBorn] = useKept<string | null>('IdsForm.born', member.birthDate, member.id);
  const [email, setEmail] = useKept('IdsForm.email', member.email ?? '', member.id);
  const [onTel, setOnTel] = useKept('IdsForm.onTel', member.onTel, member.id);
  const [homeless, setHomeless] = useKept('IdsForm.homeless', member.homeless, member.id);
  const correct = useMutation(orpc.members.correctIdentity.mutationOptions());
  const error = (field: string) => fieldError(correct.error, field);
  return (
    <form
      className={styles.formBox}
      noValidate
      aria-label="Correct ids and flags"
      onSubmit={(event) => {
        event.preventDefault();
        if (!born || correct.isPending) return;
        correct.mutate(
          {
            id: memberId,
            cin,
            planMemberId: planMemberId.trim() || null,
            mrn: mrn.trim() || null,
            birthDate: born,
            email: email.trim() || null,
            onTel,
            homeless,
          },
          {
            onSuccess: () => {
              showToast({ text: 'Corrected. Later rosters leave it as it is here.' });
              onClose();
            },
          },
        );
      }}
    >
      <TextField label="CIN" value={cin} onChange={setCin} error={error('cin')} autoFocus />
      <TextField label="Plan’s member id" optional value={planMemberId} onChange={setPlanMemberId} />
      <TextField label="MRN" optional value={mrn} onChange={setMrn} />
      <DateField
        label="Born"
        value={born}
        onChange={setBorn}
        today={today}
        max={today}
        error={error('birthDate')}
      />
      <TextField label="Email" optional value={email} onChange={setEmail} error={error('email')} />
      <CheckField label="On the TEL" checked={onTel} onChange={setOnTel} />
      <CheckField label="Without housing" checked={homeless} onChange={setHomeless} />
      {correct.error && !errorOf(correct.error).detail.field ? (
        <ErrorLine error={correct.error} safe="Ids and flags are as before." />
      ) : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" keys="Enter" busy={correct.isPending}>
          Correct
        </Button>
      </div>
    </form>
  );
}
