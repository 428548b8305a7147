import { useQuery } from '@tanstack/react-query';
import type { NoteContent, NotePatch } from '#shared/notes/content.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useKept } from '../app/unfinished.ts';
import { DateField } from '../components/date-field.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './composer.module.css';
import { readTime } from './read-time.ts';

/** Day, start and worker of a note: open for notes written late or for somebody else. */
export function WhenFields({
  noteId,
  content,
  today,
  onChange,
}: {
  readonly noteId: string;
  readonly content: NoteContent;
  readonly today: string;
  readonly onChange: (patch: NotePatch, now?: boolean) => void;
}) {
  const staff = useQuery(orpc.users.list.queryOptions({ input: {} }));
  const [typed, setTyped] = useKept<string | null>('WhenFields.typed', null, noteId);
  const people = (staff.data ?? []).filter((person) => person.active && CARE_TEAM.includes(person.role));
  return (
    <div className={styles.whenFields}>
      <DateField
        label="Day of service"
        value={content.serviceOn}
        max={today}
        today={today}
        onChange={(serviceOn) => serviceOn && onChange({ serviceOn }, true)}
      />
      <TextField
        label="Began"
        optional
        value={typed ?? content.startTime ?? ''}
        check={(text) => (text.trim() === '' || readTime(text) ? null : 'Type a time such as 10:30 AM.')}
        onChange={(text) => {
          setTyped(text);
          const time = readTime(text);
          if (time || text.trim() === '') onChange({ startTime: time });
        }}
        onBlur={() => typed !== null && readTime(typed) && setTyped(null)}
      />
      <SelectField
        label="Served by"
        choices={people.map((person) => ({
          value: person.id,
          label: `${person.name}, ${person.clinical ? 'clinical' : 'non-clinical'}`,
        }))}
        value={content.staffId}
        onChange={(staffId) => staffId && onChange({ staffId }, true)}
      />
    </div>
  );
}
