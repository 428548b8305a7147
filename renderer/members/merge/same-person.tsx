import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { dateInWords } from '#shared/dates.ts';
import type { Chart, Duplicate } from '#shared/members/contract.ts';
import { STATUS_WORDS } from '#shared/members/member.ts';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { shortDateWithYear } from '../../components/date-text.ts';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { Notice } from '../../components/notice.tsx';
import { useChart } from '../chart-context.tsx';
import styles from './same-person.module.css';

/** Others on file who may be this member; compared side by side, then merged, with a way back. */
export function SamePerson() {
  const { memberId } = useChart();
  const query = useQuery(orpc.members.lookalikes.queryOptions({ input: { id: memberId } }));
  const [open, setOpen] = useKept<string | null>('SamePerson.open', null);
  const lookalikes = query.data?.lookalikes ?? [];
  if (lookalikes.length === 0) return null;
  return (
    <Notice
      state="due"
      title={
        lookalikes.length === 1 ? 'This may be the same person as another chart.' : 'Other charts look alike.'
      }
    >
      <ul className={styles.list}>
        {lookalikes.map((one) => (
          <li key={one.id}>
            <Link to={`/members/${one.id}`}>{one.name}</Link>, born {shortDateWithYear(one.birthDate)}, CIN{' '}
            <span className="mono">{one.cin}</span>: {one.because}{' '}
            <Button
              size="sm"
              aria-label={`Compare with ${one.name}`}
              aria-expanded={open === one.id}
              onClick={() => setOpen(open === one.id ? null : one.id)}
            >
              Compare
            </Button>
            {open === one.id && <Compare other={one} />}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function facts(chart: Chart, today: string): readonly (readonly [label: string, value: string])[] {
  const { member, counts } = chart;
  const { street, city, state, zip } = member.address;
  return [
    ['Name', member.name],
    ['Born', shortDateWithYear(member.birthDate)],
    ['CIN', member.cin],
    ['Plan', member.plan.shortName],
    ['Phone', member.phone ?? 'none'],
    ['Address', [street, city, state, zip].filter(Boolean).join(', ') || 'none'],
    ['Language', member.language ?? 'not known'],
    [
      'Status',
      `${STATUS_WORDS[member.status]}${member.enrolledOn ? ` ${dateInWords(member.enrolledOn, today)}` : ''}`,
    ],
    [
      'On the chart',
      `${counts.notes} notes, ${counts.assessments} assessments, ${counts.documents} documents`,
    ],
  ];
}

function Compare({ other }: { readonly other: Duplicate }) {
  const { chart, memberId, today } = useChart();
  const [asking, setAsking] = useState(false);
  const query = useQuery(orpc.members.chart.queryOptions({ input: { id: other.id } }));
  const merge = useMutation(orpc.members.merge.mutationOptions());
  const undo = useMutation(orpc.members.undoMerge.mutationOptions());
  if (query.error) return <ErrorLine error={query.error} />;
  if (!query.data) return null;
  const own = facts(chart, today);
  const theirs = new Map(facts(query.data, today));
  return (
    <div className={styles.compare}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Fact</span>
            </th>
            <th scope="col">This chart</th>
            <th scope="col">The other chart</th>
          </tr>
        </thead>
        <tbody>
          {own.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
              <td className={theirs.get(label) === value ? undefined : styles.differs}>
                {theirs.get(label)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.buttons}>
        <Button onClick={() => setAsking(true)}>Merge the other chart into this one…</Button>
      </div>
      <ConfirmDialog
        title={`Are ${chart.member.name} and ${other.name} the same person?`}
        opened={asking}
        onClose={() => setAsking(false)}
        verb="Merge"
        safeVerb="Keep both"
        busy={merge.isPending}
        onConfirm={() =>
          merge.mutate(
            { keepId: memberId, mergeId: other.id },
            {
              onSuccess: ({ mergeId }) => {
                setAsking(false);
                showToast({
                  text: `Merged the chart of ${other.name} into this one.`,
                  undo: () => undo.mutateAsync({ mergeId }),
                });
              },
            },
          )
        }
      >
        <p>
          Everything of the other chart moves here. It stays as a redirect, and the merge can be taken back
          from this tab.
        </p>
        {merge.error ? <ErrorLine error={merge.error} safe="Both charts are as before." /> : null}
      </ConfirmDialog>
    </div>
  );
}

/** The charts that were merged into this one, each with its way back. */
export function Merges() {
  const { chart } = useChart();
  const undo = useMutation(orpc.members.undoMerge.mutationOptions());
  if (chart.merges.length === 0) return null;
  return (
    <Notice title="Merged into this chart">
      <ul className={styles.list}>
        {chart.merges.map((one) => (
          <li key={one.mergeId}>
            {one.name}, CIN <span className="mono">{one.cin}</span>, by {one.by}{' '}
            <Button
              size="sm"
              aria-label={`Take the merge of ${one.name} back`}
              busy={undo.isPending}
              onClick={() =>
                undo.mutate(
                  { mergeId: one.mergeId },
                  { onSuccess: () => showToast({ text: `${one.name} has a chart of their own again.` }) },
                )
              }
            >
              Take the merge back
            </Button>
          </li>
        ))}
      </ul>
      {undo.error ? <ErrorLine error={undo.error} /> : null}
    </Notice>
  );
}
