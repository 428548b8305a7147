import { useQuery } from '@tanstack/react-query';
import type { Task } from '#shared/tasks/contract.ts';
import { orpc } from '../api.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { SelectField } from '../components/select-field.tsx';
import styles from './tasks.module.css';

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
  const board = useQuery(orpc.assignments.board.queryOptions({ input: { limit: 1 } }));
  const [owner, setOwner] = useKept<string | null>('HandOverDialog.owner', null);
  const people = board.data?.leads ?? [];
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
            label: `${person.name}, ${person.openTasks} open${person.lateTasks > 0 ? `, ${person.lateTasks} late` : ''}`,
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
