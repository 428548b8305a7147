import {
  type Icon,
  IconClipboardHeart,
  IconClipboardList,
  IconFileImport,
  IconNotes,
  IconWalk,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { cx } from '../../components/cx.ts';
import { pathOf, useGo } from '../go.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import { openDraftStore } from '../panel/panel-state.ts';
import { useStore } from '../store.ts';
import styles from './in-progress.module.css';

/** The icon of what is in progress, by its kind. */
export const PROGRESS_ICONS: Readonly<Record<string, Icon>> = {
  note: IconNotes,
  attempt: IconWalk,
  assessment: IconClipboardList,
  hap: IconClipboardHeart,
  roster: IconFileImport,
};

const SHOWN = 5;
const POLL_MS = 30_000;

/** Everything begun and not yet signed, applied or discarded, newest first; five, then "n more". */
export function InProgress() {
  const go = useGo();
  const openDraft = useStore(openDraftStore);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [all, setAll] = useState(false);
  const query = useQuery(orpc.tasks.inProgress.queryOptions({ input: {}, refetchInterval: POLL_MS }));
  const items = query.data?.items ?? [];
  const total = query.data?.total ?? 0;
  const shown = all ? items : items.slice(0, SHOWN);

  useKeys(
    [
      {
        keys: 'g d',
        label: 'In progress',
        group: 'everywhere',
        run: () => document.querySelector<HTMLElement>('[data-in-progress] button')?.focus(),
      },
    ],
    { layer: 'frame', enabled: items.length > 0 },
  );

  if (items.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="in-progress" data-in-progress>
      <div className={styles.head}>
        <h2 id="in-progress" className={styles.title}>
          In progress
        </h2>
        <span className="tabular">{total}</span>
      </div>
      <ul>
        {shown.map((item) => {
          const Icon = PROGRESS_ICONS[item.kind] ?? IconNotes;
          const page = pathOf(item.target);
          const open =
            openDraft === item.id || (page !== null && (path === page || path.startsWith(`${page}/`)));
          return (
            <li key={`${item.kind}:${item.id}`}>
              <button
                type="button"
                className={cx(styles.item, open && styles.open)}
                aria-current={open ? 'true' : undefined}
                title={`${item.name}, ${item.line}`}
                onClick={() => go(item.target)}
              >
                <Icon size={15} stroke={1.75} aria-hidden />
                <span className={styles.text}>
                  <span className={styles.name}>{item.name}</span>
                  <span className={styles.line}>{item.line}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {!all && items.length > SHOWN && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          <span className={styles.moreSign} aria-hidden>
            +{total - SHOWN}
          </span>
          <span className={styles.moreWords}>{total - SHOWN} more</span>
        </button>
      )}
    </section>
  );
}
