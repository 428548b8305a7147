import { addDays, dateInWords } from '#shared/dates.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ChoiceChips } from '../components/choice-chips.tsx';
import { DateField } from '../components/date-field.tsx';
import { Dialog } from '../components/dialog.tsx';
import { mondayOf } from './task-groups.ts';
import styles from './tasks.module.css';

type Until = 'tomorrow' | 'monday' | 'week' | 'day';

/** Asks until when a task is put away: one digit is enough. */
export function SnoozeDialog({
  title,
  today,
  onClose,
  onSnooze,
}: {
  readonly title: string;
  readonly today: string;
  readonly onClose: () => void;
  readonly onSnooze: (until: string) => void;
}) {
  const days: Readonly<Record<Exclude<Until, 'day'>, string>> = {
    tomorrow: addDays(today, 1),
    monday: addDays(mondayOf(today), 7),
    week: addDays(today, 7),
  };
  const [until, setUntil] = useKept<Until>('SnoozeDialog.until', 'tomorrow');
  const [day, setDay] = useKept<string | null>('SnoozeDialog.day', addDays(today, 2));
  const chosen = until === 'day' ? day : days[until];
  return (
    <Dialog title="Snooze until when?" opened onClose={onClose}>
      <div className={styles.form}>
        <p>{title}</p>
        <ChoiceChips
          label="Snooze until"
          autoFocus
          choices={[
            { value: 'tomorrow', label: 'Tomorrow' },
            { value: 'monday', label: 'Next Monday' },
            { value: 'week', label: 'In a week' },
            { value: 'day', label: 'Another day' },
          ]}
          value={until}
          onChange={setUntil}
        />
        {until === 'day' && (
          <DateField label="Day" value={day} onChange={setDay} today={today} min={addDays(today, 1)} />
        )}
        <p className="quiet">
          {chosen ? `It comes back ${dateInWords(chosen, today)}. The due date stays.` : 'Choose a day.'}
        </p>
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            disabledReason={chosen ? null : 'Choose a day.'}
            onClick={() => chosen && onSnooze(chosen)}
          >
            Snooze
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
