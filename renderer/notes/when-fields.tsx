import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NoteContent, NotePatch } from '#shared/notes/content.ts';
import { timeOfDaySchema } from '#shared/notes/content.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { DateField } from '../components/date-field.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './composer.module.css';

/** Reads a time as people type it: `10:32`, `1032`, `2:15 pm`, `2pm`. Gives `HH:MM` or null. */
export function readTime(text: string): string | null {
  const found = /^(\d{1,2})(?::?(\d{2}))?\s*(a|p)?\.?m?\.?$/i.exec(text.trim());
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  const typed = Number(found[1]);
  if (half && (typed < 1 || typed > 12)) return null;
  const hours = half === 'p' ? (typed % 12) + 12 : half === 'a' ? typed % 12 : typed;
  const time = `${String(hours).padStart(2, '0')}:${found[2] ?? '00'}`;
  return timeOfDaySchema.safeParse(time).success ? time : null;
}

/** Day, start and worker of a note: open for notes written late or for somebody else. */
export function WhenFields({
  content,
  today,
  onChange,
}: {
  readonly content: NoteContent;
  readonly today: string;
  readonly onChange: (patch: NotePatch, now?: boolean) => void;
}) {
  const staff = useQuery(orpc.users.list.queryOptions({ input: {} }));
  const [typed, setTyped] = useState<string | null>(null);
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
