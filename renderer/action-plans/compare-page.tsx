import { IconLock } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { type CompareRow, comparePlans, type DiffPart } from '#shared/action-plans/compare.ts';
import type { CurrentPlan, PlanSummary } from '#shared/action-plans/contract.ts';
import { SHARE_WAY_WORDS } from '#shared/action-plans/papers.ts';
import { dateInWords } from '#shared/dates.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useSession } from '../app/session.tsx';
import { useSubject } from '../app/subject.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Kbd } from '../components/kbd.tsx';
import { localDate } from '../components/local-date.ts';
import { Page } from '../components/page.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SelectField } from '../components/select-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import styles from './compare.module.css';
import { PdfProblemLine } from './pdf-problem.tsx';
import type { PdfProblem } from './save-pdf-button.tsx';
import { countOf } from './wording.ts';

/** Two versions of a plan side by side: underlined is new, struck out is gone, only changes by default. */
export function ComparePlansPage() {
  const { memberId } = useParams({ strict: false }) as { memberId: string };
  const query = useQuery(orpc.actionPlans.current.queryOptions({ input: { memberId } }));
  if (query.data && query.data.versions.length > 1) return <Compare plan={query.data} />;
  return (
    <Page title="Compare plans">
      {query.error ? (
        <ErrorLine error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        <EmptyState fact="There is one version only." next="A second one can be compared with it." />
      ) : (
        <SkeletonRows />
      )}
    </Page>
  );
}

