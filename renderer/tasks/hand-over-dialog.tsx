import { useQuery } from '@tanstack/react-query';
import { CARE_TEAM } from '#shared/roles.ts';
import type { Task } from '#shared/tasks/contract.ts';
import { orpc } from '../api.ts';
import { useOwnCaseloadOnly } from '../app/own-caseload.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { SelectField } from '../components/select-field.tsx';
import styles from './tasks.module.css';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly openTasks?: number;
  readonly lateTasks?: number;
}

function nameWithTasks({ name, openTasks, lateTasks = 0 }: Named): string {
  if (openTasks === undefined) return name;
  return `${name}, ${openTasks} open${lateTasks > 0 ? `, ${lateTasks} late` : ''}`;
}

/** Asks who does one or more tasks from now on; the words beside a name say how much they have. */
export function HandOverDialog({
  tasks,
  onClose,
  onHandOver,
}: {
  readonly tasks: readonly Task[];
  readonly onClose: () => void;
  readonly onHandOver: (to: { readonly id: string; readonly name: string } | null) => void;
}) {
  const ownOnly = useOwnCaseloadOnly();
  const board = useQuery(orpc.assignments.board.queryOptions({ input: { limit: 1 }, enabled: !ownOnly }));
  const staff = useQuery(orpc.users.list.queryOptions({ input: {}, enabled: ownOnly }));
  const [owner, setOwner] = useKept<string | null>('HandOverDialog.owner', null);
  // Whoever sees only their own caseload is not told how full the others’ are.
  const people: readonly Named[] = ownOnly
    ? (staff.data ?? []).filter((one) => one.active && CARE_TEAM.includes(one.role))
    : (board.data?.leads ?? []);
  const whose = tasks.length === 1 ? `“${tasks[0]?.title}”` : `${tasks.length} tasks`;
  return (
    <Dialog title={`Who does ${whose}?`} opened onClose={onClose}>
      <div className={styles.form}>
        <SelectField
          label="Owner"
          help="empty: the member’s lead"
          optional
          choices={people.map((person) => ({
            value: person.id,
            label: nameWithTasks(person),
          }))}
          value={owner}
          onChange={setOwner}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            onClick={() => onHandOver(people.find((person) => person.id === owner) ?? null)}
          >
            Hand over
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
