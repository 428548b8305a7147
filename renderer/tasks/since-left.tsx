import {
  type Icon,
  IconAmbulance,
  IconChecklist,
  IconFileImport,
  IconMailX,
  IconReceiptDollar,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { SinceLeft } from '#shared/tasks/since-left.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useTimeZone } from '../app/today.ts';
import { timeOfDay } from '../components/date-text.ts';
import { RailLines, RailSection } from '../components/rail.tsx';
import styles from './today.module.css';

const ICONS: Readonly<Record<SinceLeft['news'][number]['kind'], Icon>> = {
  hospital: IconAmbulance,
  roster: IconFileImport,
  letter: IconMailX,
  task: IconChecklist,
  encounter: IconReceiptDollar,
};

/** What others did while the user was away; nothing for somebody who never was. */
export function SinceYouLeft() {
  const go = useGo();
  const timeZone = useTimeZone();
  const { data } = useQuery(orpc.tasks.sinceLeft.queryOptions({ input: {}, staleTime: 5 * 60_000 }));
  if (!data?.leftAt) return null;
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' }).format(
    new Date(data.leftAt),
  );
  return (
    <RailSection title={`Since you left, ${weekday} ${timeOfDay(data.leftAt, timeZone)}`}>
      {data.news.length === 0 ? (
        <p className="quiet">Nothing came in.</p>
      ) : (
        <RailLines
          lines={data.news.map((one) => {
            const Kind = ICONS[one.kind];
            return {
              key: `${one.kind} ${one.text} ${one.second}`,
              icon: <Kind size={16} stroke={1.75} aria-hidden />,
              text: (
                <button type="button" className={styles.news} onClick={() => go(one.target)}>
                  {one.text}
                </button>
              ),
              second: one.second,
            };
          })}
        />
      )}
    </RailSection>
  );
}
