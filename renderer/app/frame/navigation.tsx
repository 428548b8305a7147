import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { countText } from '../../components/count-text.ts';
import { cx } from '../../components/cx.ts';
import { StateIcon } from '../../components/tag.tsx';
import { NAV_ENTRIES, type NavEntry } from '../navigation-entries.ts';
import { useOwnCaseloadOnly } from '../own-caseload.ts';
import { useSession } from '../session.tsx';
import { InProgress } from './in-progress.tsx';
import styles from './navigation.module.css';

/** The entries this user may use. */
export function useNavEntries(): readonly NavEntry[] {
  const { user } = useSession();
  const ownOnly = useOwnCaseloadOnly();
  return NAV_ENTRIES.filter((entry) => entry.roles.includes(user.role) && !(ownOnly && entry.everyone));
}

/** How often counts are read again by themselves. */
const POLL_MS = 60_000;

/** The navigation: pages with what needs this user, and what is in progress. */
export function Navigation() {
  const entries = useNavEntries();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const counts = useQuery(orpc.tasks.navCounts.queryOptions({ input: {}, refetchInterval: POLL_MS }));
  const isHere = (entry: NavEntry) =>
    [entry.path, ...(entry.also ?? [])].some((start) => path === start || path.startsWith(`${start}/`));
  return (
    <div className={styles.navigation}>
      <ul className={styles.list}>
        {entries.map((entry, index) => {
          const here = isHere(entry);
          const count = entry.count ? counts.data?.[entry.count] : undefined;
          const urgent = entry.count === 'today' && counts.data?.todayUrgent;
          const Icon = entry.icon;
          const gap = index > 0 && entries[index - 1]?.block !== entry.block;
          return (
            <li key={entry.path} className={cx(gap && styles.gap)}>
              <Link
                to={entry.path}
                className={cx(styles.entry, here && styles.here)}
                aria-current={here ? 'page' : undefined}
                title={entry.label}
              >
                <Icon size={17} stroke={1.75} aria-hidden />
                <span className={styles.label}>{entry.label}</span>
                {count !== undefined && count > 0 && (
                  <span className={cx(styles.count, urgent && styles.urgent)}>
                    {urgent && <StateIcon state="urgent" size={13} />}
                    {countText(count)}
                    <span className="visually-hidden">
                      {urgent ? ' waiting, some cannot wait' : ' waiting'}
                    </span>
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
      <InProgress />
    </div>
  );
}
