import { IconPlus, IconX } from '@tabler/icons-react';
import { v7 as newId } from 'uuid';
import { dateInWords } from '#shared/dates.ts';
import type { FollowUp } from '#shared/notes/content.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { readDate } from '../components/date-text.ts';
import fieldStyles from '../components/field.module.css';
import { KindIcon } from '../components/kind-icons.tsx';
import styles from './composer.module.css';

/** A call when it begins like one, else a follow-up: decides the icon of the task. */
function kindOf(title: string): FollowUp['kind'] {
  if (/^(call|phone|ring)\b/i.test(title)) return 'call';
  return /^(visit|meet|see)\b/i.test(title) ? 'visit' : 'follow_up';
}

/** What is to be done next: each becomes a task when the note is signed. */
export function FollowUps({
  noteId,
  followUps,
  today,
  onChange,
}: {
  readonly noteId: string;
  readonly followUps: readonly FollowUp[];
  readonly today: string;
  readonly onChange: (followUps: FollowUp[]) => void;
}) {
  const [adding, setAdding] = useKept('FollowUps.adding', false, noteId);
  return (
    <div className={styles.chips}>
      {followUps.map((one) => (
        <span key={one.id} className={styles.follow}>
          <KindIcon kind={one.kind} size={14} />
          {one.title}
          {one.dueOn && <strong>{dateInWords(one.dueOn, today)}</strong>}
          <button
            type="button"
            className={styles.remove}
            aria-label={`Remove follow-up ${one.title}`}
            onClick={() => onChange(followUps.filter(({ id }) => id !== one.id))}
          >
            <IconX size={13} stroke={1.75} aria-hidden />
          </button>
        </span>
      ))}
      {adding ? (
        <AddFollowUp
          noteId={noteId}
          today={today}
          onAdd={(title, dueOn) => {
            onChange([...followUps, { id: newId(), title, dueOn, kind: kindOf(title) }]);
            setAdding(false);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <button type="button" className={styles.add} onClick={() => setAdding(true)}>
          <IconPlus size={14} stroke={1.75} aria-hidden />
          Follow-up
        </button>
      )}
    </div>
  );
}

function AddFollowUp({
  noteId,
  today,
  onAdd,
  onCancel,
}: {
  readonly noteId: string;
  readonly today: string;
  readonly onAdd: (title: string, dueOn: string | null) => void;
  readonly onCancel: () => void;
}) {
  const [title, setTitle] = useKept('AddFollowUp.title', '', noteId);
  const [day, setDay] = useKept('AddFollowUp.day', '', noteId);
  const dueOn = day.trim() === '' ? null : readDate(day, today);
  const wrong = day.trim() !== '' && dueOn === null;
  const ready = title.trim() !== '' && !wrong;
  const add = () => ready && onAdd(title.trim(), dueOn);
  const keys = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey) {
      event.preventDefault();
      add();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <span className={styles.addFollow}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
        autoFocus
        className={fieldStyles.input}
        aria-label="What to do"
        placeholder="What to do"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <input
        className={fieldStyles.input}
        aria-label="By which day"
        aria-invalid={wrong || undefined}
        placeholder="Nov 20, +3"
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <Button
        size="sm"
        disabledReason={ready ? null : wrong ? 'Type a day such as Nov 20' : 'Say what to do'}
        onClick={add}
      >
        Add
      </Button>
    </span>
  );
}
