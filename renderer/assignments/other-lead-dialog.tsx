import type { Lead, Waiting } from '#shared/assignments/contract.ts';
import { weightText } from '#shared/assignments/workload.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { SelectField } from '../components/select-field.tsx';
import styles from './assignments.module.css';

/** Chooses a lead other than the suggested one. */
export function OtherLeadDialog({
  members,
  leads,
  onClose,
  onChoose,
}: {
  readonly members: readonly Waiting[];
  readonly leads: readonly Lead[];
  readonly onClose: () => void;
  readonly onChoose: (lead: Lead) => void;
}) {
  const [leadId, setLeadId] = useKept<string | null>(
    'OtherLeadDialog.leadId',
    members[0]?.suggestion?.leadId ?? null,
  );
  const lead = leads.find((one) => one.id === leadId);
  const added = members.reduce((sum, one) => sum + one.weight, 0);
  return (
    <Dialog
      title={`Who leads ${members.length === 1 ? members[0]?.name : `${members.length} members`}?`}
      opened
      onClose={onClose}
    >
      <div className={styles.form}>
        <SelectField
          label="Lead care manager"
          choices={leads.map((one) => ({
            value: one.id,
            label: `${one.name}, ${weightText(one.weight)} of ${weightText(one.capacity)}`,
          }))}
          value={leadId}
          onChange={setLeadId}
        />
        {lead && lead.weight + added > lead.capacity && (
          <p>
            {lead.name} would carry {weightText(lead.weight + added)} of {weightText(lead.capacity)}. That is
            allowed; it is only said.
          </p>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            disabledReason={lead ? null : 'Choose somebody.'}
            onClick={() => lead && onChoose(lead)}
          >
            Assign
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