function Compare({ plan }: { readonly plan: CurrentPlan }) {
  const { member, versions, today } = plan;
  const go = useGo();
  const [newer, setNewer] = useState(versions[0]?.id ?? '');
  const [older, setOlder] = useState(versions[1]?.id ?? '');
  const [shown, setShown] = useState<'changes' | 'all'>('changes');
  const [at, setAt] = useState(0);
  useSubject(member.id, member.name);
  const before = useQuery(orpc.actionPlans.version.queryOptions({ input: { id: older } }));
  const after = useQuery(orpc.actionPlans.version.queryOptions({ input: { id: newer } }));
  const rows = useMemo(
    () =>
      before.data && after.data
        ? comparePlans(before.data.content, after.data.content, shortDateWithYear)
        : null,
    [before.data, after.data],
  );
  const changes = (rows ?? []).filter((row) => row.change !== '');
  const groups = [...new Set(changes.map((row) => row.group))];
  const close = () => go(`/members/${member.id}/hap`);
  const step = (by: -1 | 1) => setAt((one) => Math.min(changes.length - 1, Math.max(0, one + by)));
  const current = changes[at];
  useEffect(() => {
    if (current) document.getElementById(rowId(current))?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  useKeys([
    { keys: ']', label: 'Next change', group: 'screen', run: () => step(1) },
    { keys: '[', label: 'Change before', group: 'screen', run: () => step(-1) },
    { keys: 'Escape', label: 'Close', group: 'screen', run: close },
  ]);
  const { user } = useSession();
  const papers = useQuery(orpc.actionPlans.papers.queryOptions({ input: { memberId: member.id } }));
  const [problem, setProblem] = useState<PdfProblem | null>(null);
  const save = useMutation({
    ...orpc.actionPlans.saveCompare.mutationOptions({
      onMutate: () => setProblem(null),
      onSuccess: (result) => {
        if (!result.saved) return;
        showToast({ text: `Saved ${result.fileName}, ${countOf(result.pages, 'page')}.` });
        if (result.notes.length > 0) setProblem({ kind: 'notes', notes: result.notes });
      },
      onError: (error) => setProblem({ kind: 'error', error }),
    }),
    meta: { saves: false },
  });
  const shares = (papers.data?.shares ?? []).filter(({ planId }) => planId === newer);
  const signersOf = (id: string) =>
    (papers.data?.signatures ?? []).filter(({ planId }) => planId === id).map((one) => one.name);
  const name = (id: string) => versions.find((version) => version.id === id)?.version ?? '';
  return (
    <Page
      title="Compare plans"
      subtitle={`${member.name}, version ${name(older)} with version ${name(newer)}`}
      flush
      actions={
        <>
          <Segmented
            label="What is shown"
            choices={[
              { value: 'changes', label: 'Only changes' },
              { value: 'all', label: 'Everything' },
            ]}
            value={shown}
            onChange={setShown}
          />
          <Button
            busy={save.isPending}
            disabledReason={CARE_TEAM.includes(user.role) ? null : 'Your role reads plans only.'}
            onClick={() => save.mutate({ older, newer, shown })}
          >
            Save as PDF
          </Button>
          <Button keys="Esc" onClick={close}>
            Close
          </Button>
        </>
      }
      railWidth={266}
      railFrom="below"
      rail={
        <Rail label="Changes">
          <RailSection title="Changes" right={changes.length}>
            <ul className={styles.changes}>
              {groups.map((group) => {
                const first = changes.findIndex((row) => row.group === group);
                return (
                  <li key={group}>
                    <button
                      type="button"
                      className={styles.jump}
                      aria-current={current?.group === group ? 'true' : undefined}
                      onClick={() => setAt(first)}
                    >
                      {group}
                      <span>{changes.filter((row) => row.group === group).length}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
            {changes.length > 1 && (
              <p className={styles.legend}>
                <Kbd keys="]" /> next change <Kbd keys="[" /> back
              </p>
            )}
          </RailSection>
          <RailSection title="Versions">
            <div className={styles.pick}>
              <SelectField
                label="Older"
                choices={choices(versions, newer)}
                value={older}
                onChange={(id) => id && setOlder(id)}
              />
              <SelectField
                label="Newer"
                choices={choices(versions, older)}
                value={newer}
                onChange={(id) => id && setNewer(id)}
              />
            </div>
          </RailSection>
          {shares.length > 0 && (
            <RailSection title={`Version ${name(newer)} went to`}>
              {shares.map((one) => (
                <p key={one.id} className={styles.legend}>
                  {one.recipient}, {SHARE_WAY_WORDS[one.how]}, {dateInWords(one.sharedOn, today)}
                </p>
              ))}
            </RailSection>
          )}
          <RailSection title="How to read this">
            <p className={styles.legend}>
              <ins>underlined</ins> is new in version {name(newer)}
            </p>
            <p className={styles.legend}>
              <del>struck out</del> was only in version {name(older)}
            </p>
          </RailSection>
        </Rail>
      }
    >
      <PdfProblemLine problem={problem} />
      {(before.error ?? after.error) && <ErrorLine error={before.error ?? after.error} />}
      {rows === null ? (
        <SkeletonRows />
      ) : changes.length === 0 && shown === 'changes' ? (
        <EmptyState fact="Both versions say the same." />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              {[older, newer].map((id) => {
                const version = versions.find((one) => one.id === id);
                return (
                  version && <VersionHead key={id} version={version} signers={signersOf(id)} today={today} />
                );
              })}
            </tr>
          </thead>
          <tbody>
            {(shown === 'changes' ? changes : rows).map((row) => (
              <tr key={row.key} id={rowId(row)} data-on={row === current ? true : undefined}>
                <th scope="row">
                  {row.label}
                  <small>{row.change}</small>
                </th>
                <Side row={row} lines={row.before} absent={`not in version ${name(older)}`} />
                <Side row={row} lines={row.after} absent={`not in version ${name(newer)}`} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

function rowId(row: CompareRow): string {
  return `compare-${row.key}`;
}

function choices(versions: readonly PlanSummary[], other: string) {
  return versions
    .filter(({ id }) => id !== other)
    .map(({ id, version, state }) => ({
      value: id,
      label: state === 'signed' ? `Version ${version}` : `Version ${version}, draft`,
    }));
}

function VersionHead({
  version,
  signers,
  today,
}: {
  readonly version: PlanSummary;
  /** Those who signed beside the person at the keyboard. */
  readonly signers: readonly string[];
  readonly today: string;
}) {
  const by = [...signers, version.signedBy?.name ?? ''].filter((one) => one !== '').join(' and ');
  return (
    <th scope="col">
      {version.signedAt && <IconLock size={14} stroke={1.75} aria-hidden />} Version {version.version}
      <small>
        {version.signedAt
          ? `signed ${dateInWords(localDate(version.signedAt), today)} by ${by}`
          : `draft by ${version.startedBy.name}`}
      </small>
    </th>
  );
}

function Side({
  row,
  lines,
  absent,
}: {
  readonly row: CompareRow;
  readonly lines: readonly (readonly DiffPart[])[];
  readonly absent: string;
}) {
  // A goal stands in the member's own words, in quotation marks, as everywhere.
  const quoted = /^goal\..+\.words$/.test(row.key);
  return (
    <td>
      {lines.length === 0 && <span className={styles.absent}>{absent}</span>}
      {lines.map((parts, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name and never move
        <p key={line}>
          {quoted && '“'}
          {parts.map((part, index) => {
            const key = `${index}${part.kind}`;
            if (part.kind === 'new') return <ins key={key}>{part.text}</ins>;
            return part.kind === 'gone' ? <del key={key}>{part.text}</del> : part.text;
          })}
          {quoted && '”'}
        </p>
      ))}
    </td>
  );
}
