import { type ReactNode, useRef, useState } from 'react';
import type { EntryKind } from '#shared/members/entry-kinds.ts';
import { ENTRY_FORMS } from '#shared/members/entry-kinds.ts';
import type { RecordEntry, RecordVersion } from '#shared/members/record-contract.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/cx.ts';
import { shortDateWithYear } from '../../components/date-text.ts';
import { localDate } from '../../components/local-date.ts';
import { EntryForm } from './entry-form.tsx';
import styles from './record.module.css';

/** Kinds that happened on a day: they stand in the list whether they are over or not. */
const EVENTS: readonly EntryKind[] = ['utilization', 'hra'];

/** One kind of entry: what holds now, a form to add or change, and what was before behind one button. */
export function EntrySection({
  memberId,
  kind,
  entries,
  today,
  mayWrite,
  after,
}: {
  readonly memberId: string;
  readonly kind: EntryKind;
  /** The entries of every kind; the section takes its own. */
  readonly entries: readonly RecordEntry[];
  readonly today: string;
  readonly mayWrite: boolean;
  /** More about an entry, under its line. */
  readonly after?: (entry: RecordEntry) => ReactNode;
}) {
  const form = ENTRY_FORMS[kind];
  const [open, setOpen] = useKept<string | null>('EntrySection.open', null, kind);
  const [showPast, setShowPast] = useState(false);
  const section = useRef<HTMLElement>(null);
  const close = () => {
    setOpen(null);
    // The form is gone after the next drawing; the focus goes to the section's first button then.
    requestAnimationFrame(() => section.current?.querySelector<HTMLElement>('button')?.focus());
  };
  const own = entries.filter((entry) => entry.kind === kind);
  const listed = own.filter((entry) => isListed(entry));
  const past = own.filter((entry) => !isListed(entry));
  const versions = own.reduce((count, entry) => count + entry.history.length, 0);
  const mayAdd = mayWrite && open === null && (!form.single || listed.length === 0);
  return (
    <section ref={section} className={styles.section} aria-label={form.title} data-kind={kind}>
      <div className={styles.head}>
        <h2 className={styles.title}>{form.title}</h2>
        {mayAdd && (
          <Button size="sm" variant="quiet" onClick={() => setOpen('new')}>
            Add {form.one}
          </Button>
        )}
      </div>
      {listed.length === 0 && open !== 'new' && <p className={styles.none}>{form.none}</p>}
      <ul className={styles.list}>
        {listed.map((entry) => (
          <li key={entry.seriesId} className={styles.entry}>
            {open === entry.seriesId ? (
              <EntryForm memberId={memberId} kind={kind} entry={entry} today={today} onClose={close} />
            ) : (
              <>
                <EntryLine entry={entry} kind={kind} />
                {mayWrite && open === null && (
                  <Button
                    size="sm"
                    variant="quiet"
                    className={styles.change}
                    aria-label={`Change ${entry.title}`}
                    onClick={() => setOpen(entry.seriesId)}
                  >
                    Change
                  </Button>
                )}
                {after?.(entry)}
              </>
            )}
          </li>
        ))}
      </ul>
      {open === 'new' && (
        <EntryForm memberId={memberId} kind={kind} entry={null} today={today} onClose={close} />
      )}
      {past.length + versions > 0 && (
        <Button
          size="sm"
          variant="link"
          className={styles.before}
          aria-expanded={showPast}
          onClick={() => setShowPast(!showPast)}
        >
          {showPast ? 'Hide what was before' : `${past.length + versions} before`}
        </Button>
      )}
      {showPast && <PastList past={past} listed={listed} kind={kind} />}
    </section>
  );
}

function isListed(entry: RecordEntry): boolean {
  return entry.current || (EVENTS.includes(entry.kind) && entry.state !== 'struck');
}

function EntryLine({ entry, kind }: { readonly entry: RecordEntry; readonly kind: EntryKind }) {
  const form = ENTRY_FORMS[kind];
  const days = spanWords(form.from, form.to, entry);
  const says =
    entry.source === 'on file' ? 'from the plan’s file or the first entry' : `says ${entry.source}`;
  return (
    <div className={styles.line}>
      <p className={styles.entryTitle}>{entry.title}</p>
      {entry.detail && <p className={styles.detail}>{entry.detail}</p>}
      <p className={styles.quiet}>{[days, says].filter(Boolean).join(' · ')}</p>
    </div>
  );
}

function spanWords(from: string | null, to: string | null, version: RecordVersion): string {
  return [
    from && version.from ? `${from} ${shortDateWithYear(version.from)}` : '',
    to && version.to ? `${to.toLowerCase()} ${shortDateWithYear(version.to)}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Everything that no longer holds, and every earlier version, newest first. */
function PastList({
  past,
  listed,
  kind,
}: {
  readonly past: readonly RecordEntry[];
  readonly listed: readonly RecordEntry[];
  readonly kind: EntryKind;
}) {
  const form = ENTRY_FORMS[kind];
  const versions: readonly (RecordVersion & { readonly key: string; readonly was: string })[] = [
    ...past.map((entry) => ({ ...entry, key: entry.seriesId, was: stateWords(entry) })),
    ...[...listed, ...past].flatMap((entry) =>
      entry.history.map((version) => ({
        ...version,
        key: `${entry.seriesId} ${version.at} ${version.title} ${version.detail} ${version.state}`,
        was: `before the change to ${entry.title}`,
      })),
    ),
  ];
  return (
    <ul className={styles.past}>
      {versions.map((version) => (
        <li key={version.key}>
          <span className={cx(version.state === 'struck' && styles.struck)}>{version.title}</span>
          {version.detail && `, ${version.detail}`}
          <span className={styles.quiet}>
            {' · '}
            {[
              version.was,
              spanWords(form.from, form.to, version),
              version.reason,
              `by ${version.by} ${shortDateWithYear(localDate(version.at))}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

function stateWords(entry: RecordEntry): string {
  return entry.state === 'struck' ? 'struck as a mistake' : 'ended';
}
