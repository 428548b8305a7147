import { IconHandStop, IconWriting } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useSession } from '../app/session.tsx';
import { useToday } from '../app/today.ts';
import { DateWord } from '../components/date-word.tsx';
import { RailLines, RailSection } from '../components/rail.tsx';
import styles from './today.module.css';

/** Notes that wait for the user: to sign as well, or to mend so that they can be billed. Nothing where none does. */
export function NotesWaiting() {
  const go = useGo();
  const today = useToday();
  const { user } = useSession();
  const { data } = useQuery(
    orpc.notes.waiting.queryOptions({
      input: {},
      enabled: CARE_TEAM.includes(user.role),
      staleTime: 60_000,
    }),
  );
  if (!data || data.total === 0) return null;
  return (
    <RailSection title="Notes waiting for you" right={data.total}>
      <RailLines
        lines={data.notes.map(({ kind, noteId, memberId, text, member, serviceOn }) => {
          const Kind = kind === 'cosign' ? IconWriting : IconHandStop;
          return {
            key: `${kind} ${noteId}`,
            icon: <Kind size={16} stroke={1.75} aria-hidden />,
            text: (
              <button
                type="button"
                className={styles.news}
                onClick={() => go(`/members/${memberId}/notes`, { note: noteId })}
              >
                {text}
              </button>
            ),
            second: member,
            right: <DateWord date={serviceOn} today={today} />,
          };
        })}
      />
    </RailSection>
  );
}
