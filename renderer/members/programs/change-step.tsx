import { useMutation, useQuery } from '@tanstack/react-query';
import { CARE_TEAM, ROLE_WORDS } from '#shared/roles.ts';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { errorOf, fieldError } from '../../components/error-of.ts';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useChart } from '../chart-context.tsx';
import styles from '../record/record.module.css';

/** Another lead care manager from a day on; the one before stays in the steps. */
export function ChangeLead({ onClose }: { readonly onClose: () => void }) {
  const { chart, memberId, today } = useChart();
  const staff = useQuery(orpc.users.list.queryOptions({ input: {} }));
  const [lead, setLead] = useKept<string | null>('ChangeLead.lead', chart.member.lead?.id ?? null);
  const [on, setOn] = useKept<string | null>('ChangeLead.on', today);
  const change = useMutation(orpc.members.setLead.mutationOptions());
  const people = (staff.data ?? []).filter((person) => person.active && CARE_TEAM.includes(person.role));
  const name = people.find(({ id }) => id === lead)?.name;
  const same = lead === (chart.member.lead?.id ?? null);
  return (
    <form
      className={styles.formBox}
      noValidate
      aria-label="Change the lead"
      onSubmit={(event) => {
        event.preventDefault();
        if (!on || same || change.isPending) return;
        change.mutate(
          { ids: [memberId], leadId: lead, on },
          {
            onSuccess: () => {
              showToast({
                text: name ? `${name} leads ${chart.member.name}.` : `${chart.member.name} has no lead now.`,
              });
              onClose();
            },
          },
        );
      }}
    >
      <SelectField
        label="Lead care manager"
        optional
        choices={people.map((person) => ({
          value: person.id,
          label: `${person.name}, ${ROLE_WORDS[person.role]}`,
        }))}
        value={lead}
        onChange={setLead}
      />
      <DateField
        label="From"
        value={on}
        onChange={setOn}
        today={today}
        max={today}
        error={fieldError(change.error, 'on')}
      />
      {change.error && !errorOf(change.error).detail.field ? (
        <ErrorLine error={change.error} safe="The lead is as before." />
      ) : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          keys="Enter"
          busy={change.isPending}
          disabledReason={same ? 'Nothing changed yet.' : null}
        >
          Change the lead
        </Button>
      </div>
    </form>
  );
}

/** Another tier from a day on; the one before stays in the steps. */
export function ChangeTier({ onClose }: { readonly onClose: () => void }) {
  const { chart, memberId, today } = useChart();
  const [tier, setTier] = useKept('ChangeTier.tier', chart.member.tier ?? '');
  const [on, setOn] = useKept<string | null>('ChangeTier.on', today);
  const [note, setNote] = useKept('ChangeTier.note', '');
  const change = useMutation(orpc.members.changeTier.mutationOptions());
  return (
    <form
      className={styles.formBox}
      noValidate
      aria-label="Change the tier"
      onSubmit={(event) => {
        event.preventDefault();
        if (!on || change.isPending) return;
        change.mutate(
          { id: memberId, tier: tier.trim() || null, on, note },
          {
            onSuccess: ({ member }) => {
              showToast({ text: member.tier ? `Tier ${member.tier} now.` : 'No tier now.' });
              onClose();
            },
          },
        );
      }}
    >
      <TextField
        label="Tier"
        help="as the plan counts it; empty for none"
        value={tier}
        maxLength={20}
        onChange={setTier}
        error={fieldError(change.error, 'tier')}
        autoFocus
      />
      <DateField
        label="From"
        value={on}
        onChange={setOn}
        today={today}
        max={today}
        error={fieldError(change.error, 'on')}
      />
      <TextField label="Why" optional value={note} maxLength={200} onChange={setNote} />
      {change.error && !errorOf(change.error).detail.field ? (
        <ErrorLine error={change.error} safe="The tier is as before." />
      ) : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" keys="Enter" busy={change.isPending}>
          Change the tier
        </Button>
      </div>
    </form>
  );
}
