import { useMutation, useQuery } from '@tanstack/react-query';
import type { CaseloadRow } from '#shared/members/contract.ts';
import { CARE_TEAM, ROLE_WORDS } from '#shared/roles.ts';
import { api, orpc } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { SelectField } from '../components/select-field.tsx';
import styles from './member-form.module.css';

/** Gives one or more members a lead; can be taken back. */
export function AssignDialog({
  members,
  ids,
  onClose,
}: {
  readonly members: readonly CaseloadRow[];
  readonly ids: readonly string[];
  readonly onClose: (changed: boolean) => void;
}) {
  const { user } = useSession();
  const staff = useQuery(orpc.users.list.queryOptions({ input: {} }));
  const [lead, setLead] = useKept<string | null>('AssignDialog.lead', user.id);
  const assign = useMutation(orpc.members.setLead.mutationOptions());
  const people = (staff.data ?? []).filter((person) => person.active && CARE_TEAM.includes(person.role));
  const whom = ids.length === 1 ? (members[0]?.name ?? '1 member') : `${ids.length} members`;

  const submit = () => {
    if (assign.isPending) return;
    // What each had before, so that Undo gives it back.
    const before = new Map<string | null, string[]>();
    for (const member of members) {
      const key = member.lead?.id ?? null;
      before.set(key, [...(before.get(key) ?? []), member.id]);
    }
    assign.mutate(
      { ids: [...ids], leadId: lead },
      {
        onSuccess: () => {
          const name = people.find((person) => person.id === lead)?.name;
          showToast({
            text: name ? `Assigned ${whom} to ${name}.` : `${whom} without a lead now.`,
            undo: async () => {
              for (const [leadId, memberIds] of before) await api.members.setLead({ ids: memberIds, leadId });
              await queryClient.invalidateQueries();
            },
          });
          onClose(true);
        },
      },
    );
  };

  return (
    <Dialog title={`Who leads ${whom}?`} opened onClose={() => onClose(false)}>
      <div className={styles.form}>
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
        {assign.error ? <ErrorLine error={assign.error} safe="Nothing was changed." /> : null}
        <div className={styles.buttons}>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button variant="ember" keys="Ctrl+Enter" busy={assign.isPending} onClick={submit}>
            {lead ? 'Assign' : 'Take the lead away'}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
